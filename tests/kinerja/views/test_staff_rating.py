"""The page of element 2: three ways, a running result that writes nothing, and nobody's words lost."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinerja.models import Appraisal, AppraisalEvent, Attachment, StaffRating
from kinerja.services.appraisal import perform_act
from kinerja.services.staff_rating import declare_unavailable, save_rating
from officials.models import AuditEntry
from tests.builders import make_region
from tests.kinerja.appraisal_cast import RATED, Appraising, Office
from tests.kinerja.exchange.test_upload import pdf
from tests.kinerja.views.appraisal_desk import Desk, at
from tests.kinerja.views.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # on PostgreSQL the browser walks these pages
GOOD = {"way": "entered", "version": "", "hasil_kerja": "di_atas", "perilaku": "sesuai", "aksi": "simpan"}
DECIDED = "Unsur 2 ditetapkan dengan putusan atas keberatan, yang final (R10)."
TOLD = {"way": "elsewhere", "version": "", "luar-source": "BKN e-Kinerja", "luar-document_number": "SK/7"}


@pytest.fixture
def stage() -> Appraising:
    return Appraising()


def address(row: Appraisal, part: str = "unsur-2/") -> str:
    return f"/penilaian/{row.period.code}/pejabat/{row.pk}/{part}"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def stored(row: Appraisal) -> dict[str, Any]:
    return StaffRating.objects.values("origin", "predikat", "value", "reason", "data").get(appraisal=row)


@pytest.fixture
def superior(stage: Appraising, signed_in: SignedIn) -> Client:
    return signed_in(stage.superior)


def test_a_blank_page_shows_the_matrix_and_changes_nothing(stage: Appraising, superior: Client) -> None:
    html = text(superior.get(address(stage.kabid)))
    assert "menurut PermenPANRB 6/2022, yang berlaku pada 30 Juni 2025" in html
    assert "Hasil muncul di sini selagi Anda mengisi." in html
    assert html.count('<td class="chosen">') == 0
    assert StaffRating.objects.count() == 0


def test_a_save_leads_to_the_appraisal_and_is_audited(stage: Appraising, superior: Client) -> None:
    row = stage.kabid
    response = superior.post(address(row), GOOD)
    assert (response.status_code, response.headers["Location"]) == (302, address(row, ""))
    data = {"hasil_kerja": "di_atas", "perilaku": "sesuai"}
    assert stored(row) == {"origin": "entered", "predikat": "Baik", "value": None, "reason": "", "data": data}
    assert list(AppraisalEvent.objects.values_list("act", "actor")) == [("rate", stage.superior.pk)]
    html = text(superior.get(address(row)))
    assert html.count('<td class="chosen">Baik') == 1
    assert "Hasil kerja di atas ekspektasi dan perilaku kerja sesuai ekspektasi: predikat Baik." in html


def test_save_and_submit_do_both(stage: Appraising, superior: Client) -> None:
    response = superior.post(address(stage.kabid), GOOD | {"aksi": "ajukan"})
    assert response.status_code == 302
    assert stage.kabid.state == "submitted"
    assert list(AppraisalEvent.objects.order_by("id").values_list("act", flat=True)) == ["rate", "submit"]


def test_a_result_decided_elsewhere_is_kept_with_its_document(stage: Appraising, superior: Client) -> None:
    row = stage.kabid
    sent = SimpleUploadedFile("skp.pdf", pdf())
    response = superior.post(address(row), TOLD | {"luar-predikat": "Baik", "luar-documents": sent})
    assert response.status_code == 302
    data = {"value": None, "predikat": "Baik", "source": "BKN e-Kinerja", "document_number": "SK/7"}
    assert stored(row) == {
        "origin": "elsewhere",
        "predikat": "Baik",
        "value": None,
        "reason": "",
        "data": data,
    }
    kept = Attachment.objects.get()
    assert (kept.appraisal_id, kept.purpose, kept.name) == (row.pk, "rating", "skp.pdf")
    entry = AuditEntry.objects.get(action="appraisal.rate")
    assert entry.after["files"] == [{"name": "skp.pdf", "sha256": kept.sha256}]
    assert "skp.pdf" in text(superior.get(address(row)))


def test_not_available_is_a_state_with_a_reason(stage: Appraising, superior: Client) -> None:
    row = stage.kabid
    sent = {"way": "unavailable", "version": "", "reason": "BKN belum menetapkan"}
    refused = superior.post(address(row), sent | {"reason": "  "})
    assert refused.status_code == 422
    assert "Tuliskan mengapa unsur 2 belum tersedia." in text(refused)
    assert superior.post(address(row), sent).status_code == 302
    said = {"origin": "unavailable", "predikat": "", "value": None, "data": {}}
    assert stored(row) == said | {"reason": "BKN belum menetapkan"}


def test_a_refused_save_keeps_what_was_typed_in_every_way(stage: Appraising, superior: Client) -> None:
    sent: dict[str, Any] = TOLD | {"luar-predikat": "", "reason": "belum ada", "hasil_kerja": "di_bawah"}
    response = superior.post(
        address(stage.kabid), sent | {"luar-documents": SimpleUploadedFile("skp.pdf", pdf())}
    )
    html = text(response)
    assert response.status_code == 422
    assert StaffRating.objects.count() == Attachment.objects.count() == 0
    kept = ['value="SK/7"', "> belum ada</textarea>", 'value="di_bawah" id="id_hasil_kerja_0" checked']
    assert [part for part in kept if part not in html] == []
    assert "Peramban tidak menyimpan berkas yang dipilih" in html
    assert "Pilih penilaian perilaku kerja." not in html


def test_somebody_saved_in_between(stage: Appraising, superior: Client) -> None:
    row = stage.kabid
    save_rating(appraisal=row, actor=stage.superior, origin="entered", data=RATED)
    response = superior.post(address(row), GOOD)
    html = text(response)
    now = StaffRating.objects.get()
    assert response.status_code == 409
    assert f"Unsur 2 diubah oleh {stage.superior.display_name} pukul" in html
    assert "yang tersimpan sekarang: Diisi atasan langsung, Baik." in html
    assert now.data == RATED
    assert f'name="version" value="{now.rated_at.isoformat()}"' in html
    again = superior.post(address(row), GOOD | {"version": now.rated_at.isoformat()})
    assert (again.status_code, StaffRating.objects.get().data["hasil_kerja"]) == (302, "di_atas")


def test_unavailable_is_not_said_over_a_newer_rating(stage: Appraising, superior: Client) -> None:
    row = stage.kabid
    declare_unavailable(appraisal=row, actor=stage.superior, reason="menunggu BKN")
    sent = {"way": "unavailable", "version": "", "reason": "lain"}
    assert superior.post(address(row), sent).status_code == 409
    assert stored(row)["reason"] == "menunggu BKN"


def test_submitted_in_between_keeps_the_form(stage: Appraising, superior: Client) -> None:
    row = stage.bring("submitted")
    assert superior.get(address(row)).status_code == 403
    response = superior.post(address(row), GOOD)
    assert response.status_code == 409
    assert "keadaan penilaian ini Diajukan" in text(response)
    assert 'value="di_atas" id="id_hasil_kerja_2" checked' in text(response)


def test_the_running_result_writes_nothing(stage: Appraising, superior: Client) -> None:
    live = address(stage.kabid, "unsur-2/hitung/")
    html = text(superior.post(live, GOOD))
    assert "<dt>Predikat</dt><dd>Baik</dd>" in html
    assert 'id="matriks" hx-swap-oob="true"' in html
    half = text(superior.post(live, GOOD | {"perilaku": ""}))
    assert "Belum dapat dihitung.</b> 1 isian lagi." in half
    assert "Belum tersedia" in text(superior.post(live, {"way": "unavailable"}))
    assert superior.get(live).status_code == 405
    assert (StaffRating.objects.count(), AppraisalEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["bupati", "dirjen", "official", "admin", "enterer", "menteri"])
def test_only_the_superior_rates(stage: Appraising, signed_in: SignedIn, who: str) -> None:
    client = signed_in(getattr(stage, who))
    found = [client.get(address(stage.kabid)), client.post(address(stage.kabid), GOOD)]
    found.append(client.post(address(stage.kabid, "unsur-2/hitung/"), GOOD))
    assert [response.status_code for response in found] == [403, 403, 403]
    assert StaffRating.objects.count() == 0


def test_the_refusal_says_why(stage: Appraising, signed_in: SignedIn) -> None:
    assert "Tidak seorang pun menilai dirinya sendiri." in text(
        signed_in(stage.official).get(address(stage.kabid))
    )


def test_another_region_does_not_exist(stage: Appraising, signed_in: SignedIn) -> None:
    other = Office(make_region("11.72", "Sabang", parent=make_region("11", "Aceh")), stage.period)
    client = signed_in(other.users["kepala_dinas"])
    paths = [address(stage.kabid), address(stage.kabid, "unsur-2/hitung/")]
    assert [client.post(path, GOOD).status_code for path in paths] == [404, 404]
    wrong_period = address(stage.kabid).replace("2025-1", "2025-2")
    assert signed_in(stage.superior).get(wrong_period).status_code == 404


def test_a_returned_appraisal_may_be_rated_again(stage: Appraising, superior: Client) -> None:
    row = stage.bring("in_review")
    perform_act(appraisal=row, act="return_", actor=stage.bupati, note="Perilaku belum tepat")
    version = StaffRating.objects.get().rated_at.isoformat()
    assert superior.post(address(row), GOOD | {"version": version}).status_code == 302
    assert stored(row)["data"] == {"hasil_kerja": "di_atas", "perilaku": "sesuai"}


def test_what_a_decision_settled_is_not_rated_again(media_root: Path) -> None:
    """Both pages say why; the superior may still submit, and what was typed before is not lost."""
    desk = Desk()
    desk.walk("closed")
    with at(6):
        assert desk.post(desk.cast.admin, "reopen", note="Angka unit dikoreksi")[0] == 302
        assert desk.post(desk.cast.bupati, "return_", note="Ajukan lagi")[0] == 302
        row, client = desk.row, Client()
        client.force_login(desk.person("superior"))
        page, form = text(client.get(address(row, ""))), client.get(address(row))
        sent = client.post(address(row), GOOD)
    assert (form.status_code, DECIDED in text(form)) == (403, True)
    assert (sent.status_code, DECIDED in text(sent)) == (409, True)
    assert 'value="di_atas" id="id_hasil_kerja_2" checked' in text(sent)
    parts = (f"<li>{DECIDED}</li>", f'href="{address(row)}"', f'action="{address(row, "submit/")}"')
    assert [part in page for part in parts] == [True, False, True]
    assert (stored(row)["origin"], stored(row)["predikat"]) == ("decision", "Sangat Baik")


class TestOlderRegimes:
    """The form follows the rules in force at the period's end."""

    def test_pp46_more_rows_lose_nothing(self, signed_in: SignedIn) -> None:
        stage = Appraising(code="2018-1")
        client = signed_in(stage.superior)
        sent = {"way": "entered", "version": "", "aksi": "baris", "activities.1.name": "Melatih operator"}
        for headers, page in (({}, 1), ({"HX-Request": "true"}, 0)):
            response = client.post(address(stage.kabid), sent, headers=headers)
            html = text(response)
            assert response.status_code == 200
            assert (html.count("<h1>"), html.count('<tr> <th scope="row">')) == (page, 10)
            assert html.count("> Melatih operator</textarea>") == 1
        assert StaffRating.objects.count() == 0

    def test_pp46_live_shows_activities_before_the_whole_is_complete(self, signed_in: SignedIn) -> None:
        stage = Appraising(code="2018-1")
        figures = {"quantity": ("12", "12"), "quality": ("100", "90"), "time": ("12", "9,12")}
        sent = {"way": "entered", "activities.0.name": "Laporan"}
        for key, (target, realised) in figures.items():
            sent |= {f"activities.0.{key}_target": target, f"activities.0.{key}_realised": realised}
        live = address(stage.kabid, "unsur-2/hitung/")
        html = text(signed_in(stage.superior).post(live, sent))
        assert "Belum dapat dihitung.</b> 6 isian lagi." in html
        assert '(100,00 + 90,00 + 100,00) ÷ 3</small></th><td class="num">96,67</td>' in html

    def test_pp30_saves(self, signed_in: SignedIn) -> None:
        stage = Appraising(code="2021-2")
        sent = {"way": "entered", "version": "", "skp": "110", "perilaku": "110,5"}
        sent |= {"peers_heard": "tidak", "new_idea": "tidak"}
        assert signed_in(stage.superior).post(address(stage.kabid), sent).status_code == 302
        found = stored(stage.kabid)
        assert (str(found["value"]), found["predikat"]) == ("110.15", "Baik")

    def test_rows_are_of_pp46_alone(self, stage: Appraising, superior: Client) -> None:
        assert superior.post(address(stage.kabid), GOOD | {"aksi": "baris"}).status_code == 404
