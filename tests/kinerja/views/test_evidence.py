"""Evidence on the pages: taken when it is what its name says, handed out to whoever sees the unit."""

from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kinerja.models import Evidence
from tests.kinerja.exchange.test_upload import pdf
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import NATIONAL, ROLES, World

ATTACH = "/isian/2025-1/92.03/bukti/K1.2/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def folder(media_root: Path) -> Path:
    """Where the bytes go."""
    return media_root


def send(client: Client, content: bytes, name: str = "surat.pdf", **headers: str) -> tuple[int, str]:
    """Upload a file beside K1.2; the status, and where it leads or what is said."""
    data = {"file": SimpleUploadedFile(name, content)}
    response = client.post(ATTACH, data, headers=headers)
    return response.status_code, response.headers.get("Location", "") or unescape(response.content.decode())


def test_a_file_is_attached_and_listed(world: World, signed_in: SignedIn) -> None:
    """Post, back to the indicator; the unit's page lists the file for whoever sees the unit."""
    client = signed_in(world.account("operator_unit"))
    assert send(client, pdf()) == (302, "/isian/2025-1/92.03/#K1-2")
    assert "Bukti tersimpan: surat.pdf." in client.get("/isian/2025-1/92.03/").content.decode()
    assert "surat.pdf</a>" in signed_in(world.account("auditor")).get("/wilayah/92.03/").content.decode()


def test_htmx_gets_the_files_of_the_indicator(world: World, signed_in: SignedIn) -> None:
    """Without leaving the form: the list beside the indicator, with what happened."""
    status, html = send(signed_in(world.account("operator_unit")), pdf(), **HTMX)
    assert (status, html.startswith('<div class="evidence" id="bukti-K1-2">')) == (200, True)
    assert "Bukti tersimpan: surat.pdf." in html


BAD = {
    "other content": (b"<script>", "surat.pdf", "bukan seperti namanya"),
    "empty": (b"", "surat.pdf", "Berkas ini kosong."),
    "kind not taken": (b"MZ", "surat.exe", "tidak diterima"),
    "too large": (b"%PDF-" + b"0" * (10 * 1024 * 1024), "besar.pdf", "terlalu besar"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_not_right_is_refused(world: World, signed_in: SignedIn, case: str) -> None:
    """A sentence that says what is wrong, and nothing stored."""
    content, name, sentence = BAD[case]
    client = signed_in(world.account("operator_unit"))
    status, html = send(client, content, name, **HTMX)
    assert (status, sentence in html, Evidence.objects.count()) == (422, True, 0)
    assert send(client, content, name)[0] == 302
    assert sentence in unescape(client.get("/isian/2025-1/92.03/").content.decode())


def test_no_file_at_all_is_said(world: World, signed_in: SignedIn) -> None:
    """An empty form asks for a file."""
    response = signed_in(world.account("operator_unit")).post(ATTACH, {}, headers=HTMX)
    assert (response.status_code, "Pilih berkas" in response.content.decode()) == (422, True)


def test_50_megabytes_are_refused_before_they_are_stored(world: World, signed_in: SignedIn) -> None:
    """The request itself is too large: the page says how large a file may be."""
    status, html = send(signed_in(world.account("operator_unit")), b"%PDF-" + b"0" * (50 * 1024 * 1024))
    assert (status, "paling besar 10 MB" in html, Evidence.objects.count()) == (413, True, 0)


@pytest.mark.parametrize("role", ROLES)
def test_a_download_is_for_who_sees_the_unit(world: World, signed_in: SignedIn, role: str) -> None:
    """National roles and those of the unit get the file; for others it does not exist."""
    send(signed_in(world.account("operator_unit")), pdf())
    address = f"/bukti/{Evidence.objects.get().pk}/"
    own = signed_in(world.account(role)).get(address)
    foreign = signed_in(world.account(role, world.sabang)).get(address)
    assert (own.status_code, foreign.status_code) == (200, 200 if role in NATIONAL else 404)
    assert own.getvalue() == pdf()


def test_a_download_is_never_shown_as_a_page(world: World, signed_in: SignedIn) -> None:
    """An attachment that no browser guesses at or runs; a visitor signs in first."""
    client = signed_in(world.account("operator_unit"))
    send(client, pdf())
    address = f"/bukti/{Evidence.objects.get().pk}/"
    headers = client.get(address).headers
    assert headers["Content-Disposition"] == 'attachment; filename="surat.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Client().get(address).status_code == 302


def test_a_file_is_taken_back(world: World, signed_in: SignedIn) -> None:
    """By an operator, while the unit may be entered; nobody else."""
    client = signed_in(world.account("operator_unit"))
    send(client, pdf())
    address = f"/bukti/{Evidence.objects.get().pk}/hapus/"
    assert signed_in(world.account("operator_unit", world.sabang)).post(address).status_code == 404
    assert signed_in(world.account("auditor")).post(address, headers=HTMX).status_code == 422
    assert Evidence.objects.count() == 1
    assert client.post(address).status_code == 302
    assert Evidence.objects.count() == 0


def test_an_indicator_of_another_table_is_404(world: World, signed_in: SignedIn) -> None:
    """Evidence stands beside an indicator of this unit."""
    client = signed_in(world.account("operator_unit"))
    data = {"file": SimpleUploadedFile("surat.pdf", pdf())}
    assert client.post("/isian/2025-1/92.03/bukti/P1.4/", data).status_code == 404
