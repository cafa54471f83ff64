"""The appraisal of an official for a period: who, by whom, in which state, with which result (II.B, II.C)."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kinerja.rules.workflow import APPRAISAL_STATES, AppraisalState
from officials.access import NEEDS_NIP, grants, is_on, scope_of
from officials.models import Appointment, Official, Position, User
from regions.models import Region

from .evaluation import SemesterEvaluation
from .period import Period

#: Roles that see the appraisals of every official in their region; an atasan and a pejabat see fewer (R12).
SEES_REGION = {
    *("admin_pusat", "auditor", "menteri", "dirjen", "operator_ditjen", "verifikator_ditjen"),
    *("kepala_daerah", "pemantau_provinsi"),
}
#: The states that have been submitted, approved, signed, received: those with that signature.
WITH_SUBMISSION = tuple(state.value for state in AppraisalState if state not in ("draft", "returned"))
WITH_APPROVAL = tuple(state for state in WITH_SUBMISSION if state not in ("submitted", "in_review"))
WITH_SIGNATURE = tuple(state for state in WITH_APPROVAL if state != "approved")
WITH_RECEIPT = tuple(state for state in WITH_SIGNATURE if state != "signed")
#: Posts above one, from the direct superior on, as far as a superior is looked for or sees: Kepala Bidang,
#: Kepala Dinas, Kepala Daerah above a Kepala Seksi, and one more where a register puts one between (R7).
LONGEST_CHAIN = 4


class AppraisalQuerySet(models.QuerySet[Any]):
    """Rows of appraisals; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """The appraisals that an account may see today (contract, Roles; R12).

        By region for whoever runs or oversees the process; an atasan sees those below the posts that it holds
        today; everybody sees their own, also who left every post since. Nothing for a visitor, a machine or
        an operator of a unit.
        """
        if not is_on(user):
            return self.none()
        seen = at_office(user)
        if seen and user.official_id is not None:
            seen |= Q(official=user.official_id)
        return self.filter(seen)

    def papers_for(self, user: Any) -> Self:
        """Those whose documents an account may read: a document prints every NIP whole (R12, UU 27/2022).

        The person, the superiors who are printed on it, and the roles that need the NIP of the region.
        """
        papers = at_office(user, NEEDS_NIP)
        if papers:
            papers |= Q(official=user.official_id) if user.official_id else Q(pk__in=[])
        return self.visible_to(user).filter(papers)


class UnassessedQuerySet(models.QuerySet[Any]):
    """Posts without a personal score; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """Those at the offices, or below the posts, whose appraisals an account may see."""
        return self.filter(at_office(user)) if grants(user) else self.none()


def at_office(user: Any, roles: Collection[str] = SEES_REGION) -> Q:
    """The condition that a row stands at an office, or below a post, that an account looks after today."""
    held = grants(user)
    scope = scope_of(grant for grant in held if grant.role in roles)
    if scope.everything:
        return Q()
    seen = Q(evaluation__unit__region__in=scope.regions) | Q(evaluation__province__in=scope.provinces)
    if user.official_id is not None and any(grant.role == "atasan" for grant in held):
        seen |= below(posts_held(user))
    return seen


def posts_held(user: Any) -> Any:
    """The ids of the posts that an account's person holds today, as a subquery."""
    today = Appointment.objects.on(timezone.localdate())
    return today.filter(official=user.official_id).values("position")


def below(posts: Any) -> Q:
    """The condition that an appraisal's post stands below one of some posts, however far."""
    steps = [f"position__{'__'.join(['superior'] * depth)}__in" for depth in range(1, LONGEST_CHAIN + 1)]
    found = Q()
    for step in steps:
        found |= Q(**{step: posts})
    return found


def _signed(name: str, states: tuple[str, ...], *columns: str) -> models.CheckConstraint:
    """A constraint: these columns are filled in these states, and empty in every other."""
    filled = {f"{column}__isnull": False for column in columns}
    empty = {f"{column}__isnull": True for column in columns}
    rule = Q(state__in=states, **filled) | (~Q(state__in=states) & Q(**empty))
    return models.CheckConstraint(name=name, condition=rule)


