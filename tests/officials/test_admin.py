"""The admin: who opens it, what it keeps and refuses, and what the audit trail says of it."""

import re
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from officials.models import Appointment, Official, User, WorkUnit
from tests.builders import make_user
from tests.officials.conftest import Country, make_place
from tests.officials.pages import faults, said, trail, url
from tests.officials.test_access import REACH, hold

OPENS = {"admin_pusat", "auditor"}
NO_TENURES = {"appointments-TOTAL_FORMS": 0, "appointments-INITIAL_FORMS": 0}


@pytest.mark.parametrize(("role", "where"), [(row[0], row[1]) for row in REACH] + [("klien_api", "")])
def test_the_role_opens_the_admin(client: Client, country: Country, role: str, where: str) -> None:
    client.force_login(hold(country, role, where))
    answer = client.get("/admin/", follow=True)
    if role == "klien_api":
        assert answer.redirect_chain[-1][0] == "/masuk/?next=/admin/"
    else:
        assert answer.status_code == (200 if role in OPENS else 403)
    if answer.status_code == 403:
        assert "Halaman ini untuk admin pusat dan auditor." in answer.content.decode()


def test_a_visitor_signs_in_at_the_one_door_and_comes_back(client: Client, db: None) -> None:
    answer = client.get(url("officials_user"), follow=True)
    assert answer.redirect_chain[-1] == ("/masuk/?next=/admin/officials/user/", 302)


def test_only_our_own_tables_are_offered() -> None:
    assert {model._meta.app_label for model in admin.site._registry} == {"regions", "officials", "kinerja"}


@pytest.mark.parametrize(
    "model", ["officials_user", "officials_official", "officials_workunit", "regions_region"]
)
def test_an_auditor_reads_and_writes_nothing(client: Client, country: Country, model: str) -> None:
    client.force_login(make_user("auditor"))
    objects = {
        "officials_user": User.objects.first,
        "officials_official": Official.objects.first,
        "officials_workunit": WorkUnit.objects.first,
        "regions_region": lambda: country.a.region,
    }
    row = objects[model]()
    assert row is not None
    assert client.get(url(model)).status_code == 200
    assert client.get(url(model, "change", row.pk)).status_code == 200
    writes = [url(model, "add"), url(model, "change", row.pk), url(model, "delete", row.pk)]
    assert [client.post(path, {"name": "lain"}).status_code for path in writes] == [403, 403, 403]
    assert trail() == []


def test_an_auditor_of_a_region_sees_its_rows_and_no_accounts(client: Client, country: Country) -> None:
    client.force_login(make_user("auditor", country.a.region))
    shown = client.get(url("officials_workunit")).context["cl"].queryset
    assert set(shown) == {country.a.unit, country.a1.unit, country.a2.unit}
    assert client.get(url("officials_workunit", "change", country.b.unit.pk)).status_code == 302
    pages = [client.get(url(model)).status_code for model in ("officials_user", "officials_apitoken")]
    assert pages == [403, 403]


@pytest.mark.parametrize(
    ("text", "stored", "warnings"),
    [
        ("19800312.200501.1.002", "198003122005011002", []),
        (
            "19800312 199802 1 002",
            "198003121998021002",
            ["NIP: umur saat pengangkatan 17 tahun, di bawah 18."],
        ),
        ("", None, []),
    ],
)
def test_a_nip_is_stored_as_digits(
    keeper: Client, text: str, stored: str | None, warnings: list[str]
) -> None:
    answer = keeper.post(
        url("officials_official", "add"), {"name": "Budi", "nip": text, **NO_TENURES}, follow=True
    )
    assert Official.objects.get().nip == stored
    assert said(answer)[: len(warnings)] == warnings
    assert [row[0] for row in trail()] == ["admin.add"]


def test_a_wrong_nip_is_named(keeper: Client) -> None:
    answer = keeper.post(
        url("officials_official", "add"), {"name": "Budi", "nip": "1980.0230 200501 1 002", **NO_TENURES}
    )
    assert faults(answer) == {"nip": ["NIP: tanggal lahir (8 angka pertama) 19800230 tidak ada di kalender."]}
    assert (Official.objects.count(), trail()) == (0, [])


