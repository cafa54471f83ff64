"""Which appraisals are late, which are held up, and why: conditions for the lists and the board.

On rows ``appraisal_turn.with_deadline``. Days are those of the office's zone.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.workflow import AppraisalState, Party
from kinerja.selectors.appraisal_field import field_is_lacking
from kinerja.selectors.appraisal_turn import Clock, turn_is
from kinerja.selectors.period import policy_of
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
#: Why something is late, why it is held up: what people read, by what an address says.
LATE_REASONS: dict[str, str | Promise] = {
    "lewat-pengisian": _("Belum diajukan, masa pengisian sudah berakhir"),
    "lama-di-penilai": _("Menunggu pejabat penilai lebih dari 14 hari"),
    "lama-diterima": _("Belum diterima lebih dari 14 hari"),
    "lewat-jawaban": _("Batas menjawab keberatan lewat"),
    "lama-diputus": _("Menunggu putusan atau tanda tangannya lebih dari 14 hari"),
}
BLOCKED_REASONS: dict[str, str | Promise] = {
    "dikembalikan": _("Dikembalikan untuk diperbaiki"),
    "tanpa-atasan": _("Atasan langsung belum tercatat"),
    "tanpa-bidang": _("Bidang belum tercatat"),
    "unit-belum-final": _("Hasil unit kerja belum final"),
    "tanpa-penilai": _("Pejabat penilai belum tercatat"),
    "penilai-kosong": _("Jabatan pejabat penilai kosong"),
    "pemutus-kosong": _("Jabatan pemutus keberatan kosong atau belum tercatat"),
}


def late(period: Period, clock: Clock) -> dict[str, Q]:
    """The deadlines that may have passed, by ``LATE_REASONS`` (R10, and ``PATIENCE``)."""
    closes = period.entry_closes
    zones = [zone for zone in ZONES if closes is not None and clock.day(zone) > closes]
    waits = clock.earlier("state_since", PATIENCE)
    return {
        "lewat-pengisian": Q(state__in=GROUPS["belum"][1], zone__in=zones),
        "lama-di-penilai": Q(state__in=GROUPS["penilai"][1]) & waits,
        "lama-diterima": Q(state=S.SIGNED) & waits,
        "lewat-jawaban": Q(state=S.OBJECTED, is_over=True),
        "lama-diputus": Q(state__in=(S.ANSWERED, S.DECIDED)) & waits,
    }


def blocked(period: Period, clock: Clock) -> dict[str, Q]:
    """What keeps whoever has the turn from doing anything, by ``BLOCKED_REASONS``."""
    policy, unsent = policy_of(period), Q(state__in=GROUPS["belum"][1])
    assesses, decides = turn_is(Party.ASSESSOR), turn_is(Party.DECIDER)
    not_final = ~Q(evaluation__state=SemesterEvaluation.State.FINAL)
    no_assessor, no_decider = Q(assessor__isnull=True), Q(decider__isnull=True)
    return {
        "dikembalikan": Q(state=S.RETURNED),
        "tanpa-atasan": unsent & Q(superior__isnull=True),
        "tanpa-bidang": (unsent | Q(state__in=(S.SUBMITTED, S.IN_REVIEW))) & field_is_lacking(policy),
        "unit-belum-final": Q(state__in=(S.SUBMITTED, S.IN_REVIEW)) & not_final,
        "tanpa-penilai": (unsent | assesses) & no_assessor,
        "penilai-kosong": assesses & ~no_assessor & _nobody_acts_for("assessor", clock),
        "pemutus-kosong": decides & (no_decider | _nobody_acts_for("decider", clock)),
    }


def attention(period: Period, clock: Clock) -> dict[str, Q]:
    """The conditions by what the address of a list says: each reason, and all of a kind."""
    behind, stuck = late(period, clock), blocked(period, clock)
    return {**behind, **stuck, LATE: any_of(behind.values()), BLOCKED: any_of(stuck.values())}


def any_of(conditions: Iterable[Q]) -> Q:
    """The condition that one of some conditions holds."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _nobody_acts_for(post: str, clock: Clock) -> Q:
    """The condition that the post in a column of the appraisal has neither a holder nor a Plh today."""
    found = Q()
    for day, zones in clock.zones_by_day().items():
        held = Exists(Appointment.objects.on(day).filter(position=OuterRef(post)))
        acting = Exists(Delegation.objects.in_force(day).filter(position=OuterRef(post)))
        found |= Q(zone__in=zones) & ~Q(held) & ~Q(acting)
    return found
