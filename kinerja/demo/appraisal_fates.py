"""Whose appraisal of 2025-2 the story tells, and how far: all of Manokwari, some of three other offices.

A post that is named without acts is a draft for whoever rates its holder.
"""

from dataclasses import dataclass

from kinerja.demo import structure as posts
from kinerja.demo.names import office_title
from kinerja.demo.seats import CHIEF
from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.workflow import AppraisalState as State

PERIOD = "2025-2"
SENT = ("rate", "submit")
REVIEWED = (*SENT, "review", "recommend")
APPROVED = (*REVIEWED, "approve")
SIGNED = (*APPROVED, "sign")
RECEIVED = (*SIGNED, "receive")
OBJECTED = (*RECEIVED, "object")
ANSWERED = (*OBJECTED, "answer")
DECIDED = (*ANSWERED, "decide")
#: The acts that lead to a state, from a draft.
PATHS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: SENT,
    State.IN_REVIEW: REVIEWED,
    State.RETURNED: (*SENT, "review", "return_"),
    State.APPROVED: APPROVED,
    State.SIGNED: SIGNED,
    State.RECEIVED: RECEIVED,
    State.OBJECTED: OBJECTED,
    State.ANSWERED: ANSWERED,
    State.DECIDED: DECIDED,
    State.CLOSED: (*DECIDED, "sign_decision"),
}


def _bidang(bidang: posts.Bidang, head: State, *seksi: State) -> dict[str, State]:
    """The state of a Kepala Bidang and of each Kepala Seksi below, in their order."""
    names = [f"Kepala Seksi {name}" for name, _field in bidang.seksi]
    return {f"Kepala Bidang {bidang.name}": head, **dict(zip(names, seksi, strict=False))}


#: By region code, then by the name of the post.
FATES: dict[str, dict[str, State]] = {
    "92.02": {
        CHIEF: State.SUBMITTED,
        posts.SECRETARY: State.DRAFT,
        "Kepala Subbagian Perencanaan": State.SUBMITTED,
        "Kepala Subbagian Umum dan Kepegawaian": State.SUBMITTED,
        **_bidang(posts.DAFDUK, State.SIGNED, State.DRAFT, State.SUBMITTED, State.SUBMITTED),
        **_bidang(posts.CAPIL, State.OBJECTED, State.IN_REVIEW, State.IN_REVIEW, State.SUBMITTED),
        **_bidang(posts.PIAK, State.ANSWERED, State.RETURNED, State.RECEIVED, State.DECIDED),
        **_bidang(posts.PEMANFAATAN, State.CLOSED, State.APPROVED, State.SUBMITTED),
    },
    "51.71": {
        posts.SECRETARY: State.SUBMITTED,
        **_bidang(posts.CAPIL, State.SIGNED, State.DECIDED, State.CLOSED, State.DRAFT),
        **_bidang(posts.DAFDUK, State.RECEIVED, State.SUBMITTED, State.IN_REVIEW, State.APPROVED),
        **_bidang(posts.PIAK, State.OBJECTED, State.RETURNED),
        **_bidang(posts.PEMANFAATAN, State.ANSWERED),
    },
    "34.71": {
        posts.SECRETARY: State.APPROVED,
        **_bidang(posts.CAPIL, State.RECEIVED, State.DECIDED, State.CLOSED, State.DRAFT),
        **_bidang(posts.DAFDUK, State.SIGNED, State.IN_REVIEW, State.SUBMITTED, State.APPROVED),
        **_bidang(posts.PIAK, State.OBJECTED, State.RETURNED),
        **_bidang(posts.PEMANFAATAN, State.ANSWERED),
    },
    "92": _bidang(posts.CAPIL, State.ANSWERED),
}
#: Whose objection changes element 2; every other decision upholds it.
CHANGED = {("92.02", f"Kepala Bidang {posts.PEMANFAATAN.name}")}


@dataclass(frozen=True, slots=True)
class Fate:
    """How far an appraisal is brought, and whether the decision changes element 2."""

    state: State
    changed: bool = False


def fates_of(period: Period) -> dict[str, Fate]:
    """The fates of a period's appraisals by the title of the post; none but in ``PERIOD``."""
    if period.code != PERIOD:
        return {}
    offices = SemesterEvaluation.objects.filter(period=period, region_code__in=FATES)
    return {
        office_title(row.unit.region, row.region_code, name): Fate(state, (row.region_code, name) in CHANGED)
        for row in offices.select_related("unit__region")
        for name, state in FATES[row.region_code].items()
    }
