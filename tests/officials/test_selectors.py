"""Offices and people on a day, and whose NIP is shown whole."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from officials.models import Appointment, Position
from officials.selectors import (
    PostHolder,
    appointments_on,
    dirjen_on,
    head_of,
    heads_of,
    holder_of,
    nip_shown,
    people_of,
    regional_head_on,
)
from tests.officials.conftest import Country, nip
from tests.officials.test_access import hold

MASKED = "•" * 15


def test_holders_are_those_of_the_day(country: Country) -> None:
    before, during = date(2019, 12, 31), date(2020, 1, 1)
    assert head_of(country.a.unit, during) == country.a.head
    assert head_of(country.a.unit, before) is None
    assert holder_of(country.a1.kabid.position, during) == country.a1.kabid
    assert (dirjen_on(during), dirjen_on(before)) == (country.dirjen, None)
    assert regional_head_on(country.b1.region, during) == country.b1.ruler
    assert (appointments_on(before).count(), appointments_on(during).count()) == (0, 16)


def test_heads_of_many_offices_take_one_query(country: Country, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        heads = heads_of([country.a.unit, country.b1.unit], date(2024, 6, 30))
        names = {unit: (held.official.name, held.position.title) for unit, held in heads.items()}
    assert names == {
        country.a.unit.pk: ("Kadis 11", "Kepala Dinas 11"),
        country.b1.unit.pk: ("Kadis 12.01", "Kepala Dinas 12.01"),
    }


def test_an_office_is_listed_from_its_head_down_with_empty_posts(country: Country) -> None:
    unit, user = country.a1.unit, hold(country, "operator_unit", "a1")
    empty = Position.objects.create(kind="sekretaris", unit=unit, title="Sekretaris 11.01")
    head, kabid = country.a1.head, country.a1.kabid
    assert people_of(unit, date(2024, 6, 30), user=user) == [
        PostHolder(
            position=head.position_id,
            kind="kepala_dinas",
            title="Kepala Dinas 11.01",
            official=head.official_id,
            name="Kadis 11.01",
            nip=f"{MASKED}021",
            rank="",
            tenure="definitif",
        ),
        PostHolder(
            position=empty.pk,
            kind="sekretaris",
            title="Sekretaris 11.01",
            official=None,
            name="",
            nip="",
            rank="",
            tenure="",
        ),
        PostHolder(
            position=kabid.position_id,
            kind="kabid",
            title="Kabid 11.01",
            official=kabid.official_id,
            name="Kabid 11.01",
            nip=f"{MASKED}022",
            rank="",
            tenure="definitif",
        ),
    ]


@pytest.mark.parametrize(
    ("role", "where", "shown"),
    [
        ("admin_pusat", "", [nip(21), nip(22)]),
        ("kepala_daerah", "a1", [nip(21), nip(22)]),
        ("kepala_daerah", "a", [nip(21), nip(22)]),
        ("kepala_daerah", "b", []),
        ("operator_unit", "a1", [f"{MASKED}021", f"{MASKED}022"]),
        ("operator_unit", "a", []),
        ("pejabat", "a1", [f"{MASKED}021", nip(22)]),
        ("klien_api", "", []),
    ],
)
def test_an_office_shows_each_reader_what_they_may_see(
    country: Country, role: str, where: str, shown: list[str]
) -> None:
    user = hold(country, role, where)
    assert [row.nip for row in people_of(country.a1.unit, timezone.localdate(), user=user)] == shown
    assert people_of(country.a1.unit, timezone.localdate(), user=AnonymousUser()) == []


@pytest.mark.parametrize(
    ("role", "where", "whole"),
    [
        ("auditor", "", {"a1", "b1"}),
        ("kepala_daerah", "a", {"a1"}),
        ("operator_ditjen", "", set()),
        ("pejabat", "b1", {"b1"}),
        ("klien_api", "", set()),
    ],
)
def test_one_nip_is_shown_whole_to_whoever_needs_it(
    country: Country, role: str, where: str, whole: set[str]
) -> None:
    user = hold(country, role, where)
    shown = {
        name
        for name in ("a1", "b1")
        if MASKED not in nip_shown(country.place(name).kabid.official, user=user)
    }
    assert shown == whole


def test_a_regional_head_does_not_need_the_nip_of_the_dirjen_or_of_who_left(country: Country) -> None:
    user = hold(country, "kepala_daerah", "a1")
    Appointment.objects.filter(pk=country.a1.kabid.pk).update(valid_until=date(2020, 12, 31))
    people = [country.dirjen.official, country.a1.kabid.official, country.a1.ruler.official]
    assert [nip_shown(person, user=user) for person in people] == [f"{MASKED}051", f"{MASKED}022", ""]


def test_the_number_of_queries_does_not_grow_with_the_office(
    country: Country, django_assert_num_queries: Any
) -> None:
    unit, user = country.a1.unit, hold(country, "operator_unit", "a1")
    for number in range(3):
        Position.objects.create(kind="kasi", unit=unit, title=f"Kasi {number}", field="capil")
    with django_assert_num_queries(3):
        assert len(people_of(unit, timezone.localdate(), user=user)) == 5
