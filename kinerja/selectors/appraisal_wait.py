"""Which appraisals are late, which are held up, and why: conditions for the lists and the board.

On rows ``appraisal_turn.with_deadline``. Days are those of the office's zone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.workflow import AppraisalState, Party
from kinerja.selectors.appraisal_turn import Clock, turn_is
from officials.models import Appointment, Delegation
from regions.zones import ZONES

S = AppraisalState
#: Days in one state after which whoever has the turn is late; the law's own terms (R10) count as they are.
PATIENCE = 14
#: The states as a board counts them: who holds the appraisal up.
GROUPS: dict[str, tuple[str | Promise, tuple[AppraisalState, ...]]] = {
    "belum": (_("Belum diajukan"), (S.DRAFT, S.RETURNED)),
    "penilai": (_("Menunggu penilai"), (S.SUBMITTED, S.IN_REVIEW, S.APPROVED)),
    "pejabat": (_("Menunggu pejabat"), (S.SIGNED, S.RECEIVED)),
    "keberatan": (_("Keberatan"), (S.OBJECTED, S.ANSWERED, S.DECIDED)),
    "selesai": (_("Selesai"), (S.CLOSED,)),
}
LATE, BLOCKED = "terlambat", "terhambat"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an appraisal is late or held up; ``key`` is what the address of a list says."""

    key: str
    label: str | Promise
    condition: Q


def late(period: Period, clock: Clock) -> list[Reason]:
    """The deadlines that may have passed (R10, and ``PATIENCE``)."""
    closes = period.entry_closes
    zones = [zone for zone in ZONES if closes is not None and clock.day(zone) > closes]
    waits = clock.earlier("state_since", PATIENCE)
    return [
        Reason(
            "lewat-pengisian",
            _("Belum diajukan, masa pengisian sudah berakhir"),
            Q(state__in=GROUPS["belum"][1], zone__in=zones),
        ),
        Reason(
            "lama-di-penilai",
            _("Menunggu pejabat penilai lebih dari 14 hari"),
            Q(state__in=GROUPS["penilai"][1]) & waits,
        ),
        Reason("lama-diterima", _("Belum diterima lebih dari 14 hari"), Q(state=S.SIGNED) & waits),
        Reason("lewat-jawaban", _("Batas menjawab keberatan lewat"), Q(state=S.OBJECTED, is_over=True)),
        Reason(
            "lama-diputus",
            _("Menunggu putusan atau tanda tangannya lebih dari 14 hari"),
            Q(state__in=(S.ANSWERED, S.DECIDED)) & waits,
        ),
    ]


def blocked(clock: Clock) -> list[Reason]:
    """What keeps whoever has the turn from doing anything."""
    unsent, assesses, decides = (
        Q(state__in=GROUPS["belum"][1]),
        turn_is(Party.ASSESSOR),
        turn_is(Party.DECIDER),
    )
    return [
        Reason("dikembalikan", _("Dikembalikan untuk diperbaiki"), Q(state=S.RETURNED)),
        Reason("tanpa-atasan", _("Atasan langsung belum tercatat"), unsent & Q(superior__isnull=True)),
        Reason(
            "unit-belum-final",
            _("Hasil unit kerja belum final"),
            Q(state__in=(S.SUBMITTED, S.IN_REVIEW)) & ~Q(evaluation__state=SemesterEvaluation.State.FINAL),
        ),
        Reason(
            "tanpa-penilai",
            _("Pejabat penilai belum tercatat"),
            (unsent | assesses) & Q(assessor__isnull=True),
        ),
        Reason(
            "penilai-kosong",
            _("Jabatan pejabat penilai kosong"),
            assesses & Q(assessor__isnull=False) & _nobody_acts_for("assessor", clock),
        ),
        Reason(
            "pemutus-kosong",
            _("Jabatan pemutus keberatan kosong atau belum tercatat"),
            decides & (Q(decider__isnull=True) | _nobody_acts_for("decider", clock)),
        ),
    ]


def attention(period: Period, clock: Clock) -> dict[str, Q]:
    """The conditions by what the address of a list says: each reason, and all of a kind."""
    behind, stuck = late(period, clock), blocked(clock)
    found = {reason.key: reason.condition for reason in (*behind, *stuck)}
    return found | {LATE: any_of(behind), BLOCKED: any_of(stuck)}


def any_of(reasons: Iterable[Reason]) -> Q:
    """The condition that one of some reasons holds."""
    found = Q()
    for reason in reasons:
        found |= reason.condition
    return found


def _nobody_acts_for(post: str, clock: Clock) -> Q:
    """The condition that the post in a column of the appraisal has neither a holder nor a Plh today."""
    found = Q()
    for day, zones in clock.zones_by_day().items():
        held = Exists(Appointment.objects.on(day).filter(position=OuterRef(post)))
        acting = Exists(Delegation.objects.on(day).filter(position=OuterRef(post)))
        found |= Q(zone__in=zones) & ~Q(held) & ~Q(acting)
    return found
