"""Results by workbook in the browser: template, filled, refused, mended, applied, undone."""

import csv
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kinerja.models import Realization
from tests.builders import FIXTURES
from tests.e2e.steps import sign_in
from tests.e2e.test_accessible import RULES
from tests.e2e.world import World, make_world
from tests.kinerja.results_book import SHEET, cell

PROBLEM = "K1.2:n: “belum ada” bukan angka; tulis misalnya 336569 atau 84,33."


@pytest.fixture
def world(live_server: object) -> World:
    return make_world()


def downloaded(page: Page, role: Literal["link", "button"], name: str, folder: Path) -> Path:
    """What a link or a button downloads."""
    with page.expect_download() as download:
        page.get_by_role(role, name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def published() -> dict[str, tuple[str, int, str]]:
    """The published KTP-el of Papua Barat by region code: recorded, as somebody types it; obliged; source."""
    with (FIXTURES / "ktpel_2025_1_papua_barat.csv").open(encoding="utf-8") as file:
        return {
            row["region_code"]: (
                f"{int(row['numerator']):_}".replace("_", "."),
                int(row["denominator"]),
                row["source"],
            )
            for row in csv.DictReader(file)
        }


def filled(path: Path) -> Path:
    """The template with what was published of its two kabupaten; one figure is words."""
    book = openpyxl.load_workbook(path)
    for row, code in ((3, "92.02"), (4, "92.03")):
        for field, value in zip(("n", "d", "sumber"), published()[code], strict=True):
            cell(f"K1.1a:{field}", value, row)(book)
    cell("K1.2:n", "belum ada")(book)
    book.save(path)
    return path


def mended(path: Path) -> Path:
    """The workbook that came back, without the words."""
    book = openpyxl.load_workbook(path)
    assert [row[-1].value for row in book[SHEET].iter_rows(min_row=3)] == [PROBLEM, None]
    cell("K1.2:n", None)(book)
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
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 900})
    template = downloaded(page, "button", "Unduh templat", tmp_path)
    send(page, filled(template))
    expect(page.get_by_text("“belum ada” bukan angka")).to_be_visible()
    expect(page.get_by_role("button", name="Terapkan semuanya")).to_be_disabled()
    found += violations(page)
    send(page, mended(downloaded(page, "link", "Unduh berkas ini dengan masalahnya", tmp_path)))
    expect(page.get_by_text("131.088 ÷ 142.523 · sumber: papuatengah.antaranews.com")).to_be_visible()
    expect(page.get_by_text("59.828 ÷ 63.429 · sumber: papuatengah.antaranews.com")).to_be_visible()
    found += violations(page)
    page.get_by_role("button", name="Terapkan semuanya").click()
    expect(page.get_by_text("Diterapkan: 2 isian pada 2 baris.")).to_be_visible()
    assert sorted(Realization.objects.values_list("numerator", flat=True)) == [59_828, 131_088]
    found += violations(page)
    page.get_by_role("button", name="Batalkan impor ini").click()
    expect(page.get_by_text("Impor dibatalkan: semuanya kembali seperti semula.")).to_be_visible()
    assert not Realization.objects.exists()
    assert found == []
