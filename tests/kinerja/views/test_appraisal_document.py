"""The document of an official on the pages: inside for whoever sees the appraisal, outside without a name."""

from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from kinerja.models import SignedDocument
from kinerja.selectors.document import content
from kinerja.services.appraisal_receipt import sign_receipt
from tests.builders import make_region, make_user
from tests.kinerja.appraisal_cast import Appraising, Office
from tests.kinerja.signed_appraisals import ASSESSOR_NIP, NIPS, decided, name_people, signed
from tests.kinerja.views.conftest import SignedIn

EVERY_NIP = (*NIPS.values(), ASSESSOR_NIP)


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """Fakfak's officials, with NIPs."""
    made = Appraising()
    name_people(made)
    return made


@pytest.fixture
def document(case: Appraising) -> SignedDocument:
    """The Kepala Bidang's document, signed by the Bupati."""
    return signed(case)


def test_the_page_inside(case: Appraising, document: SignedDocument, signed_in: SignedIn) -> None:
    response = signed_in(case.official).get(f"/dokumen/{document.pk}/")
    page = unescape(response.content.decode())
    words = ("Hasil Penilaian Kinerja Pejabat", case.kabid.name, case.kabid.title, document.code, "Berlaku")
    assert (response.status_code, [word for word in words if word not in page]) == (200, [])
    assert [nip for nip in EVERY_NIP if nip in page] == []
    download = signed_in(case.official).get(f"/dokumen/{document.pk}/berkas/")
    assert download.getvalue() == content(document)
    assert f"pejabat-kabid-2025-1-92.03-{document.code}.pdf" in download.headers["Content-Disposition"]


def test_whoever_may_not_see_the_appraisal_finds_nothing(
    case: Appraising, document: SignedDocument, signed_in: SignedIn
) -> None:
    users = [case.official, case.superior, case.bupati, case.gubernur, case.dirjen, case.office.users["kasi"]]
    for address in (f"/dokumen/{document.pk}/", f"/dokumen/{document.pk}/berkas/"):
        answers = [signed_in(user).get(address).status_code for user in users]
        assert answers == [200, 200, 200, 200, 200, 404]
        assert Client().get(address).status_code == 302


def test_who_is_shown_masked_nips_gets_no_file_that_prints_them(
    case: Appraising, document: SignedDocument, signed_in: SignedIn
) -> None:
    monitor = make_user("pemantau_provinsi", case.province)
    for user in (monitor, case.verifier, case.enterer):
        client = signed_in(user)
        page = client.get(f"/dokumen/{document.pk}/")
        assert (page.status_code, "Unduh PDF" in page.content.decode()) == (200, False)
        assert "memuat NIP lengkap" in page.content.decode()
        assert client.get(f"/dokumen/{document.pk}/berkas/").status_code == 404
    for user in (case.admin, case.menteri, case.gubernur, case.superior):
        assert signed_in(user).get(f"/dokumen/{document.pk}/berkas/").status_code == 200


def test_a_bupati_of_another_region_finds_nothing(
    case: Appraising, document: SignedDocument, signed_in: SignedIn
) -> None:
    far = Office(make_region("91.03", "Jayapura", parent=make_region("91", "Papua")), case.period)
    assert signed_in(far.users["kepala_daerah"]).get(f"/dokumen/{document.pk}/").status_code == 404


def test_the_open_page_of_a_code(case: Appraising, document: SignedDocument) -> None:
    """Kind, office, period, who signed and the status; neither who was assessed nor how."""
    response = Client().get(f"/verifikasi/{document.code}/")
    page = unescape(response.content.decode())
    words = (
        "Hasil Penilaian Kinerja Pejabat",
        "Disdukcapil Fakfak",
        "Semester I Tahun 2025",
        case.bupati.display_name,
        "revisi 1",
        "Dokumen ini berlaku.",
        "Nama dan hasil pejabat adalah data pribadi",
        case.kabid.title,
    )
    assert (response.status_code, [word for word in words if word not in page]) == (200, [])
    row = case.kabid
    secret = (row.name, row.superior_name, *EVERY_NIP, "Capaian", "Kategori", "Predikat", "Sangat")
    assert [word for word in secret if word in page] == []


def test_the_open_page_of_a_superseded_document(case: Appraising, document: SignedDocument) -> None:
    second = decided(case)
    page = unescape(Client().get(f"/verifikasi/{document.code}/").content.decode())
    assert f"/verifikasi/{second.code}/" in page
    assert ("Putusan atas keberatan, " in page, case.kabid.name in page) == (True, False)
    assert "Putusan atas keberatan, " in Client().get(f"/verifikasi/{second.code}/").content.decode()


def test_the_holder_of_a_file_sees_what_it_says(case: Appraising, document: SignedDocument) -> None:
    file = SimpleUploadedFile("pejabat.pdf", content(document), "application/pdf")
    page = unescape(Client().post("/verifikasi/", {"file": file}).content.decode())
    words = (
        "Berkas ini asli dan utuh.",
        case.kabid.name,
        case.kabid.title,
        "•" * 15 + "003",
        "predikat Baik",
        "Unsur 1",
    )
    assert ([word for word in words if word not in page], page.count("Lolos")) == ([], 4)
    assert [nip for nip in EVERY_NIP if nip in page] == []


def test_each_signature_of_a_file_is_told(case: Appraising, document: SignedDocument) -> None:
    """Who signed in which part, when, and under which root; the open page tells what and when, not who."""
    sign_receipt(appraisal=case.kabid, actor=case.official)
    document.refresh_from_db()
    file = SimpleUploadedFile("pejabat.pdf", content(document), "application/pdf")
    page = unescape(Client().post("/verifikasi/", {"file": file}).content.decode())
    [_head, told] = page.split("2 tanda tangan</h2>")
    order = [told.index(word) for word in ("yang menetapkan", "pejabat yang dinilai, tanda terima")]
    assert order == sorted(order)
    root = "di bawah akar yang dipercaya: CA Pengembangan Kinerja Dukcapil (tidak sah untuk produksi)<"
    assert (told.count("ditandatangani"), told.count("PAdES B-B"), told.count(root)) == (2, 2, 2)
    assert "Berkas utuh: 2 tanda tangan, dan di antaranya tidak satu bita pun ditambah atau berubah." in page
    public = unescape(Client().get(f"/verifikasi/{document.code}/").content.decode())
    day = date_format(timezone.localdate(), "j F Y")
    signed = (f"Pejabat penilai, {day}", f"Tanda terima pejabat yang dinilai, {day}")
    assert [word for word in signed if word not in public] == []
    assert case.kabid.name not in public


def test_a_changed_file_shows_nothing_of_its_contents(case: Appraising, document: SignedDocument) -> None:
    changed = bytearray(content(document))
    changed[len(changed) // 2] ^= 1
    file = SimpleUploadedFile("pejabat.pdf", bytes(changed), "application/pdf")
    page = unescape(Client().post("/verifikasi/", {"file": file}).content.decode())
    assert ("Berkas ini tidak dapat dipercaya." in page, case.kabid.name in page) == (True, False)
