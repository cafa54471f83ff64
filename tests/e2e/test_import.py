"""Results by workbook in the browser: template, filled, refused, mended, applied, undone."""

from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kinerja.models import Realization
from tests.e2e.steps import sign_in
from tests.e2e.test_accessible import RULES
from tests.e2e.world import World, make_world
from tests.kinerja.results_book import cell


@pytest.fixture
def world(live_server: object) -> World:
    return make_world()


def downloaded(page: Page, name: str, folder: Path) -> Path:
    """What a link downloads."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def filled(path: Path, **figures: object) -> Path:
    """The workbook with figures of Manokwari, the first kab/kota."""
    book = openpyxl.load_workbook(path)
    for name, value in figures.items():
        code, field = name.rsplit("_", 1)
        cell(f"{code.replace('_', '.')}:{field}", value)(book)
    book.save(path)
    return path


def send(page: Page, path: Path) -> None:
    page.goto("/impor/")
    page.get_by_label("Berkas XLSX").set_input_files(path)
    page.get_by_role("button", name="Periksa berkas").click()


def violations(page: Page) -> list[str]:
    return [rule["id"] for rule in Axe().run(page, options=RULES).response["violations"]]


def test_a_template_is_filled_refused_mended_applied_and_undone(
    page: Page, world: World, tmp_path: Path
) -> None:
    sign_in(page, world.users["operator_ditjen"].username, "/impor/")
    found = violations(page)
    template = downloaded(page, "Templat Semester I Tahun 2025", tmp_path)
    figures = {"K1_1a_n": "131.088", "K1_1a_d": 144_345, "K1_1a_sumber": "Rekap Juni", "K1_2_n": "belum ada"}
    send(page, filled(template, **figures))
    expect(page.get_by_text("“belum ada” bukan angka")).to_be_visible()
    expect(page.get_by_role("button", name="Terapkan semuanya")).to_be_disabled()
    found += violations(page)
    mended = filled(downloaded(page, "Unduh berkas ini dengan masalahnya", tmp_path), K1_2_n=None)
    send(page, mended)
    expect(page.get_by_text("131.088 ÷ 144.345 · sumber: Rekap Juni")).to_be_visible()
    found += violations(page)
    page.get_by_role("button", name="Terapkan semuanya").click()
    expect(page.get_by_text("Diterapkan: 1 isian pada 1 baris.")).to_be_visible()
    assert Realization.objects.get().numerator == 131_088
    found += violations(page)
    page.get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_text("Impor dibatalkan: semuanya kembali seperti semula.")).to_be_visible()
    assert not Realization.objects.exists()
    assert found == []
