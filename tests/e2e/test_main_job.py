"""The main job in one story: a semester's figures become a signed score that anybody can check (issue 1)."""

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from kinerja.management.base import RefusedError
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.rules.workflow import ACTS
from kinerja.views.act_said import OF_UNIT
from officials.audit_chain import verify_chain
from tests.e2e.conftest import Visit
from tests.e2e.papers import make_evidence, pdfsig, with_one_byte_changed
from tests.e2e.steps import fill, save, sign_in, upload
from tests.e2e.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
UNIT = "/wilayah/92.02/?periode=2025-1"
ENTRY = "/isian/2025-1/92.02/"
#: What the page says after an act, by the words on its button.
SAID = {row.label: str(OF_UNIT[row.name]) for row in ACTS}


@pytest.fixture
def world(live_server: object) -> World:
    return make_world()


def test_a_semesters_figures_become_a_signed_score(
    visit: Visit, world: World, live_server: LiveServer, tmp_path: Path
) -> None:
    operator_enters(sign_in(visit(), "operator_unit"), make_evidence(tmp_path))
    assert world.manokwari.state == "submitted"

    monitor = sign_in(visit(), "pemantau_provinsi", UNIT)
    act(monitor, "Setujui sebagai pemantau")
    assert world.manokwari.province_stance == "endorsed"

    verifier_checks(sign_in(visit(), "verifikator_ditjen"))
    assert world.manokwari.state == "verified"

    file = dirjen_decides(sign_in(visit(), "dirjen"), tmp_path)
    assert (world.manokwari.state, str(world.manokwari.completion)) == ("final", "97.60")

    everybody_checks(visit(), file)
    client_reads(live_server.url)
    assert verify_chain().broken is None


