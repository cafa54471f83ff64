"""One e-mail an account, to whoever wants it; a mail server that fails costs nobody a message."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from kinerja.models import Notification
from kinerja.services.digest import DigestReport, send_digest
from kinerja.services.notification import set_email, tell
from officials.models import User
from tests.builders import make_user
from tests.kinerja.chain import Chain

NOW = timezone.now()
PART = "Penilaian 2025-1 atas nama Nama kabid, Kabid diajukan dan menunggu pemeriksaan Anda."


@pytest.fixture
def chain(db: None, settings: Settings) -> Chain:
    """Fakfak and its people, at an address of its own."""
    settings.PUBLIC_URL = "https://kinerja.contoh.id/"
    return Chain()


def told(account: User, text: str, event: str = "appraisal.submit", **fields: Any) -> Notification:
    return Notification.objects.create(recipient=account, event=event, text=text, **fields)


def test_forty_messages_are_one_mail(chain: Chain) -> None:
    for number in range(40):
        told(chain.bupati, f"Pesan {number}", path=f"/pesan/{number}/")
    report = send_digest(now=NOW)
    assert report == DigestReport(mailed=1, messages=40, skipped=0, failed=())
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["bupati@contoh.id"], "[Kinerja Dukcapil] 40 pemberitahuan baru")
    ]
    assert str(mail.outbox[0].body).count("- Pesan ") == 20
    assert "- dan 20 lagi" in str(mail.outbox[0].body)
    assert set(Notification.objects.values_list("mailed_at", flat=True)) == {NOW}


def test_nothing_is_mailed_twice(chain: Chain) -> None:
    told(chain.bupati, "Pesan")
    send_digest(now=NOW)
    assert send_digest(now=NOW) == DigestReport(0, 0, 0, ())
    assert len(mail.outbox) == 1


def test_the_mail_in_full(chain: Chain) -> None:
    """Grouped by event, newest first, with whole addresses; and the same in HTML, with markup told apart."""
    told(chain.bupati, "Pertama & <satu>", created_at=NOW - timedelta(hours=2))
    tell(appraisal=chain.of_kabid, act="submit", actor=chain.kadis)
    told(chain.bupati, "Ada keberatan", "appraisal.object", created_at=NOW - timedelta(hours=1))
    send_digest(now=NOW)
    sent: Any = mail.outbox[0]
    assert sent.body == (
        "Yth. Nama bupati,\n\n"
        "Ada 3 pemberitahuan baru untuk Anda di Kinerja Dukcapil.\n\n"
        "Penilaian diajukan\n"
        f"- {PART}\n  https://kinerja.contoh.id/penilaian/2025-1/pejabat/{chain.of_kabid.pk}/\n"
        "- Pertama & <satu>\n\n"
        "Keberatan diajukan\n"
        "- Ada keberatan\n\n"
        "Semua pemberitahuan, dan tempat mematikan surel ini:\n"
        "https://kinerja.contoh.id/pemberitahuan/\n"
    )
    html, kind = sent.alternatives[0]
    link = f'<a href="https://kinerja.contoh.id/penilaian/2025-1/pejabat/{chain.of_kabid.pk}/">{PART}</a>'
    assert (kind, link in html, "<li>Pertama &amp; &lt;satu&gt;</li>" in html) == ("text/html", True, True)


def test_whoever_wants_no_mail_is_passed_over_for_good(chain: Chain) -> None:
    """Switched off, without address, inactive: marked, so that nothing old arrives when that changes."""
    set_email(on=False, actor=chain.bupati)
    set_email(on=True, actor=chain.gubernur)
    User.objects.filter(pk=chain.kadis.pk).update(is_active=False)
    without = make_user(username="tanpa-surel")
    for account in (chain.bupati, chain.gubernur, chain.kadis, chain.kabid, without):
        told(account, "Pesan")
    assert send_digest(now=NOW) == DigestReport(mailed=2, messages=2, skipped=3, failed=())
    assert sorted(sent.to[0] for sent in mail.outbox) == ["gubernur@contoh.id", "kabid@contoh.id"]
    set_email(on=True, actor=chain.bupati)
    assert send_digest(now=NOW) == DigestReport(0, 0, 0, ())


def test_a_mail_that_fails_waits_and_the_others_go(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    for account in (chain.bupati, chain.gubernur, chain.kabid):
        told(account, "Pesan")
    send = mail.EmailMultiAlternatives.send

    def refuse_gubernur(self: mail.EmailMultiAlternatives, *args: Any, **options: Any) -> int:
        if self.to == ["gubernur@contoh.id"]:
            raise smtplib.SMTPServerDisconnected("putus")
        return send(self, *args, **options)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse_gubernur)
    report = send_digest(now=NOW)
    assert report == DigestReport(mailed=2, messages=2, skipped=0, failed=(("gubernur", "putus"),))
    waiting = Notification.objects.filter(mailed_at__isnull=True)
    assert list(waiting.values_list("recipient__username", flat=True)) == ["gubernur"]
    monkeypatch.undo()
    assert send_digest(now=NOW) == DigestReport(1, 1, 0, ())


def test_an_impossible_address_fails_alone(chain: Chain) -> None:
    User.objects.filter(pk=chain.bupati.pk).update(email="bupati@contoh.id\nBcc: semua@contoh.id")
    for account in (chain.bupati, chain.kabid):
        told(account, "Pesan")
    report = send_digest(now=NOW)
    assert (report.mailed, [name for name, _reason in report.failed]) == (1, ["bupati"])
    assert [sent.to for sent in mail.outbox] == [["kabid@contoh.id"]]
