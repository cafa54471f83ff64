"""Locked rows, always in one order: kab/kota, then their province, then the head of the audit trail."""

from django.db.models import QuerySet

from kinerja.models import Period, SemesterEvaluation
from kinerja.services.preconditions import children_of
from kinerja.services.scoring import lock_units


def lock(evaluation: SemesterEvaluation, *, children: bool = False) -> SemesterEvaluation:
    """Read an evaluation again and keep it locked until the transaction ends.

    Args:
        evaluation: any copy of the row, stale or not.
        children: lock the kab/kota that feed a province first, so that none moves under its result.

    Returns:
        A fresh copy with its period, policy and unit.
    """
    if children:
        feeding = children_of(evaluation).select_for_update().order_by("pk")
        list(feeding.values_list("pk", flat=True))
    rows = SemesterEvaluation.objects.select_for_update(of=("self",))
    locked: SemesterEvaluation = rows.select_related("period__policy", "unit").get(pk=evaluation.pk)
    return locked


def lock_rows(period: Period, rows: "QuerySet[SemesterEvaluation]") -> list[SemesterEvaluation]:
    """Lock evaluations with the provinces drawn from them, in the one order of scoring; read them afresh.

    Args:
        period: theirs.
        rows: which ones.

    Returns:
        Fresh copies with their period and unit.
    """
    keys = list(rows.values_list("pk", flat=True))
    lock_units(period, keys)
    return list(SemesterEvaluation.objects.filter(pk__in=keys).select_related("period", "unit"))


def touch(evaluation: SemesterEvaluation) -> None:
    """Count one version on, as whatever a unit's score is drawn from does when it changes: its figures, its
    registers, its agreement. A form opened before merges, an import applied before is not undone over it.

    Args:
        evaluation: locked; final or not, for a final one is judged by it once it is reopened.
    """
    evaluation.version += 1
    evaluation.save(update_fields=["version", "updated_at"])
