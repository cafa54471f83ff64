"""What people do on the pages, step by step."""

from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.world import PASSWORD


def sign_in(page: Page, username: str, path: str = "/") -> Page:
    """Sign in by the form, on the way to a page."""
    page.goto(f"/masuk/?next={path}")
    page.get_by_label("Nama pengguna atau surel").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(lambda address: "/masuk/" not in address)
    return page


def fill(page: Page, **inputs: str) -> None:
    """Type figures: ``K1_1a_n="131.088"`` fills the input K1.1a:n."""
    for name, text in inputs.items():
        code, field = name.rsplit("_", 1)
        page.locator(f'[name="{code.replace("_", ".")}:{field}"]').fill(text)


def save(page: Page) -> None:
    """Save the entry form."""
    page.get_by_role("button", name="Simpan", exact=True).click()


def upload(page: Page, code: str, file: Path) -> None:
    """Add a file of evidence beside an indicator."""
    place = page.locator(f"#bukti-{code.replace('.', '-')}")
    place.get_by_text("Tambah bukti").click()
    place.get_by_label(f"Berkas bukti {code}").set_input_files(file)
    place.get_by_role("button", name="Unggah").click()
