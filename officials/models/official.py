"""People who hold posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.nip import clean_nip, validate_nip

RANKS = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}


class Official(models.Model):
    """A person; an elected Kepala Daerah or a Menteri has neither NIP nor rank (facts.md 4)."""

    name = models.CharField(_("nama"), max_length=120)
    nip = models.CharField(
        "NIP",
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_nip],
        help_text=_("18 angka; titik dan spasi boleh ditulis."),
    )
    rank = models.CharField(
        _("pangkat/golongan"),
        max_length=5,
        blank=True,
        choices=[(code, f"{name} ({code})") for code, name in RANKS.items()],
    )
    rank_since = models.DateField(_("pangkat sejak"), null=True, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)

    class Meta:
        verbose_name = _("pejabat")
        verbose_name_plural = _("pejabat")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Store the digits of the NIP only; an empty NIP is no NIP."""
        self.nip = clean_nip(self.nip) if self.nip else None
