"""Example accounts: one for each role of the contract, its name the role's, one password for all."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kinerja.demo import EXAMPLE
from kinerja.demo.people import SINCE
from officials.models import Appointment, Position, RoleAssignment, User
from regions.models import Region
from regions.selectors import regions_on

Role = RoleAssignment.Role
PROVINCE, REGENCY = "92", "92.02"


@dataclass(frozen=True, slots=True)
class SignIn:
    """An example account.

    ``region`` is where its role holds ("": all Indonesia), ``post`` the kind and field of the post that the
    role is tied to, in that region; ``sees`` tells a visitor what to expect.
    """

    role: str
    sees: Any
    region: str = ""
    post: tuple[str, str] | None = None


SIGN_INS = (
    SignIn(Role.OPERATOR_UNIT, _("mengisi dan mengajukan angka Kabupaten Manokwari"), REGENCY),
    SignIn(
        Role.PEMANTAU_PROVINSI, _("Papua Barat dan tujuh kabupatennya; mendukung atau bertanya"), PROVINCE
    ),
    SignIn(Role.OPERATOR_DITJEN, _("mengisi angka semua unit kerja")),
    SignIn(Role.VERIFIKATOR_DITJEN, _("memverifikasi atau mengembalikan ajuan semua unit kerja")),
    SignIn(Role.DIRJEN, _("menetapkan hasil unit kerja menjadi final"), post=(Position.Kind.DIRJEN, "")),
    SignIn(Role.MENTERI, _("melihat semua unit kerja"), post=(Position.Kind.MENTERI, "")),
    SignIn(
        Role.KEPALA_DAERAH,
        _("melihat hasil Kabupaten Manokwari, sebagai bupatinya"),
        REGENCY,
        (Position.Kind.KEPALA_DAERAH, ""),
    ),
    SignIn(
        Role.ATASAN,
        _("melihat hasil Kabupaten Manokwari, sebagai kepala dinasnya"),
        REGENCY,
        (Position.Kind.KEPALA_DINAS, ""),
    ),
    SignIn(
        Role.PEJABAT,
        _("melihat hasil Kabupaten Manokwari, sebagai kepala bidang"),
        REGENCY,
        (Position.Kind.KABID, Position.Field.DAFDUK),
    ),
    SignIn(Role.ADMIN_PUSAT, _("data acuan, akun, periode, kebijakan; membuka kembali hasil final")),
    SignIn(Role.AUDITOR, _("membaca semuanya dan jejak audit, tidak menulis apa pun")),
)
#: Roles whose region is that of their post, so that none is named (``officials.access``).
OF_OWN_OFFICE = {Role.ATASAN, Role.PEJABAT}


def add_accounts() -> tuple[list[str], list[str]]:
    """Make the accounts that are missing.

    Returns:
        The names made, and those left out: the name is taken, somebody real holds the post, or the region
        is not in the register.
    """
    password = make_password(settings.DEMO_PASSWORD)  # one password, so one digest tells all there is to tell
    taken = set(User.objects.values_list("username", flat=True))
    regions = {region.code: region for region in regions_on(timezone.localdate())}
    made, left_out = [], []
    for sign_in in SIGN_INS:
        region = regions.get(sign_in.region)
        tenure = _tenure(sign_in, region)
        nowhere, no_post = sign_in.region and region is None, sign_in.post and tenure is None
        if sign_in.role in taken or nowhere or no_post:
            left_out.append(str(sign_in.role))
            continue
        _add(sign_in, region, tenure, password)
        made.append(str(sign_in.role))
    return made, left_out


def _tenure(sign_in: SignIn, region: Region | None) -> Appointment | None:
    """The example person's tenure of the post that a role is tied to."""
    if sign_in.post is None:
        return None
    kind, field = sign_in.post
    held = Appointment.objects.filter(position__kind=kind, is_example=True, official__user=None)
    if field:
        held = held.filter(position__field=field)
    if region:
        held = held.filter(Q(position__region=region) | Q(position__unit__region=region))
    return held.first()


def _add(sign_in: SignIn, region: Region | None, tenure: Appointment | None, password: str) -> None:
    role = sign_in.role
    user = User.objects.create(
        username=role,
        password=password,
        first_name="" if tenure else f"{Role(role).label} {EXAMPLE}",
        email=f"{role}@contoh.invalid",
        official=tenure.official if tenure else None,
        is_example=True,
    )
    own_office = role in OF_OWN_OFFICE
    RoleAssignment.objects.create(
        user=user, role=role, region=None if own_office else region, appointment=tenure, valid_from=SINCE
    )
