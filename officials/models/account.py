"""Accounts, and the roles they hold for a time and a region (contract, Roles)."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.models import DatedQuerySet, Region, ends_after_start

from .appointment import Appointment
from .official import Official


class User(AbstractUser):
    """Somebody who signs in; ``official`` ties the account to a person in a post."""

    official = models.OneToOneField(
        Official, models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("pejabat")
    )
    is_example = models.BooleanField(_("contoh"), default=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("akun")
        verbose_name_plural = _("akun")

    @property
    def display_name(self) -> str:
        """The name people read: the official's, else the account's."""
        return self.official.name if self.official else self.get_full_name() or self.username


class RoleAssignment(models.Model):
    """A role that an account holds between two days, in a region or nationally."""

    class Role(models.TextChoices):
        ADMIN_PUSAT = "admin_pusat", _("Admin pusat")
        OPERATOR_DITJEN = "operator_ditjen", _("Operator Ditjen")
        VERIFIKATOR_DITJEN = "verifikator_ditjen", _("Verifikator Ditjen")
        DIRJEN = "dirjen", _("Direktur Jenderal")
        MENTERI = "menteri", _("Menteri")
        KEPALA_DAERAH = "kepala_daerah", _("Kepala Daerah")
        PEMANTAU_PROVINSI = "pemantau_provinsi", _("Pemantau provinsi")
        OPERATOR_UNIT = "operator_unit", _("Operator unit kerja")
        ATASAN = "atasan", _("Atasan langsung")
        PEJABAT = "pejabat", _("Pejabat yang dinilai")
        AUDITOR = "auditor", _("Auditor")
        KLIEN_API = "klien_api", _("Klien API")

    REGIONAL = ["kepala_daerah", "pemantau_provinsi", "operator_unit"]
    TIED_TO_POST = ["dirjen", "menteri", "kepala_daerah", "atasan", "pejabat"]

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("akun"))
    role = models.CharField(_("peran"), max_length=20, choices=Role.choices)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("wilayah"),
        help_text=_("Kosong: seluruh Indonesia."),
    )
    appointment = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("pengangkatan"),
    )
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("peran")
        verbose_name_plural = _("peran")
        ordering = ["user", "role", "valid_from"]
        constraints = [
            ends_after_start("role_ends_after_start"),
            models.CheckConstraint(
                name="role_regional_has_region",
                condition=~Q(role__in=["kepala_daerah", "pemantau_provinsi", "operator_unit"])
                | Q(region__isnull=False),
            ),
            models.CheckConstraint(
                name="role_tied_to_post_has_appointment",
                condition=~Q(role__in=["dirjen", "menteri", "kepala_daerah", "atasan", "pejabat"])
                | Q(appointment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def clean(self) -> None:
        """Say in the form what the database would refuse."""
        if self.role in self.REGIONAL and not self.region_id:
            raise ValidationError({"region": _("Peran ini terikat pada satu wilayah.")})
        if self.role in self.TIED_TO_POST and not self.appointment_id:
            raise ValidationError(
                {"appointment": _("Peran ini melekat pada jabatan: pilih pengangkatannya.")}
            )
