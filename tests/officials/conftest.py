"""Two provinces with a kabupaten each, whose people must not leak from one to the other."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from officials.models import Appointment, Official, Position, WorkUnit
from regions.models import Region
from tests.builders import make_region, make_unit, make_user

SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class Place:
    """A region with its office, the head of the office, a Kepala Bidang and the head of the region."""

    region: Region
    unit: WorkUnit
    head: Appointment
    kabid: Appointment
    ruler: Appointment


@dataclass(frozen=True)
class Country:
    """Province ``a`` with kabupaten ``a1`` and ``a2``, province ``b`` with ``b1``, and the Dirjen."""

    a: Place
    a1: Place
    a2: Place
    b: Place
    b1: Place
    dirjen: Appointment

    def place(self, name: str) -> Place:
        """The place of a name, for tests that are given names."""
        found: Place = getattr(self, name)
        return found


def appoint(position: Position, name: str, nip: str | None = None, **fields: object) -> Appointment:
    """A new person in a post since 2020."""
    person = Official.objects.create(name=name, nip=nip)
    tenure = {"decree_number": f"SK {name}", "decree_date": SINCE, "valid_from": SINCE}
    return Appointment.objects.create(position=position, official=person, **(tenure | fields))


def nip(number: int) -> str:
    """A valid NIP of a person born on 12 March 1980; numbers from 1 on."""
    return f"19800312200501{1 + number % 2}{number:03d}"


def make_place(code: str, number: int, parent: Region | None = None) -> Place:
    region = make_region(code, f"Wilayah {code}", parent=parent)
    unit = make_unit(region)
    post = Position.objects.create
    head = post(kind="kepala_dinas", unit=unit, title=f"Kepala Dinas {code}")
    kabid = post(kind="kabid", unit=unit, title=f"Kabid {code}", field="dafduk", superior=head)
    ruler = post(kind="kepala_daerah", region=region, title=f"Kepala Daerah {code}")
    return Place(
        region,
        unit,
        appoint(head, f"Kadis {code}", nip(number)),
        appoint(kabid, f"Kabid {code}", nip(number + 1)),
        appoint(ruler, f"Penguasa {code}"),
    )


@pytest.fixture
def country(db: None) -> Country:
    """The two provinces and the Dirjen."""
    a = make_place("11", 1)
    b = make_place("12", 11)
    dirjen = Position.objects.create(kind="dirjen", title="Direktur Jenderal")
    return Country(
        a=a,
        a1=make_place("11.01", 21, a.region),
        a2=make_place("11.02", 31, a.region),
        b=b,
        b1=make_place("12.01", 41, b.region),
        dirjen=appoint(dirjen, "Dirjen", nip(51)),
    )


@pytest.fixture
def keeper(client: Client, db: None) -> Client:
    """Signed in as admin_pusat."""
    client.force_login(make_user("admin_pusat", username="admin"))
    return client
