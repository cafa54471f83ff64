"""Element 2 in a browser: the result runs along, more rows lose nothing, and a phone is enough."""

import pytest
from playwright.sync_api import Page, expect

from kinerja.models import StaffRating
from officials.models import User
from tests.e2e.conftest import Visit
from tests.e2e.steps import sign_in
from tests.e2e.test_accessible import violations
from tests.e2e.world import PASSWORD
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db(transaction=True)
FIGURES = {"quantity": ("12", "12"), "quality": ("100", "90"), "time": ("12", "9,12")}


def cast(code: str) -> Appraising:
    made = Appraising(code=code)
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    return made


def arrive(visit: Visit, stage: Appraising, width: int) -> Page:
    """The superior before the form of the Kepala Bidang."""
    page = sign_in(visit(viewport={"width": width, "height": 900}), stage.superior.username)
    page.goto(f"/penilaian/{stage.period.code}/pejabat/{stage.kabid.pk}/unsur-2/")
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_pp46_is_filled_in_row_by_row(visit: Visit, live_server: object, width: int) -> None:
    stage = cast("2018-1")
    page = arrive(visit, stage, width)
    result, rows = page.locator("#hasil-unsur-2"), page.locator(".activities tbody tr")
    assert violations(page, page.url) == {}
    page.locator("[name='activities.0.name']").fill("Menyusun laporan")
    for key, (target, realised) in FIGURES.items():
        page.locator(f"[name='activities.0.{key}_target']").fill(target)
        page.locator(f"[name='activities.0.{key}_realised']").fill(realised)
    expect(result).to_contain_text("96,67")
    expect(result).to_contain_text("6 isian lagi.")
    page.get_by_role("button", name="Tambah baris").click()
    expect(rows).to_have_count(10)
    for field in page.locator("[name^='behaviours.']").all():
        field.fill("80")
    expect(result.locator("dd").first).to_have_text("90,00")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url(lambda address: "unsur-2" not in address)
    assert str(StaffRating.objects.get().value) == "90.00"


def test_the_ways_change_places_and_keep_what_was_typed(visit: Visit, live_server: object) -> None:
    stage = cast("2025-1")
    page = arrive(visit, stage, 390)
    page.get_by_role("radio", name="Diputuskan di tempat lain").check()
    expect(page.locator("#matriks")).to_be_hidden()
    page.get_by_label("Nomor dokumen").fill("SKP/7")
    page.get_by_role("radio", name="Belum tersedia").check()
    expect(page.get_by_label("Nomor dokumen")).to_be_hidden()
    page.get_by_role("radio", name="Diisi di sini").check()
    page.locator("[name=hasil_kerja][value=di_atas]").check()
    page.locator("[name=perilaku][value=di_atas]").check()
    expect(page.locator("#matriks .chosen")).to_contain_text("Sangat Baik")
    page.get_by_role("radio", name="Diputuskan di tempat lain").check()
    expect(page.get_by_label("Nomor dokumen")).to_have_value("SKP/7")
    page.get_by_label("Predikat").select_option("Baik")
    page.get_by_role("button", name="Simpan dan ajukan").click()
    page.wait_for_url(lambda address: "unsur-2" not in address)
    assert StaffRating.objects.get().data["document_number"] == "SKP/7"
    assert stage.kabid.state == "submitted"
