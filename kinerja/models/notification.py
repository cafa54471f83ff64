"""What people are told: in the application always, by e-mail unless they switched it off."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.models import User

from .appraisal import Appraisal


class NotificationQuerySet(models.QuerySet[Any]):
    """Messages are seen by whom they are for."""

    def visible_to(self, user: Any) -> Self:
        """An account's own messages."""
        return self.filter(recipient=user.pk) if getattr(user, "pk", None) else self.none()


class Notification(models.Model):
    """One message to one account; ``key`` keeps a reminder from being sent twice."""

    recipient = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    event = models.CharField(_("peristiwa"), max_length=40)
    key = models.CharField(max_length=120, blank=True)
    text = models.CharField(_("pesan"), max_length=300)
    path = models.CharField(_("alamat"), max_length=200, blank=True)
    appraisal = models.ForeignKey(
        Appraisal, models.CASCADE, null=True, related_name="notifications", verbose_name=_("penilaian")
    )
    created_at = models.DateTimeField(_("waktu"), default=timezone.now)
    read_at = models.DateTimeField(_("dibaca"), null=True)
    mailed_at = models.DateTimeField(_("dikirim lewat surel"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemberitahuan")
        verbose_name_plural = _("pemberitahuan")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["recipient", "read_at"]), models.Index(fields=["mailed_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], condition=~Q(key=""), name="notification_once_a_key"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NotificationPreference(models.Model):
    """Whether an account wants e-mail; without a row it does."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notification_preference")
    email = models.BooleanField(_("kirim juga lewat surel"), default=True)

    class Meta:
        verbose_name = _("pilihan pemberitahuan")
        verbose_name_plural = _("pilihan pemberitahuan")

    def __str__(self) -> str:
        return str(self.user)
