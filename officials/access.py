"""Who may see what: the roles an account holds today and the regions they reach (contract, Roles)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F, Q
from django.utils import timezone

from regions.models import Region, RegionCode

#: Regional roles that end at the region itself; every other one reaches the kab/kota of its province too.
REGION_ONLY = {"operator_unit", "pejabat", "atasan"}
#: Roles whose region is that of the office of their post.
OF_OWN_OFFICE = {"pejabat", "atasan"}
#: Machines read scores; they are never shown people.
MACHINES = {"klien_api"}
#: Roles that need the NIP of the people in their reach: who keeps it, who assesses, who audits (R12).
NEEDS_NIP = {"admin_pusat", "auditor", "menteri", "dirjen", "kepala_daerah"}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in force, and the id of its region (None: all Indonesia)."""

    role: str
    region: int | None


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows an account may see: all, or those of some regions and of the kab/kota of some provinces."""

    everything: bool = False
    regions: frozenset[int] = field(default_factory=frozenset)
    provinces: frozenset[int] = field(default_factory=frozenset)


def is_on(user: Any) -> bool:
    """Whether somebody is signed in with an account that is not switched off, whatever its roles."""
    return bool(getattr(user, "is_authenticated", False) and user.is_active and user.pk is not None)


def grants(user: Any, on: date | None = None) -> tuple[Grant, ...]:
    """The roles of an account in force on a day.

    Args:
        user: an account, a visitor or None.
        on: the day; today by default, and then read once per request (kept on the account object).

    Returns:
        One grant a role; a role tied to a post ends with its appointment, and whoever acts for a holder
        (``Delegation``) has the role of that post meanwhile. Nothing for a visitor or an account that is
        switched off.
    """
    if not is_on(user):
        return ()
    if on is not None:
        return tuple(_in_force(user, on))
    if not hasattr(user, "_grants_today"):
        user._grants_today = tuple(_in_force(user, timezone.localdate()))  # noqa: SLF001 - a cache, ours
    return user._grants_today  # noqa: SLF001 - a cache, ours


def prefetch_grants(users: Iterable[Any]) -> None:
    """Read the roles of many accounts at once, so that asking about one after another costs no query.

    Args:
        users: accounts that are not switched off; what ``grants`` finds today is kept on each.
    """
    accounts, day = list(users), timezone.localdate()
    held: dict[int, list[Grant]] = {user.pk: [] for user in accounts}
    people = {user.official_id: user.pk for user in accounts if user.official_id is not None}
    roles = in_force(apps.get_model("officials", "RoleAssignment").objects, day).filter(user__in=held)
    for user, role, region, own in _with_office(roles).values_list("user", "role", "region", "own"):
        held[user].append(Grant(role, own if role in OF_OWN_OFFICE else region))
    acting = apps.get_model("officials", "Delegation").objects.in_force(day).filter(delegate__in=people)
    for person, role, region in acting.values_list("delegate", "position__kind", "position__region"):
        held[people[person]].append(Grant(role, region))
    for user in accounts:
        user._grants_today = tuple(held[user.pk])  # noqa: SLF001 - a cache, ours


def has_role(user: Any, *roles: str) -> bool:
    """Whether an account holds one of the roles today, wherever."""
    return any(grant.role in roles for grant in grants(user))


def holds(user: Any, role: str, *regions: int | None) -> bool:
    """Whether an account holds a role today in one of these regions (ids), or nationally."""
    national = {None} - ({None} if role in OF_OWN_OFFICE else set())
    return any(grant.role == role and grant.region in {*regions, *national} for grant in grants(user))


def region_scope(user: Any) -> Scope:
    """What an account reaches by its roles today; nothing for a visitor."""
    return scope_of(grants(user))


def scope_of(held: Iterable[Grant]) -> Scope:
    """The rows that some grants reach together."""
    regions: set[int] = set()
    provinces: set[int] = set()
    for grant in held:
        if grant.region is None:
            if grant.role in OF_OWN_OFFICE:
                continue
            return Scope(everything=True)
        regions.add(grant.region)
        if grant.role not in REGION_ONLY:
            provinces.add(grant.region)
    return Scope(regions=frozenset(regions), provinces=frozenset(provinces))


def people_scope(user: Any) -> Scope:
    """The regions whose offices, posts and people an account may see today; nothing for a machine."""
    return scope_of(grant for grant in grants(user) if grant.role not in MACHINES)


def role_scope(user: Any, *roles: str) -> Scope:
    """The regions that an account reaches today by some of its roles."""
    return scope_of(grant for grant in grants(user) if grant.role in roles)


def nip_scope(user: Any) -> Scope:
    """The regions whose people an account may see with the whole NIP (R12, UU 27/2022)."""
    return scope_of(grant for grant in grants(user) if grant.role in NEEDS_NIP)


def regions_in(scope: Scope, on: date | None = None) -> Any:
    """The ids of the regions of a limited scope, as a subquery.

    Args:
        scope: one that does not reach everything.
        on: the day whose borders decide which kab/kota a province has; today by default (R5).
    """
    day = on or timezone.localdate()
    children = RegionCode.objects.on(day).filter(parent__in=scope.provinces).values("region")
    return Region.objects.filter(Q(pk__in=scope.regions) | Q(pk__in=children)).values("pk")


def in_force(roles: Any, day: date) -> Any:
    """The role assignments in force on a day: by their own dates, and by those of the post they are tied to.

    Args:
        roles: role assignments, a queryset or a manager.
        day: usually today.
    """
    tenure = Q(appointment__isnull=True) | Q(appointment__valid_from__lte=day)
    tenure &= Q(appointment__valid_until__isnull=True) | Q(appointment__valid_until__gte=day)
    return roles.on(day).filter(tenure)


def _in_force(user: Any, day: date) -> Iterable[Grant]:
    rows = _with_office(in_force(user.roles, day))
    for role, region, own in rows.values_list("role", "region", "own"):
        yield Grant(role, own if role in OF_OWN_OFFICE else region)
    if user.official_id is not None:
        delegations = apps.get_model("officials", "Delegation").objects.in_force(day)
        acting = delegations.filter(delegate=user.official_id)
        for role, region in acting.values_list("position__kind", "position__region"):
            yield Grant(role, region)


def _with_office(roles: Any) -> Any:
    """Role assignments with the region of the office of their post."""
    return roles.annotate(own=F("appointment__position__unit__region"))
