"""A certificate's end is announced sixty days ahead, to who signs with it and to the admins."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kinerja.models import DocumentSignature, Notification
from kinerja.services.document import issue_document
from kinerja.services.reminder import send_reminders
from kinerja.services.reminder_rules import label_of
from tests.builders import make_user
from tests.kinerja.cast import Cast

ENDS = date(2026, 3, 1)
TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def signature(cast: Cast, media_root: Path) -> DocumentSignature:
    """The Dirjen signed with a certificate that ends soon."""
    issue_document(evaluation=cast.act(cast.kabupaten, *TO_FINAL), actor=cast.dirjen)
    Notification.objects.all().delete()
    row = DocumentSignature.objects.get()
    row.expires_at = datetime(2026, 3, 1, 5, tzinfo=UTC)
    row.save()
    return row


def told(today: date) -> list[str]:
    """Who hears of it for the first time on a day."""
    before = set(Notification.objects.values_list("pk", flat=True))
    send_reminders(today=today)
    new = Notification.objects.filter(event="certificate").exclude(pk__in=before)
    return sorted(new.values_list("recipient__username", flat=True))


def test_sixty_days_ahead_and_a_week_before(cast: Cast, signature: DocumentSignature) -> None:
    keeper = make_user("admin_pusat", username="penjaga")
    admins = sorted({keeper.username, cast.admin.username, cast.dirjen.username})
    assert told(ENDS - timedelta(days=61)) == []
    assert told(ENDS - timedelta(days=60)) == admins
    assert told(ENDS - timedelta(days=59)) == []
    assert told(ENDS - timedelta(days=7)) == admins
    assert told(ENDS + timedelta(days=1)) == []
    message = Notification.objects.filter(recipient=cast.dirjen, event="certificate").first()
    assert message is not None
    name = signature.signer_name
    assert message.text == f"Sertifikat tanda tangan {name} berakhir 1 Maret 2026; perbarui sebelum itu."
    assert label_of("certificate") == "Sertifikat akan berakhir"


def test_a_newer_certificate_makes_the_older_one_no_matter(signature: DocumentSignature) -> None:
    later = signature.expires_at
    assert later is not None
    values = {
        name: getattr(signature, name) for name in ("document_id", "part", "signer_name", "certificate")
    }
    values |= {"level": "B-B", "signed_at": signature.signed_at, "signed_by_id": signature.signed_by_id}
    DocumentSignature.objects.create(
        place=2, serial="ff", expires_at=later + timedelta(days=900), size=1, sha256="0" * 64, **values
    )
    assert told(ENDS - timedelta(days=30)) == []