def operator_enters(page: Page, evidence: Path) -> None:
    """From the own unit's line on the home page to the submitted figures, watching the result grow."""
    page.get_by_role("link", name="Kabupaten Manokwari").first.click()
    page.get_by_role("link", name="Isi atau ubah angka").click()
    fill(page, K1_1a_n="131.088", K1_1a_d="142.523", K1_1a_sumber="Dinas")
    expect(page.locator("#hitung-K1-1a")).to_contain_text("capaian 91,98 %")
    fill(page, K1_1b_n="128.000", K1_1b_d="131.088", K1_2_n="41.000", K1_2_d="44.000", K1_3_v="8.1")
    fill(page, K1_4_n="28", K1_4_d="28", K1_5_v="0", K1_6_n="9400", K1_6_d="10000", K2_n="20", K2_d="22")
    fill(page, P2_b_v="0")
    expect(page.locator("#hitung-K1-2")).to_contain_text("realisasi 93,18 %")
    expect(page.locator("#hasil-sementara")).to_contain_text("7 dari 8 indikator")
    save(page)
    expect(page.locator(".messages")).to_contain_text("Tersimpan: K1.1a, K1.1b, K1.2")

    upload(page, "K1.2", evidence)
    expect(page.locator("#bukti-K1-2")).to_contain_text("rekap-akta.pdf")
    page.get_by_text("Daftarkan inovasi").click()
    page.get_by_label("Nama inovasi").fill("Jemput bola ke kampung")
    page.get_by_role("button", name="Daftarkan", exact=True).click()
    expect(page.locator("#inovasi")).to_contain_text("Jemput bola ke kampung")
    page.get_by_role("button", name="Ajukan", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Isian diajukan dan menunggu verifikasi.")


def verifier_checks(page: Page) -> None:
    """From the queue: open the evidence, accept the innovation, verify."""
    page.get_by_role("link", name="Kabupaten Manokwari").first.click()
    with page.expect_download() as evidence:
        page.get_by_role("link", name="rekap-akta.pdf").click()
    assert evidence.value.suggested_filename == "rekap-akta.pdf"
    page.get_by_text("Putuskan", exact=True).click()
    page.get_by_role("radio", name="Terima").check()
    page.get_by_role("button", name="Simpan putusan").click()
    expect(page.locator("#inovasi")).to_contain_text("Terverifikasi")
    act(page, "Verifikasi")


def dirjen_decides(page: Page, folder: Path) -> Path:
    """Makes the result final, has its document signed and keeps the file."""
    page.get_by_role("link", name="Kabupaten Manokwari").first.click()
    act(page, "Tetapkan final")
    page.get_by_role("button", name="Terbitkan dokumen").click()
    expect(page.locator(".messages")).to_contain_text("diterbitkan dan ditandatangani")
    if "/dokumen/" not in page.url:
        page.locator("#dokumen").get_by_role("link", name="Hasil Penilaian Kinerja Unit Kerja").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh PDF").click()
    file = folder / "hasil.pdf"
    download.value.save_as(file)
    assert file.read_bytes() == SignedDocument.objects.get().file.read()
    return file


def everybody_checks(page: Page, file: Path) -> None:
    """Poppler, our command and the public page all accept the file, and none of them a changed byte."""
    assert "Signature is Valid." in pdfsig(file)
    assert verified(file) is True
    judge(page, file)
    expect(page.get_by_role("heading", name="Berkas ini asli dan utuh.")).to_be_visible()

    changed = with_one_byte_changed(file)
    assert "Signature is Valid." not in pdfsig(changed)
    assert verified(changed) is False
    judge(page, changed)
    expect(page.get_by_role("heading", name="Berkas ini tidak dapat dipercaya.")).to_be_visible()

    page.goto("/publik/2025-1/")
    page.get_by_role("link", name="Kabupaten Manokwari").click()
    expect(page.locator("main")).to_contain_text("97,60 %")
    expect(page.locator("main")).to_contain_text("131.088 ÷ 142.523")
    page.get_by_role("link", name="Periksa dokumennya").click()
    expect(page.locator("main")).to_contain_text("Kode ini tercatat dalam register dokumen.")


def client_reads(address: str) -> None:
    """A machine with a token for the province reads the same score."""
    token = told("create_token", "uji", "--scope", "scores:read", "--region", "92")["token"]
    query = f"{address}/api/v1/scores/?period=2025-1&status=final"
    request = urllib.request.Request(query, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        [score] = json.load(answer)["results"]
    assert (score["unit"], score["completion"], score["nilai"], score["kategori"], score["status"]) == (
        {"code": "92.02", "name": "Manokwari", "kind": "kabupaten"},
        "97.60",
        90,
        "Sangat Baik",
        "final",
    )
    assert score == told("score", "2025-1", "--region", "92.02")[0] | {"document": score["document"]}
    document = SignedDocument.objects.get()
    assert score["document"].endswith(f"/api/v1/documents/{document.pk}/")


def act(page: Page, label: str) -> None:
    """Do an act of the workflow on a unit's page."""
    page.locator("#tindakan").get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(SAID[label])


def judge(page: Page, file: Path) -> None:
    """Upload a file on the public page of verification."""
    page.goto("/verifikasi/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()


def verified(file: Path) -> bool:
    """What ``verify_document`` decides."""
    try:
        return bool(told("verify_document", str(file))["valid"])
    except RefusedError:
        return False


def told(*words: str) -> Any:
    """What a command tells a machine; in a thread, as the browser's event loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_told, *words).result()


def _told(*words: str) -> Any:
    out = StringIO()
    try:
        call_command(*words, "--json", stdout=out)
    finally:
        connection.close()
    return json.loads(out.getvalue())


def test_who_entered_is_not_offered_to_verify(visit: Visit, world: World) -> None:
    operator = sign_in(visit(), "operator_ditjen", ENTRY)
    fill(operator, K1_5_v="0")
    save(operator)
    expect(operator.locator(".messages")).to_contain_text("Tersimpan: K1.5.")
    operator.goto(UNIT)
    act(operator, "Ajukan")
    expect(operator.locator("body")).not_to_contain_text("Verifikasi:")
    assert operator.get_by_role("button", name="Verifikasi", exact=True).count() == 0
    assert SemesterEvaluation.objects.get(pk=world.manokwari.pk).state == "submitted"
