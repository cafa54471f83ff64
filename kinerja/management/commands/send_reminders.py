"""``manage.py send_reminders``: remind people of what waits for them; once a day, by a scheduler."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.management.base import ReportingCommand
from kinerja.rules.warnings import date_text
from kinerja.services.reminder import send_reminders
from kinerja.services.reminder_rules import label_of


class Command(ReportingCommand):
    """Store the reminders of a day; safe to repeat, and a missed day may be made up for."""

    help = "Simpan pengingat hari ini bagi yang ditunggu tindakannya. Boleh diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--date",
            type=date.fromisoformat,
            metavar="TTTT-BB-HH",
            help=_("Hari yang diingatkan (bawaan: hari ini); untuk hari yang terlewat."),
        )

    def perform(self, *args: Any, **options: Any) -> dict[str, Any]:
        """Remind; the outcome counts the new messages by kind."""
        today = options["date"] or timezone.localdate()
        return {"date": today, "reminders": send_reminders(today=today)}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """The day, the sum, and each kind that was told."""
        counts = outcome["reminders"]
        said = _("%(day)s: %(n)d pengingat baru.")
        yield said % {"day": date_text(outcome["date"]), "n": sum(counts.values())}
        yield from (f"- {label_of(name)}: {count}" for name, count in counts.items() if count)
