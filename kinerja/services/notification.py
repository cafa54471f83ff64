"""Tell people what happened to their work, in the application; the digest carries it on by e-mail.

``tell`` and ``tell_many`` are called by the acts themselves, inside their transaction: whoever is told of
something can rely on it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import (
    Appraisal,
    Clarification,
    Notification,
    NotificationPreference,
    Objection,
    PerformanceAgreement,
    SemesterEvaluation,
)
from kinerja.rules.deadlines import objection_until
from kinerja.selectors.period import policy_of
from kinerja.selectors.recipients import recipients
from kinerja.services.errors import NotPermitted
from kinerja.services.notification_events import EVENTS, event_name
from kinerja.services.notification_messages import Row, Told, messages
from officials import audit
from officials.models import User
from regions.zones import local_day

SWITCHED = audit.register("notification.email", gettext_lazy("Surel pemberitahuan dinyalakan atau dimatikan"))


def tell(*, appraisal: Appraisal, act: str, actor: User) -> int:
    """Tell whom an act on one appraisal concerns; see ``tell_many``."""
    return tell_many(appraisals=[appraisal], act=act, actor=actor)


def tell_many(*, appraisals: Sequence[Appraisal], act: str, actor: User) -> int:
    """Tell whom an act on some appraisals concerns: one message an account and a period, however many rows.

    Args:
        appraisals: as they stand after the act.
        act: a name in ``rules.workflow.APPRAISAL_ACTS``, ``clarification.ask`` or ``clarification.answer``.
        actor: who acted, and is not told.

    Returns:
        The number of messages; the queries are as many for forty appraisals as for one.

    Raises:
        LookupError: nobody decided who is told of this act.

    Source: II.B, R10.
    """
    name, now = event_name(act), timezone.now()
    rows = _beside(appraisals) if EVENTS[name].to else []
    return _store(name, rows, actor, now, _until(name, rows)) if rows else 0


def tell_unit(*, evaluation: SemesterEvaluation, act: str, actor: User) -> int:
    """Tell the operators of a unit what became of their submission; nothing where the act tells nobody.

    Args:
        evaluation: as it stands after the act.
        act: a name in ``rules.workflow.ACTS``.
        actor: who acted, and is not told.

    Returns:
        The number of messages.
    """
    name = f"evaluation.{act.rstrip('_')}"
    return _store(name, [evaluation], actor, timezone.now(), {}) if name in EVENTS else 0


def tell_agreement(*, agreement: PerformanceAgreement, act: str, actor: User) -> int:
    """Tell who signs an agreement next, or who has to change it.

    Args:
        agreement: as it stands after the act, with its unit.
        act: ``offer`` or ``return``.
        actor: who acted, and is not told.

    Returns:
        The number of messages.

    Source: II.C.1.
    """
    return _store(f"agreement.{act}", [agreement], actor, timezone.now(), {})


def mark_read(*, notification: Notification, actor: User) -> Notification:
    """Note that an account has read one of its messages; not audited, as it decides nothing.

    Raises:
        NotPermitted: the message is somebody else's.
    """
    if notification.recipient_id != actor.pk:
        raise NotPermitted([_("Pemberitahuan ini bukan untuk Anda.")])
    if notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
    return notification


def mark_all_read(*, actor: User) -> int:
    """Note that an account has read all its messages; the number of those it had not."""
    unread = Notification.objects.visible_to(actor).filter(read_at__isnull=True)
    return unread.update(read_at=timezone.now())


def set_email(*, on: bool, actor: User) -> NotificationPreference:
    """Switch an account's own e-mail on or off; messages in the application go on either way.

    What waited while e-mail was off is not sent when it is switched on again.
    """
    with transaction.atomic():
        row, _made = NotificationPreference.objects.select_for_update().get_or_create(user=actor)
        if row.email != on:
            row.email = on
            row.save(update_fields=["email"])
            audit.record(SWITCHED, actor=actor, obj=row, before={"email": not on}, after={"email": on})
    return row


def _beside(appraisals: Sequence[Appraisal]) -> list[Appraisal]:
    """The appraisals with what a message says of them, read once for all."""
    rows = Appraisal.objects.filter(pk__in=[row.pk for row in appraisals]).defer("inputs", "result")
    return list(rows.select_related("period__policy", "evaluation__unit").order_by("pk"))


def _until(name: str, rows: Sequence[Appraisal]) -> dict[int, date]:
    """The deadline that an act begins, by the appraisal's id."""
    open_ = {"appraisal__in": rows, "answer": ""}
    if name == "appraisal.object":
        return dict(Objection.objects.filter(**open_).values_list("appraisal", "answer_due"))
    if name == "clarification.ask":
        return dict(Clarification.objects.filter(**open_).values_list("appraisal", "due"))
    if name != "appraisal.receive":
        return {}
    return {
        row.pk: objection_until(local_day(row.zone, row.received_at), policy_of(row.period))
        for row in rows
        if row.received_at
    }


def _store(name: str, rows: Sequence[Row], actor: User, now: datetime, until: Mapping[int, date]) -> int:
    """Store one message for each account and period, and count them."""
    event = EVENTS[name]
    told = [Told(row, until.get(row.pk)) for row in rows]
    made = messages(name, event, told, recipients(rows, event.to, now), without=actor)
    return len(Notification.objects.bulk_create(made))
