"""People who hold posts."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.access import grants, people_scope
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


class OfficialQuerySet(models.QuerySet[Any]):
    """People; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """Who holds a post today that an account may see, and the account's own person.

        Who moved to another region is seen there; where they were, only their dated tenure remains.
        """
        scope = people_scope(user)
        if scope.everything:
            return self.all()
        today = apps.get_model("officials", "Appointment").objects.on(timezone.localdate())
        posts = apps.get_model("officials", "Position").objects.within(scope)
        own = user.official_id if grants(user) else None
        return self.filter(Q(pk__in=today.filter(position__in=posts).values("official")) | Q(pk=own))


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

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = _("pejabat")
        verbose_name_plural = _("pejabat")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Store the digits of the NIP only; an empty NIP is no NIP."""
        self.nip = clean_nip(self.nip) if self.nip else None