def tenure(country: Country) -> dict[str, Any]:
    return {
        "position": country.a.kabid.position_id,
        "official": Official.objects.create(name="Pengganti").pk,
        "kind": "definitif",
        "decree_number": "SK 9",
        "decree_date": "2024-01-01",
        "valid_from": "2024-01-01",
    }


def test_an_overlapping_tenure_is_refused_by_the_form(keeper: Client, country: Country) -> None:
    answer = keeper.post(url("officials_appointment", "add"), tenure(country))
    assert faults(answer) == {"valid_from": ["Jabatan ini dipegang Kabid 11 pada masa itu (SK SK Kabid 11)."]}
    assert trail() == []


def test_a_tenure_filled_in_the_same_moment_is_told_without_a_trace(
    keeper: Client, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form saw the post free; the database did not."""
    monkeypatch.setattr(Appointment, "clean", lambda self: None)
    answer = keeper.post(url("officials_appointment", "add"), tenure(country), follow=True)
    assert said(answer) == [
        "Tidak disimpan: jabatan ini baru saja diisi orang lain pada masa itu. Periksa lagi."
    ]
    assert (Appointment.objects.filter(decree_number="SK 9").count(), trail()) == (0, [])


def test_a_post_shows_who_holds_it(keeper: Client, country: Country) -> None:
    Appointment.objects.filter(pk=country.a.kabid.pk).update(valid_until=date(2021, 12, 31))
    page = keeper.get(url("officials_position"), {"q": "Kabid 11"}).content.decode()
    held = re.findall(r'field-holder">(.*?)</td>', page)
    assert sorted(held) == ["Kabid 11.01 (Definitif)", "Kabid 11.02 (Definitif)", "kosong"]


@pytest.mark.parametrize("model", ["position", "appointment", "workunit", "official", "user"])
def test_a_list_takes_as_many_queries_for_more_rows(keeper: Client, country: Country, model: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert keeper.get(url(f"officials_{model}")).status_code == 200
        return len(captured)

    queries()  # the session notes once that it is in use
    before = queries()
    make_place("13", 61)
    for number in range(3):
        make_user("auditor", username=f"rekan{number}")
    assert queries() == before


def test_what_is_removed_is_kept_in_the_trail(keeper: Client, country: Country) -> None:
    country.a2.kabid.delete()
    post = country.a2.kabid.position
    keeper.post(url("officials_position", "delete", post.pk), {"post": "yes"})
    (entry,) = trail()
    assert entry[:2] == ("admin.delete", "Kabid 11.02")
    assert (entry[2]["title"], entry[2]["field"], entry[3]) == ("Kabid 11.02", "dafduk", None)


def test_removing_many_leaves_an_entry_each(keeper: Client, db: None) -> None:
    people = [Official.objects.create(name=name) for name in ("Satu", "Dua")]
    act = {"action": "delete_selected", "_selected_action": [row.pk for row in people], "post": "yes"}
    keeper.post(url("officials_official"), act)
    assert Official.objects.count() == 0
    assert sorted(row[1] for row in trail()) == ["Dua", "Satu"]


def test_regions_are_audited_too(keeper: Client, country: Country) -> None:
    region = country.a.region
    code = region.codes.get()
    form = {
        "name": "Nama Baru",
        "kind": region.kind,
        "timezone": region.timezone,
        "latitude": "4.7",
        "longitude": "96.5",
        "area_km2": "1",
        "population": "1",
        "codes-TOTAL_FORMS": 1,
        "codes-INITIAL_FORMS": 1,
        "codes-0-id": code.pk,
        "codes-0-region": region.pk,
        "codes-0-code": code.code,
    }
    answer = keeper.post(url("regions_region", "change", region.pk), form)
    assert answer.status_code == 302
    (entry,) = trail()
    assert (entry[0], entry[2]["name"], entry[3]["name"]) == ("admin.change", "Wilayah 11", "Nama Baru")


def test_an_act_that_fails_leaves_neither_change_nor_entry(
    keeper: Client, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise IntegrityError("terputus")

    monkeypatch.setattr("officials.admin_audit.record", fail)
    keeper.raise_request_exception = False
    answer = keeper.post(url("officials_official", "add"), {"name": "Budi", **NO_TENURES})
    assert (answer.status_code, Official.objects.filter(name="Budi").count()) == (500, 0)
