"""The office that is appraised: one per region."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.access import people_scope, regions_in
from regions.models import Region


class WorkUnitQuerySet(models.QuerySet[Any]):
    """Offices; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """The offices of the regions that an account reaches by its roles today."""
        scope = people_scope(user)
        return self.all() if scope.everything else self.filter(region__in=regions_in(scope))


class WorkUnit(models.Model):
    """Office in charge of civil administration in a region (II.A); its name is free text (II.B)."""

    class Duties(models.TextChoices):
        PROVINSI = "provinsi", _("Provinsi")
        KABKOTA = "kabkota", _("Kabupaten/Kota")

    class Type(models.TextChoices):
        A = "A", "A"
        B = "B", "B"
        C = "C", "C"

    region = models.OneToOneField(Region, models.PROTECT, related_name="work_unit", verbose_name=_("wilayah"))
    name = models.CharField(_("nama kantor"), max_length=160)
    duties = models.CharField(
        _("tugas yang dinilai"),
        max_length=10,
        choices=Duties.choices,
        help_text=_("DKI Jakarta menjalankan tugas kabupaten/kota (UU 24/2013 Pasal 7 ayat 2)."),
    )
    type = models.CharField(_("tipe dinas"), max_length=1, choices=Type.choices, blank=True)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True)
    phone = models.CharField(_("telepon"), max_length=40, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    website = models.CharField(_("laman"), max_length=120, blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)

    objects = WorkUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def government(self) -> str:
        """First line of the letterhead: "PEMERINTAH KABUPATEN FAKFAK" (facts.md 6)."""
        return f"PEMERINTAH {self.region.full_name}".upper()
