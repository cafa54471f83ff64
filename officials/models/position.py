"""Typed posts: the law's roles are fixed, the names of posts are free text (R7)."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.access import Scope, people_scope, regions_in
from regions.models import Region

from .work_unit import WorkUnit


class PositionQuerySet(models.QuerySet[Any]):
    """Posts; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """The posts of the regions that an account reaches by its roles today, and the two national ones."""
        return self.within(people_scope(user))

    def within(self, scope: Scope) -> Self:
        """The posts that a scope reaches; the Menteri's and the Dirjen's with whatever it reaches."""
        if scope.everything:
            return self.all()
        reached = regions_in(scope)
        own = Q(unit__region__in=reached) | Q(region__in=reached)
        national = Q(kind__in=Position.NATIONAL) if scope.regions else Q(pk__in=[])
        return self.filter(own | national)


class Position(models.Model):
    """A post that one person at a time holds."""

    class Kind(models.TextChoices):
        MENTERI = "menteri", _("Menteri Dalam Negeri")
        DIRJEN = "dirjen", _("Direktur Jenderal Dukcapil")
        KEPALA_DAERAH = "kepala_daerah", _("Kepala Daerah")
        KEPALA_DINAS = "kepala_dinas", _("Kepala Dinas")
        SEKRETARIS = "sekretaris", _("Sekretaris Dinas")
        KABID = "kabid", _("Kepala Bidang")
        KASI = "kasi", _("Kepala Seksi")
        KASUBAG = "kasubag", _("Kepala Subbagian")

    class Field(models.TextChoices):
        DAFDUK = "dafduk", _("Pendaftaran Penduduk")
        CAPIL = "capil", _("Pencatatan Sipil")
        PIAK = "piak", _("Pengelolaan Informasi Administrasi Kependudukan")
        PEMANFAATAN = "pemanfaatan", _("Pemanfaatan Data dan Dokumen")
        SEKRETARIAT = "sekretariat", _("Sekretariat")

    NATIONAL = (Kind.MENTERI, Kind.DIRJEN)
    #: Posts whose holders carry the result of a bidang (R8).
    OF_FIELD = (Kind.KABID, Kind.KASI, Kind.KASUBAG)
    LEVELS = {
        Kind.KEPALA_DINAS: "JPT Pratama",
        Kind.SEKRETARIS: "Administrator",
        Kind.KABID: "Administrator",
        Kind.KASI: "Pengawas",
        Kind.KASUBAG: "Pengawas",
    }

    kind = models.CharField(_("jenis jabatan"), max_length=14, choices=Kind.choices)
    title = models.CharField(_("nama jabatan"), max_length=160)
    unit = models.ForeignKey(
        WorkUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="positions",
        verbose_name=_("unit kerja"),
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="positions", verbose_name=_("wilayah")
    )
    field = models.CharField(_("bidang"), max_length=12, choices=Field.choices, blank=True)
    second_field = models.CharField(
        _("bidang yang digabung"),
        max_length=12,
        choices=Field.choices,
        blank=True,
        help_text=_("Untuk bidang gabungan pada dinas tipe B dan C (facts.md 4)."),
    )
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name=_("atasan langsung"),
    )
    is_example = models.BooleanField(_("contoh"), default=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("jabatan")
        verbose_name_plural = _("jabatan")
        ordering = ["unit", "kind", "title"]
        constraints = [
            models.CheckConstraint(
                name="position_stands_where_its_kind_does",
                condition=Q(kind__in=["menteri", "dirjen"], unit__isnull=True, region__isnull=True)
                | Q(kind="kepala_daerah", unit__isnull=True, region__isnull=False)
                | Q(
                    kind__in=["kepala_dinas", "sekretaris", "kabid", "kasi", "kasubag"],
                    unit__isnull=False,
                    region__isnull=True,
                ),
            ),
            models.UniqueConstraint(
                fields=["region"], condition=Q(kind="kepala_daerah"), name="position_one_head_a_region"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind"],
                condition=Q(kind__in=["kepala_dinas", "sekretaris"]),
                name="position_one_head_and_secretary_a_unit",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind__in=["menteri", "dirjen"]),
                name="position_one_minister_one_dirjen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A post that somebody held stays in its office (R9); one of a bidang says which (R8)."""
        faults = {**self._moved(), **self._without_field()}
        if faults:
            raise ValidationError(faults)

    def _moved(self) -> dict[str, Any]:
        """What was appraised in an office happened there."""
        stored = Position.objects.filter(pk=self.pk).values_list("unit", flat=True).first()
        if stored and stored != self.unit_id and self.appointments.exists():
            text = _(
                "Jabatan yang sudah pernah dipegang tidak dipindahkan ke unit lain: akhiri pengangkatannya, "
                "buat jabatan baru di unit tujuan, lalu angkat pejabatnya di sana."
            )
            return {"unit": text}
        return {}

    def _without_field(self) -> dict[str, Any]:
        if self.kind not in self.OF_FIELD or self.field:
            return {}
        return {"field": _("Isi bidangnya: hasil bidang itulah yang menjadi unsur 1 pemegang jabatan ini.")}

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose result the holder carries; two in a merged bidang (R8)."""
        return tuple(sorted(field for field in (self.field, self.second_field) if field))

    @property
    def level(self) -> str:
        """Level of the post in I.D.1, or "" for posts that are not assessed."""
        return self.LEVELS.get(Position.Kind(self.kind), "")
