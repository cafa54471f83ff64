"""What a first visit to the national page costs: bytes on the wire, requests, queries (issue, Must show)."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.builders import make_user
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.national import add_kabkota, make_national_period

LINKED = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]+)"')
BUDGET = 150_000
MOST_REQUESTS = 15
MOST_QUERIES = 12
#: Session, account, roles, unread messages, periods, units, whether a document may be downloaded, and whether
#: this is a demonstration.
EXPECTED = 8


def linked(html: str) -> list[str]:
    """The addresses that a browser fetches for a page; data: images need no request."""
    return [address for address in LINKED.findall(html) if not address.startswith("data:")]


def weight(address: str) -> int:
    """The compressed size of a static file, as gzip sends it (brotli is smaller)."""
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return len(gzip.compress(Path(found).read_bytes()))


@pytest.mark.django_db
def test_first_visit_to_552_units_is_light(signed_in: SignedIn) -> None:
    """HTML and assets of 552 units stay under 150 kB compressed, in at most 15 requests, none elsewhere."""
    make_national_period(38, 514)
    response = signed_in(make_user("auditor")).get("/periode/2025-1/")
    html = response.content.decode()
    assets = linked(html)
    page = len(gzip.compress(response.content))
    assert html.count("<tr") == 552 + 1 + 6 + 6
    assert [address for address in assets if not address.startswith("/static/")] == []
    assert 1 + len(assets) <= MOST_REQUESTS
    assert page + sum(weight(address) for address in assets) < BUDGET


@pytest.mark.django_db
@pytest.mark.parametrize(("provinces", "children"), [(1, 0), (2, 36), (38, 514)])
def test_same_queries_for_one_unit_as_for_552(
    signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]], provinces: int, children: int
) -> None:
    """Session, account, roles, messages, mark, periods, units, documents: one query each, always."""
    user = make_user("auditor")
    make_national_period(provinces, children)
    client = signed_in(user)
    first = queries_of(client, "/periode/2025-1/")
    assert len(first) <= MOST_QUERIES
    again = queries_of(client, "/periode/2025-1/")
    assert len(again) == EXPECTED
    assert sum(sql.startswith('SELECT "kinerja_semesterevaluation"') for sql in again) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/penilaian/2025-1/", "/wilayah/11/", "/publik/2025-1/"])
def test_other_lists_do_not_read_row_by_row(
    signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]], path: str
) -> None:
    """Home, queue, a province and the public list take as many queries for nine kab/kota as for three."""
    client = signed_in(make_user("verifikator_ditjen"))
    make_national_period(1, 3)
    client.get(path)
    few = len(queries_of(client, path))
    add_kabkota(4, 9)
    assert len(queries_of(client, path)) == few
