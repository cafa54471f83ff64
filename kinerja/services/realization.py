"""Writing figures: the one place where a Realization changes, whoever the figure comes from."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kinerja.models import Indicator, Realization, SemesterEvaluation
from kinerja.rules.entry import NAMES, Figures
from kinerja.selectors.entry import figures_of
from kinerja.services.locking import lock
from kinerja.services.scoring import score_unit
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
    evaluation.version += 1
    evaluation.save(update_fields=["version", "updated_at"])
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


def _write(row: Realization, new: Figures, actor: User, zero_reason: str) -> Realization | None:
    """Save, or delete what no longer says anything.

    A zero once decided ends when a figure comes in (R4); to decide it is not to enter what is there.
    """
    for name in NAMES:
        setattr(row, name, getattr(new, name))
    if zero_reason:
        row.zero_reason = zero_reason
    elif not new.is_empty:
        row.zero_reason = ""
    if new.is_empty and not row.zero_reason:
        if row.pk:
            row.delete()
        return None
    if not (zero_reason and row.pk):
        row.entered_by = actor
    row.save()
    return row


def _said(row: Realization | None) -> dict[str, Any] | None:
    if row is None:
        return None
    zero = {"zero_reason": row.zero_reason} if row.zero_reason else {}
    return figures_of(row).to_data() | zero
