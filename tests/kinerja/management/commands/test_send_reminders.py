"""``manage.py send_reminders``: the day's reminders, counted by kind."""

import json
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from kinerja.models import Notification
from kinerja.services.reminder_rules import REMINDERS
from tests.kinerja.chain import Chain


@pytest.fixture
def chain(db: None) -> Chain:
    """An office whose entry closes on 10 July 2025, nothing submitted."""
    return Chain(entry_closes=date(2025, 7, 10))


def run(*words: str) -> str:
    out = StringIO()
    call_command("send_reminders", *words, stdout=out)
    return out.getvalue()


def test_a_missed_day_then_nothing_left(chain: Chain) -> None:
    first, second = run("--date", "2025-07-09"), run("--date", "2025-07-09")
    assert first.splitlines() == [
        "9 Juli 2025: 3 pengingat baru.",
        "- Pengisian unit kerja segera berakhir: 1",
        "- Unsur 2 belum diajukan: 2",
    ]
    assert second == "9 Juli 2025: 0 pengingat baru.\n"
    assert Notification.objects.count() == 3


def test_for_machines_and_today(chain: Chain) -> None:
    """Without a day it is today's."""
    with time_machine.travel("2025-07-11T00:30:00+07:00"):
        outcome = json.loads(run("--json"))
    assert outcome == {
        "date": "2025-07-11",
        "reminders": dict.fromkeys([*REMINDERS, "certificate"], 0) | {"reminder.rate": 2},
    }


def test_a_day_that_is_none(chain: Chain) -> None:
    with pytest.raises(CommandError):
        run("--date", "besok")
