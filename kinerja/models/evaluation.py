"""A unit's semester: its state, its stored result, and the history of both."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kinerja.rules import workflow
from officials.access import region_scope
from officials.models import User, WorkUnit
from regions.models import Region

from .period import Period


class EvaluationQuerySet(models.QuerySet[Any]):
    """Rows of evaluations; everything that leaves the app starts from ``visible_to`` or ``public``."""

    def visible_to(self, user: Any) -> Self:
        """The evaluations that an account may see by its roles today (contract, Roles; R12)."""
        scope = region_scope(user)
        if scope.everything:
            return self.all()
        return self.filter(Q(unit__region__in=scope.regions) | Q(province__in=scope.provinces))

    def public(self) -> Self:
        """What anybody may see: unit results that are final (R12)."""
        return self.filter(state=SemesterEvaluation.State.FINAL)


class SemesterEvaluation(models.Model):
    """The appraisal of one unit for one period (II.D); code, name and province are the cut-off's (R5).

    ``fields`` holds the result of each bidang, for the officials who carry it (R8), scored with ``result``.
    ``inputs`` is what a final result was judged from, frozen with it: later changes of figures, registers or
    kab/kota leave a decided result whole.
    """

    class State(models.TextChoices):
        DRAFT = workflow.DRAFT, workflow.STATES[workflow.DRAFT]
        SUBMITTED = workflow.SUBMITTED, workflow.STATES[workflow.SUBMITTED]
        VERIFIED = workflow.VERIFIED, workflow.STATES[workflow.VERIFIED]
        FINAL = workflow.FINAL, workflow.STATES[workflow.FINAL]
        RETURNED = workflow.RETURNED, workflow.STATES[workflow.RETURNED]
        REOPENED = workflow.REOPENED, workflow.STATES[workflow.REOPENED]

    class Stance(models.TextChoices):
        NONE = "", _("Belum ditanggapi provinsi")
        ENDORSED = "endorsed", _("Didukung provinsi")
        QUESTIONED = "questioned", _("Dipertanyakan provinsi")

    period = models.ForeignKey(Period, models.PROTECT, related_name="evaluations", verbose_name=_("periode"))
    unit = models.ForeignKey(
        WorkUnit, models.PROTECT, related_name="evaluations", verbose_name=_("unit kerja")
    )
    unit_name = models.CharField(_("nama kantor"), max_length=160)
    region_code = models.CharField(_("kode wilayah"), max_length=5)
    region_name = models.CharField(_("nama wilayah"), max_length=80)
    region_kind = models.CharField(_("jenis wilayah"), max_length=10, choices=Region.Kind.choices)
    province = models.ForeignKey(
        Region, models.PROTECT, null=True, related_name="+", verbose_name=_("provinsi pada tanggal posisi")
    )
    duties = models.CharField(_("tugas yang dinilai"), max_length=10, choices=WorkUnit.Duties.choices)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveSmallIntegerField(_("revisi"), default=1)
    version = models.PositiveIntegerField(_("versi isian"), default=0)
    province_stance = models.CharField(
        _("tanggapan provinsi"), max_length=10, choices=Stance.choices, blank=True
    )
    province_note = models.TextField(_("catatan provinsi"), blank=True)
    submitted_at = models.DateTimeField(_("diajukan"), null=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("diverifikasi"), null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    final_at = models.DateTimeField(_("ditetapkan"), null=True)
    final_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    completion = models.DecimalField(_("capaian (%)"), max_digits=6, decimal_places=2, null=True)
    nilai = models.PositiveSmallIntegerField(_("nilai"), null=True)
    kategori = models.CharField(_("kategori"), max_length=40, blank=True)
    provisional = models.BooleanField(_("sementara"), default=True)
    reported = models.PositiveSmallIntegerField(_("indikator dilaporkan"), default=0)
    required = models.PositiveSmallIntegerField(_("indikator dinilai"), default=0)
    synthetic = models.BooleanField(_("memuat angka sintetis"), default=False)
    result = models.JSONField(_("rincian hasil"), null=True)
    result_digest = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(_("hasil per bidang"), default=dict, editable=False)
    inputs = models.JSONField(_("data hitung saat ditetapkan"), null=True, editable=False)
    updated_at = models.DateTimeField(_("diubah"), auto_now=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("penilaian unit kerja")
        verbose_name_plural = _("penilaian unit kerja")
        ordering = ["period", "region_code"]
        indexes = [
            models.Index(fields=["period", "state"]),
            models.Index(fields=["updated_at", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="evaluation_once_a_period"),
            models.UniqueConstraint(fields=["period", "region_code"], name="evaluation_code_once_a_period"),
            models.CheckConstraint(
                name="evaluation_submitted_fields",
                condition=Q(
                    state__in=["submitted", "verified", "final"],
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                )
                | Q(
                    state__in=["draft", "returned", "reopened"],
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="evaluation_verified_fields",
                condition=Q(
                    state__in=["verified", "final"], verified_at__isnull=False, verified_by__isnull=False
                )
                | Q(
                    state__in=["draft", "returned", "reopened", "submitted"],
                    verified_at__isnull=True,
                    verified_by__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="evaluation_final_fields",
                condition=Q(
                    state="final",
                    final_at__isnull=False,
                    final_by__isnull=False,
                    inputs__isnull=False,
                    provisional=False,
                )
                | (~Q(state="final") & Q(final_at__isnull=True, final_by__isnull=True, inputs__isnull=True)),
            ),
            models.CheckConstraint(
                name="evaluation_provisional_has_no_nilai",
                condition=Q(provisional=False) | Q(nilai__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_code} {self.region_name}"

    @property
    def full_name(self) -> str:
        """Name with kind, as it was at the cut-off: "Kabupaten Fakfak"."""
        return f"{self.get_region_kind_display()} {self.region_name}"

    @property
    def is_editable(self) -> bool:
        """Whether figures may change in this state (the window is the service's question)."""
        return self.state in workflow.EDITABLE


class EvaluationEvent(models.Model):
    """One act of the workflow on an evaluation: who moved it from where to where, and why."""

    evaluation = models.ForeignKey(SemesterEvaluation, models.CASCADE, related_name="events")
    act = models.CharField(_("tindakan"), max_length=20)
    from_state = models.CharField(_("dari"), max_length=10, choices=SemesterEvaluation.State.choices)
    to_state = models.CharField(_("ke"), max_length=10, choices=SemesterEvaluation.State.choices)
    revision = models.PositiveSmallIntegerField(_("revisi"))
    actor = models.ForeignKey(User, models.PROTECT, related_name="+")
    actor_name = models.CharField(_("oleh"), max_length=200)
    note = models.TextField(_("catatan"), blank=True)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)

    class Meta:
        verbose_name = _("riwayat")
        verbose_name_plural = _("riwayat")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.evaluation}: {self.act}"
