"""Bad parameters are refused by name, each with its reason; nothing is guessed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kinerja.models import Period
from officials.tokens import NewToken
from tests.builders import make_region

URL = "/api/v1/scores/"
Speak = Callable[..., Client]
KNOWN = "period, kind, region, kategori, status, updated_since, page_size, cursor"
CURSOR = "Penanda halaman tidak dikenal: pakai alamat next atau previous dari jawaban sebelumnya."
TOO_EARLY = (
    "Kode 96 (Provinsi Baru) tidak berlaku pada 30 Juni 2018; kode itu berlaku sejak 9 Desember 2022. "
    "Pada tanggal itu wilayah ini belum atau tidak lagi ada."
)
REFUSED: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("foo=1", [("foo", "unknown_parameter", f"Parameter “foo” tidak dikenal; yang ada: {KNOWN}.")]),
    ("kind=kota&kind=kabupaten", [("kind", "repeated_parameter", "Sebutkan satu kali saja.")]),
    ("period=2019-1", [("period", "unknown_period", "Periode 2019-1 belum dibuka.")]),
    ("region=77", [("region", "unknown_region", "Kode wilayah “77” tidak dikenal.")]),
    (
        "period=2018-1&region=96",
        [
            (
                "region",
                "unknown_region",
                TOO_EARLY,
            )
        ],
    ),
    (
        "kategori=Bagus",
        [
            (
                "kategori",
                "unknown_kategori",
                "Kategori “Bagus” tidak dikenal; yang ada: Sangat Baik, Baik, Cukup, Kurang, Di bawah tabel.",
            )
        ],
    ),
    ("cursor=xxx", [("cursor", "bad_cursor", CURSOR)]),
    ("cursor=YTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", [("cursor", "bad_cursor", CURSOR)]),
    (
        "updated_since=0001-01-01T00:00:00Z",
        [("updated_since", "range", "Waktu di luar jangkauan: tahun 2000 sampai 8999.")],
    ),
    (
        "updated_since=0001-01-01",  # before the first moment there is, once it is moved to UTC
        [("updated_since", "range", "Waktu di luar jangkauan: tahun 2000 sampai 8999.")],
    ),
]
FIELDS = [
    ("period=2018", "period"),
    ("period=2018-3", "period"),
    ("period=٢٠١٨-1", "period"),
    ("kind=desa", "kind"),
    ("region=9", "region"),
    ("status=selesai", "status"),
    ("updated_since=kemarin", "updated_since"),
    ("updated_since=", "updated_since"),
    ("page_size=0", "page_size"),
    ("page_size=501", "page_size"),
    ("page_size=banyak", "page_size"),
    ("kategori=%00", "kategori"),
]


@pytest.fixture
def client(api: Speak, token: NewToken, period: Period) -> Client:
    """A client with a token, in a country where province 96 came in 2022."""
    make_region("96", "Baru", valid_from=date(2022, 12, 9))
    return api(token)


@pytest.mark.parametrize(("query", "errors"), REFUSED)
def test_each_fault_is_named(client: Client, query: str, errors: list[tuple[str, str, str]]) -> None:
    answer = client.get(f"{URL}?{query}")
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()) == (
        400,
        {
            "type": "about:blank",
            "title": "Permintaan tidak dapat dibaca",
            "status": 400,
            "code": "invalid",
            "detail": "Perbaiki isian yang disebut dalam errors, lalu kirim lagi.",
            "errors": [{"field": field, "code": code, "detail": detail} for field, code, detail in errors],
        },
    )


@pytest.mark.parametrize(("query", "field"), FIELDS)
def test_a_malformed_value_is_refused_at_its_field(client: Client, query: str, field: str) -> None:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, [row["field"] for row in answer.json()["errors"]]) == (400, [field])


def test_every_fault_is_told_at_once(client: Client) -> None:
    answer = client.get(f"{URL}?period=x&kind=y&page_size=0")
    assert [row["field"] for row in answer.json()["errors"]] == ["period", "kind", "page_size"]


@pytest.mark.parametrize("path", ["", "content"])
def test_a_document_takes_no_parameter(client: Client, path: str) -> None:
    answer: Any = client.get(f"/api/v1/documents/00000000-0000-4000-8000-000000000000/{path}?x=1")
    assert answer.json()["errors"] == [
        {"field": "x", "code": "unknown_parameter", "detail": "Alamat ini tidak menerima parameter."}
    ]
