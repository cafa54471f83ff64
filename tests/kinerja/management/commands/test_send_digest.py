"""``manage.py send_digest``: what went out, and exit code 1 with the reasons where something did not."""

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from pytest_django import Settings

from kinerja.management.base import RefusedError
from kinerja.models import Notification
from tests.builders import make_user


@pytest.fixture
def waiting(db: None) -> None:
    """Two messages for an account with an address, one for an account without."""
    with_address, without = make_user(username="ada", email="ada@contoh.id"), make_user(username="tanpa")
    for account in (with_address, with_address, without):
        Notification.objects.create(recipient=account, event="appraisal.submit", text="Pesan")


def run(*words: str) -> str:
    out = StringIO()
    call_command("send_digest", *words, stdout=out)
    return out.getvalue()


def test_what_went_out(waiting: None) -> None:
    assert run().splitlines() == [
        "1 surel terkirim, memuat 2 pemberitahuan.",
        "1 pemberitahuan tidak dikirim (surel dimatikan, atau akun tanpa surel).",
    ]
    assert run() == "0 surel terkirim, memuat 0 pemberitahuan.\n"
    assert [sent.to for sent in mail.outbox] == [["ada@contoh.id"]]


def test_for_machines(waiting: None) -> None:
    assert json.loads(run("--json")) == {"mailed": 1, "messages": 2, "skipped": 1}


def test_a_mail_server_that_is_away(waiting: None, settings: Settings) -> None:
    """Nobody listens: the reason is told, the messages wait for the next run."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(RefusedError) as refused:
        run()
    assert [reason.startswith("Surel kepada ada gagal: ") for reason in refused.value.reasons] == [True]
    waiting_now = Notification.objects.filter(mailed_at__isnull=True)
    assert list(waiting_now.values_list("recipient__username", flat=True)) == ["ada", "ada"]
