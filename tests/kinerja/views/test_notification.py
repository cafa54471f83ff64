"""The page of messages, the number in the frame, and that nobody reaches another account's."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from kinerja.models import Notification, NotificationPreference
from officials.models import User
from tests.builders import make_user
from tests.kinerja.views.conftest import SignedIn

PAGE = "/pemberitahuan/"


@pytest.fixture
def reader(db: None) -> User:
    """An auditor with two messages, one of them read; another account has one too."""
    account = make_user("auditor")
    before = timezone.now() - timedelta(days=1)
    told(account, "Sudah dibaca", read_at=before)
    told(account, "Belum dibaca", created_at=before)
    told(make_user("auditor"), "Milik orang lain")
    return account


def told(account: User, text: str, **fields: object) -> Notification:
    words = {"event": "appraisal.submit", "path": "/publik/", "text": text}
    return Notification.objects.create(recipient=account, **(words | fields))


def html_of(client: Client, path: str = PAGE) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_own_messages_unread_first(reader: User, signed_in: SignedIn) -> None:
    html = html_of(signed_in(reader))
    assert (0 < html.index("Belum dibaca</div>") < html.index("Sudah dibaca</div>")) is True
    assert ("Milik orang lain" in html, "1 belum dibaca." in html) == (False, True)
    assert "Penilaian diajukan" in html


def test_an_empty_list_says_what_comes(db: None, signed_in: SignedIn) -> None:
    html = html_of(signed_in(make_user("auditor")))
    assert "Belum ada pemberitahuan." in html
    assert "Tandai semua dibaca" not in html


def test_visitors_sign_in_first(db: None, client: Client) -> None:
    response = client.get(PAGE)
    assert (response.status_code, response.headers["Location"]) == (302, f"/masuk/?next={PAGE}")


def test_pages_of_thirty(reader: User, signed_in: SignedIn) -> None:
    for number in range(40):
        told(reader, f"Pesan {number:02}")
    client = signed_in(reader)
    first, second = html_of(client), html_of(client, f"{PAGE}?halaman=2")
    assert (first.count("Tandai dibaca</button>"), second.count("Tandai dibaca</button>")) == (30, 11)


@pytest.mark.parametrize(("data", "target"), [({"buka": "ya"}, "/publik/"), ({}, PAGE)])
def test_reading_one(reader: User, signed_in: SignedIn, data: dict[str, str], target: str) -> None:
    """Opening goes where the message points; marking stays."""
    row = Notification.objects.get(text="Belum dibaca")
    response = signed_in(reader).post(f"{PAGE}{row.pk}/dibaca/", data)
    row.refresh_from_db()
    assert (response.status_code, response.headers["Location"], row.read_at is None) == (302, target, False)


def test_another_accounts_message_does_not_exist(reader: User, signed_in: SignedIn) -> None:
    row = Notification.objects.get(text="Milik orang lain")
    response = signed_in(reader).post(f"{PAGE}{row.pk}/dibaca/", {"buka": "ya"})
    row.refresh_from_db()
    assert (response.status_code, row.read_at) == (404, None)


def test_reading_all_is_ones_own(reader: User, signed_in: SignedIn) -> None:
    response = signed_in(reader).post(f"{PAGE}dibaca/", follow=True)
    unread = Notification.objects.filter(read_at__isnull=True)
    assert "1 pemberitahuan ditandai dibaca." in response.content.decode()
    assert list(unread.values_list("text", flat=True)) == ["Milik orang lain"]


def test_the_switch(reader: User, signed_in: SignedIn) -> None:
    client = signed_in(reader)
    off = unescape(client.post(f"{PAGE}surel/", {"surel": "tidak"}, follow=True).content.decode())
    stored = list(NotificationPreference.objects.values_list("user", "email"))
    on = unescape(client.post(f"{PAGE}surel/", {"surel": "ya"}, follow=True).content.decode())
    assert stored == [(reader.pk, False)]
    assert list(NotificationPreference.objects.values_list("user", "email")) == [(reader.pk, True)]
    assert ("Ringkasan lewat surel dimatikan." in off, "Nyalakan surel" in off) == (True, True)
    assert ("Ringkasan lewat surel dinyalakan." in on, "Matikan surel" in on) == (True, True)


@pytest.mark.parametrize("path", ["dibaca/", "surel/", "1/dibaca/"])
def test_nothing_is_changed_by_get(reader: User, signed_in: SignedIn, path: str) -> None:
    assert signed_in(reader).get(f"{PAGE}{path}").status_code == 405


@pytest.mark.parametrize(
    ("unread", "label", "number"),
    [
        (0, 'aria-label="Pemberitahuan"', ""),
        (3, 'aria-label="Pemberitahuan, 3 belum dibaca"', '<span aria-hidden="true">3</span>'),
        (120, 'aria-label="Pemberitahuan, 120 belum dibaca"', '<span aria-hidden="true">99+</span>'),
    ],
)
def test_the_number_in_the_frame(db: None, signed_in: SignedIn, unread: int, label: str, number: str) -> None:
    account = make_user("auditor")
    for each in range(unread):
        told(account, f"Pesan {each}")
    html = html_of(signed_in(account), "/verifikasi/")
    assert (label in html, number in html, html.count("99+")) == (True, True, int(unread > 99))


def test_one_query_more_a_page_none_for_visitors(
    reader: User, signed_in: SignedIn, client: Client, queries_of: Callable[[Client, str], list[str]]
) -> None:
    mine, visitors = queries_of(signed_in(reader), "/verifikasi/"), queries_of(client, "/verifikasi/")
    counted = [sum("kinerja_notification" in sql for sql in asked) for asked in (mine, visitors)]
    assert counted == [1, 0]


def test_as_many_queries_for_many_messages(
    reader: User, signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]]
) -> None:
    client = signed_in(reader)
    client.get(PAGE)  # the first visit of a session notes its time
    few = len(queries_of(client, PAGE))
    for number in range(25):
        told(reader, f"Pesan {number}")
    assert len(queries_of(client, PAGE)) == few
