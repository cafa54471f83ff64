"""Documents on the pages: issued by the Dirjen, handed out inside, checked by anybody."""

from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document import content
from kinerja.services.document import issue_document
from kinerja.services.transition import perform
from officials.models import Appointment, User
from tests.builders import make_agreement, make_designated, make_figures, make_user
from tests.kinerja.cast import Cast
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.test_act import put
from tests.kinerja.views.two_regions import NATIONAL, ROLES, World

ISSUE = "/penilaian/2025-1/92.03/dokumen/"


@pytest.fixture
def dirjen(world: World, media_root: Path) -> User:
    """The Dirjen, after Fakfak has become final through the workflow."""
    make_figures(world.fakfak)
    make_agreement(world.fakfak, {"K1.2": 95, "K3": 2})
    make_designated()
    put(world.fakfak, "verified", make_user("operator_ditjen"))
    user = make_user("dirjen")
    Appointment.objects.update(valid_from="2000-01-01")
    perform(evaluation=world.fakfak, act="finalise", actor=user)
    return user


@pytest.fixture
def issued(world: World, dirjen: User) -> SignedDocument:
    """The document of Fakfak."""
    return issue_document(evaluation=world.fakfak, actor=dirjen)


def test_the_dirjen_issues(world: World, dirjen: User, signed_in: SignedIn) -> None:
    """Offered on the unit's page of a final result; leads to the document; issued once."""
    client = signed_in(dirjen)
    assert ISSUE in client.get("/wilayah/92.03/").content.decode()
    response = client.post(ISSUE, {"number": "800.1/12"})
    made = SignedDocument.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/dokumen/{made.pk}/")
    page = client.get(f"/dokumen/{made.pk}/").content.decode()
    assert [said for said in (made.code, made.sha256, "800.1/12", "Berlaku") if said not in page] == []
    assert ISSUE not in client.get("/wilayah/92.03/").content.decode()


def test_a_final_result_tells_when_it_became_final(
    world: World, issued: SignedDocument, dirjen: User, signed_in: SignedIn
) -> None:
    """A document issued later is no new calculation; what is not final tells when it was calculated."""
    final = datetime(2025, 8, 1, 3, 4, tzinfo=UTC)
    SemesterEvaluation.objects.filter(pk=world.fakfak.pk).update(final_at=final)
    client = signed_in(dirjen)
    pages = [client.get(f"/wilayah/{code}/").content.decode() for code in ("92.03", "92")]
    said = "· ditetapkan final 1 Agustus 2025 pukul 10.04 WIB"
    assert [(said in page, "· dihitung" in page) for page in pages] == [(True, False), (False, True)]


def test_the_name_in_a_certificate_is_readable(
    issued: SignedDocument, dirjen: User, signed_in: SignedIn
) -> None:
    """Stored as certificates write it, shown without the signs that set a comma apart."""
    issued.signatures.update(certificate=r"CN=Penanda Tangan Pengembangan\, tidak sah,C=ID")
    page = signed_in(dirjen).get(f"/dokumen/{issued.pk}/").content.decode()
    assert "CN=Penanda Tangan Pengembangan, tidak sah,C=ID" in page


def test_nothing_is_issued_of_a_draft_or_by_others(world: World, dirjen: User, signed_in: SignedIn) -> None:
    """The reasons are on the unit's page; a foreign unit does not exist."""
    client = signed_in(dirjen)
    draft = client.post("/penilaian/2025-1/92/dokumen/")
    assert (draft.status_code, "Dokumen hanya terbit dari hasil final" in draft.content.decode()) == (
        409,
        True,
    )
    assert signed_in(world.account("auditor")).post(ISSUE).status_code == 403
    assert signed_in(world.account("operator_unit", world.sabang)).post(ISSUE).status_code == 404
    assert SignedDocument.objects.count() == 0


def test_a_download_is_the_stored_file(issued: SignedDocument, dirjen: User, signed_in: SignedIn) -> None:
    """The same bytes every time, as an attachment that no browser runs."""
    client = signed_in(dirjen)
    first, again = (client.get(f"/dokumen/{issued.pk}/berkas/") for _time in range(2))
    content = first.getvalue()
    assert content == again.getvalue() == issued.file.open("rb").read()
    assert first.headers["Content-Disposition"].startswith("attachment; filename=")
    assert first.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("role", ROLES)
def test_documents_are_seen_within_the_region(
    world: World, issued: SignedDocument, signed_in: SignedIn, role: str
) -> None:
    """Page and file for whoever sees the unit; for others they do not exist; visitors sign in."""
    foreign = 200 if role in NATIONAL else 404
    for address in (f"/dokumen/{issued.pk}/", f"/dokumen/{issued.pk}/berkas/"):
        assert signed_in(world.account(role)).get(address).status_code == 200
        assert signed_in(world.account(role, world.sabang)).get(address).status_code == foreign
        assert Client().get(address).status_code == 302


