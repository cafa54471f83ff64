"""Accounts of the people who act on appraisals and whom no visitor signs in as.

An act belongs to the account of whoever did it, so the superiors and heads of some provinces have one, and so
does everybody in the offices that the story goes through. None of these accounts has a password.
"""

from collections.abc import Iterable, Iterator

from django.contrib.auth.hashers import make_password
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kinerja.models import Period, SemesterEvaluation
from officials.models import Appointment, Position, RoleAssignment, User

Role = RoleAssignment.Role
#: Provinces whose appraisals are worked on: WIB, WITA twice, WIT.
PROVINCES = ("34", "51", "75", "92")
#: Offices where everybody has an account, as the officials act too.
STORIES = ("92", "92.02", "51.71", "34.71")


def add_colleagues(period: Period) -> int:
    """Make the accounts that are missing for whoever acts on a period's appraisals; returns how many."""
    tenures = list(_tenures(period))
    people = {held.official_id: held.official for held in tenures}
    password = make_password(None)  # one for all, as print_signins tries every different one
    made = User.objects.bulk_create(
        User(username=f"contoh-{pk}", password=password, official=person, is_example=True)
        for pk, person in people.items()
    )
    accounts = {user.official_id: user for user in made}
    RoleAssignment.objects.bulk_create(
        role for held in tenures for role in _roles(held, accounts[held.official_id])
    )
    return len(made)


def _tenures(period: Period) -> Iterable[Appointment]:
    """The tenures, since the cut-off, of example people without an account."""
    offices = SemesterEvaluation.objects.filter(period=period)
    here = offices.filter(in_provinces("region_code"))
    told = offices.filter(region_code__in=STORIES)
    below = Position.objects.filter(superior=OuterRef("position"))
    heads = Q(position__kind=Position.Kind.KEPALA_DAERAH, position__region__in=here.values("unit__region"))
    above = Q(position__unit__in=here.values("unit")) & Exists(below)
    everybody = Q(position__unit__in=told.values("unit"))
    since = Appointment.objects.overlapping(period.cutoff, timezone.localdate())
    found = since.filter(heads | above | everybody, is_example=True, official__is_example=True)
    return found.filter(official__user=None).select_related("official", "position").order_by("pk")


def in_provinces(column: str) -> Q:
    """The condition that a column's region code is in one of ``PROVINCES``."""
    found = Q()
    for code in PROVINCES:
        found |= Q(**{f"{column}__startswith": code})
    return found


def _roles(held: Appointment, user: User) -> Iterator[RoleAssignment]:
    """The roles that come with a tenure: to assess, or to rate and to be appraised (R7)."""
    post = held.position
    head = post.kind == Position.Kind.KEPALA_DAERAH
    for role in (Role.KEPALA_DAERAH,) if head else (Role.ATASAN, Role.PEJABAT):
        yield RoleAssignment(
            user=user,
            role=role,
            region_id=post.region_id if head else None,
            appointment=held,
            valid_from=held.valid_from,
        )
