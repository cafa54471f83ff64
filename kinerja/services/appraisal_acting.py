"""The one way to act on an appraisal, over the table in ``rules.workflow``.

Lock the row → find the act → may this actor → what is missing → the act's own writing → state, history,
audit, messages. Each service says what its act writes inside ``with acting(…)``; nothing else moves a state.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Appraisal, AppraisalEvent, SemesterEvaluation
from kinerja.relations import capacity_as
from kinerja.rules import workflow
from kinerja.rules.acts import Act
from kinerja.rules.workflow import Party
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal_acts import check_party
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.errors import Refused
from kinerja.services.notification import tell
from kinerja.services.transition import SUPERSEDED, put_out_of_force
from officials import audit
from officials.acting import Capacity
from officials.models import User
from regions.zones import local_day

log = structlog.get_logger(__name__)
ACTIONS = {
    row.name: audit.register(f"appraisal.{row.name.rstrip('_')}", gettext_lazy(row.label))
    for row in workflow.APPRAISAL_ACTS
}
#: The columns that an act may change on the appraisal itself.
MOVED = (
    *("state", "state_since", "revision", "submitted_at", "submitted_by", "approved_at", "approved_by"),
    *("approved_as", "signed_at", "received_at", "closed_at", "acknowledgement", "inputs", "result"),
    "updated_at",
)
#: What each signature consists of; going back before an act takes its signature back.
SUBMISSION = ("submitted_at", "submitted_by")
APPROVAL = ("approved_at", "approved_by", "approved_as", "inputs", "result", "signed_at", "received_at")


@dataclass
class Doing:
    """An act under way: the locked appraisal, who does it in which capacity, and what the audit will say.

    ``before`` and ``after`` take what the act writes beside the appraisal's own columns; ``undo`` takes back
    what no transaction does, such as files.
    """

    row: Act
    appraisal: Appraisal
    actor: User
    note: str
    party: Party
    capacity: Capacity | None
    now: datetime
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    undo: list[Callable[[], object]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in the office's zone."""
        return local_day(self.appraisal.zone, self.now)

    @property
    def signature(self) -> dict[str, Any]:
        """Who acts as what, in plain data: kept with the act and printed on the result."""
        if self.capacity is None:
            return {"name": self.actor.display_name, "post": "", "rank": "", "nip": "", "basis": ""}
        return asdict(self.capacity)


@contextmanager
def acting(
    *, appraisal: Appraisal, act: str, actor: User, note: str = "", seen: str = "", told: bool = True
) -> Iterator[Doing]:
    """Do one act of the table; the block writes what is the act's own.

    Args:
        appraisal: any copy of the row; it is read again under a lock.
        act: a name in ``rules.workflow.APPRAISAL_ACTS``.
        actor: who acts.
        note: the actor's words; mandatory where the table says so.
        seen: ``seen_now`` of what the actor looked at; "" where nothing was shown: nobody approves so.
        told: whether the people concerned are told at once (a bulk act tells them once, afterwards).

    Raises:
        NotPermitted: the actor does not stand to this appraisal as the act requires.
        Refused: the act is not possible now, or something is missing; all reasons at once.

    Source: II.B, R7, R8, R9, R10.
    """
    row, words, undo = workflow.appraisal_act(act), note.strip(), []
    try:
        with transaction.atomic():
            doing = _begin(row, appraisal, actor, words, seen)
            undo, came_from, before = doing.undo, doing.appraisal.state, _facts(doing.appraisal)
            yield doing
            _move(doing)
            _remember(doing, came_from)
            said = {"before": before | doing.before, "after": _facts(doing.appraisal) | doing.after}
            audit.record(ACTIONS[act], actor=actor, obj=doing.appraisal, note=words, **said)
            if told:
                tell(appraisal=doing.appraisal, act=act, actor=actor)
    except BaseException:
        for step in undo:
            step()
        raise


