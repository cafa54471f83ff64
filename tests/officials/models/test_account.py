"""A role fits its post, its region and the other roles of the account, or the form says why not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from officials.models import RoleAssignment, User
from tests.officials.conftest import SINCE, Country

OTHER_HAND = "Admin pusat tidak mengisi, memverifikasi, atau menilai: pakai akun lain."

Given = Callable[[Country], dict[str, Any]]
REFUSED: list[tuple[str, str, Given, dict[str, list[str]]]] = [
    (
        "tanpa wilayah",
        "operator_unit",
        lambda _country: {},
        {"region": ["Peran ini terikat pada satu wilayah."]},
    ),
    (
        "admin sewilayah",
        "admin_pusat",
        lambda country: {"region": country.a.region},
        {"region": ["Admin pusat bertugas nasional: kosongkan wilayah."]},
    ),
    (
        "pemantau kabupaten",
        "pemantau_provinsi",
        lambda country: {"region": country.a1.region},
        {"region": ["Pemantau provinsi: pilih sebuah provinsi."]},
    ),
    (
        "tanpa pengangkatan",
        "dirjen",
        lambda _country: {},
        {"appointment": ["Peran ini melekat pada jabatan: pilih pengangkatannya."]},
    ),
    (
        "pengangkatan orang lain",
        "dirjen",
        lambda country: {"appointment": country.dirjen},
        {"appointment": ["Pengangkatan ini bukan milik pejabat pemegang akun."]},
    ),
    (
        "jabatan lain",
        "dirjen",
        lambda country: {"appointment": country.a.head, "of": country.a.head.official},
        {"appointment": ["Jabatan pengangkatan ini tidak membawa peran tersebut."]},
    ),
    (
        "atasan tanpa kantor",
        "atasan",
        lambda country: {"appointment": country.a.ruler, "of": country.a.ruler.official},
        {"appointment": ["Jabatan pengangkatan ini tidak membawa peran tersebut."]},
    ),
    (
        "kepala daerah lain",
        "kepala_daerah",
        lambda country: {
            "appointment": country.a.ruler,
            "of": country.a.ruler.official,
            "region": country.b.region,
        },
        {"region": ["Wilayah peran harus wilayah jabatan Kepala Daerah itu."]},
    ),
]
TAKEN: list[tuple[str, Given]] = [
    ("admin_pusat", lambda _country: {}),
    ("operator_ditjen", lambda country: {"region": country.a.region}),
    ("pemantau_provinsi", lambda country: {"region": country.a.region}),
    ("dirjen", lambda country: {"appointment": country.dirjen, "of": country.dirjen.official}),
    ("pejabat", lambda country: {"appointment": country.a.kabid, "of": country.a.kabid.official}),
    (
        "kepala_daerah",
        lambda country: {
            "appointment": country.a.ruler,
            "of": country.a.ruler.official,
            "region": country.a.region,
        },
    ),
]


def assignment(role: str, given: dict[str, Any], **fields: Any) -> RoleAssignment:
    user = User.objects.create(username="pemegang", official=given.pop("of", None))
    return RoleAssignment(user=user, role=role, **({"valid_from": SINCE} | given | fields))


@pytest.mark.parametrize(
    ("role", "given", "reasons"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_role_that_does_not_fit_is_refused(
    country: Country, role: str, given: Given, reasons: dict[str, list[str]]
) -> None:
    with pytest.raises(ValidationError) as refused:
        assignment(role, given(country)).full_clean()
    assert refused.value.message_dict == reasons


@pytest.mark.parametrize(("role", "given"), TAKEN, ids=[row[0] for row in TAKEN])
def test_a_role_that_fits_is_taken(country: Country, role: str, given: Given) -> None:
    held = assignment(role, given(country))
    held.full_clean()
    held.save()
    assert list(held.user.roles.all()) == [held]


@pytest.mark.parametrize(
    ("first", "second"), [("admin_pusat", "verifikator_ditjen"), ("dirjen", "admin_pusat")]
)
def test_an_admin_neither_enters_nor_assesses(country: Country, first: str, second: str) -> None:
    given = {"appointment": country.dirjen, "of": country.dirjen.official} if first == "dirjen" else {}
    held = assignment(first, given)
    held.save()
    with pytest.raises(ValidationError) as refused:
        RoleAssignment(user=held.user, role=second, valid_from=date(2026, 1, 1)).full_clean()
    assert refused.value.message_dict == {"role": [OTHER_HAND]}


def test_an_admin_may_take_other_work_after_the_role_ended(country: Country) -> None:
    held = assignment("admin_pusat", {}, valid_until=date(2023, 12, 31))
    held.save()
    later = RoleAssignment(user=held.user, role="operator_ditjen", valid_from=date(2024, 1, 1))
    later.full_clean()
    later.save()
    assert held.user.roles.count() == 2


@pytest.mark.parametrize("role", ["operator_unit", "dirjen"])
def test_the_database_refuses_a_role_without_what_it_is_tied_to(country: Country, role: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        assignment(role, {}).save()
    assert RoleAssignment.objects.count() == 0


def test_the_first_account_of_an_installation_is_an_admin_by_role(db: None) -> None:
    user = User.objects.create_superuser(
        "pertama", "pertama@example.go.id", "kata-sandi-contoh", is_staff=True
    )
    assert [(row.role, row.region, row.valid_until) for row in user.roles.all()] == [
        ("admin_pusat", None, None)
    ]
    assert (user.is_superuser, user.is_staff, User.objects.create_user("biasa").is_staff) == (
        False,
        True,
        False,
    )


def test_an_email_opens_one_account_only(db: None) -> None:
    User.objects.create_user("satu", "Satu@Example.go.id")
    first = User.objects.get(username="satu")
    first.clean()
    first.save()
    with pytest.raises(ValidationError) as refused:
        User(username="dua", email="SATU@example.go.id").clean()
    assert (first.email, refused.value.message_dict) == (
        "satu@example.go.id",
        {"email": ["Surel ini sudah dipakai akun lain."]},
    )
