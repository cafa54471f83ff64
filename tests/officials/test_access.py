"""Who sees what, with data that could leak from one region to another (contract, Roles; R12)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from officials.access import Grant, Scope, grants, has_role, holds, nip_scope, people_scope, region_scope
from officials.models import Appointment, Official, Position, RoleAssignment, User, WorkUnit
from tests.officials.conftest import SINCE, Country

EVERYWHERE = {"a", "a1", "a2", "b", "b1"}
#: Role, where it is held ("" = all Indonesia), and the places whose office it reaches.
REACH = [
    ("admin_pusat", "", EVERYWHERE),
    ("operator_ditjen", "", EVERYWHERE),
    ("operator_ditjen", "a", {"a", "a1", "a2"}),
    ("operator_ditjen", "a1", {"a1"}),
    ("verifikator_ditjen", "", EVERYWHERE),
    ("verifikator_ditjen", "b", {"b", "b1"}),
    ("dirjen", "", EVERYWHERE),
    ("menteri", "", EVERYWHERE),
    ("auditor", "", EVERYWHERE),
    ("kepala_daerah", "a", {"a", "a1", "a2"}),
    ("kepala_daerah", "a1", {"a1"}),
    ("pemantau_provinsi", "a", {"a", "a1", "a2"}),
    ("operator_unit", "a", {"a"}),
    ("operator_unit", "a1", {"a1"}),
    ("atasan", "a1", {"a1"}),
    ("pejabat", "b1", {"b1"}),
]
NEEDS_NIP = {"admin_pusat", "auditor", "dirjen", "menteri", "kepala_daerah"}


def hold(country: Country, role: str, where: str) -> User:
    """An account that holds a role at a place through the appointment that the role needs."""
    place = country.place(where) if where else None
    held: dict[str, Appointment | None] = {"dirjen": country.dirjen, "menteri": country.dirjen}
    if place:
        held |= {"kepala_daerah": place.ruler, "atasan": place.head, "pejabat": place.kabid}
    appointment = held.get(role)
    user = User.objects.create(username=role, official=appointment.official if appointment else None)
    region = place.region if place and role not in {"atasan", "pejabat"} else None
    RoleAssignment.objects.create(
        user=user, role=role, region=region, appointment=appointment, valid_from=SINCE
    )
    return user


def seen(country: Country, user: Any) -> dict[str, set[str]]:
    """The names of everything that an account sees."""
    return {
        "units": set(WorkUnit.objects.visible_to(user).values_list("name", flat=True)),
        "posts": set(Position.objects.visible_to(user).values_list("title", flat=True)),
        "tenures": set(Appointment.objects.visible_to(user).values_list("official__name", flat=True)),
        "people": set(Official.objects.visible_to(user).values_list("name", flat=True)),
    }


def expected(country: Country, places: set[str]) -> dict[str, set[str]]:
    """What belongs to some places, and the Dirjen, whom everybody knows."""
    codes = [country.place(name).region.codes.get().code for name in places]
    people = {f"{post} {code}" for code in codes for post in ("Kadis", "Kabid", "Penguasa")} | {"Dirjen"}
    titles = {f"{post} {code}" for code in codes for post in ("Kepala Dinas", "Kabid", "Kepala Daerah")}
    units = {f"Disdukcapil Wilayah {code}" for code in codes}
    posts = titles | {"Direktur Jenderal"}
    return {"units": units, "posts": posts, "tenures": people, "people": people}


@pytest.mark.parametrize(("role", "where", "places"), REACH)
def test_each_role_sees_its_own_places_only(
    country: Country, role: str, where: str, places: set[str]
) -> None:
    assert seen(country, hold(country, role, where)) == expected(country, places)


@pytest.mark.parametrize(("role", "where", "places"), REACH)
def test_only_who_needs_a_nip_has_a_reach_for_it(
    country: Country, role: str, where: str, places: set[str]
) -> None:
    user = hold(country, role, where)
    assert nip_scope(user) == (people_scope(user) if role in NEEDS_NIP else Scope())


@pytest.mark.parametrize("where", ["", "a"])
def test_a_machine_reaches_scores_but_no_people(country: Country, where: str) -> None:
    user = hold(country, "klien_api", where)
    nothing: dict[str, set[str]] = {"units": set(), "posts": set(), "tenures": set(), "people": set()}
    assert seen(country, user) == nothing
    region = country.a.region.pk
    limited = Scope(regions=frozenset({region}), provinces=frozenset({region}))
    assert region_scope(user) == (limited if where else Scope(everything=True))


@pytest.mark.parametrize("visitor", [None, AnonymousUser()])
def test_a_visitor_sees_nothing(country: Country, visitor: Any) -> None:
    nothing: dict[str, set[str]] = {"units": set(), "posts": set(), "tenures": set(), "people": set()}
    assert (grants(visitor), region_scope(visitor)) == ((), Scope())
    assert seen(country, visitor) == nothing


def test_an_account_without_a_role_does_not_even_see_its_own_person(country: Country) -> None:
    user = User.objects.create(username="tanpa peran", official=country.a1.kabid.official)
    assert seen(country, user)["people"] == set()


def test_an_account_switched_off_has_nothing(country: Country) -> None:
    user = hold(country, "admin_pusat", "")
    user.is_active = False
    user.save()
    off = User.objects.get(pk=user.pk)
    assert (grants(off), has_role(off, "admin_pusat"), seen(country, off)["units"]) == ((), False, set())


def test_a_role_ends_with_the_appointment_it_is_tied_to(country: Country) -> None:
    user = hold(country, "kepala_daerah", "a")
    today = timezone.localdate()
    ended = today - timedelta(days=1)
    Appointment.objects.filter(pk=country.a.ruler.pk).update(valid_until=ended)
    former = User.objects.get(pk=user.pk)
    assert grants(former) == ()
    assert grants(former, on=ended) == (Grant("kepala_daerah", country.a.region.pk),)
    assert seen(country, former)["people"] == set()


def test_a_role_counts_between_its_own_days(country: Country) -> None:
    user = User.objects.create(username="pengganti")
    RoleAssignment.objects.create(
        user=user, role="auditor", valid_from=date(2024, 3, 1), valid_until=date(2024, 3, 31)
    )
    days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1)]
    assert [grants(user, on=day) for day in days] == [
        (),
        (Grant("auditor", None),),
        (Grant("auditor", None),),
        (),
    ]
    assert grants(user) == ()


def test_who_moved_is_seen_where_they_are_now(country: Country) -> None:
    """The former region keeps the dated tenure, not the person's record of today."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(pk=country.b1.kabid.pk).update(valid_until=yesterday)
    moved = country.b1.kabid.official
    country.a1.kabid.delete()
    Appointment.objects.create(
        position=country.a1.kabid.position,
        official=moved,
        decree_number="SK pindah",
        decree_date=yesterday,
        valid_from=timezone.localdate(),
    )
    there, here = hold(country, "operator_unit", "b1"), hold(country, "pemantau_provinsi", "a")
    assert "Kabid 12.01" not in seen(country, there)["people"]
    assert "Kabid 12.01" in seen(country, there)["tenures"]
    assert "Kabid 12.01" in seen(country, here)["people"]
    assert set(Appointment.objects.visible_to(there).values_list("decree_number", flat=True)) == {
        "SK Kadis 12.01",
        "SK Kabid 12.01",
        "SK Penguasa 12.01",
        "SK Dirjen",
    }


