"""From one appraisal to the next by keyboard, never while somebody types; the same ways are visible links."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import sign_in
from tests.e2e.world import PASSWORD
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(live_server: object, media_root: Path) -> Appraising:
    """A Bupati with three appraisals to review."""
    cast = Appraising()
    for kind in ("kabid", "kasi", "kasubag"):
        cast.bring("in_review", kind)
    cast.bupati.set_password(PASSWORD)
    cast.bupati.save()
    return cast


def test_a_queue_is_walked_with_j_and_k(page: Page, cast: Appraising) -> None:
    """j and → go on, k and ← go back, and letters typed into a form stay letters."""
    paths = [f"/penilaian/2025-1/pejabat/{cast.office.appraisal(kind).pk}/" for kind in ("kabid", "kasi")]
    sign_in(page, cast.bupati.username, paths[0])
    page.keyboard.press("j")
    page.wait_for_url(f"**{paths[1]}")
    page.keyboard.press("k")
    page.wait_for_url(f"**{paths[0]}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{paths[1]}")
    page.get_by_text("Tulis rekomendasi…").click()
    page.get_by_label("Karier").press_sequentially("kj")
    expect(page.get_by_label("Karier")).to_have_value("kj")
    assert page.url.endswith(paths[1])
    page.get_by_role("link", name="← Sebelumnya").first.click()
    page.wait_for_url(f"**{paths[0]}")
