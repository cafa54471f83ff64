"""The decree's tables as data: sets of indicators (II.C.1) and service outputs (II.A)."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.models import Position, WorkUnit

from .frozen import Freezing


class IndicatorSet(Freezing):
    """One decree's tables; a successor is another row, and old periods keep theirs (R11)."""

    code = models.CharField(_("kode"), max_length=40, unique=True)
    title = models.CharField(_("judul"), max_length=300)
    number = models.CharField(_("nomor keputusan"), max_length=80)
    decided_on = models.DateField(_("tanggal keputusan"))
    frozen_at = models.DateTimeField(_("dibekukan"), null=True, editable=False)

    class Meta:
        verbose_name = _("set indikator")
        verbose_name_plural = _("set indikator")
        ordering = ["decided_on"]

    def __str__(self) -> str:
        return self.code


class Indicator(Freezing):
    """A row of the decree's table, or a part of one; ``kind`` decides how completion is reckoned (R2)."""

    frozen_through = "indicator_set__"

    class Kind(models.TextChoices):
        MEAN = "mean", _("Rata-rata bagian")
        RATIO = "ratio", _("Rasio")
        NATIONAL_TARGET = "national_target", _("Target nasional")
        VERSION = "version", _("Versi yang ditetapkan")
        ALL_UNITS = "all_units", _("Seluruh SKPD")
        NONE_ALLOWED = "none_allowed", _("Tidak boleh ada")
        RANGE = "range", _("Rentang")
        REPORTS = "reports", _("Laporan per keluaran")
        COUNT = "count", _("Jumlah")

    class Rollup(models.TextChoices):
        NONE = "", _("Tidak digulung")
        SUM = "sum", _("Jumlah pembilang ÷ jumlah penyebut")
        SHARE = "share", _("Bagian kabupaten/kota yang memenuhi")

    indicator_set = models.ForeignKey(
        IndicatorSet, models.PROTECT, related_name="indicators", verbose_name=_("set indikator")
    )
    code = models.CharField(_("kode"), max_length=8)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("bagian dari")
    )
    duties = models.CharField(_("berlaku untuk"), max_length=10, choices=WorkUnit.Duties.choices)
    sequence = models.PositiveSmallIntegerField(_("urutan"))
    section = models.CharField(_("letak dalam Keputusan"), max_length=80)
    sasaran = models.TextField(_("sasaran"))
    intro = models.TextField(_("kalimat pembuka sel"), blank=True)
    text = models.TextField(_("indikator kinerja"))
    short_text = models.CharField(_("sebutan pendek"), max_length=80)
    target_text = models.TextField(_("target (bunyi Keputusan)"))
    kind = models.CharField(_("jenis target"), max_length=16, choices=Kind.choices)
    target = models.DecimalField(_("target"), max_digits=9, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(_("batas atas"), max_digits=9, decimal_places=2, null=True, blank=True)
    measure = models.CharField(
        _("ukuran"),
        max_length=40,
        blank=True,
        help_text=_("Deret target nasional (akta_0_18) atau jenis kejadian (levy, breach) yang dibaca."),
    )
    rollup = models.CharField(_("cara digulung"), max_length=8, choices=Rollup.choices, blank=True)
    fed_by = models.CharField(_("digulung dari"), max_length=8, blank=True)
    field = models.CharField(_("bidang"), max_length=12, choices=Position.Field.choices, blank=True)
    weight = models.DecimalField(_("bobot"), max_digits=5, decimal_places=2, default=Decimal(1))
    numerator_label = models.CharField(_("pembilang"), max_length=120, blank=True)
    denominator_label = models.CharField(_("penyebut"), max_length=120, blank=True)
    value_label = models.CharField(_("nilai isian"), max_length=120, blank=True)
    unit_label = models.CharField(_("satuan"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikator")
        ordering = ["indicator_set", "duties", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["indicator_set", "code"], name="indicator_code_once_a_set"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_text}"


class ServiceOutput(Freezing):
    """An output of II.A.1 that a kab/kota reports on, or a duty of the province in II.A.2."""

    frozen_through = "indicator_set__"

    indicator_set = models.ForeignKey(
        IndicatorSet, models.PROTECT, related_name="outputs", verbose_name=_("set indikator")
    )
    code = models.CharField(_("kode"), max_length=8)
    duties = models.CharField(_("berlaku untuk"), max_length=10, choices=WorkUnit.Duties.choices)
    sequence = models.PositiveSmallIntegerField(_("urutan"))
    section = models.CharField(_("letak dalam Keputusan"), max_length=80)
    text = models.CharField(_("keluaran"), max_length=200)
    field = models.CharField(_("bidang"), max_length=12, choices=Position.Field.choices, blank=True)
    scored_by = models.CharField(_("dinilai sendiri oleh"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("keluaran pelayanan")
        verbose_name_plural = _("keluaran pelayanan")
        ordering = ["indicator_set", "duties", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_set", "duties", "code"], name="output_code_once_a_set"
            ),
        ]

    def __str__(self) -> str:
        return self.text
