"""The terms a semester is opened on: code, cut-off, window, policy, set; why some are refused (R6, R11)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.indicator_check import misfits
from kinerja.models import IndicatorSet, Period, ScoringPolicy
from kinerja.rules.policy import Policy
from kinerja.rules.warnings import date_text
from kinerja.services.errors import Refused

CODE = re.compile(r"(20[1-9]\d)-([12])")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the caller asked for; None leaves the choice to the defaults."""

    policy_version: int | None = None
    indicator_set: str | None = None
    entry_opens: date | None = None
    entry_closes: date | None = None


def parse_code(code: str) -> tuple[int, int]:
    """Year and semester of a period's code.

    Raises:
        Refused: it is not of the form 2025-1.
    """
    match = CODE.fullmatch(code)
    if match is None:
        raise Refused([_("Kode periode “%s” tidak dikenal; tulis misalnya 2025-1 atau 2025-2.") % code])
    return int(match[1]), int(match[2])


def new_period(code: str, terms: Terms) -> Period:
    """A period on these terms, not stored yet.

    Raises:
        Refused: every reason why there cannot be one.
    """
    year, semester = parse_code(code)
    cutoff = date(year, 6, 30) if semester == 1 else date(year, 12, 31)
    entry_opens = terms.entry_opens or cutoff + timedelta(days=1)
    policy = _policy(terms.policy_version)
    indicator_set, fault = _indicator_set(terms.indicator_set, cutoff)
    reasons = [fault] if fault else []
    if policy is None:
        reasons.append(_no_policy(terms.policy_version))
    reasons += _set_faults(indicator_set, policy)
    reasons += _window_faults(cutoff, entry_opens, terms.entry_closes)
    if reasons or policy is None or indicator_set is None:
        raise Refused(reasons)
    return Period(
        code=code,
        year=year,
        semester=semester,
        cutoff=cutoff,
        entry_opens=entry_opens,
        entry_closes=terms.entry_closes,
        reports_due=_end_of_next_month(cutoff),
        policy=policy,
        indicator_set=indicator_set,
    )


def differences(period: Period, terms: Terms) -> list[str]:
    """Why an open period cannot be opened again on these terms; empty when it can."""
    reasons = [_("Periode %s sudah ditutup.") % period] if period.state == Period.State.CLOSED else []
    compared = [
        (_("kebijakan penilaian"), terms.policy_version, period.policy.version),
        (_("set indikator"), terms.indicator_set, period.indicator_set.code),
        (_("awal pengisian"), terms.entry_opens, period.entry_opens),
        (_("akhir pengisian"), terms.entry_closes, period.entry_closes),
    ]
    for label, given, kept in compared:
        if given is not None and given != kept:
            words = {"period": period, "label": label, "kept": _said(kept), "given": _said(given)}
            text = _(
                "Periode %(period)s sudah dibuka dengan %(label)s %(kept)s; "
                "tidak dapat dibuka lagi dengan %(given)s."
            )
            reasons.append(text % words)
    return reasons


def _policy(version: int | None) -> ScoringPolicy | None:
    policies = ScoringPolicy.objects.order_by("version")
    return policies.last() if version is None else policies.filter(version=version).first()


def _no_policy(version: int | None) -> str:
    if version is None:
        return _("Belum ada kebijakan penilaian; jalankan load_reference dahulu.")
    return _("Kebijakan penilaian versi %d tidak ada.") % version


def _indicator_set(code: str | None, cutoff: date) -> tuple[IndicatorSet | None, str]:
    """The set of a code, or the latest decided by the cut-off; else why there is none."""
    day = date_text(cutoff)
    if code is None:
        latest = IndicatorSet.objects.filter(decided_on__lte=cutoff).order_by("decided_on").last()
        return latest, "" if latest else _("Belum ada set indikator yang ditetapkan sampai %s.") % day
    found = IndicatorSet.objects.filter(code=code).first()
    if found is None:
        return None, _("Set indikator %s tidak ada.") % code
    if found.decided_on > cutoff:
        words = {"set": code, "day": day, "decided": date_text(found.decided_on)}
        text = _("Set indikator %(set)s baru ditetapkan %(decided)s, setelah tanggal posisi %(day)s.")
        return None, text % words
    return found, ""


def _set_faults(indicator_set: IndicatorSet | None, policy: ScoringPolicy | None) -> list[str]:
    """What in a set cannot be judged, and what the policy weighs that the set does not know (R3, R11)."""
    if indicator_set is None:
        return []
    rows = list(indicator_set.indicators.select_related("parent").order_by("duties", "sequence"))
    parents = {row.code: row.parent.code for row in rows if row.parent}
    found = misfits(rows, parents, list(indicator_set.outputs.all()))
    reasons = [f"{_('Set indikator')} {indicator_set.code}: {fault}" for fault in found]
    weighed = {code for code, _weight in Policy.from_data(policy.data).weights} if policy else set()
    unknown = sorted(weighed - {row.code for row in rows if not row.parent_id})
    if policy and unknown:
        words = {"version": policy.version, "codes": ", ".join(unknown), "set": indicator_set.code}
        text = _(
            "Kebijakan penilaian versi %(version)d memberi bobot pada %(codes)s, "
            "yang bukan indikator utuh dalam set %(set)s."
        )
        reasons.append(text % words)
    return reasons


def _window_faults(cutoff: date, opens: date, closes: date | None) -> list[str]:
    reasons = []
    if opens <= cutoff:
        words = {"opens": date_text(opens), "cutoff": date_text(cutoff)}
        text = _("Pengisian tidak dapat mulai %(opens)s: harus setelah tanggal posisi %(cutoff)s.")
        reasons.append(text % words)
    if closes is not None and closes < opens:
        words = {"opens": date_text(opens), "closes": date_text(closes)}
        reasons.append(_("Pengisian berakhir %(closes)s, sebelum dimulai %(opens)s.") % words)
    return reasons


def _end_of_next_month(day: date) -> date:
    first = day + timedelta(days=1)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _said(value: Any) -> str:
    if value is None:
        return _("tanpa batas")
    return date_text(value) if isinstance(value, date) else str(value)
