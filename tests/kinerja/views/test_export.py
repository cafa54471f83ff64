"""Each list as a file has the rows of its page: filtered, ordered and scoped as it is."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from kinerja.listings.register import AUDIT
from kinerja.services.scoring import score_period
from officials.models import AuditEntry
from tests.builders import make_final, make_incident, make_region, make_user
from tests.kinerja.cast import Cast
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.exports import lines, table


@pytest.fixture
def wide(cast: Cast) -> Cast:
    """A second kabupaten, elsewhere."""
    papua = make_region("91", "Papua")
    cast.evaluation(make_region("91.03", "Jayapura", parent=papua))
    return cast


def test_units_as_the_page_has_them(wide: Cast, signed_in: SignedIn) -> None:
    page = f"/periode/{wide.period.code}/?unduh="
    everywhere = signed_in(wide.dirjen)
    assert [row[0] for row in table(everywhere, f"{page}xlsx")] == ["91.03", "92.03"]
    assert [row[0] for row in table(everywhere, f"{page}xlsx&urut=-kode")] == ["92.03", "91.03"]
    assert [row[0] for row in table(everywhere, f"{page}xlsx&cari=Fakfak")] == ["92.03"]
    assert [line.split(";")[1] for line in lines(everywhere, f"{page}csv")] == [
        "Unit kerja",
        "Kabupaten Jayapura",
        "Kabupaten Fakfak",
    ]
    assert [row[0] for row in table(signed_in(wide.monitor), f"{page}xlsx")] == ["92.03"]


def test_the_page_links_to_its_own_filter(wide: Cast, signed_in: SignedIn) -> None:
    body = signed_in(wide.dirjen).get(f"/periode/{wide.period.code}/?cari=Fakfak").content.decode()
    assert 'href="?cari=Fakfak&amp;unduh=xlsx"' in body


def test_the_public_list_is_what_is_final(wide: Cast, client: Client) -> None:
    make_final(wide.kabupaten, completion=90, nilai=80, kategori="Baik")
    [row] = table(client, f"/publik/{wide.period.code}/?unduh=xlsx")
    assert row[:6] == ["92.03", "Kabupaten Fakfak", "Papua Barat", 90, 80, "Baik"]


def test_the_audit_trail_for_who_may_read_it(wide: Cast, signed_in: SignedIn) -> None:
    wide.act(wide.kabupaten, "submit")
    rows = table(signed_in(make_user("auditor")), "/jejak-audit/?unduh=xlsx")
    assert rows[0][3].startswith("operator")
    assert len(rows[0][9]) == 64
    assert signed_in(wide.operator).get("/jejak-audit/?unduh=xlsx").status_code == 403


def test_what_an_act_changed_is_told_as_on_the_page() -> None:
    after = {"state": "submitted", "address": "127.0.0.1"}
    entry = AuditEntry(before={"state": "draft", "note": "x"}, after=after)
    [said] = [field.value(entry) for field in AUDIT if field.label == "Perubahan"]
    assert said == "state: draft → submitted; note: x → –; address: 127.0.0.1"


def test_incidents_within_reach(wide: Cast, signed_in: SignedIn) -> None:
    make_incident(wide.kabupaten, description="=Pungutan")
    [row] = table(signed_in(wide.dirjen), "/kejadian/?unduh=xlsx")
    assert row[3] == "=Pungutan"
    other = make_user("operator_unit", make_region("93.01", "Merauke", parent=make_region("93", "Selatan")))
    assert table(signed_in(other), "/kejadian/?unduh=xlsx") == []


def test_the_recapitulation_of_what_is_seen(wide: Cast, signed_in: SignedIn) -> None:
    score_period(period=wide.period, actor=None)
    path = f"/periode/{wide.period.code}/rekapitulasi.xlsx"
    answer: Any = signed_in(wide.monitor).get(path)
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Unit kerja", "Indikator", "Cara memperoleh"]
    units, indicators, steps = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book)
    assert [row[0] for row in units] == ["92.03"]
    [akta] = [row for row in indicators if row[2] == "K1.2"]
    assert (akta[3], akta[4], akta[8], akta[9], akta[11]) == (4500, 5000, 100, 90, "Laporan unit")
    said = [row for row in steps if row[2] == "K1.2"]
    assert said[0][3] == "4.500 ÷ 5.000 × 100 = 90,00 %."
    assert said[0][4] == "II.C.1.b no. 1 butir 2"
    assert steps[-1][2] == "unit kerja"
    everywhere: Any = signed_in(wide.dirjen).get(f"{path}?cari=Jayapura")
    book = openpyxl.load_workbook(BytesIO(b"".join(everywhere.streaming_content)))
    assert {row[0] for row in book["Indikator"].iter_rows(min_row=2, values_only=True)} == {"91.03"}
