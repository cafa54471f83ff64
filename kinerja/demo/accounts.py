"""Example accounts: at least one for each role of the contract, one password for all."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils import timezone

from kinerja.demo import EXAMPLE
from kinerja.demo.acting import RECORDER, add_acting
from kinerja.demo.seats import SINCE
from kinerja.demo.signins import SIGN_INS, SignIn
from officials.models import Appointment, Official, RoleAssignment, User
from regions.models import Region
from regions.selectors import RegionOnDay, regions_on

Role = RoleAssignment.Role
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
    made: list[str] = []
    left_out: list[str] = []
    for sign_in in SIGN_INS:
        done = sign_in.name not in taken and _make(sign_in, regions, password)
        (made if done else left_out).append(sign_in.name)
    return made, left_out


def _make(sign_in: SignIn, regions: Mapping[str, RegionOnDay], password: str) -> bool:
    """Make an account with its roles; False where its region, its post or its recorder is not there."""
    region = regions.get(sign_in.region)
    tenure = _tenure(sign_in, region)
    recorder = User.objects.filter(username=RECORDER, is_example=True).first() if sign_in.acts else None
    no_region, no_post = sign_in.region and region is None, sign_in.post and tenure is None
    if no_region or no_post or (sign_in.acts and recorder is None):
        return False
    user = User.objects.create(
        username=sign_in.name,
        password=password,
        first_name="" if tenure else f"{Role(sign_in.role).label} {EXAMPLE}",
        email=f"{sign_in.name}@contoh.invalid",
        official=_person(tenure, recorder) if tenure else None,
        is_example=True,
    )
    if not sign_in.acts:  # who only acts has the role by the delegation, as long as that lasts
        RoleAssignment.objects.bulk_create(_roles(user, sign_in, region, tenure))
    return True


def _tenure(sign_in: SignIn, region: RegionOnDay | None) -> Appointment | None:
    """The example person's tenure of the post that a role is tied to."""
    if sign_in.post is None:
        return None
    kind, field = sign_in.post
    held = Appointment.objects.on(timezone.localdate()).filter(position__kind=kind, is_example=True)
    if not sign_in.acts:
        held = held.filter(official__user=None)
    if field:
        held = held.filter(position__field=field)
    if region:
        held = held.filter(Q(position__region=region) | Q(position__unit__region=region))
    return held.first()


def _person(tenure: Appointment, recorder: User | None) -> Official:
    """Who signs in: the holder of the post, or who acts for the holder where somebody records that."""
    return add_acting(tenure.position, recorder) if recorder else tenure.official


def _roles(
    user: User, sign_in: SignIn, region: Region | None, tenure: Appointment | None
) -> list[RoleAssignment]:
    """The account's role, and those that its person has by the post: to be appraised, and to rate (R7)."""
    roles = {sign_in.role}
    if tenure and tenure.position.unit_id:
        roles |= {Role.PEJABAT} | ({Role.ATASAN} if tenure.position.subordinates.exists() else set())
    return [
        RoleAssignment(
            user=user,
            role=role,
            region=None if role in OF_OWN_OFFICE else region,
            appointment=tenure,
            valid_from=SINCE,
        )
        for role in sorted(roles)
    ]
