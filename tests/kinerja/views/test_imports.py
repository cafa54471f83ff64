"""The pages of an import: template, file, plan or faults, applied, undone."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinerja.models import Realization, WorkbookImport
from kinerja.services import import_plan
from regions.models import Region
from tests.builders import make_position, make_region, make_unit, make_user
from tests.kinerja.cast import Cast
from tests.kinerja.results_book import SHEET, cell, kept, template
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import ROLES

PAGE = "/impor/"
TOO_MANY = (
    "baris, sedangkan satu berkas paling banyak 1. "
    "Unduh templatnya per wilayah, lalu kirim satu berkas untuk setiap wilayah."
)


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


@pytest.fixture
def operator(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.ditjen)


def send(client: Client, content: bytes, name: str = "hasil.xlsx") -> Any:
    return client.post(
        f"{PAGE}?jenis=results", {"period": "2018-1", "file": SimpleUploadedFile(name, content)}, follow=True
    )


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_and_who_may_send(cast: Cast, signed_in: SignedIn, role: str) -> None:
    national = ("operator_ditjen", "auditor", "admin_pusat")
    client = signed_in(make_user(role, None if role in national else cast.fakfak, username=f"x-{role}"))
    assert client.get(PAGE).status_code == (200 if role in national else 403)
    assert send(client, template(cast)).status_code == (200 if role == "operator_ditjen" else 403)


def test_the_template_of_a_region(cast: Cast, operator: Client) -> None:
    answer = operator.get("/impor/templat/results/?periode=2018-1&wilayah=92")
    assert 'filename="hasil-semester-2018-1-92.xlsx"' in answer["Content-Disposition"]
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert (book.sheetnames, book["_templat"].sheet_state) == ([SHEET, "Penjelasan", "_templat"], "hidden")
    sheet = book[SHEET]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == ["92.03"]
    assert (sheet.protection.sheet, sheet["A3"].protection.locked, sheet["C3"].protection.locked) == (
        True,
        True,
        False,
    )
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"decimal", "date", "list", None}
    assert sheet.freeze_panes == "C3"


def test_a_file_that_is_no_table_of_results(cast: Cast, operator: Client) -> None:
    answer = send(operator, b"kode", "hasil.txt")
    assert answer.status_code == 422
    assert "tidak diterima; kirim XLSX atau CSV" in text(answer)
    assert WorkbookImport.objects.count() == 0


def test_faults_on_the_page_and_in_the_senders_own_sheet(cast: Cast, operator: Client) -> None:
    answer = send(operator, template(cast, cell("K1.2:n", "banyak"), cell("K1.4:n", -1)))
    run = WorkbookImport.objects.get()
    assert answer.redirect_chain[-1][0] == f"/impor/{run.pk}/"
    said = text(answer)
    assert "2 masalah" in said
    assert "“banyak” bukan angka" in said
    assert "Terapkan semuanya</button>" in said
    content = b"".join(operator.get(f"/impor/{run.pk}/masalah.xlsx").streaming_content)
    sheet = openpyxl.load_workbook(BytesIO(content))[SHEET]
    heads = [each.value for each in sheet[1]]
    told = sheet.cell(3, heads.index("masalah") + 1).value
    assert told.splitlines()[0].startswith("K1.2:n: “banyak” bukan angka; tulis misalnya")
    assert sheet.cell(3, heads.index("K1.2:n") + 1).fill.fgColor.rgb == "FFF8CBC4"
    assert sheet.cell(3, heads.index("K1.2:d") + 1).fill.fgColor.rgb == "00000000"
    refused = operator.post(f"/impor/{run.pk}/terapkan/", follow=True)
    assert refused.status_code == 409
    assert not Realization.objects.filter(entered_by=cast.ditjen).exists()


def test_the_mended_sheet_goes_in_as_it_is(cast: Cast, operator: Client) -> None:
    send(operator, template(cast, cell("K1.2:n", "banyak")))
    run = WorkbookImport.objects.get()
    content = b"".join(operator.get(f"/impor/{run.pk}/masalah.xlsx").streaming_content)
    book = openpyxl.load_workbook(BytesIO(content))
    cell("K1.2:n", 4000)(book)
    out = BytesIO()
    book.save(out)
    answer = send(operator, out.getvalue())
    assert [row.row.code for row in answer.context["plan"].rows] == ["92.03"]
    assert answer.context["plan"].faults == ()


def test_plan_applied_then_undone(cast: Cast, operator: Client) -> None:
    answer = send(operator, template(cast, cell("K1.2:n", 4000)))
    run = WorkbookImport.objects.get()
    said = text(answer)
    assert "4.500 ÷ 5.000 · sumber: Laporan unit" in said
    assert "4.000 ÷ 5.000 · sumber: Laporan unit" in said
    digest = answer.context["plan"].digest
    applied = operator.post(f"/impor/{run.pk}/terapkan/", {"rencana": digest}, follow=True)
    assert "Diterapkan: 1 isian pada 1 baris." in text(applied)
    assert "Batalkan impor ini" in text(applied)
    again = send(operator, template(cast))
    assert "Berkas ini sama dengan yang sudah tersimpan." in text(again)
    undone = operator.post(f"/impor/{run.pk}/batalkan/", follow=True)
    assert "semuanya kembali seperti semula" in text(undone)
    assert operator.post(f"/impor/{run.pk}/batalkan/").status_code == 409
    assert Realization.objects.get(indicator__code="K1.2").numerator == 4500


def test_the_same_file_again_says_so(cast: Cast, operator: Client) -> None:
    run = kept(cast)
    assert operator.post(f"/impor/{run.pk}/terapkan/").status_code == 409
    digest = operator.get(f"/impor/{run.pk}/").context["plan"].digest
    answer = operator.post(f"/impor/{run.pk}/terapkan/", {"rencana": digest}, follow=True)
    assert "Tidak ada yang berubah, jadi tidak ada yang disimpan." in text(answer)


def test_imports_of_others_do_not_exist(cast: Cast, signed_in: SignedIn) -> None:
    run = kept(cast, cell("K1.2:n", 4000))
    other = signed_in(make_user("operator_ditjen", username="lain"))
    answers = [
        other.get(f"/impor/{run.pk}/"),
        other.get(f"/impor/{run.pk}/masalah.xlsx"),
        other.post(f"/impor/{run.pk}/terapkan/"),
        other.post(f"/impor/{run.pk}/batalkan/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    auditor = signed_in(make_user("auditor", username="pemeriksa"))
    assert "Hanya yang mengunggahnya yang melihat rencananya." in text(auditor.get(f"/impor/{run.pk}/"))
    assert auditor.post(f"/impor/{run.pk}/terapkan/").status_code == 403


def test_a_template_is_offered_for_the_provinces_within_reach(cast: Cast, signed_in: SignedIn) -> None:
    make_unit(make_region("11", "Aceh"))
    make_unit(make_region("11.01", "Aceh Selatan", parent=Region.objects.get(name="Aceh")))
    everywhere = signed_in(cast.ditjen).get(PAGE).context["provinces"]
    assert everywhere == [("11", "Aceh"), ("92", "Papua Barat")]
    regional = make_user("operator_ditjen", cast.fakfak, username="fakfak")
    assert signed_in(regional).get(PAGE).context["provinces"] == [("92", "Papua Barat")]
    assert signed_in(cast.admin).get(f"{PAGE}?jenis=national_targets").context["provinces"] == []


def test_a_template_of_no_region_within_reach(cast: Cast, signed_in: SignedIn) -> None:
    make_unit(make_region("11", "Aceh"))
    client = signed_in(make_user("operator_ditjen", cast.fakfak, username="fakfak"))
    page = "/impor/templat/results/?periode=2018-1&wilayah="
    codes = ("92", "92.03", "11", "99", "xyz")
    assert [client.get(page + code).status_code for code in codes] == [200, 200, 404, 404, 404]


def test_a_template_for_posts_that_are_not_there_yet(cast: Cast, signed_in: SignedIn) -> None:
    make_unit(make_region("11", "Aceh"))
    client = signed_in(cast.admin)
    codes = ("11", "11.01", "99")
    answers = [client.get(f"/impor/templat/officials/?wilayah={code}") for code in codes]
    assert [answer.status_code for answer in answers] == [200, 404, 404]


def test_a_template_that_no_file_could_bring_back(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_position("sekretaris", cast.fakfak)
    make_position("kabid", cast.fakfak)
    monkeypatch.setattr(import_plan, "MOST_ROWS", 1)
    answer = signed_in(cast.admin).get("/impor/templat/officials/", follow=True)
    assert answer.redirect_chain == [("/impor/?jenis=officials", 302)]
    assert TOO_MANY in text(answer)


def test_no_such_template(cast: Cast, operator: Client) -> None:
    found = ("hal-lain/", "results/", "results/?periode=2030-1", "national_targets/")
    assert [operator.get(f"/impor/templat/{path}").status_code for path in found] == [404, 404, 404, 403]
