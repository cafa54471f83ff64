"""Announce certificates that are about to end, sixty days ahead and once more a week before."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Notification
from kinerja.rules.warnings import date_text
from kinerja.selectors.certificate import AHEAD, Expiring, expiring_certificates
from officials.models import User

EVENT, LABEL = "certificate", gettext_lazy("Sertifikat akan berakhir")
#: Days before the end at which it is said, the last first: a missed day is made up for.
STEPS = (7, AHEAD)


def announced_expiry(today: date) -> list[Notification]:
    """The messages to whoever signs with such a certificate and to every national admin_pusat; none stored.

    Args:
        today: in Jakarta.
    """
    keepers = User.objects.filter(is_active=True, roles__role="admin_pusat").distinct()
    found = expiring_certificates(today)
    return [message for row in found for message in _messages(row, today, keepers)] if found else []


def _messages(row: Expiring, today: date, keepers: Iterable[User]) -> Iterator[Notification]:
    step = next(days for days in STEPS if (row.ends_on - today).days <= days)
    text = _("Sertifikat tanda tangan %(name)s berakhir %(day)s; perbarui sebelum itu.")
    said = text % {"name": row.name, "day": date_text(row.ends_on)}
    for account in {row.account, *keepers}:
        key = f"{EVENT}:{row.serial[:60]}:{step}"
        yield Notification(recipient=account, event=EVENT, key=key, text=said[:300])
