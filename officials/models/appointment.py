"""Who held which post when (R9)."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.access import grants
from regions.models import DatedQuerySet, ends_after_start

from .official import Official
from .position import Position


class AppointmentQuerySet(DatedQuerySet):
    """Tenures, past and present; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """The tenures of the posts that an account may see, and its own person's."""
        own = Q(official=user.official_id) if grants(user) else Q(pk__in=[])
        return self.filter(Q(position__in=Position.objects.visible_to(user)) | own)

    def with_names(self) -> Self:
        """With person, post, office and region, in the same query."""
        return self.select_related("official", "position__unit__region", "position__region")


class Appointment(models.Model):
    """A dated tenure of a post; the database refuses two tenures of one post that overlap."""

    class Kind(models.TextChoices):
        DEFINITIF = "definitif", _("Definitif")
        PJ = "pj", _("Penjabat (Pj)")
        PLT = "plt", _("Pelaksana Tugas (Plt)")
        PLH = "plh", _("Pelaksana Harian (Plh)")

    #: Kinds of tenure in which a person is appraised; Plt and Plh carry no personal score (R9).
    OWN = (Kind.DEFINITIF, Kind.PJ)

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="appointments", verbose_name=_("jabatan")
    )
    official = models.ForeignKey(
        Official, models.PROTECT, related_name="appointments", verbose_name=_("pejabat")
    )
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind.choices, default=Kind.DEFINITIF)
    decree_number = models.CharField(_("nomor SK"), max_length=80)
    decree_date = models.DateField(_("tanggal SK"))
    valid_from = models.DateField(_("mulai"))
    valid_until = models.DateField(_("sampai"), null=True, blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pengangkatan")
        verbose_name_plural = _("pengangkatan")
        ordering = ["position", "valid_from"]
        constraints = [ends_after_start("appointment_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.official} — {self.position}"

    def clean(self) -> None:
        """Name the overlapping tenure in the form before the database refuses it."""
        if not self.position_id or not self.valid_from:
            return
        self._clean_one_post_a_person()
        others = Appointment.objects.filter(position=self.position_id).exclude(pk=self.pk)
        clash = others.overlapping(self.valid_from, self.valid_until).select_related("official").first()
        if clash:
            raise ValidationError(
                {
                    "valid_from": _("Jabatan ini dipegang %(name)s pada masa itu (SK %(number)s).")
                    % {"name": clash.official.name, "number": clash.decree_number}
                }
            )

    def _clean_one_post_a_person(self) -> None:
        """A person has one post of their own at a time; a second one is only acted in (Plt, Plh) (R9)."""
        if self.kind not in self.OWN or not self.official_id:
            return
        others = Appointment.objects.filter(official=self.official_id, kind__in=self.OWN).exclude(pk=self.pk)
        others = others.exclude(position=self.position_id)
        clash = others.overlapping(self.valid_from, self.valid_until).select_related("position").first()
        if clash:
            words = {"post": clash.position.title, "number": clash.decree_number}
            text = _(
                "Pada masa itu pejabat ini memegang %(post)s (SK %(number)s): akhiri dahulu, "
                "atau catat sebagai Plt atau Plh."
            )
            raise ValidationError({"official": text % words})
