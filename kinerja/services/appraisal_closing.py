"""Closing what nobody objected to, once the days to object are over: row by row, each audited (R10)."""

from dataclasses import dataclass

from kinerja.models import Appraisal, Period
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_preconditions import last_day_to_object, today
from kinerja.services.errors import Refused
from officials.models import User


@dataclass(frozen=True, slots=True)
class ClosingReport:
    """What closing did: how many are ``closed``, how many have days left, and why some were refused."""

    closed: int
    waiting: int
    refused: tuple[tuple[str, str], ...]


def close_appraisals(*, period: Period, actor: User) -> ClosingReport:
    """Close every received appraisal of a period whose days to object are over in the office's zone.

    Each is closed by itself, so that one refusal does not stop the others; a second run closes what has
    become due since.

    Args:
        period: the semester.
        actor: an admin_pusat, or an assessor for their own officials.

    Returns:
        How many were closed, how many still have days left, and name and reason of each refused one.

    Source: R10.
    """
    received = Appraisal.objects.visible_to(actor).filter(period=period, state=Appraisal.State.RECEIVED)
    closed = waiting = 0
    refused = []
    for row in received.select_related("period__policy").defer("inputs", "result").order_by("pk"):
        until = last_day_to_object(row)
        if until is None or today(row) <= until:
            waiting += 1
            continue
        try:
            perform_act(appraisal=row, act="close", actor=actor)
            closed += 1
        except Refused as refusal:
            refused.append((str(row), " ".join(refusal.reasons)))
    return ClosingReport(closed, waiting, tuple(refused))
