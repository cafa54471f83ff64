"""Staff find a region by any code it ever bore and see its codes in order."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import User
from regions.selectors import provinces_on
from tests.regions.test_selectors import AFTER

pytestmark = pytest.mark.usefixtures("regions")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("staf", is_staff=True))
    return client


def shown(client: Client, **query: str | int) -> list[tuple[str, str]]:
    model_admin = client.get(reverse("admin:regions_region_changelist"), query).context["cl"]
    return [(model_admin.model_admin.codes_borne(row), row.full_name) for row in model_admin.result_list]


@pytest.mark.parametrize("searched", ["92.71", "96.71"])
def test_a_region_is_found_by_its_old_and_its_new_code(staff: Client, searched: str) -> None:
    assert shown(staff, q=searched) == [("92.71 → 96.71", "Kota Sorong")]


def test_a_region_is_found_by_name(staff: Client) -> None:
    assert shown(staff, q="Merauke") == [
        ("91.01 → 93.01", "Kabupaten Merauke"),
        ("93", "Provinsi Papua Selatan"),
    ]


def test_a_province_filters_to_all_it_ever_had(staff: Client) -> None:
    province = provinces_on(AFTER).get(code="96")
    found = shown(staff, provinsi=province.pk)

    assert sorted(found) == [
        ("92.01 → 96.01", "Kabupaten Sorong"),
        ("92.04 → 96.02", "Kabupaten Sorong Selatan"),
        ("92.05 → 96.03", "Kabupaten Raja Ampat"),
        ("92.09 → 96.04", "Kabupaten Tambrauw"),
        ("92.10 → 96.05", "Kabupaten Maybrat"),
        ("92.71 → 96.71", "Kota Sorong"),
        ("96", "Provinsi Papua Barat Daya"),
    ]


def test_an_overlapping_code_is_refused_in_the_form(staff: Client) -> None:
    region = provinces_on(AFTER).get(code="92")
    code = region.codes.get()
    data = {
        "name": region.name,
        "short_name": region.short_name,
        "kind": region.kind,
        "timezone": region.timezone,
        "capital": region.capital,
        "latitude": "-1",
        "longitude": "133",
        "area_km2": "1",
        "population": "1",
        "codes-TOTAL_FORMS": "2",
        "codes-INITIAL_FORMS": "1",
        "codes-0-id": code.pk,
        "codes-0-region": region.pk,
        "codes-0-code": "92",
        "codes-0-valid_from": "",
        "codes-1-region": region.pk,
        "codes-1-code": "97",
        "codes-1-valid_from": "2024-01-01",
    }
    answer = staff.post(reverse("admin:regions_region_change", args=[region.pk]), data)

    assert answer.status_code == 200
    assert "Wilayah ini sudah punya kode lain pada tanggal itu." in answer.content.decode()
    assert list(region.codes.values_list("code", flat=True)) == ["92"]


def test_the_list_takes_as_many_queries_for_50_rows_as_for_one(staff: Client) -> None:
    shown(staff)  # a first page also makes what later ones find in the cache
    with CaptureQueriesContext(connection) as one:
        assert len(shown(staff, q="92.71")) == 1
    with CaptureQueriesContext(connection) as fifty:
        assert len(shown(staff, q="a")) == 50

    assert len(fifty) == len(one)
