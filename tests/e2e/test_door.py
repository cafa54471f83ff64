"""The door, the admin and the REST page in a real browser: they work under the strict content policy."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from officials.models import AuditEntry, Official, User
from tests.builders import make_user

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "kata-sandi-contoh-2026"


@pytest.fixture
def keeper(live_server: object) -> User:
    """An admin_pusat with a password."""
    user = make_user("admin_pusat", username="admin")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(page: Page) -> None:
    page.get_by_label("Nama pengguna atau surel").fill("admin")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def code_for(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_second_factor_is_set_up_and_asked_for(page: Page, keeper: User) -> None:
    page.goto("/masuk/?next=/akun/keamanan/")
    sign_in(page)
    page.get_by_role("link", name="Aktifkan").click()
    page.get_by_label("Sandi").fill(PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.get_by_alt_text("Kode QR untuk aplikasi autentikator")).to_be_visible()
    secret = page.locator("code").inner_text()
    page.get_by_label("Kode autentikator").fill(code_for(secret))
    page.get_by_role("button", name="Aktifkan").click()
    recovery = page.locator("#recovery_codes").inner_text().split()
    assert len(recovery) == 10

    page.context.clear_cookies()
    page.goto("/masuk/?next=/akun/keamanan/")
    sign_in(page)
    page.get_by_label("Kode").fill(recovery[0])
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_text("9 kode belum terpakai.")).to_be_visible()


def test_the_admin_is_entered_by_the_same_door_and_keeps_a_person(page: Page, keeper: User) -> None:
    page.goto("/admin/officials/official/add/")
    expect(page).to_have_url(re.compile(r"/masuk/\?next=/admin/officials/official/add/"))
    sign_in(page)
    page.get_by_label("Nama:").fill("Contoh Pejabat")
    page.get_by_label("NIP:").fill("19800312 199802 1 002")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("NIP: umur saat pengangkatan 17 tahun, di bawah 18.")).to_be_visible()
    assert Official.objects.get().nip == "198003121998021002"
    assert list(AuditEntry.objects.order_by("sequence").values_list("action", "actor_name")) == [
        ("account.sign_in", "admin"),
        ("admin.add", "admin"),
    ]
    for path in ("", "officials/user/add/", "officials/position/add/", "kinerja/semesterevaluation/"):
        page.goto(f"/admin/{path}")
        expect(page.locator("#content h1").first).to_be_visible()


def test_the_page_of_the_interface_shows_its_operations(page: Page, live_server: object) -> None:
    page.goto("/api/docs/")
    operation = page.locator("#operations-Nilai-scores_list")
    expect(operation.get_by_text("Nilai unit kerja")).to_be_visible()
    operation.get_by_role("button").first.click()
    expect(page.get_by_text("Hanya yang berubah pada saat ini atau sesudahnya.")).to_be_visible()
