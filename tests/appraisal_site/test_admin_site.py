"""The lists of the admin as files: its rows, filtered, searched and scoped, for whom the page opens."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kinerja.models import SemesterEvaluation, SignedDocument
from officials.models import Delegation, Official, User
from officials.tokens import create_token
from regions.models import Emblem, Region
from tests.builders import make_incident, make_national_targets, make_user
from tests.kinerja.appraisal_cast import Office
from tests.kinerja.appraisal_lists import TODAY, Lists
from tests.kinerja.views.exports import lines, links, sheet, table
from tests.officials.conftest import Country
from tests.officials.pages import url

OFFICIALS, TENURES = "officials_official", "officials_appointment"
Sign = Callable[..., Client]


@pytest.fixture
def signed_in() -> Sign:
    """Gives a client whose visitor holds a role."""

    def sign_in(role: str, region: Region | None = None) -> Client:
        client = Client()
        client.force_login(make_user(role, region))
        return client

    return sign_in


def test_the_rows_of_the_page(keeper: Client, country: Country) -> None:
    """Searched and ordered as it is; a text that begins like a formula stays a text, numbers are numbers."""
    Official.objects.filter(name="Kabid 11.01").update(name="=Kabid 11.01")
    head, *rows = sheet(keeper, f"{url(OFFICIALS)}?unduh=xlsx&q=11.01&o=-1")
    assert head == ["Nama", "NIP", "Pangkat/golongan", "Pangkat sejak", "Contoh"]
    assert [row[0] for row in rows] == ["Penguasa 11.01", "Kadis 11.01", "=Kabid 11.01"]
    assert lines(keeper, f"{url(OFFICIALS)}?unduh=csv&q=%3DKabid")[1].startswith("'=Kabid 11.01;1980")
    Region.objects.filter(pk=country.a1.region.pk).update(population=1204, area_km2=Decimal("12.5"))
    [region] = table(keeper, f"{url('regions_region')}?unduh=xlsx&q=11.01")
    assert (region[0], region[4:]) == ("11.01", [1204, 12.5])


def test_all_rows_that_the_filters_leave(keeper: Client, country: Country) -> None:
    """Whatever page was on screen; what cannot be read leads back to the page, as there."""
    [held] = table(keeper, f"{url(TENURES)}?unduh=xlsx&q=Penguasa+11.01&kind=definitif")
    assert held[2:5] == ["Definitif", datetime.fromisoformat("2020-01-01"), None]
    assert len(table(keeper, f"{url(TENURES)}?unduh=xlsx&p=7")) == 16
    assert table(keeper, f"{url(TENURES)}?unduh=xlsx&kind=plt") == []
    answer = keeper.get(f"{url(TENURES)}?unduh=xlsx&karangan=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url(TENURES)}?e=1")


def test_the_page_links_to_its_own_rows(keeper: Client, country: Country) -> None:
    found = links(keeper, f"{url(OFFICIALS)}?q=11.01&p=1")
    assert found == [f"{url(OFFICIALS)}?q=11.01&unduh={form}" for form in ("xlsx", "csv")]
    assert links(keeper, f"{url(OFFICIALS)}?q=tidakada") == []


def test_for_whom_the_page_opens(country: Country, signed_in: Sign, client: Client) -> None:
    """An auditor of a region has its rows and no accounts; whom the admin is closed to has no file."""
    offices, accounts = f"{url('officials_workunit')}?unduh=xlsx", f"{url('officials_user')}?unduh=xlsx"
    regional = signed_in("auditor", country.a.region)
    assert {row[1] for row in table(regional, offices)} == {
        str(place.region) for place in (country.a, country.a1, country.a2)
    }
    assert len(table(signed_in("auditor"), offices)) == 5
    assert regional.get(accounts).status_code == 403
    assert {row[3] for row in table(signed_in("admin_pusat"), accounts)} >= {"Auditor", "Admin pusat"}
    assert signed_in("operator_unit", country.a.region).get(offices, follow=True).status_code == 403
    assert client.get(offices, follow=True).redirect_chain[-1][0].startswith("/masuk/")


@pytest.fixture
def lists(db: None) -> Lists:
    """Two or more of almost everything that the admin lists."""
    made = Lists()
    make_national_targets()
    for office in (made.office, made.other):
        make_incident(office.evaluation)
        Emblem.objects.create(region=office.region, png=b"")
        _document(office.evaluation, office.users["kabid"])
        _delegation(office)
        create_token(name=office.region.name, scopes=["scores:read"], actor=None)
    return made


def _document(evaluation: SemesterEvaluation, by: User) -> None:
    words = {"code": evaluation.region_code, "kind": "unit_result", "revision": 1, "size": 1}
    at = datetime(2025, 8, 1, 3, tzinfo=UTC)
    SignedDocument.objects.create(evaluation=evaluation, issued_by=by, issued_at=at, **words)


def _delegation(office: Office) -> None:
    days = {"decree_date": TODAY, "valid_from": TODAY, "valid_until": TODAY}
    post, by = office.posts["kepala_daerah"], office.users["kepala_daerah"]
    person = Official.objects.create(name=f"Sekda {office.region.name}")
    Delegation.objects.create(position=post, delegate=person, recorded_by=by, **days)


def test_no_list_is_read_row_by_row(client: Client, lists: Lists) -> None:
    """Each takes as many queries for all its rows as for one of them."""

    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            table(client, path)
        return len(captured)

    client.force_login(lists.admin)
    queries(f"{url(OFFICIALS)}?unduh=xlsx")  # the session notes once that it is in use
    told = {}
    for model in admin.site._registry:
        name, ids = (
            model._meta.label_lower.replace(".", "_"),
            model._default_manager.values_list("pk", flat=True),
        )
        path = f"{url(name)}?unduh=xlsx"
        if len(ids) > 1:
            told[name] = queries(path) - queries(f"{path}&{model._meta.pk.name}={ids[0]}")
    assert told == dict.fromkeys(told, 0)
    assert len(told) == len(admin.site._registry) - len(ALONE)


#: One of each is there.
ALONE = ("kinerja_indicatorset", "kinerja_scoringpolicy", "kinerja_period", "kinerja_designatedversion")