def test_roles_of_one_account_add_up(country: Country) -> None:
    user = hold(country, "operator_unit", "a1")
    RoleAssignment.objects.create(user=user, role="operator_unit", region=country.b1.region, valid_from=SINCE)
    assert seen(country, user) == expected(country, {"a1", "b1"})


def test_holds_asks_for_the_place_too(country: Country) -> None:
    operator, everywhere = hold(country, "operator_unit", "a1"), hold(country, "operator_ditjen", "")
    here, there = country.a1.region.pk, country.b1.region.pk
    assert [holds(operator, "operator_unit", here), holds(operator, "operator_unit", there)] == [True, False]
    assert [holds(everywhere, "operator_ditjen", there), holds(everywhere, "dirjen", there)] == [True, False]


def test_a_superior_without_an_office_is_not_taken_for_a_national_role(country: Country) -> None:
    user = User.objects.create(username="salah", official=country.dirjen.official)
    RoleAssignment.objects.create(user=user, role="atasan", appointment=country.dirjen, valid_from=SINCE)
    assert (region_scope(user), holds(user, "atasan", country.a.region.pk)) == (Scope(), False)


def test_roles_are_read_once_a_request(country: Country, django_assert_num_queries: Any) -> None:
    user = User.objects.get(pk=hold(country, "pemantau_provinsi", "a").pk)
    with django_assert_num_queries(1):
        assert (has_role(user, "auditor"), has_role(user, "pemantau_provinsi")) == (False, True)
        assert region_scope(user).provinces == {country.a.region.pk}
