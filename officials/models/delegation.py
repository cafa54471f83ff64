"""Somebody acts for a post's holder for some days (Plh), by a dated decision (contract, Roles)."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.access import grants
from regions.models import DatedQuerySet, ends_after_start

from .account import User
from .official import Official
from .position import Position


class DelegationQuerySet(DatedQuerySet):
    """Delegations, past and present; everything that leaves the app starts from ``visible_to``."""

    def visible_to(self, user: Any) -> Self:
        """The delegations of the posts that an account may see, and those to its own person."""
        own = Q(delegate=user.official_id) if grants(user) else Q(pk__in=[])
        return self.filter(Q(position__in=Position.objects.visible_to(user)) | own)

    def in_force(self, day: date) -> Self:
        """Those that give powers on a day; one that was ended early gives none from that moment on."""
        return self.on(day).filter(Q(ended_at__isnull=True) | Q(valid_until__gt=day))


class Delegation(models.Model):
    """The powers of a Menteri, Dirjen or Kepala Daerah in another person's hands between two days.

    The holder keeps the post; whoever acts for them signs as "Plh." with the number of the decision. The
    database refuses two delegations of one post that overlap. ``ended_at`` is when it was ended early; the
    last day is that day then, so that the next one starts the day after.
    """

    KINDS = (Position.Kind.MENTERI, Position.Kind.DIRJEN, Position.Kind.KEPALA_DAERAH)

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="delegations", verbose_name=_("jabatan")
    )
    delegate = models.ForeignKey(
        Official, models.PROTECT, related_name="delegations", verbose_name=_("pelaksana harian")
    )
    decree_number = models.CharField(_("nomor keputusan"), max_length=80)
    decree_date = models.DateField(_("tanggal keputusan"))
    valid_from = models.DateField(_("mulai"))
    valid_until = models.DateField(_("sampai"))
    ended_at = models.DateTimeField(_("diakhiri"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("dicatat oleh"))
    recorded_at = models.DateTimeField(_("dicatat"), auto_now_add=True)
    is_example = models.BooleanField(_("contoh"), default=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pelimpahan (Plh)")
        verbose_name_plural = _("pelimpahan (Plh)")
        ordering = ["-valid_from"]
        constraints = [ends_after_start("delegation_ends_after_start")]

    def __str__(self) -> str:
        return f"Plh. {self.position}: {self.delegate}"

    def clean(self) -> None:
        """Say in the form what makes a delegation impossible (R7, R9)."""
        if not (self.position_id and self.valid_from and self.valid_until):
            return
        if self.position.kind not in self.KINDS:
            text = _("Yang dapat dilimpahkan adalah wewenang Menteri, Direktur Jenderal, atau Kepala Daerah.")
            raise ValidationError({"position": text})
        held = self.position.appointments.overlapping(self.valid_from, self.valid_until)
        if self.delegate_id and held.filter(official=self.delegate_id).exists():
            raise ValidationError(
                {"delegate": _("Pemegang jabatan tidak melimpahkan kepada dirinya sendiri.")}
            )
        others = Delegation.objects.filter(position=self.position_id).exclude(pk=self.pk)
        clash = others.overlapping(self.valid_from, self.valid_until).select_related("delegate").first()
        if clash:
            words = {"name": clash.delegate.name, "number": clash.decree_number}
            taken = _("Pada masa itu jabatan ini sudah dilimpahkan kepada %(name)s (%(number)s).") % words
            raise ValidationError({"valid_from": taken})
