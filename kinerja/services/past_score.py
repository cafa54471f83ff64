"""Writing down the scores that were given then: beside our results, which they never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kinerja.exchange.history_columns import HEADS
from kinerja.models import PastScore, SemesterEvaluation
from kinerja.selectors.past_score import past_facts
from officials import audit
from officials.models import User

RECORDED = audit.register("past_score.record", gettext_lazy("Skor dulu dicatat"))
NUMBERS = ("completion", "nilai")
BATCH = 500


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be written of one unit; ``data`` None takes it away.

    ``by`` and ``at`` are who had recorded it and when, where an act is undone.
    """

    data: Mapping[str, Any] | None
    by: int | None = None
    at: datetime | None = None

    @classmethod
    def back(cls, made: Mapping[str, Any]) -> Self:
        """What puts a score back to what it was before a change, as ``record_past_scores`` tells one."""
        return cls(made["before"], made["by"], datetime.fromisoformat(made["at"]) if made["at"] else None)


def record_past_scores(
    *, given: Mapping[SemesterEvaluation, Given], actor: User, note: str = ""
) -> dict[str, Any]:
    """Write, replace or take away the scores that were given to many units then; audit each.

    Args:
        given: evaluations, locked and checked by the caller.
        actor: who records.
        note: for the trail.

    Returns:
        By the id of each evaluation what stood there, with who had recorded it and when, and what does now.
    """
    stored = {row.evaluation_id: row for row in PastScore.objects.filter(evaluation__in=list(given))}
    done, rows, gone = dict[str, Any](), list[PastScore](), list[int]()
    for evaluation, wanted in given.items():
        row = stored.get(evaluation.pk)
        was: dict[str, Any] = {"before": None, "by": None, "at": None}
        if row:
            was = {"before": past_facts(row), "by": row.recorded_by_id, "at": row.recorded_at.isoformat()}
        done[str(evaluation.pk)] = was | {"after": wanted.data}
        if wanted.data is not None:
            rows.append(_set(row or PastScore(evaluation=evaluation), wanted, actor))
        elif row:
            gone.append(row.pk)
    PastScore.objects.filter(pk__in=gone).delete()
    new, known = [row for row in rows if not row.pk], [row for row in rows if row.pk]
    PastScore.objects.bulk_create(new, batch_size=BATCH)
    PastScore.objects.bulk_update(known, [*HEADS, "recorded_by", "recorded_at"], batch_size=BATCH)
    changes = (
        audit.Change(row, done[str(row.pk)]["before"], done[str(row.pk)]["after"], note) for row in given
    )
    audit.record_many(RECORDED, actor=actor, changes=changes)
    return done


def _set(row: PastScore, given: Given, actor: User) -> PastScore:
    for name, head in HEADS.items():
        value = (given.data or {}).get(head)
        if name in NUMBERS:
            setattr(row, name, None if value is None else Decimal(value))
        else:
            setattr(row, name, value or "")
    row.recorded_by_id = given.by or actor.pk
    row.recorded_at = given.at or timezone.now()
    return row
