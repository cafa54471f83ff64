"""Where: provinces, kabupaten and kota, with the codes that were valid at each time (R5, R6)."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet[Any]):
    """Rows with ``valid_from`` and ``valid_until``, both inclusive, empty = unbounded."""

    def on(self, day: date) -> Self:
        """The rows valid on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def overlapping(self, valid_from: date | None, valid_until: date | None) -> Self:
        """The rows valid on any day between two days; None = unbounded."""
        rows = self
        if valid_until:
            rows = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=valid_until))
        if valid_from:
            rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=valid_from))
        return rows


def ends_after_start(name: str) -> models.CheckConstraint:
    """A constraint for dated rows: the last valid day is not before the first."""
    ordered = Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gte=F("valid_from"))
    return models.CheckConstraint(name=name, condition=ordered)


class Region(models.Model):
    """A province, kabupaten or kota: what stays the same when its code or its parent changes."""

    class Kind(models.TextChoices):
        PROVINSI = "provinsi", _("Provinsi")
        KABUPATEN = "kabupaten", _("Kabupaten")
        KOTA = "kota", _("Kota")

    class Zone(models.TextChoices):
        WIB = "WIB", "WIB"
        WITA = "WITA", "WITA"
        WIT = "WIT", "WIT"

    name = models.CharField(_("nama"), max_length=80)
    short_name = models.CharField(_("nama pendek"), max_length=60, blank=True)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices)
    capital = models.CharField(_("ibu kota"), max_length=60, blank=True)
    latitude = models.DecimalField(_("lintang titik label"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("bujur titik label"), max_digits=8, decimal_places=5, null=True)
    area_km2 = models.DecimalField(_("luas (km²)"), max_digits=10, decimal_places=3, null=True)
    population = models.PositiveIntegerField(_("penduduk"), null=True)
    is_administrative = models.BooleanField(_("kabupaten/kota administrasi"), default=False)
    timezone = models.CharField(_("zona waktu"), max_length=4, choices=Zone.choices, default=Zone.WIB)
    # What load_reference last wrote: a field that staff changed since stays until the fixture changes.
    loaded = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("wilayah")
        verbose_name_plural = _("wilayah")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its kind, as official letters write it: "Kabupaten Fakfak"."""
        return f"{self.get_kind_display()} {self.name}"


class RegionCode(models.Model):
    """A Kemendagri code and a parent that a region bore between two days (facts.md 5)."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="codes", verbose_name=_("wilayah"))
    code = models.CharField(
        _("kode"),
        max_length=5,
        validators=[RegexValidator(r"^\d{2}(\.\d{2})?$", _("Kode berbentuk 92 atau 92.03."))],
    )
    parent = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="child_codes", verbose_name=_("provinsi")
    )
    valid_from = models.DateField(_("berlaku sejak"), null=True, blank=True)
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    source = models.CharField(_("sumber"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kode wilayah")
        verbose_name_plural = _("kode wilayah")
        ordering = ["code", "valid_from"]
        indexes = [models.Index(fields=["code"])]
        constraints = [ends_after_start("regioncode_ends_after_start")]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Name the overlap in the form before the database refuses it."""
        others = RegionCode.objects.exclude(pk=self.pk).overlapping(self.valid_from, self.valid_until)
        if others.filter(code=self.code).exists():
            raise ValidationError({"code": _("Kode ini sudah dipakai wilayah lain pada tanggal itu.")})
        if self.region_id and others.filter(region=self.region_id).exists():
            raise ValidationError({"valid_from": _("Wilayah ini sudah punya kode lain pada tanggal itu.")})


class Emblem(models.Model):
    """The coat of arms on the letterhead of a region's offices; without region, that of the ministry."""

    region = models.OneToOneField(
        Region, models.CASCADE, null=True, blank=True, related_name="emblem", verbose_name=_("wilayah")
    )
    png = models.BinaryField(_("gambar"))
    is_example = models.BooleanField(_("contoh"), default=False)

    class Meta:
        verbose_name = _("lambang")
        verbose_name_plural = _("lambang")
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(region__isnull=True), name="emblem_one_of_the_ministry"
            ),
        ]

    def __str__(self) -> str:
        return str(self.region) if self.region else "Kementerian Dalam Negeri"
