"""Entering figures in a browser: nothing typed is lost, two savers see each other, a phone is wide enough."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kinerja.rules.entry import Figures
from kinerja.selectors.entry import stored_figures
from tests.e2e.conftest import Visit
from tests.e2e.steps import fill, save, sign_in, upload
from tests.e2e.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
ENTRY = "/isian/2025-1/92.02/"
UNPROCESSABLE = (
    "console: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
)
CONFLICT = "console: Failed to load resource: the server responded with a status of 409 (Conflict)"


@pytest.fixture
def world(live_server: object) -> World:
    return make_world()


def said(world: World) -> dict[str, tuple[str, str]]:
    """Numerators and denominators as they are stored."""
    stored = stored_figures(world.manokwari)
    return {code: (str(row.numerator), str(row.denominator)) for code, row in stored.items()}


def test_bad_figures_are_named_and_nothing_typed_is_lost(
    page: Page, world: World, page_errors: list[str]
) -> None:
    sign_in(page, "operator_unit", ENTRY)
    fill(
        page,
        K1_1a_n="banyak",
        K1_1a_d="142.523",
        K1_2_n="500",
        K1_2_d="0",
        K1_4_n="21",
        K1_4_d="20",
        K1_5_v="0",
    )
    save(page)

    summary = page.locator("#ringkasan-galat")
    expect(summary).to_contain_text("isian Anda tidak ada yang hilang")
    expect(page.locator('[name="K1.1a:n"]')).to_have_value("banyak")
    expect(page.locator('[name="K1.2:d"]')).to_have_value("0")
    expect(page.locator('[name="K1.5:v"]')).to_have_value("0")
    expect(summary).to_contain_text("Penyebut 0 adalah salah isi")
    expect(summary).to_contain_text("Pembilang 21 tidak mungkin melebihi penyebut 20")
    assert stored_figures(world.manokwari) == {}
    assert page_errors == [UNPROCESSABLE]
    page_errors.clear()

    fill(page, K1_1a_n="131.088", K1_2_d="1000", K1_4_n="19")
    save(page)
    expect(page.locator(".messages")).to_contain_text("Tersimpan: K1.1a, K1.2, K1.4, K1.5.")
    assert said(world)["K1.1a"] == ("131088.00", "142523.00")


def test_decimal_comma_and_point_are_the_same(page: Page, world: World) -> None:
    sign_in(page, "operator_unit", ENTRY)
    fill(page, K1_6_n="1.234.567,50", K1_6_d="2000000.25")
    save(page)
    expect(page.locator(".messages")).to_contain_text("Tersimpan: K1.6.")
    assert said(world) == {"K1.6": ("1234567.50", "2000000.25")}


def test_two_savers_see_both_versions_and_lose_nothing(
    visit: Visit, world: World, page_errors: list[str]
) -> None:
    first, second = (sign_in(visit(), role, ENTRY) for role in ("operator_unit", "operator_ditjen"))
    fill(first, K1_1a_n="100", K1_1a_d="200", K1_2_n="10", K1_2_d="20")
    save(first)
    expect(first.locator(".messages")).to_contain_text("Tersimpan: K1.1a, K1.2.")

    fill(second, K1_1a_n="150", K1_1a_d="200", K1_4_n="3", K1_4_d="4")
    save(second)
    expect(second.get_by_role("heading", name="Dua orang mengubah angka yang sama")).to_be_visible()
    expect(second.locator("fieldset")).to_have_count(1)
    expect(second.locator("fieldset")).to_contain_text("100")
    expect(second.locator("fieldset")).to_contain_text("150")
    assert said(world) == {"K1.1a": ("100.00", "200.00"), "K1.2": ("10.00", "20.00")}
    assert page_errors == [CONFLICT]
    page_errors.clear()

    second.get_by_role("radio", name="Milik Anda").check()
    second.get_by_role("button", name="Simpan pilihan").click()
    expect(second.locator(".messages")).to_contain_text("Tersimpan: K1.1a, K1.4.")
    assert said(world) == {
        "K1.1a": ("150.00", "200.00"),
        "K1.2": ("10.00", "20.00"),
        "K1.4": ("3.00", "4.00"),
    }


def test_a_file_that_is_not_what_its_name_says_is_refused(
    page: Page, world: World, page_errors: list[str], tmp_path: Path
) -> None:
    false = tmp_path / "bukti.pdf"
    false.write_bytes(b"MZ\x90\x00 this program cannot be run in DOS mode")
    sign_in(page, "operator_unit", ENTRY)
    upload(page, "K1.2", false)
    expect(page.locator("#bukti-K1-2").get_by_role("alert")).to_be_visible()
    assert world.manokwari.evidence.count() == 0
    assert page_errors == [UNPROCESSABLE]
    page_errors.clear()


def test_an_expired_session_says_so_and_keeps_what_was_typed(page: Page, world: World) -> None:
    sign_in(page, "operator_unit", ENTRY)
    page.context.clear_cookies(name="sessionid")
    fill(page, K1_1a_n="100", K1_1a_d="200")
    expect(page.locator("#galat")).to_contain_text("Sesi Anda sudah berakhir")
    expect(page.locator('[name="K1.1a:n"]')).to_have_value("100")


@pytest.mark.parametrize(
    "path",
    [ENTRY, "/wilayah/92.02/?periode=2025-1", "/wilayah/92/?periode=2025-1", "/periode/2025-1/", "/"],
)
def test_a_phone_needs_no_sideways_scrolling(visit: Visit, world: World, path: str) -> None:
    page = sign_in(visit(viewport={"width": 390, "height": 844}), "operator_ditjen", path)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_figure_taken_back_is_missing_again(page: Page, world: World) -> None:
    sign_in(page, "operator_unit", ENTRY)
    fill(page, K1_5_v="0")
    save(page)
    fill(page, K1_5_v="")
    save(page)
    expect(page.locator("#hitung-K1-5")).to_contain_text("Belum dilaporkan")
    assert stored_figures(world.manokwari).get("K1.5", Figures()) == Figures()
