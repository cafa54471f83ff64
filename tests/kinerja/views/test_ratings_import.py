"""The page of an import: faults or a plan first, then all rows or none; no NIP is shown."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinerja.models import StaffRating
from kinerja.services.staff_rating import save_rating
from tests.builders import make_user
from tests.kinerja.appraisal_cast import RATED, Appraising
from tests.kinerja.ratings_file import NIPS, give_nips, line, workbook
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import ROLES

pytestmark = pytest.mark.django_db
PAGE = "/impor/skp/2025-1/"


@pytest.fixture
def stage() -> Appraising:
    made = Appraising()
    give_nips(made)
    return made


@pytest.fixture
def operator(stage: Appraising, signed_in: SignedIn) -> Client:
    return signed_in(stage.enterer)


def send(client: Client, content: bytes, name: str = "skp.xlsx") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def token(response: Any) -> str:
    return str(response.context["token"])


@pytest.mark.parametrize("role", ROLES)
def test_only_operators_of_the_ditjen_import(stage: Appraising, signed_in: SignedIn, role: str) -> None:
    client = signed_in(make_user(role, None if role == "operator_ditjen" else stage.fakfak))
    expected = 200 if role == "operator_ditjen" else 403
    assert [client.get(PAGE).status_code, send(client, workbook(line("kabid"))).status_code] == [expected] * 2


def test_a_plan_then_all_rows(stage: Appraising, operator: Client) -> None:
    shown = send(operator, workbook(line("kabid"), line("kasi"), {"nip": NIPS["kasubag"], "nama": "x"}))
    html = text(shown)
    assert (shown.status_code, StaffRating.objects.count()) == (200, 0)
    assert "1 baris tanpa hasil dilewati." in html
    assert "•••••••••••••••002" in html
    assert [nip for nip in NIPS.values() if nip in html] == []
    done = operator.post(PAGE, {"rencana": token(shown)})
    assert (done.status_code, done.headers["Location"], StaffRating.objects.count()) == (302, PAGE, 2)
    said = "Impor selesai: 2 baru, 0 diganti, 0 sama seperti yang tersimpan."
    assert said in text(operator.get(PAGE))
    again = operator.post(PAGE, {"rencana": token(shown)}, follow=True)
    assert "sudah kedaluwarsa atau sudah dijalankan" in text(again)


def test_faults_stand_in_a_table_and_nothing_is_kept(stage: Appraising, operator: Client) -> None:
    response = send(
        operator, workbook(line("kabid"), line("bukan", nilai="x"), line("kasi", predikat="Aduh"))
    )
    html = text(response)
    assert (response.status_code, StaffRating.objects.count()) == (422, 0)
    assert [(fault.row, fault.column) for fault in response.context["errors"]] == [
        *((4, "nip"), (4, "nilai"), (5, "predikat"))
    ]
    assert "3 galat" in html
    assert "“Aduh” bukan predikat PermenPANRB 6/2022" in html
    assert 'name="rencana"' not in html


def test_a_plan_belongs_to_one_account_and_one_period(
    stage: Appraising, operator: Client, signed_in: SignedIn
) -> None:
    mine = token(send(operator, workbook(line("kabid"))))
    other = signed_in(make_user("operator_ditjen"))
    assert other.post(PAGE, {"rencana": mine}).status_code == 302
    assert StaffRating.objects.count() == 0


def test_a_plan_that_changed_is_shown_anew(stage: Appraising, operator: Client) -> None:
    first = send(operator, workbook(line("kabid")))
    save_rating(appraisal=stage.kabid, actor=stage.superior, origin="entered", data=RATED)
    second = operator.post(PAGE, {"rencana": token(first)})
    html = text(second)
    assert (second.status_code, StaffRating.objects.get().origin) == (409, "entered")
    assert "Ada penilaian yang berubah sejak rencana ini ditampilkan; periksa lagi." in html
    assert "Menggantikan: Diisi atasan langsung, Baik" in html
    assert operator.post(PAGE, {"rencana": token(second)}).status_code == 302
    assert StaffRating.objects.get().origin == "elsewhere"


def test_a_row_that_was_locked_meanwhile_stops_the_import(stage: Appraising, operator: Client) -> None:
    shown = send(operator, workbook(line("kabid"), line("kasi")))
    stage.bring("submitted", "kasi")
    response = operator.post(PAGE, {"rencana": token(shown)})
    assert response.status_code == 409
    assert [(fault.row, fault.column) for fault in response.context["errors"]] == [(4, "nip")]
    assert list(StaffRating.objects.values_list("appraisal__kind", flat=True)) == ["kasi"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "skp.xlsx", "Berkas ini kosong."),
        (b"x", "skp.pdf", "Berkas “skp.pdf” tidak diterima; kirim XLSX atau CSV."),
        (b"a,b", "skp.csv", "kolom nip, nama, nilai, predikat, sumber, nomor_dokumen tidak ada"),
    ],
)
def test_what_is_wrong_with_the_file_stands_at_its_input(
    stage: Appraising, operator: Client, content: bytes, name: str, said: str
) -> None:
    response = send(operator, content, name)
    assert response.status_code == 422
    assert said in text(response)


def test_no_file_and_no_period(stage: Appraising, operator: Client) -> None:
    assert "Pilih berkas yang akan diimpor." in text(operator.post(PAGE, {}))
    assert operator.get("/impor/skp/2030-1/").status_code == 404
