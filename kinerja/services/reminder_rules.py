"""When somebody is reminded, of what: before a window or deadline closes, and after.

Read a row aloud: "a rating not submitted: 7 days and 1 day before entry closes, and the day after it, the
superior is told …". A stage is one day: whoever was told on it is not told again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kinerja.rules.workflow import Party
from kinerja.selectors import due
from kinerja.selectors.due import Days, Due
from kinerja.services import certificate_expiry
from kinerja.services.notification_events import EVENTS, OPERATOR

RATE = (
    _(
        "Penilaian %(period)s atas nama %(subject)s belum diajukan; pengisian berakhir %(until)s. "
        "Isi unsur 2, lalu ajukan."
    ),
    _("%(n)d penilaian %(period)s belum diajukan; pengisian berakhir %(until)s. Isi unsur 2, lalu ajukan."),
)
WAIT = (
    _("Penilaian %(period)s atas nama %(subject)s menunggu tindakan Anda sejak %(until)s."),
    _("%(n)d penilaian %(period)s menunggu tindakan Anda sejak %(until)s."),
)
RECEIVE = (
    _("Hasil penilaian %(period)s atas nama %(subject)s belum diterima sejak ditandatangani %(until)s."),
    _("%(n)d hasil penilaian %(period)s belum diterima sejak ditandatangani %(until)s."),
)
OBJECT = (
    _("Keberatan atas penilaian %(period)s, %(subject)s, dapat diajukan sampai %(until)s."),
    _("Keberatan atas %(n)d penilaian %(period)s dapat diajukan sampai %(until)s."),
)
ANSWER = (
    _("Keberatan %(subject)s atas penilaian %(period)s belum dijawab; batasnya %(until)s."),
    _("%(n)d keberatan atas penilaian %(period)s belum dijawab; batasnya %(until)s."),
)
UNANSWERED = (
    _(
        "Keberatan %(subject)s atas penilaian %(period)s tidak dijawab sampai batasnya, %(until)s; "
        "sekarang menunggu putusan."
    ),
    _(
        "%(n)d keberatan atas penilaian %(period)s tidak dijawab sampai batasnya, %(until)s; "
        "sekarang menunggu putusan."
    ),
)
DECIDE = (
    _("Keberatan %(subject)s atas penilaian %(period)s menunggu putusan Anda sejak %(until)s."),
    _("%(n)d keberatan atas penilaian %(period)s menunggu putusan Anda sejak %(until)s."),
)
GUIDE = (
    _("Pembinaan %(subject)s (penilaian %(period)s) ditindaklanjuti paling lambat %(until)s."),
    _("%(n)d pembinaan (penilaian %(period)s) ditindaklanjuti paling lambat %(until)s."),
)
GUIDE_LATE = (
    _("Pembinaan %(subject)s (penilaian %(period)s) belum dicatat tindak lanjutnya; batasnya %(until)s."),
    _("%(n)d pembinaan (penilaian %(period)s) belum dicatat tindak lanjutnya; batasnya %(until)s."),
)
ENTER = (
    _("Isian %(subject)s, periode %(period)s, belum diajukan; pengisian berakhir %(until)s."),
    _("Isian %(n)d unit kerja, periode %(period)s, belum diajukan; pengisian berakhir %(until)s."),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A day on which somebody is told: so many days after the day that matters, or before it (negative)."""

    after: int
    to: tuple[str, ...]
    one: Any
    many: Any


@dataclass(frozen=True, slots=True)
class Reminder:
    """A kind of thing that waits: what people call it, how it is found, and when whom is told."""

    label: Any
    found: Callable[[Days], list[Due]]
    stages: tuple[Stage, ...]


def _on(days: tuple[int, ...], to: tuple[str, ...], said: tuple[Any, Any]) -> tuple[Stage, ...]:
    return tuple(Stage(after, to, *said) for after in days)


REMINDERS: dict[str, Reminder] = {
    "reminder.entry": Reminder(
        _("Pengisian unit kerja segera berakhir"), due.unsubmitted_units, _on((-7, -1), (OPERATOR,), ENTER)
    ),
    "reminder.rate": Reminder(
        _("Unsur 2 belum diajukan"), due.unsubmitted, _on((-7, -1, 1), (Party.SUPERIOR,), RATE)
    ),
    "reminder.review": Reminder(
        _("Penilaian menunggu pejabat penilai"), due.with_assessor, _on((7, 14), (Party.ASSESSOR,), WAIT)
    ),
    "reminder.receive": Reminder(
        _("Hasil belum diterima"), due.unreceived, _on((7,), (Party.OFFICIAL,), RECEIVE)
    ),
    "reminder.object": Reminder(
        _("Masa keberatan segera lewat"), due.open_to_objection, _on((-3, -1), (Party.OFFICIAL,), OBJECT)
    ),
    "reminder.answer": Reminder(
        _("Keberatan belum dijawab"),
        due.unanswered,
        _on((-3, -1), (Party.ASSESSOR,), ANSWER) + _on((1,), (Party.ASSESSOR, Party.DECIDER), UNANSWERED),
    ),
    "reminder.decide": Reminder(
        _("Keberatan menunggu putusan"), due.undecided, _on((14,), (Party.DECIDER,), DECIDE)
    ),
    "reminder.guidance": Reminder(
        _("Pembinaan perlu ditindaklanjuti"),
        due.guidance,
        _on((-7,), (Party.SUPERIOR, Party.ASSESSOR), GUIDE)
        + _on((1,), (Party.SUPERIOR, Party.ASSESSOR), GUIDE_LATE),
    ),
}


def label_of(event: str) -> str:
    """What people read for an event or a reminder; one no longer known shows its own name."""
    if event == certificate_expiry.EVENT:
        return str(certificate_expiry.LABEL)
    known = EVENTS.get(event) or REMINDERS.get(event)
    return str(known.label) if known else event
