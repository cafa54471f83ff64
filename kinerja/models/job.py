"""Long work in the background: who asked for what, how far it is, and what came of it."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.access import holds
from officials.models import User


class JobQuerySet(models.QuerySet[Any]):
    """Jobs are seen by who asked for them, and by whoever keeps the installation."""

    def visible_to(self, user: Any) -> Self:
        """An account's own jobs; all of them for a national admin_pusat and auditor."""
        if holds(user, "admin_pusat") or holds(user, "auditor"):
            return self.all()
        return self.filter(owner=user.pk) if getattr(user, "pk", None) else self.none()


class Job(models.Model):
    """One piece of background work; the task engine carries its id only.

    ``key`` makes it idempotent: at most one unfinished job of a key. ``heartbeat_at`` moves with the
    progress; one that stands still for long belongs to a worker that died and may be begun again.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        FAILED = "failed", _("Gagal")
        CANCELLED = "cancelled", _("Dibatalkan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("pekerjaan"), max_length=40)
    key = models.CharField(max_length=120)
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="jobs", verbose_name=_("oleh"))
    arguments = models.JSONField(default=dict)
    state = models.CharField(_("keadaan"), max_length=9, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(_("selesai"), default=0)
    total = models.PositiveIntegerField(_("seluruhnya"), default=0)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    created_at = models.DateTimeField(_("diminta"), auto_now_add=True)
    started_at = models.DateTimeField(_("dimulai"), null=True)
    heartbeat_at = models.DateTimeField(_("tanda hidup"), null=True)
    finished_at = models.DateTimeField(_("berakhir"), null=True)
    cancel_asked_at = models.DateTimeField(_("pembatalan diminta"), null=True)
    result = models.JSONField(_("hasil"), null=True)
    error = models.TextField(_("sebab gagal"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("pekerjaan latar")
        verbose_name_plural = _("pekerjaan latar")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=["queued", "running"]), name="job_one_unfinished_a_key"
            ),
            models.CheckConstraint(
                name="job_finished_fields",
                condition=Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