def _begin(row: Act, appraisal: Appraisal, actor: User, note: str, seen: str) -> Doing:
    """The act under way: locked, permitted, and nothing missing."""
    locked = lock_appraisal(appraisal, evaluation=row.name == "approve")
    party = check_party(row, locked, actor)
    reasons = missing(row, locked, note)
    if row.name == "approve" and not seen:
        reasons.append(_("Penilaian ini belum dilihat; buka halamannya lebih dahulu."))
    reasons += changed_since(locked, seen)
    if reasons:
        raise Refused(reasons)
    return Doing(row, locked, actor, note, party, capacity_as(party, actor, locked), timezone.now())


def lock_appraisal(appraisal: Appraisal, *, evaluation: bool = False) -> Appraisal:
    """Read an appraisal again and keep it locked until the transaction ends.

    Args:
        appraisal: any copy of the row.
        evaluation: lock the unit's evaluation first, so that its result does not move meanwhile.

    Raises:
        Refused: it was withdrawn, or renewed under another id, since the page was opened.
    """
    if evaluation:
        SemesterEvaluation.objects.select_for_update(of=("self",)).get(pk=appraisal.evaluation_id)
    rows = Appraisal.objects.select_for_update(of=("self",))
    related = ("period__policy", "period__indicator_set", "evaluation__unit__region", "evaluation__period")
    posts = ("assessor__region", "decider__region", "superior__unit", "superior__superior__unit")
    locked: Appraisal | None = rows.select_related(*related, *posts).filter(pk=appraisal.pk).first()
    if locked is None:
        raise Refused([_("Penilaian ini sudah ditarik atau dibuka ulang; buka daftarnya lagi.")])
    return locked


def supersede(doing: Doing) -> None:
    """Put the appraisal's documents in force out of it; their bytes stay."""
    for document in put_out_of_force(doing.appraisal.documents.all()):
        after = {"status": document.status}
        audit.record(SUPERSEDED, actor=doing.actor, obj=document, after=after, note=doing.note)


def take_back(appraisal: Appraisal, columns: tuple[str, ...]) -> None:
    """Empty the columns of signatures that no longer stand."""
    for column in columns:
        setattr(appraisal, column, None)


def changed_since(appraisal: Appraisal, seen: str) -> list[str]:
    """Why an appraisal is not the one that was looked at; empty where it is, and where nothing was shown.

    Before its approval an element, a red flag, the recommendation or its plan changed; later, what is frozen.
    """
    if not seen or seen == seen_now(appraisal):
        return []
    return [_("Penilaian ini berubah sejak halaman dibuka. Periksa sekali lagi.")]


def _move(doing: Doing) -> None:
    appraisal, state = doing.appraisal, doing.row.next_state(doing.appraisal.state)
    if state == appraisal.state and doing.row.to_state is None:
        appraisal.save(update_fields=["updated_at"])
        return
    appraisal.state, appraisal.state_since = state, doing.now
    if state == Appraisal.State.RETURNED:
        take_back(appraisal, SUBMISSION + APPROVAL)
        appraisal.acknowledgement = ""
    if state == Appraisal.State.CLOSED:
        appraisal.closed_at = doing.now
    appraisal.save(update_fields=MOVED)


def _remember(doing: Doing, came_from: str) -> None:
    appraisal, capacity = doing.appraisal, doing.capacity
    AppraisalEvent.objects.create(
        appraisal=appraisal,
        act=doing.row.name,
        from_state=came_from,
        to_state=appraisal.state,
        revision=appraisal.revision,
        actor=doing.actor,
        actor_name=doing.actor.display_name,
        acting_as=capacity.line[:300] if capacity else "",
        note=doing.note,
        at=doing.now,
    )
    told = {
        "act": doing.row.name,
        "appraisal": appraisal.pk,
        "state": appraisal.state,
        "actor": doing.actor.pk,
    }
    transaction.on_commit(lambda: log.info("appraisal_moved", **told))


def _facts(appraisal: Appraisal) -> dict[str, Any]:
    return {"state": appraisal.state, "revision": appraisal.revision}
