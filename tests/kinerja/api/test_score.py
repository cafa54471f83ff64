"""``GET /api/v1/scores/``: the whole answer, who sees what, filters, pages, unchanged answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.http import urlencode

from kinerja.models import Period, SemesterEvaluation, SignedDocument
from kinerja.selectors.scores import as_values, score_rows
from officials.models import RoleAssignment
from officials.tokens import NewToken
from tests.builders import make_evaluation, make_unit, make_user
from tests.kinerja.api.conftest import codes

URL = "/api/v1/scores/"
ALL = ["11", "12", "11.01", "11.71", "12.01"]
Speak = Callable[..., Client]
Scored = dict[str, SemesterEvaluation]


def walk(client: Client, url: str, way: str = "next") -> list[list[str]]:
    """The codes of every page from an address on."""
    pages = []
    while url:
        answer = client.get(url)
        pages.append(codes(answer))
        url = answer.json()[way]
    return pages


def test_the_answer_is_what_the_command_prints(api: Speak, token: NewToken, scored: Scored) -> None:
    answer = api(token).get(URL)
    rows = SemesterEvaluation.objects.filter(pk__in=[row.pk for row in scored.values()])
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "next": None,
        "previous": None,
        "results": score_rows(as_values(rows).order_by("id")),
    }


def test_a_score_in_full(api: Speak, token: NewToken, document: SignedDocument) -> None:
    evaluation = document.evaluation
    (score,) = api(token).get(URL, {"region": "11.01"}).json()["results"]
    indicators = {row["code"]: row for row in score.pop("indicators")}
    assert score == {
        "period": "2018-1",
        "unit": {"code": "11.01", "name": "Wilayah 11.01", "kind": "kabupaten"},
        "completion": "99.50",
        "nilai": 90,
        "kategori": "Sangat Baik",
        "status": "final",
        "provisional": False,
        "reported": 8,
        "required": 8,
        "synthetic": False,
        "note": "",
        "warnings": [],
        "red_flags": [],
        "indicator_set": "100-1077/2017",
        "policy": "1",
        "updated_at": evaluation.updated_at.isoformat(),
        "document": f"{settings.PUBLIC_URL}/api/v1/documents/{document.pk}/",
    }
    assert list(indicators) == ["K1.1a", "K1.1b", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6", "K2", "K3"]
    assert indicators["K1.1a"] == {
        "code": "K1.1a",
        "numerator": "9200",
        "denominator": "10000",
        "raw": "92.00",
        "target": "100",
        "completion": "92.00",
        "nilai": 90,
        "kategori": "Sangat Baik",
        "rules": indicators["K1.1a"]["rules"],
        "source": "Laporan unit",
        "state": "reported",
        "value": None,
        "synthetic": False,
        "published_only": False,
        "stands_in": False,
        "decided_zero": "",
        "children_reported": None,
        "children_expected": None,
        "children_missing": [],
        "warnings": [],
        "red_flags": [],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ALL),
        ({"period": "2018-1"}, ALL),
        ({"kind": "provinsi"}, ["11", "12"]),
        ({"kind": "kota"}, ["11.71"]),
        ({"kind": "kabkota"}, ["11.01", "11.71", "12.01"]),
        ({"region": "11"}, ["11", "11.01", "11.71"]),
        ({"period": "2018-1", "region": "12.01"}, ["12.01"]),
        ({"region": "11", "kind": "kabupaten"}, ["11.01"]),
        ({"status": "final"}, ["11.01"]),
        ({"kategori": "Sangat Baik", "kind": "kabkota"}, ["11.01", "11.71", "12.01"]),
        ({"kategori": "Kurang"}, []),
        ({"kategori": "", "status": "", "kind": "", "region": "", "period": ""}, ALL),
    ],
)
def test_filters(
    api: Speak, token: NewToken, scored: Scored, query: dict[str, str], expected: list[str]
) -> None:
    assert codes(api(token).get(URL, query)) == expected


def test_updated_since_includes_its_own_moment(api: Speak, token: NewToken, scored: Scored) -> None:
    now = timezone.now()
    SemesterEvaluation.objects.update(updated_at=now - timedelta(hours=1))
    SemesterEvaluation.objects.filter(region_code="12").update(updated_at=now)
    since = [now, now + timedelta(microseconds=1), now - timedelta(minutes=1)]
    answers = [codes(api(token).get(URL, {"updated_since": moment.isoformat()})) for moment in since]
    assert answers == [["12"], [], ["12"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["11", "11.01", "11.71"]),
        ({"period": "2018-1", "kind": "provinsi"}, ["11"]),
        ({"kind": "kabkota"}, ["11.01", "11.71"]),
        ({"region": "12"}, []),
        ({"period": "2018-1", "region": "12.01"}, []),
        ({"page_size": "2"}, ["11", "11.01"]),
    ],
)
def test_a_regional_token_sees_its_region_only(
    api: Speak, regional_token: NewToken, scored: Scored, query: dict[str, str], expected: list[str]
) -> None:
    assert codes(api(regional_token).get(URL, query)) == expected


def test_a_regional_token_follows_the_province_of_the_cutoff(
    api: Speak, regional_token: NewToken, scored: Scored, provinces: dict[str, Any]
) -> None:
    """A kabupaten that moved later stays with the province that it belonged to then (R5)."""
    scored["12.01"].province = provinces["11"]
    scored["12.01"].save()
    assert codes(api(regional_token).get(URL)) == ["11", "11.01", "11.71", "12.01"]


def test_a_signed_in_session_opens_nothing_here(client: Client, scored: Scored) -> None:
    client.force_login(make_user("admin_pusat"))
    answer = client.get(URL)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["code"] == "not_authenticated"


def test_a_walk_meets_each_row_once(api: Speak, token: NewToken, scored: Scored) -> None:
    client = api(token)
    assert walk(client, f"{URL}?page_size=2") == [["11", "12"], ["11.01", "11.71"], ["12.01"]]
    last = client.get(client.get(client.get(f"{URL}?page_size=2").json()["next"]).json()["next"]).json()
    assert walk(client, last["previous"], "previous") == [["11.01", "11.71"], ["11", "12"]]


def test_a_walk_meets_each_row_once_while_rows_change(
    api: Speak, token: NewToken, scored: Scored, period: Period
) -> None:
    """Rows are rescored, leave the filter and are added between two pages."""
    client = api(token)
    first = client.get(f"{URL}?page_size=2").json()
    SemesterEvaluation.objects.filter(region_code="11").update(updated_at=timezone.now(), completion="1.00")
    make_evaluation(make_unit("13"), period)
    SemesterEvaluation.objects.filter(region_code="11.71").update(kategori="Kurang")
    assert walk(client, first["next"]) == [["11.01", "11.71"], ["12.01", "13"]]


def test_filters_stay_on_the_way(api: Speak, token: NewToken, scored: Scored) -> None:
    query = urlencode({"region": "11", "kind": "kabkota", "page_size": 1})
    assert walk(api(token), f"{URL}?{query}") == [["11.01"], ["11.71"]]


def test_an_empty_page_still_leads_back(api: Speak, token: NewToken, scored: Scored) -> None:
    client = api(token)
    third = client.get(client.get(f"{URL}?page_size=2").json()["next"]).json()["next"]
    RoleAssignment.objects.filter(user=token.token.user).update(region=scored["11"].unit.region)
    empty = client.get(third).json()
    assert (empty["results"], empty["next"]) == ([], None)
    assert walk(client, empty["previous"], "previous") == [["11.01", "11.71"], ["11"]]


def test_an_unchanged_answer_is_spared(api: Speak, token: NewToken, scored: Scored) -> None:
    client = api(token)
    first = client.get(URL)
    again = client.get(URL, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (first["Cache-Control"], "Authorization" in first["Vary"]) == ("private, no-cache", True)
    SemesterEvaluation.objects.filter(region_code="12").update(nilai=None, kategori="")
    changed = client.get(URL, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_two_tokens_do_not_share_an_answer(
    api: Speak, token: NewToken, regional_token: NewToken, scored: Scored
) -> None:
    seen = api(token).get(URL)
    other = api(regional_token).get(URL, headers={"if-none-match": seen["ETag"]})
    assert (other.status_code, codes(other)) == (200, ["11", "11.01", "11.71"])


@pytest.mark.parametrize("size", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    api: Speak, token: NewToken, scored: Scored, size: int, django_assert_num_queries: Any
) -> None:
    client = api(token)
    with django_assert_num_queries(3):  # token and account, roles, rows
        assert len(codes(client.get(URL, {"page_size": size}))) == size
    with django_assert_num_queries(5):  # period and region to check
        client.get(URL, {"page_size": size, "period": "2018-1", "region": "11"})
