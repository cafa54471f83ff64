"""Writing figures: the one place where a Realization changes, whoever the figure comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kinerja.models import Indicator, Period, Realization, SemesterEvaluation
from kinerja.rules.entry import NAMES, Figures, ends_zero
from kinerja.selectors.entry import figures_of
from kinerja.services.entered import Written, save_entered
from kinerja.services.locking import lock, touch
from kinerja.services.scoring import score_unit, score_units
from officials import audit
from officials.models import User

ENTERED = audit.register("evaluation.enter", _("Angka diisi"))
REPORTED = audit.register("evaluation.report", _("Laporan pelayanan diisi"))
ZEROED = audit.register("evaluation.decide_zero", _("Tetapkan nol"))
#: Actions whose entries say, by indicator code, which figures changed from what to what.
ACTIONS = (ENTERED, REPORTED, ZEROED)
Beside = tuple[Mapping[str, Any], Mapping[str, Any]]
NOTHING_BESIDE: Beside = ({}, {})


def store(
    *,
    evaluation: SemesterEvaluation,
    actor: User,
    action: str,
    figures: Mapping[Indicator, Figures],
    zero_reason: str = "",
    note: str = "",
    beside: Beside = NOTHING_BESIDE,
) -> SemesterEvaluation:
    """Write figures that differ from the stored ones, judge the unit anew, audit.

    Args:
        evaluation: locked by the caller, who has checked everything else.
        actor: who reports or decides.
        action: one of ``ACTIONS``.
        figures: what each indicator shall say from now on; an empty figure is "belum dilaporkan".
        zero_reason: the Ditjen's reason where the figures stay missing and count 0 (R4).
        note: for the trail.
        beside: what else changed, before and after, for the trail: the reports behind a figure.

    Returns:
        The evaluation, still locked, one version on, with its new result.
    """
    rows = {row.indicator_id: row for row in Realization.objects.filter(evaluation=evaluation)}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for indicator, new in figures.items():
        row = rows.get(indicator.pk)
        before[indicator.code] = _said(row)
        kept = row or Realization(evaluation=evaluation, indicator=indicator)
        after[indicator.code] = _said(_write(kept, new, actor, zero_reason))
    touch(evaluation)
    score_unit(evaluation=evaluation, actor=actor)
    evaluation = lock(evaluation)
    audit.record(
        action,
        actor=actor,
        obj=evaluation,
        before={"version": evaluation.version - 1, "figures": before, **beside[0]},
        after={"version": evaluation.version, "figures": after, **beside[1]},
        note=note,
    )
    return evaluation


@dataclass(frozen=True, slots=True)
class Entry:
    """What one indicator shall say from now on.

    ``zero_reason`` is the Ditjen's where the figure stays missing and counts 0 (R4). ``entered_by`` and
    ``at`` are who had entered it and when, where an act is undone.
    """

    figures: Figures
    zero_reason: str = ""
    entered_by: int | None = None
    at: datetime | None = None

    @classmethod
    def back(cls, change: Mapping[str, Any]) -> Self:
        """What puts a figure back to what it was before a change, as ``store_many`` tells one."""
        before, at = change["before"], change.get("at")
        moment = datetime.fromisoformat(at) if at else None
        return cls(Figures.from_data(before), (before or {}).get("zero_reason", ""), change["by"], moment)


def store_many(
    *,
    period: Period,
    entries: Mapping[SemesterEvaluation, Mapping[Indicator, Entry]],
    actor: User,
    note: str = "",
    action: str = ENTERED,
    beside: Mapping[int, Beside] = MappingProxyType({}),
) -> dict[str, Any]:
    """Write the figures of many units in a constant number of queries, judge them anew, audit each.

    Args:
        period: of them all.
        entries: evaluations, locked and checked by the caller, with what changes in each.
        actor: who reports.
        note: for the trail.
        action: one of ``ACTIONS``.
        beside: by id of an evaluation what else changed in it, before and after, for the trail.

    Returns:
        By the id of each evaluation the version this made, and each figure before (with who had entered it
        and when) and after: what undoing it needs, in plain JSON.
    """
    keys = [row.pk for row in entries]
    stored = Realization.objects.filter(evaluation__in=keys).select_related("indicator")
    rows = {(row.evaluation_id, row.indicator_id): row for row in stored}
    done: dict[str, Any] = {}
    written: list[Written] = []
    emptied: list[int] = []
    for evaluation, wanted in entries.items():
        figures = {}
        for indicator, entry in wanted.items():
            row = rows.get((evaluation.pk, indicator.pk))
            was = _was(row)
            kept = row or Realization(evaluation=evaluation, indicator=indicator)
            says = _set(kept, entry, actor)
            if says:
                written.append((kept, entry.at))
            elif kept.pk:
                emptied.append(kept.pk)
            figures[indicator.code] = was | {"after": _said(kept) if says else None}
        done[str(evaluation.pk)] = {"version": evaluation.version + 1, "figures": figures}
    save_entered(Realization, written, emptied, [*NAMES, "zero_reason", "entered_by"])
    SemesterEvaluation.objects.filter(pk__in=keys).update(version=F("version") + 1, updated_at=timezone.now())
    score_units(period=period, evaluations=keys, actor=actor)
    audit.record_many(action, actor=actor, changes=_told(entries, done, beside, note))
    return done


def _told(
    entries: Iterable[SemesterEvaluation], done: Mapping[str, Any], beside: Mapping[int, Beside], note: str
) -> Iterable[audit.Change]:
    """An entry of the trail for each evaluation, as ``store`` writes it."""
    for evaluation in entries:
        made = done[str(evaluation.pk)]
        before, after = (
            {code: row[side] for code, row in made["figures"].items()} for side in ("before", "after")
        )
        was, becomes = beside.get(evaluation.pk, NOTHING_BESIDE)
        yield audit.Change(
            evaluation,
            {"version": made["version"] - 1, "figures": before, **was},
            {"version": made["version"], "figures": after, **becomes},
            note,
        )


def _write(row: Realization, new: Figures, actor: User, zero_reason: str) -> Realization | None:
    """Save, or delete what no longer says anything."""
    if not _set(row, Entry(new, zero_reason), actor):
        if row.pk:
            row.delete()
        return None
    row.save(update_fields=[*NAMES, "zero_reason"] if zero_reason and row.pk else None)
    return row


def _set(row: Realization, entry: Entry, actor: User) -> bool:
    """Put a figure into its row; whether the row says anything then.

    A zero once decided ends when a figure comes in (R4); to decide it is not to enter what is there.
    """
    new, zero_reason = entry.figures, entry.zero_reason
    ended = ends_zero(figures_of(row), new)
    for name in NAMES:
        setattr(row, name, getattr(new, name))
    if zero_reason:
        row.zero_reason = zero_reason
    elif ended:
        row.zero_reason = ""
    if entry.entered_by is not None:
        row.entered_by_id = entry.entered_by
    elif not (zero_reason and row.pk):
        row.entered_by = actor
    return bool(not new.is_empty or row.zero_reason)


def _was(row: Realization | None) -> dict[str, Any]:
    """What a row says before it changes, with who entered it and when."""
    if row is None:
        return {"before": None, "by": None, "at": None}
    return {"before": _said(row), "by": row.entered_by_id, "at": row.entered_at.isoformat()}


def _said(row: Realization | None) -> dict[str, Any] | None:
    if row is None:
        return None
    zero = {"zero_reason": row.zero_reason} if row.zero_reason else {}
    return figures_of(row).to_data() | zero
