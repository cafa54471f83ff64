"""What happened: an append-only chain of entries (written only by ``officials.audit.record``)."""

from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from officials.access import holds


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Entries are added one by one; nothing changes or removes them."""

    def visible_to(self, user: Any) -> Self:
        """Every entry for a national auditor and an admin, none for anybody else (contract, Roles).

        An entry names no region, so whoever is limited to one reads none.
        """
        reads = holds(user, "auditor") or holds(user, "admin_pusat")
        return self.all() if reads else self.none()

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("audit entries are append-only")

    def delete(self) -> NoReturn:
        raise TypeError("audit entries are append-only")


class AuditHead(models.Model):
    """The last link of the chain: one row, locked by every writer."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class AuditEntry(models.Model):
    """One act: who did what to which object, before and after, linked to the entry before it."""

    sequence = models.PositiveBigIntegerField(_("nomor"), unique=True)
    at = models.DateTimeField(_("waktu"))
    action = models.CharField(_("tindakan"), max_length=60, db_index=True)
    actor = models.ForeignKey(
        "officials.User", models.PROTECT, null=True, related_name="+", verbose_name=_("pelaku")
    )
    actor_name = models.CharField(_("nama pelaku"), max_length=200)
    object_type = models.CharField(_("jenis objek"), max_length=60)
    object_id = models.CharField(_("id objek"), max_length=40)
    object_name = models.CharField(_("nama objek"), max_length=200)
    before = models.JSONField(_("sebelum"), null=True)
    after = models.JSONField(_("sesudah"), null=True)
    note = models.TextField(_("catatan"), blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("entri jejak audit")
        verbose_name_plural = _("jejak audit")
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("audit entries are append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("audit entries are append-only")