class Appraisal(models.Model):
    """One official in one post for one period.

    Name, NIP, rank, post, superior and assessor are copied when it is opened, so that a later move rewrites
    nothing (R9). ``inputs`` and ``result`` are what it was decided on, frozen with the approval.
    """

    class State(models.TextChoices):
        DRAFT = AppraisalState.DRAFT.value, APPRAISAL_STATES[AppraisalState.DRAFT]
        SUBMITTED = AppraisalState.SUBMITTED.value, APPRAISAL_STATES[AppraisalState.SUBMITTED]
        IN_REVIEW = AppraisalState.IN_REVIEW.value, APPRAISAL_STATES[AppraisalState.IN_REVIEW]
        RETURNED = AppraisalState.RETURNED.value, APPRAISAL_STATES[AppraisalState.RETURNED]
        APPROVED = AppraisalState.APPROVED.value, APPRAISAL_STATES[AppraisalState.APPROVED]
        SIGNED = AppraisalState.SIGNED.value, APPRAISAL_STATES[AppraisalState.SIGNED]
        RECEIVED = AppraisalState.RECEIVED.value, APPRAISAL_STATES[AppraisalState.RECEIVED]
        OBJECTED = AppraisalState.OBJECTED.value, APPRAISAL_STATES[AppraisalState.OBJECTED]
        ANSWERED = AppraisalState.ANSWERED.value, APPRAISAL_STATES[AppraisalState.ANSWERED]
        DECIDED = AppraisalState.DECIDED.value, APPRAISAL_STATES[AppraisalState.DECIDED]
        CLOSED = AppraisalState.CLOSED.value, APPRAISAL_STATES[AppraisalState.CLOSED]

    period = models.ForeignKey(Period, models.PROTECT, related_name="appraisals", verbose_name=_("periode"))
    evaluation = models.ForeignKey(
        SemesterEvaluation, models.PROTECT, related_name="appraisals", verbose_name=_("unit kerja")
    )
    position = models.ForeignKey(
        Position, models.PROTECT, related_name="appraisals", verbose_name=_("jabatan")
    )
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", verbose_name=_("pengangkatan")
    )
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="appraisals", verbose_name=_("pejabat")
    )
    name = models.CharField(_("nama"), max_length=120)
    nip = models.CharField("NIP", max_length=18, blank=True)
    rank = models.CharField(_("pangkat/golongan"), max_length=5, blank=True)
    rank_since = models.DateField(_("pangkat sejak"), null=True)
    kind = models.CharField(_("jenis jabatan"), max_length=14, choices=Position.Kind.choices)
    title = models.CharField(_("nama jabatan"), max_length=160)
    tenure = models.CharField(_("jenis pengangkatan"), max_length=10, choices=Appointment.Kind.choices)
    fields = models.JSONField(_("bidang"), default=list)
    superior = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="+", verbose_name=_("jabatan atasan langsung")
    )
    superior_title = models.CharField(_("atasan langsung"), max_length=160, blank=True)
    superior_name = models.CharField(_("nama atasan langsung"), max_length=120, blank=True)
    superior_nip = models.CharField(_("NIP atasan langsung"), max_length=18, blank=True)
    assessor = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="+", verbose_name=_("jabatan pejabat penilai")
    )
    assessor_title = models.CharField(_("pejabat penilai"), max_length=160, blank=True)
    assessor_name = models.CharField(_("nama pejabat penilai"), max_length=120, blank=True)
    decider = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="+", verbose_name=_("jabatan pemutus keberatan")
    )
    decider_title = models.CharField(_("pemutus keberatan"), max_length=160, blank=True)
    zone = models.CharField(_("zona waktu kantor"), max_length=4, choices=Region.Zone.choices)

    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField(_("sejak"), default=timezone.now)
    revision = models.PositiveSmallIntegerField(_("revisi"), default=1)
    submitted_at = models.DateTimeField(_("diajukan"), null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("disetujui"), null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_as = models.JSONField(_("menyetujui selaku"), null=True)
    signed_at = models.DateTimeField(_("ditandatangani"), null=True)
    received_at = models.DateTimeField(_("diterima"), null=True)
    closed_at = models.DateTimeField(_("selesai"), null=True)
    acknowledgement = models.TextField(_("catatan atas tanda merah"), blank=True)
    inputs = models.JSONField(_("data saat disetujui"), null=True, editable=False)
    result = models.JSONField(_("hasil saat disetujui"), null=True, editable=False)
    updated_at = models.DateTimeField(_("diubah"), auto_now=True)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("penilaian pejabat")
        verbose_name_plural = _("penilaian pejabat")
        ordering = ["period", "evaluation", "kind", "title"]
        indexes = [models.Index(fields=["period", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["period", "position"], name="appraisal_once_a_post"),
            models.UniqueConstraint(fields=["period", "official"], name="appraisal_once_a_person"),
            _signed("appraisal_submitted_fields", WITH_SUBMISSION, "submitted_at", "submitted_by"),
            _signed(
                "appraisal_approved_fields",
                WITH_APPROVAL,
                *("approved_at", "approved_by", "approved_as", "inputs", "result"),
            ),
            _signed("appraisal_signed_fields", WITH_SIGNATURE, "signed_at"),
            _signed("appraisal_received_fields", WITH_RECEIPT, "received_at"),
            _signed("appraisal_closed_fields", ("closed",), "closed_at"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"

    @property
    def carries_unit(self) -> bool:
        """Whether the official answers for the whole unit: Kepala Dinas and Sekretaris (R8)."""
        return self.kind in (Position.Kind.KEPALA_DINAS, Position.Kind.SEKRETARIS)

    @property
    def is_decided(self) -> bool:
        """Whether the assessor has approved, so that the result stands as it was."""
        return self.state in WITH_APPROVAL


class AppraisalEventQuerySet(models.QuerySet[Any]):
    """Acts on appraisals."""

    def of_assessors(self) -> Self:
        """The assessors' acts on the results that stand: whoever did one does not decide on it (R10).

        A decision makes a new revision; until it is signed, the acts are those of the revision before.
        """
        stands, decided = F("appraisal__revision"), Q(appraisal__state=AppraisalState.DECIDED)
        return self.filter(
            (decided & Q(revision=stands - 1)) | (~decided & Q(revision=stands)),
            act__in=("approve", "sign", "answer"),
        )


class AppraisalEvent(models.Model):
    """One act on an appraisal: who, in which capacity, from where to where, and why."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="events")
    act = models.CharField(_("tindakan"), max_length=20)
    from_state = models.CharField(_("dari"), max_length=10, choices=Appraisal.State.choices)
    to_state = models.CharField(_("ke"), max_length=10, choices=Appraisal.State.choices)
    revision = models.PositiveSmallIntegerField(_("revisi"))
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    actor_name = models.CharField(_("oleh"), max_length=200)
    acting_as = models.CharField(_("selaku"), max_length=300, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    at = models.DateTimeField(_("waktu"), default=timezone.now)

    objects = AppraisalEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("riwayat penilaian pejabat")
        verbose_name_plural = _("riwayat penilaian pejabat")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.appraisal}: {self.act}"


class UnassessedPost(models.Model):
    """A post of the cut-off that carries no personal score: empty, held by a Plt or Plh, or by a person who
    is appraised in another post (R9). Listed so that nobody looks for it in vain.
    """

    class Reason(models.TextChoices):
        EMPTY = "empty", _("Kosong")
        PLT = "plt", _("Dijabat Pelaksana Tugas (Plt)")
        PLH = "plh", _("Dijabat Pelaksana Harian (Plh)")
        TWICE = "twice", _("Pejabatnya dinilai pada jabatan lain")

    period = models.ForeignKey(Period, models.PROTECT, related_name="unassessed_posts")
    evaluation = models.ForeignKey(SemesterEvaluation, models.PROTECT, related_name="unassessed_posts")
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    kind = models.CharField(_("jenis jabatan"), max_length=14, choices=Position.Kind.choices)
    title = models.CharField(_("nama jabatan"), max_length=160)
    reason = models.CharField(_("sebab"), max_length=6, choices=Reason.choices)
    name = models.CharField(_("nama"), max_length=120, blank=True)

    objects = UnassessedQuerySet.as_manager()

    class Meta:
        verbose_name = _("jabatan tanpa nilai pribadi")
        verbose_name_plural = _("jabatan tanpa nilai pribadi")
        ordering = ["evaluation", "kind", "title"]
        constraints = [
            models.UniqueConstraint(fields=["period", "position"], name="unassessed_once_a_post"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_reason_display()}"