def test_a_damaged_file_is_not_handed_out(issued: SignedDocument, dirjen: User, signed_in: SignedIn) -> None:
    """Bytes that are no longer those that were signed do not leave."""
    Path(issued.file.path).write_bytes(b"%PDF-1.7 lain")
    assert signed_in(dirjen).get(f"/dokumen/{issued.pk}/berkas/").status_code == 404


def test_anybody_checks_a_code(world: World, issued: SignedDocument) -> None:
    """Typed small and without hyphens it leads to the document; no NIP, no account, no file."""
    visitor = Client()
    typed = issued.code.lower().replace("-", "")
    assert visitor.get(f"/verifikasi/?kode={typed}").headers["Location"] == f"/verifikasi/{issued.code}/"
    html = visitor.get(f"/verifikasi/{issued.code}/").content.decode()
    assert [
        said for said in ("Dokumen ini berlaku.", "Kabupaten Fakfak", issued.sha256) if said not in html
    ] == []
    assert issued.issued_by.username not in html
    assert "/berkas/" not in html


def test_a_superseded_document_says_so(world: World, issued: SignedDocument, signed_in: SignedIn) -> None:
    """After reopening the code still answers, with what became of the document."""
    admin = signed_in(world.account("admin_pusat"))
    admin.post("/penilaian/2025-1/92.03/reopen/", {"note": "Angka keliru"})
    assert SemesterEvaluation.objects.get(region_code="92.03").state == "reopened"
    html = Client().get(f"/verifikasi/{issued.code}/").content.decode()
    assert "Dokumen ini tidak berlaku lagi" in html
    assert "verdict-warn" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/verifikasi/?kode=salah", 200, "“salah” bukan kode verifikasi"),
        ("/verifikasi/2222-2222-2222/", 404, "Tidak ada dokumen dengan kode 2222-2222-2222"),
        ("/verifikasi/", 200, "Tidak perlu masuk"),
    ],
)
def test_codes_that_lead_nowhere(address: str, status: int, sentence: str) -> None:
    """A slip of the pen, an unknown code: said in words, on the form."""
    response = Client().get(address)
    assert (response.status_code, sentence in unescape(response.content.decode())) == (status, True)


def upload(content: bytes) -> tuple[int, str]:
    """Have a visitor check a file."""
    file = SimpleUploadedFile("hasil.pdf", BytesIO(content).getvalue(), "application/pdf")
    response = Client().post("/verifikasi/", {"file": file})
    return response.status_code, unescape(response.content.decode())


def test_anybody_checks_a_file(issued: SignedDocument) -> None:
    """The issued file proves itself; one changed byte is refused; nothing is stored either way."""
    content = issued.file.open("rb").read()
    status, html = upload(content)
    assert (status, "Berkas ini asli dan utuh." in html, html.count("Lolos")) == (200, True, 4)
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    status, html = upload(bytes(changed))
    assert (status, "Berkas ini tidak dapat dipercaya." in html) == (200, True)
    assert SignedDocument.objects.count() == 1


@pytest.mark.parametrize("synthetic", [False, True])
def test_a_file_with_made_up_figures_says_so(world: World, dirjen: User, synthetic: bool) -> None:
    """The page of a file and that of its code bear the same mark."""
    SemesterEvaluation.objects.filter(pk=world.fakfak.pk).update(synthetic=synthetic)
    made = issue_document(evaluation=world.fakfak, actor=dirjen)
    pages = [upload(content(made))[1], Client().get(f"/verifikasi/{made.code}/").content.decode()]
    assert ["memuat angka sintetis" in page for page in pages] == [synthetic] * 2


@pytest.mark.django_db
def test_files_that_are_no_document() -> None:
    """Something else, something too large, nothing at all."""
    assert "Berkas ini tidak dapat dipercaya." in upload(b"%PDF-1.7 bukan apa-apa")[1]
    assert upload(b"0" * (10 * 1024 * 1024 + 1))[0] == 422
    assert Client().post("/verifikasi/", {}).status_code == 422


def test_the_dirjen_issues_a_provinces_recapitulation(
    cast: Cast, media_root: Path, signed_in: SignedIn
) -> None:
    cast.operator = cast.ditjen
    cast.act(cast.kabupaten, "submit", "endorse", "verify", "finalise")
    cast.act(cast.evaluation(cast.region), "submit", "verify", "finalise")
    address, client = f"/penilaian/{cast.period.code}/92/rekapitulasi/", signed_in(cast.dirjen)
    page = f"/wilayah/92/?periode={cast.period.code}"
    assert address in client.get(page).content.decode()
    assert address not in signed_in(make_user("auditor")).get(page).content.decode()
    answer = client.post(address, {"number": "1/2/3"})
    document = SignedDocument.objects.get(kind="recapitulation")
    assert answer["Location"] == f"/dokumen/{document.pk}/"
    assert "Rekapitulasi Hasil Penilaian Kinerja Provinsi" in client.get(answer["Location"]).content.decode()
    assert "Rekapitulasi Hasil Penilaian" in client.get(f"/verifikasi/{document.code}/").content.decode()
    assert signed_in(make_user("auditor")).post(address).status_code == 403
