"""Accounts, and the roles they hold for a time and a region (contract, Roles)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.access import has_role
from regions.models import DatedQuerySet, Region, ends_after_start

from .appointment import Appointment
from .official import Official


class AccountManager(UserManager["User"]):
    """Makes accounts; what an account may do comes from its roles alone."""

    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """``manage.py createsuperuser``: the first admin_pusat of an installation, who makes the others."""
        user = self.create_user(username, email, password, **fields)
        role = RoleAssignment.Role.ADMIN_PUSAT
        RoleAssignment.objects.create(user=user, role=role, valid_from=timezone.localdate())
        return user

    def _create_user_object(
        self, username: str, email: str | None, password: str | None, **fields: Any
    ) -> "User":
        """Without the two columns of Django's that an account of ours does not have."""
        kept = {name: value for name, value in fields.items() if name not in {"is_staff", "is_superuser"}}
        # django-stubs does not list what Django documents for a manager of one's own
        made: User = super()._create_user_object(username, email, password, **kept)  # type: ignore[misc]
        return made


class User(AbstractUser):
    """Somebody who signs in; ``official`` ties the account to a person in a post.

    Nobody is a superuser: roles with dates decide, and ``is_staff`` (may open the admin) follows them.
    """

    is_superuser = False  # no column: an account is never above the roles

    official = models.OneToOneField(
        Official, models.PROTECT, null=True, blank=True, related_name="user", verbose_name=_("pejabat")
    )
    is_example = models.BooleanField(_("contoh"), default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        verbose_name = _("akun")
        verbose_name_plural = _("akun")

    def clean(self) -> None:
        """E-mail is a way to sign in: kept in small letters, and one account's only."""
        super().clean()
        self.email = self.email.lower()
        if self.email and User.objects.filter(email=self.email).exclude(pk=self.pk).exists():
            raise ValidationError({"email": _("Surel ini sudah dipakai akun lain.")})

    @property
    def is_staff(self) -> bool:  # type: ignore[override]  # a column of Django's; ours follows the roles
        """Whether the account may open the admin: it manages the reference data, or audits it."""
        return has_role(self, "admin_pusat", "auditor")

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
    #: Roles whose post bears the same name; the two others of ``TIED_TO_POST`` are any post in an office.
    POSTS = {"dirjen", "menteri", "kepala_daerah"}
    #: Roles that enter, verify, monitor or assess: never with admin_pusat in one hand.
    WORKS = {
        "operator_ditjen",
        "verifikator_ditjen",
        "dirjen",
        "menteri",
        "kepala_daerah",
        "pemantau_provinsi",
        "operator_unit",
        "atasan",
    }

    EXCLUDED = _("Admin pusat tidak mengisi, memverifikasi, atau menilai: pakai akun lain.")

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
        """Say in the form what the database would refuse, and what the law or the contract forbids."""
        if self.role in self.REGIONAL and not self.region_id:
            raise ValidationError({"region": _("Peran ini terikat pada satu wilayah.")})
        if self.role == self.Role.ADMIN_PUSAT and self.region_id:
            raise ValidationError({"region": _("Admin pusat bertugas nasional: kosongkan wilayah.")})
        monitors = self.role == self.Role.PEMANTAU_PROVINSI
        if monitors and self.region and self.region.kind != Region.Kind.PROVINSI:
            raise ValidationError({"region": _("Pemantau provinsi: pilih sebuah provinsi.")})
        if self.role in self.TIED_TO_POST:
            self._clean_appointment()
        self._clean_beside_other_roles()

    def _clean_appointment(self) -> None:
        """A role that the law ties to a post belongs to who was appointed to such a post, there (R7, R9)."""
        if self.appointment is None:
            raise ValidationError(
                {"appointment": _("Peran ini melekat pada jabatan: pilih pengangkatannya.")}
            )
        if self.appointment.official_id != self.user.official_id:
            raise ValidationError({"appointment": _("Pengangkatan ini bukan milik pejabat pemegang akun.")})
        post = self.appointment.position
        if (post.kind == self.role) if self.role in self.POSTS else post.unit_id:
            if self.role != self.Role.KEPALA_DAERAH or post.region_id == self.region_id:
                return
            raise ValidationError({"region": _("Wilayah peran harus wilayah jabatan Kepala Daerah itu.")})
        raise ValidationError({"appointment": _("Jabatan pengangkatan ini tidak membawa peran tersebut.")})

    def _clean_beside_other_roles(self) -> None:
        """Who gives the roles neither enters, verifies nor assesses (contract, Roles)."""
        if not self.user_id:
            return
        others = RoleAssignment.objects.filter(user=self.user_id).exclude(pk=self.pk)
        held = set(others.overlapping(self.valid_from, self.valid_until).values_list("role", flat=True))
        clash = held & self.WORKS if self.role == self.Role.ADMIN_PUSAT else held & {self.Role.ADMIN_PUSAT}
        if clash and {self.role, *clash} & self.WORKS:
            raise ValidationError({"role": self.EXCLUDED})
