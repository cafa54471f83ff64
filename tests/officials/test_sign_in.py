"""The door: who gets in, who does not and why, what is locked, and what the audit trail keeps of it."""

import re
import time
from datetime import date
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from appraisal_site.settings import security
from officials.models import AuditEntry, RoleAssignment, User
from tests.builders import make_user

PASSWORD = "kata-sandi-contoh-2026"
WRONG = "Nama pengguna atau kata sandi tidak benar."
LOCKED = "Terlalu banyak percobaan gagal untuk akun ini dari jaringan ini. Tunggu 5 menit, lalu coba lagi."
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    """An account that may sign in."""
    made = make_user("auditor", username="budi", email="budi@example.go.id")
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(client: Client, login: str = "budi", password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/masuk/", {"login": login, "password": password}, **extra)


def errors(response: Any) -> list[str]:
    return re.findall(r'role="alert">(.*?)</div>', response.content.decode())


def trail() -> list[tuple[str, str, str, Any]]:
    """What the audit trail says, oldest first."""
    rows = AuditEntry.objects.order_by("sequence")
    return [(row.action, row.actor_name, row.object_name, row.after) for row in rows]


@pytest.mark.parametrize("login", ["budi", "BUDI", "budi@example.go.id", "Budi@Example.go.id", " budi "])
def test_name_or_email_opens_the_door(client: Client, user: User, login: str) -> None:
    response = sign_in(client, login)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert trail() == [("account.sign_in", "budi", "budi", {"address": "127.0.0.1"})]


def test_the_page_asks_in_indonesian(client: Client) -> None:
    page = client.get("/masuk/").content.decode()
    assert re.findall(r"<label[^>]*>(.*?)</label>", page) == ["Nama pengguna atau surel", "Kata sandi"]


def test_next_is_followed_within_the_site_only(client: Client, user: User) -> None:
    inside = client.post("/masuk/", {"login": "budi", "password": PASSWORD, "next": "/akun/keamanan/"})
    client.post("/keluar/")
    outside = client.post("/masuk/", {"login": "budi", "password": PASSWORD, "next": "https://evil.example/"})
    assert (inside["Location"], outside["Location"]) == ("/akun/keamanan/", "/")


@pytest.mark.parametrize("login", ["budi", "budi@example.go.id"])
def test_a_wrong_password_is_refused_and_recorded(client: Client, user: User, login: str) -> None:
    response = sign_in(client, login, "salah-sama-sekali")
    assert (response.status_code, len(errors(response)), "_auth_user_id" in client.session) == (200, 1, False)
    assert trail() == [("account.sign_in_failed", "Sistem", "budi", {"address": "127.0.0.1"})]


def test_an_unknown_name_is_refused_in_the_same_words_and_leaves_no_entry(client: Client, user: User) -> None:
    unknown, known = sign_in(client, "siapa"), sign_in(client, "budi", "salah-sama-sekali")
    assert errors(unknown) == errors(known) == [WRONG]
    assert len(trail()) == 1


def test_an_account_switched_off_is_turned_away(client: Client, user: User) -> None:
    user.is_active = False
    user.save()
    response = sign_in(client)
    assert (response["Location"], "_auth_user_id" in client.session) == ("/akun/nonaktif/", False)
    assert "dinonaktifkan" in client.get("/akun/nonaktif/").content.decode()
    assert [row[0] for row in trail()] == ["account.sign_in_failed"]


def test_switching_an_account_off_ends_its_session(client: Client, user: User) -> None:
    sign_in(client)
    User.objects.filter(pk=user.pk).update(is_active=False)
    response = client.get("/akun/keamanan/")
    assert (response.status_code, response["Location"]) == (302, "/masuk/?next=/akun/keamanan/")


@pytest.mark.parametrize("until", [None, date(2020, 12, 31)])
def test_the_account_of_a_machine_cannot_sign_in(client: Client, user: User, until: date | None) -> None:
    """Not even with a password, and not even after its role ended."""
    RoleAssignment.objects.filter(user=user).update(role="klien_api", valid_until=until)
    response = sign_in(client)
    assert (response["Location"], "_auth_user_id" in client.session) == ("/akun/nonaktif/", False)


def test_the_sixth_attempt_is_locked_for_the_account_and_address_only(client: Client, user: User) -> None:
    other = make_user("auditor", username="siti")
    other.set_password(PASSWORD)
    other.save()
    refused = [errors(sign_in(client, "budi", "salah")) for _attempt in range(6)]
    assert refused == [[WRONG]] * 5 + [[LOCKED]]
    assert errors(sign_in(client)) == [LOCKED]
    assert sign_in(Client(), "siti").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.1.2.3")).status_code == 302


def test_no_number_of_colleagues_locks_the_address_of_an_office(client: Client, user: User) -> None:
    for number in range(40):
        sign_in(Client(), f"rekan{number}", "salah")
    assert sign_in(client).status_code == 302


def test_nobody_signs_up(client: Client) -> None:
    assert [client.get(path).status_code for path in ("/akun/daftar/", "/accounts/signup/")] == [404, 404]
    assert User.objects.count() == 0


def test_sign_out_asks_first_and_is_recorded(client: Client, user: User) -> None:
    sign_in(client)
    assert client.get("/keluar/").status_code == 200
    response = client.post("/keluar/")
    assert (response["Location"], "_auth_user_id" in client.session) == ("/masuk/", False)
    assert [row[0] for row in trail()] == ["account.sign_in", "account.sign_out"]


@pytest.mark.parametrize("cookie", ["palsu-sama-sekali", "a" * 32])
def test_an_expired_or_forged_session_leads_back_here_with_a_reason(
    client: Client, user: User, cookie: str
) -> None:
    sign_in(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    response = client.get("/akun/keamanan/", follow=True)
    assert response.redirect_chain == [("/masuk/?next=/akun/keamanan/", 302)]
    page = response.content.decode()
    assert 'name="next" value="/akun/keamanan/"' in page
    assert "Sesi Anda sudah berakhir atau tidak sah. Silakan masuk kembali." in page


def test_the_cookie_outlives_the_session_so_that_its_end_can_be_told(client: Client, user: User) -> None:
    cookie = sign_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_input_sent_with_an_expired_session_writes_nothing(client: Client, user: User) -> None:
    sign_in(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = "kedaluwarsa"
    response = client.post(
        "/akun/sandi/", {"oldpassword": PASSWORD, "password1": "lain-sekali-9", "password2": "lain-sekali-9"}
    )
    user.refresh_from_db()
    assert (response.status_code, user.check_password(PASSWORD)) == (302, True)
    assert response["Location"].startswith("/masuk/?next=/akun/sandi/")


def test_a_form_without_its_token_says_what_to_do(user: User) -> None:
    response = sign_in(Client(enforce_csrf_checks=True))
    assert response.status_code == 403
    assert "Buka kembali halamannya, masuk lagi bila diminta, lalu kirim ulang." in response.content.decode()
    assert trail() == []


def test_a_password_is_changed_and_recorded(client: Client, user: User) -> None:
    sign_in(client)
    new = "kata-sandi-baru-2026"
    client.post("/akun/sandi/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert [row[0] for row in trail()] == ["account.sign_in", "account.password"]


def test_a_forgotten_password_is_renewed_by_the_link_in_the_mail(client: Client, user: User) -> None:
    response = client.post("/akun/sandi/lupa/", {"email": "BUDI@example.go.id"})
    assert response["Location"] == "/akun/sandi/lupa/terkirim/"
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["budi@example.go.id"], "[Kinerja Dukcapil] Membuat kata sandi baru")
    link = re.search(r"http://testserver(\S+)", str(sent.body))
    assert link is not None
    form = client.get(link[1], follow=True)
    new = "kata-sandi-baru-2026"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert (done["Location"], user.check_password(new)) == ("/akun/sandi/lupa/selesai/", True)
    again = client.get(link[1], follow=True).content.decode()
    assert "Tautan ini tidak berlaku lagi" in again


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client: Client, user: User) -> None:
    response = client.post("/akun/sandi/lupa/", {"email": "asing@example.com"})
    assert (response["Location"], mail.outbox) == ("/akun/sandi/lupa/terkirim/", [])


def test_a_second_factor_is_asked_for_and_recorded(client: Client, user: User) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    first = sign_in(client)
    assert (first["Location"], "_auth_user_id" in client.session) == ("/akun/keamanan/authenticate/", False)
    wrong = client.post(first["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    right = client.post(first["Location"], {"code": code})
    assert (right["Location"], client.session["_auth_user_id"]) == ("/", str(user.pk))
    assert [(row[0], row[3]) for row in trail()] == [
        ("account.sign_in_failed", {"address": "127.0.0.1", "factor": "totp"}),
        ("account.sign_in", {"address": "127.0.0.1"}),
    ]


def test_a_second_factor_is_set_up_after_the_password_is_asked_again(
    client: Client, user: User, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client)
    asked = client.get("/akun/keamanan/totp/activate/")
    assert asked["Location"].startswith("/akun/konfirmasi/?next=")
    assert client.get(asked["Location"]).status_code == 200
    client.post(asked["Location"], {"password": PASSWORD})
    secret = client.get("/akun/keamanan/totp/activate/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/akun/keamanan/totp/activate/", {"code": code})
    assert done["Location"] == "/akun/keamanan/recovery-codes/"
    pages = [client.get(path).content.decode() for path in (done["Location"], "/akun/keamanan/")]
    assert (
        len(re.findall(r"^\d{8}$", pages[0].replace('<pre id="recovery_codes">', "\n"), re.MULTILINE)) == 10
    )
    assert "10 kode belum terpakai." in pages[1]
    for path in ("/akun/keamanan/totp/deactivate/", "/akun/keamanan/recovery-codes/generate/"):
        assert client.get(path).status_code == 200
    client.post("/akun/keamanan/totp/deactivate/")
    assert [(row[0], row[3].get("factor")) for row in trail()[1:]] == [
        ("account.factor_add", "totp"),
        ("account.factor_add", "recovery_codes"),
        ("account.factor_remove", "totp"),
        ("account.factor_remove", "recovery_codes"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_every_page_of_the_account_opens(client: Client, user: User, name: str) -> None:
    sign_in(client)
    client.post("/akun/konfirmasi/", {"password": PASSWORD})
    response = client.get(reverse(name))
    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|\son\w+=|\sstyle=", page) == []


def test_passwords_are_kept_by_argon2(user: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = security.PASSWORD_HASHERS
    user.set_password(PASSWORD)
    assert identify_hasher(user.password).algorithm == "argon2"
