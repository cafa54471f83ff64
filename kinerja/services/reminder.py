"""Remind people of what waits for them, once a day; the scheduler calls it, and it may be repeated."""

from datetime import UTC, date, datetime, time, timedelta

import structlog

from kinerja.models import Notification
from kinerja.selectors.due import Due
from kinerja.selectors.recipients import recipients
from kinerja.services import certificate_expiry
from kinerja.services.notification_messages import Told, messages
from kinerja.services.reminder_rules import REMINDERS, Reminder, Stage
from officials.models import User

log = structlog.get_logger(__name__)
#: At five in the morning UTC it is the same day in WIB, WITA and WIT.
SAME_DAY_EVERYWHERE = time(5, tzinfo=UTC)


def send_reminders(*, today: date, actor: User | None = None) -> dict[str, int]:
    """Store every reminder of a day: one message an account, kind and period, however many rows wait.

    Args:
        today: the day as the offices count it; a day that was missed may be given later.
        actor: who asked for it; None for the scheduler.

    Returns:
        The new messages by kind of reminder. A second run of the same day finds nothing to add.

    Source: R6, R10; the days are in ``reminder_rules``.
    """
    counts = {name: _remind(name, reminder, today) for name, reminder in REMINDERS.items()}
    counts[certificate_expiry.EVENT] = _store_new(certificate_expiry.announced_expiry(today))
    log.info("reminders_sent", today=today.isoformat(), actor=actor and actor.pk, **counts)
    return counts


def _remind(name: str, reminder: Reminder, today: date) -> int:
    days = {today - timedelta(days=stage.after): stage for stage in reminder.stages}
    found = reminder.found(days)
    made = [
        message
        for day, stage in days.items()
        for message in _of_stage(name, stage, today, [due for due in found if due.on == day])
    ]
    return _store_new(made)


def _of_stage(name: str, stage: Stage, today: date, found: list[Due]) -> list[Notification]:
    told = [Told(due.row, due.on) for due in found]
    moment = datetime.combine(today, SAME_DAY_EVERYWHERE)
    accounts = recipients([due.row for due in found], stage.to, moment) if found else {}
    return messages(name, stage, told, accounts, key=f"{name}:{stage.after}:{today.isoformat()}")


def _store_new(made: list[Notification]) -> int:
    """Store the messages that nobody has yet; the database refuses what another run stores meanwhile."""
    keys = {message.key for message in made}
    stored = set(Notification.objects.filter(key__in=keys).values_list("recipient", "key"))
    new = [message for message in made if (message.recipient_id, message.key) not in stored]
    Notification.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
