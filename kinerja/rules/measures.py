"""What was reached, before cap and table: one function for each family of target kinds (R2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja.rules import figures
from kinerja.rules.figures import Number
from kinerja.rules.policy import Policy
from kinerja.rules.policy_fields import LARGEST_CAP
from kinerja.rules.rounding import percent_text, written
from kinerja.rules.types import FigureError, Indicator, Kind, Realization, State, Step

FULL = Fraction(100)
_YES_OR_NO = (Kind.VERSION, Kind.NONE_ALLOWED)
_CASH_PLAN_UNTIL_MONTH = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """What an indicator reached: ``reached`` is the completion before the cap, in per cent."""

    state: State
    steps: tuple[Step, ...]
    raw: Fraction | None = None
    reached: Fraction | None = None
    published_only: bool = False


def measure(indicator: Indicator, figure: Realization, policy: Policy, cutoff: date | None) -> Measure:
    """Measure a figure against its target, by the kind of the target.

    Args:
        indicator: with the target that binds this unit.
        figure: what was reported.
        policy: ``range_over`` decides above a range.
        cutoff: the period's cut-off, which tells what a budget is measured against.

    Returns:
        A measure; ``missing`` where nothing (or half of it) was reported, ``not_assessable`` where
        the target is not known.

    Raises:
        FigureError: the figure cannot be judged.
    """
    if indicator.kind is Kind.COUNT:
        return _count(indicator, figure)
    if indicator.kind in _YES_OR_NO and not indicator.rollup:
        return _met_or_not(indicator, figure)
    raw, said, only = _achieved(indicator, figure, cutoff)
    if raw is None:
        no_version = indicator.kind is Kind.VERSION and not _version(indicator.designated)
        return led_by(said, _no_target(indicator)) if no_version else Measure(State.MISSING, said)
    if indicator.kind is Kind.RANGE:
        return _in_range(indicator, raw, said, only, policy)
    return _against_target(indicator, raw, said, only)


def met(indicator: Indicator, figure: Realization) -> bool | None:
    """Whether a version or a prohibition is met; None while that cannot be said.

    A version is met when it equals the designated one (blanks and case aside).  A prohibition is
    broken by one verified incident or by the unit's own word; it is met only once the unit's
    declaration is in: silence is missing (R4).

    Source: R2.
    """
    if indicator.kind is Kind.VERSION:
        installed, designated = _version(figure.value), _version(indicator.designated)
        return installed == designated if installed and designated else None
    if figures.has_incident(figure):
        return False
    return True if figures.declared(figure) == 0 else None


def _version(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _met_or_not(indicator: Indicator, figure: Realization) -> Measure:
    if figure.percent is not None:
        text = "Persentase tidak berlaku untuk indikator ini; isikan nilainya."
        raise FigureError("percent_not_allowed", text, "percent")
    fulfilled = met(indicator, figure)
    if fulfilled is None:
        designated_missing = indicator.kind is Kind.VERSION and bool(_version(figure.value))
        return _no_target(indicator) if designated_missing else _silent(indicator, "Belum dilaporkan.")
    text = _version_text(indicator, figure) if indicator.kind is Kind.VERSION else _incident_text(figure)
    reached = FULL if fulfilled else Fraction(0)
    step = Step(f"{text}: capaian {percent_text(reached)}.", "R2", indicator.clause, policy=not fulfilled)
    return Measure(State.REPORTED, (step,), None, reached)


def _version_text(indicator: Indicator, figure: Realization) -> str:
    return f"Versi terpasang {figure.value}, versi yang ditetapkan {indicator.designated}"


def _incident_text(figure: Realization) -> str:
    if figure.incidents:
        return f"{written(figure.incidents)} kejadian terbukti dalam periode ini"
    if figures.declared(figure):
        return f"Unit menyatakan {written(figures.declared(figure) or 0)} kejadian dalam periode ini"
    return "Unit menyatakan tidak ada kejadian dan tidak ada yang terbukti"


def _count(indicator: Indicator, figure: Realization) -> Measure:
    if figure.percent is not None:
        text = "Persentase tidak berlaku untuk inovasi; isikan jumlahnya."
        raise FigureError("percent_not_allowed", text, "percent")
    figures.counts(indicator, figure)
    target = figures.target(indicator)
    if figure.numerator is None:
        return _silent(indicator, "Belum dilaporkan.")
    if target is None:
        return _no_target(indicator)
    number = figures.exact(figure.numerator, "numerator", whole=True)
    raw = Fraction(number * 100, target)
    aim = f"{written(target)}{_source(indicator)}"
    text = f"{written(number)} terverifikasi ÷ target {aim} × 100 = {percent_text(raw)}."
    return Measure(State.REPORTED, (Step(text, "R2", indicator.clause),), raw, raw)


def _achieved(
    indicator: Indicator, figure: Realization, cutoff: date | None
) -> tuple[Fraction | None, tuple[Step, ...], bool]:
    """Return the percentage achieved, how it came about, and whether it is only a published one."""
    pair = figures.counts(indicator, figure)
    percent = figures.published(indicator, figure)
    rolled = _rolled(indicator, figure)
    if pair is not None:
        raw = Fraction(pair[0] * 100, pair[1])
        basis, chosen = _basis(indicator, figure.cutoff or cutoff)
        text = f"{written(pair[0])} ÷ {written(pair[1])}{basis} × 100 = {percent_text(raw)}."
        return raw, (*rolled, Step(text, "R5" if rolled else "R2", indicator.clause, chosen)), False
    if percent is not None:
        text = f"Persentase terbitan {percent_text(percent)} (tanpa pembilang/penyebut)."
        return Fraction(percent), (*rolled, Step(text, "R2", indicator.clause)), True
    text = "Belum dilaporkan."
    if figure.numerator is not None or figure.denominator is not None:
        text = f"Belum lengkap: {'pembilang' if figure.numerator is None else 'penyebut'} belum dilaporkan."
    return None, (*rolled, Step(text, "R4", indicator.clause)), False


def _basis(indicator: Indicator, cutoff: date | None) -> tuple[str, bool]:
    """Return what a budget is measured against, and whether the denominator is a choice of ours.

    The decree names neither the cash plan nor which outputs count and until when.
    """
    if indicator.kind is not Kind.RANGE or cutoff is None:
        return "", indicator.kind is Kind.REPORTS
    if cutoff.month <= _CASH_PLAN_UNTIL_MONTH:
        return " (rencana kas/RAK sampai Juni)", True
    return " (seluruh anggaran)", False


def _rolled(indicator: Indicator, figure: Realization) -> tuple[Step, ...]:
    if figure.stands_in:
        text = "Angka terbitan provinsi menggantikan penjumlahan kab/kota."
        return (Step(f"{text}{_how_many(figure)}", "R5", "II.A.2.a", policy=True),)
    if figure.children_expected is None:
        return ()
    share = indicator.rollup == "share"
    how = "yang memenuhi ÷ yang melapor" if share else "jumlah pembilang ÷ jumlah penyebut"
    return (Step(f"Kumulatif kab/kota, {how}.{_how_many(figure)}", "R5", "II.A.2.a", policy=share),)


def _how_many(figure: Realization) -> str:
    if figure.children_expected is None:
        return ""
    return f" {figure.children_reported} dari {figure.children_expected} kab/kota melapor."


def _against_target(indicator: Indicator, raw: Fraction, said: tuple[Step, ...], only: bool) -> Measure:
    target = _target_or_all(indicator)
    if target is None:
        return led_by(said, _no_target(indicator))
    reached = raw if target == 100 else raw * 100 / target
    agreed = indicator.target_by_agreement
    named = "target nasional" if indicator.kind is Kind.NATIONAL_TARGET and not agreed else "target"
    aim = f"{named} {written(target)} %{_source(indicator)}"
    text = f"{percent_text(raw)} ÷ {aim} × 100 = {percent_text(reached)}."
    step = Step(text, "R2", indicator.clause, policy=indicator.target_by_policy or agreed)
    return Measure(State.REPORTED, (*said, step), raw, reached, only)


def _source(indicator: Indicator) -> str:
    return f" ({indicator.target_source})" if indicator.target_source else ""


def _target_or_all(indicator: Indicator) -> Number | None:
    """Return the target in per cent; of SKPD, reports and kab/kota the decree asks for all."""
    if indicator.kind in _YES_OR_NO:
        return 100
    number = figures.target(indicator)
    if number is None and figures.closed(indicator):
        return 100
    return number


def _in_range(
    indicator: Indicator, raw: Fraction, said: tuple[Step, ...], only: bool, policy: Policy
) -> Measure:
    lower = figures.target(indicator)
    if lower is None:
        return led_by(said, _no_target(indicator))
    upper = raw if indicator.upper is None else figures.exact(indicator.upper, "target")
    shown, policy_step = percent_text(raw), True
    bound = f"batas bawah {written(lower)} %{_source(indicator)}"
    if raw < lower:
        reached = raw * 100 / lower
        text = f"{shown} ÷ {bound} × 100 = {percent_text(reached)}."
    elif raw <= upper:
        reached, policy_step = FULL, indicator.target_by_agreement
        text = f"{shown} mencapai target, {bound}: capaian 100,00 %."
    elif policy.range_over == "divide_by_upper":
        reached = upper * FULL / raw
        text = f"Batas atas {written(upper)} % ÷ {shown} × 100 = {percent_text(reached)}."
    else:
        reached = FULL
        text = f"{shown} di atas {written(upper)} % tetap dihitung terpenuhi: capaian 100,00 %."
    step = Step(text, "R2", indicator.clause, policy=policy_step)
    return Measure(State.REPORTED, (*said, step), raw, reached, only)


def _silent(indicator: Indicator, text: str) -> Measure:
    return Measure(State.MISSING, (Step(text, "R4", indicator.clause),))


def _no_target(indicator: Indicator) -> Measure:
    what = {
        Kind.VERSION: "versi yang ditetapkan belum ada",
        Kind.COUNT: "belum ada target dalam Perjanjian Kinerja",
        Kind.NATIONAL_TARGET: "target nasional tahun ini belum ada",
    }.get(indicator.kind, "target belum ada")
    step = Step(f"Belum dapat dinilai: {what}.", "R2", indicator.clause, policy=True)
    return Measure(State.NOT_ASSESSABLE, (step,))


def led_by(said: tuple[Step, ...], found: Measure) -> Measure:
    """Return the measure with what was said before put in front of its steps."""
    return Measure(found.state, (*said, *found.steps), found.raw, found.reached, found.published_only)


def decided_zero(indicator: Indicator, reason: str) -> Measure:
    """Return the zero that the Ditjen decided, with its reason (R4).

    Without a target there is nothing to fall short of: that is "belum dapat dinilai", never 0 (R2).
    """
    if not _has_target(indicator):
        return _no_target(indicator)
    step = Step(
        f"Ditjen menetapkan 0 atas angka yang tidak dilaporkan: {reason}", "R4", indicator.clause, True
    )
    return Measure(State.REPORTED, (step,), Fraction(0), Fraction(0))


def _has_target(indicator: Indicator) -> bool:
    if indicator.kind is Kind.VERSION:
        return bool(_version(indicator.designated))
    return _target_or_all(indicator) is not None


def capped(indicator: Indicator, reached: Fraction, cap: Decimal | None) -> tuple[Fraction, tuple[Step, ...]]:
    """Return the completion under the cap, and the step that says so where it bites (R2).

    Without a cap the largest one that a policy may name holds: one absurd figure must not make a whole
    unit's result too large to be kept.
    """
    limit = LARGEST_CAP if cap is None else cap
    if reached <= limit:
        return reached, ()
    text = f"{percent_text(reached)} melebihi target; capaian dibatasi {percent_text(limit)}."
    return Fraction(limit), (Step(text, "R2", indicator.clause, policy=True),)
