"""One e-mail an account with everything that was not mailed yet, instead of one a message."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from kinerja.models import Notification
from kinerja.services.reminder_rules import label_of
from officials.models import User

log = structlog.get_logger(__name__)
#: A list in an e-mail is a beginning; the page of messages shows all of it.
SHOWN = 20
#: Seconds that a mail server may take to answer.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class DigestReport:
    """What came of a digest: accounts mailed, messages in those mails, messages that nobody wants mailed, and
    each account whose mail failed, with the reason.
    """

    mailed: int
    messages: int
    skipped: int
    failed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The messages of one event: the first of them, and how many more there are."""

    label: str
    messages: Sequence[Notification]
    more: int


def send_digest(*, now: datetime, actor: User | None = None) -> DigestReport:
    """Mail each account what it was not mailed yet.

    An account without address, switched off or inactive is passed over for good, so that nothing old reaches
    it months later. A mail that fails leaves its messages for the next digest, and the others still go; each
    account is settled by itself, as soon as its mail is out.

    Args:
        now: noted as the time of mailing.
        actor: who asked for it; None for the scheduler.
    """
    skipped = _waiting().exclude(_wants_mail()).update(mailed_at=now)
    failed, messages, waiting = [], 0, _by_account()
    connection = get_connection(timeout=PATIENCE)
    for account, rows in waiting.items():
        reason = _mail(account, rows, connection)
        if reason:
            failed.append((account.username, reason))
            continue
        messages += _waiting().filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    report = DigestReport(len(waiting) - len(failed), messages, skipped, tuple(failed))
    log.info("digest_sent", mailed=report.mailed, failed=len(failed), actor=actor and actor.pk)
    return report


def grouped(rows: Iterable[Notification]) -> list[Group]:
    """Messages by event, the event with the latest message first."""
    events: dict[str, list[Notification]] = defaultdict(list)
    for row in rows:
        events[row.event].append(row)
    return [Group(label_of(name), found[:SHOWN], len(found[SHOWN:])) for name, found in events.items()]


def _by_account() -> dict[User, list[Notification]]:
    """What waits for each account that wants mail, newest first."""
    found: dict[User, list[Notification]] = defaultdict(list)
    rows = _waiting().filter(_wants_mail()).select_related("recipient__official")
    for message in rows.order_by("recipient", "-created_at", "-id"):
        found[message.recipient].append(message)
    return found


def _waiting() -> Any:
    return Notification.objects.filter(mailed_at__isnull=True)


def _wants_mail() -> Q:
    switched_off = Q(recipient__notification_preference__email=False)
    return Q(recipient__is_active=True) & ~Q(recipient__email="") & ~switched_off


def _mail(account: User, rows: Sequence[Notification], connection: Any) -> str:
    """Send one account its digest; why it failed, or ""."""
    words = {
        "name": account.display_name,
        "groups": grouped(rows),
        "count": len(rows),
        "site": settings.PUBLIC_URL.rstrip("/"),
    }
    subject = ngettext("%d pemberitahuan baru", "%d pemberitahuan baru", len(rows)) % len(rows)
    mail = EmailMultiAlternatives(
        settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject,
        render_to_string("kinerja/notification/digest.txt", words),
        to=[account.email],
        connection=connection,
    )
    mail.attach_alternative(render_to_string("kinerja/notification/digest.html", words), "text/html")
    try:
        mail.send()
    except (OSError, ValueError) as error:  # SMTP errors are OSErrors; an impossible address is a ValueError
        log.warning("digest_failed", account=account.pk, error=str(error))
        return str(error) or type(error).__name__
    return ""
