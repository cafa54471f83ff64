"""What a reader of data quality would ask about; warnings never change a score."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kinerja.rules import figures
from kinerja.rules.rounding import percent_text, round_half_up, written
from kinerja.rules.types import FigureError, Indicator, Kind, Notice, Realization

TOLERANCE = Decimal("0.01")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def figure_warnings(
    indicator: Indicator, figure: Realization, cutoff: date | None = None
) -> tuple[Notice, ...]:
    """Return the warnings about one figure.

    Args:
        indicator: what the figure is about.
        figure: a figure that can be judged (``figures`` raised nothing).
        cutoff: the period's cut-off, where known.

    Returns:
        Notices with the codes ``cutoff_mismatch``, ``cutoff_not_period`` (R6),
        ``published_contradicts_counts``, ``above_hundred`` (facts 7, R2), ``no_source``,
        ``declaration_contradicts_register``, ``denominator_ignored``, and those of a roll-up.
    """
    if figure == _NOTHING:
        return ()
    found = [
        *figure.notices,
        *_cutoffs(figure, cutoff),
        *_percentages(indicator, figure),
        *_declaration(indicator, figure),
    ]
    return tuple(found)


_NOTHING = Realization()


def _cutoffs(figure: Realization, period: date | None) -> Iterable[Notice]:
    above = figure.numerator_cutoff or figure.cutoff or period
    below = figure.denominator_cutoff or figure.cutoff or period
    if above is not None and below is not None and above != below:
        text = (
            f"Pembilang per {date_text(above)}, penyebut per {date_text(below)}: tanggal posisinya berbeda."
        )
        yield Notice("cutoff_mismatch", text)
    elif period is not None and above is not None and above != period:
        text = f"Angka per {date_text(above)}, bukan per tanggal posisi periode {date_text(period)}."
        yield Notice("cutoff_not_period", text)


def _percentages(indicator: Indicator, figure: Realization) -> Iterable[Notice]:
    pair = None if indicator.kind is Kind.COUNT else figures.counts(indicator, figure)
    raw = None if pair is None else Fraction(pair[0] * 100, pair[1])
    if raw is not None and figure.percent is not None:
        yield from contradiction(raw, figure.percent)
    if raw is None and figure.percent is not None:
        raw = Fraction(figure.percent)
        if not figure.source:
            yield Notice("no_source", "Persentase terbitan tanpa pembilang/penyebut dan tanpa sumber.")
    if raw is not None and raw > 100:
        yield Notice("above_hundred", f"{percent_text(raw)}: pembilang melebihi penyebut; periksa datanya.")
    if indicator.kind is Kind.COUNT and figure.denominator not in (None, indicator.target):
        text = "Penyebut tidak dipakai; target inovasi adalah yang tertulis dalam Perjanjian Kinerja."
        yield Notice("denominator_ignored", text)


def contradiction(computed: Fraction, published: Decimal) -> tuple[Notice, ...]:
    """Return a warning where a published percentage differs from its own counts by more than 0.01."""
    rounded = round_half_up(computed)
    if abs(rounded - round_half_up(published)) <= TOLERANCE:
        return ()
    text = (
        f"Persentase terbitan {percent_text(published)} bertentangan dengan hitungannya "
        f"{percent_text(rounded)}; yang dipakai hitungannya."
    )
    return (Notice("published_contradicts_counts", text),)


def _declaration(indicator: Indicator, figure: Realization) -> Iterable[Notice]:
    if indicator.kind is not Kind.NONE_ALLOWED or indicator.rollup or not figure.incidents:
        return
    if figures.declared(figure) == 0:
        text = f"Unit menyatakan tidak ada kejadian, padahal {written(figure.incidents)} sudah terbukti."
        yield Notice("declaration_contradicts_register", text)


def chain_warnings(pairs: Iterable[tuple[Indicator, Realization | None]]) -> tuple[Notice, ...]:
    """Return a warning for each indicator whose denominator is not the numerator it builds on.

    Printing (K1.1b) is measured over those recorded (K1.1a): two different numbers of recorded
    people in one unit cannot both be right. Sums over other kab/kota may well differ (R5).
    """
    rows = [(row, figure) for row, figure in pairs if figure]
    figures_by_code = {row.code: figure for row, figure in rows}
    found = []
    for row, figure in rows:
        base = figures_by_code.get(row.base)
        if base is None or base.children_missing != figure.children_missing:
            continue
        below, above = figure.denominator, base.numerator
        if below is not None and above is not None and below != above:
            text = f"Penyebut {row.code} {written(below)} berbeda dari pembilang {row.base} {written(above)}."
            found.append(Notice("chain_broken", text))
    return tuple(found)


def date_text(day: date) -> str:
    """Write a date in Indonesian: "31 Maret 2018"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def unfit(figure_error: FigureError, code: str) -> Notice:
    """Return the warning about a kab/kota whose figure cannot be summed."""
    return Notice("child_unfit", f"{code} tidak dapat dijumlahkan: {figure_error.text}")
