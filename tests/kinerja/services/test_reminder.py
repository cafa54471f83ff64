"""Who is reminded on which day of what, and only once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Appraisal, GuidanceStep, Notification, Objection, Period, SemesterEvaluation
from kinerja.services.reminder import send_reminders
from kinerja.services.reminder_rules import REMINDERS
from tests.kinerja.chain import NOON, Chain

DAY = date(2025, 7, 10)
Arrange = Callable[[Chain], object]


@pytest.fixture
def chain(db: None) -> Chain:
    """Fakfak and its people; entry closes on the day that matters; nobody has anything to rate."""
    made = Chain(entry_closes=DAY)
    SemesterEvaluation.objects.update(state="draft")
    return made


def days_told(arrange: Arrange, chain: Chain, kind: str) -> dict[int, list[str]]:
    """Who is told of a kind of reminder, by days after the day that matters; two weeks around it."""
    arrange(chain)
    found = {}
    for after in range(-15, 16):
        Notification.objects.all().delete()
        send_reminders(today=DAY + timedelta(days=after))
        names = Notification.objects.filter(event=kind).values_list("recipient__username", flat=True)
        if names:
            found[after] = sorted(names)
    return found


def _objection(chain: Chain) -> Objection:
    return Objection.objects.create(
        appraisal=chain.of_kabid,
        revision=1,
        text="Tidak sesuai.",
        filed_at=NOON,
        filed_by=chain.kabid,
        answer_due=DAY,
    )


def _nothing(chain: Chain) -> None:
    """As the office stands: both appraisals and the unit are drafts."""


def _rated(chain: Chain) -> None:
    for row in (chain.of_kabid, chain.of_kasi):
        chain.move(row, "submitted", NOON)


def _in_review(chain: Chain) -> None:
    chain.move(chain.of_kabid, "in_review", NOON)


def _approved(chain: Chain) -> None:
    chain.move(chain.of_kabid, "approved", NOON)


def _signed(chain: Chain) -> None:
    chain.move(chain.of_kabid, "signed", NOON)


def _received_fourteen_days_before(chain: Chain) -> None:
    chain.move(chain.of_kabid, "received", NOON - timedelta(days=14))


def _objected(chain: Chain) -> None:
    chain.move(chain.of_kabid, "objected", NOON)
    _objection(chain)


def _answered(chain: Chain) -> None:
    chain.move(chain.of_kabid, "answered", NOON)


def _planned(chain: Chain) -> None:
    chain.move(chain.of_kabid, "closed", NOON)
    GuidanceStep.objects.create(appraisal=chain.of_kabid, what="Kursus", due_on=DAY)
    done = {"done_on": DAY, "recorded_by": chain.bupati}
    GuidanceStep.objects.create(appraisal=chain.of_kabid, what="Magang", due_on=DAY, **done)


def _submitted_unit(chain: Chain) -> None:
    by = {"submitted_at": NOON, "submitted_by": chain.operator}
    SemesterEvaluation.objects.update(state="submitted", **by)


def _closed_period(chain: Chain) -> None:
    Period.objects.update(state="closed")


@pytest.mark.parametrize(
    ("kind", "arrange", "expected"),
    [
        ("reminder.entry", _nothing, {-7: ["operator"], -1: ["operator"]}),
        ("reminder.entry", _submitted_unit, {}),
        ("reminder.entry", _closed_period, {}),
        ("reminder.rate", _nothing, {after: ["kabid", "kadis"] for after in (-7, -1, 1)}),
        ("reminder.rate", _rated, {}),
        ("reminder.rate", _closed_period, {}),
        ("reminder.review", _rated, {7: ["bupati"], 14: ["bupati"]}),
        ("reminder.review", _in_review, {7: ["bupati"], 14: ["bupati"]}),
        ("reminder.review", _approved, {7: ["bupati"], 14: ["bupati"]}),
        ("reminder.receive", _signed, {7: ["kabid"]}),
        ("reminder.object", _received_fourteen_days_before, {-3: ["kabid"], -1: ["kabid"]}),
        ("reminder.answer", _objected, {-3: ["bupati"], -1: ["bupati"], 1: ["bupati", "gubernur"]}),
        ("reminder.answer", _answered, {}),
        ("reminder.decide", _answered, {14: ["gubernur"]}),
        ("reminder.decide", _objected, {14: ["gubernur"]}),
        ("reminder.guidance", _planned, {-7: ["bupati", "kadis"], 1: ["bupati", "kadis"]}),
    ],
)
def test_days_and_people(chain: Chain, kind: str, arrange: Arrange, expected: dict[int, list[str]]) -> None:
    assert days_told(arrange, chain, kind) == expected


def test_every_kind_is_tested() -> None:
    marks = test_days_and_people.pytestmark  # type: ignore[attr-defined]  # pytest keeps the cases there
    assert {kind for mark in marks for kind, *_rest in mark.args[1]} == set(REMINDERS)


def test_a_second_run_of_the_day_adds_nothing(chain: Chain) -> None:
    first = send_reminders(today=DAY - timedelta(days=1))
    again = send_reminders(today=DAY - timedelta(days=1))
    none = dict.fromkeys([*REMINDERS, "certificate"], 0)
    assert (first, again) == (none | {"reminder.entry": 1, "reminder.rate": 2}, none)
    assert Notification.objects.count() == 3


def test_what_another_run_stored_meanwhile_is_refused_by_the_database(chain: Chain) -> None:
    """The key of a message is its account's only one; a second row does not come in."""
    send_reminders(today=DAY - timedelta(days=1))
    taken = Notification.objects.get(event="reminder.entry")
    again = Notification(recipient=taken.recipient, event=taken.event, key=taken.key, text="lagi")
    Notification.objects.bulk_create([again], ignore_conflicts=True)
    assert Notification.objects.filter(event="reminder.entry").count() == 1


def test_one_message_for_many(chain: Chain) -> None:
    chain.many(11)
    send_reminders(today=DAY - timedelta(days=7))
    made = Notification.objects.filter(event="reminder.rate").order_by("recipient__username")
    key, what = "reminder.rate:-7:2025-07-03:2025-1", "Isi unsur 2, lalu ajukan."
    until = f"belum diajukan; pengisian berakhir 10 Juli 2025. {what}"
    alone = f"/penilaian/2025-1/pejabat/{chain.of_kabid.pk}/"
    assert list(made.values_list("recipient__username", "key", "text", "path")) == [
        ("kabid", key, f"12 penilaian 2025-1 {until}", "/penilaian/2025-1/pejabat/"),
        ("kadis", key, f"Penilaian 2025-1 atas nama Nama kabid, Kabid {until}", alone),
    ]


def test_as_many_queries_for_many_as_for_one(chain: Chain) -> None:
    _objected(chain)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            send_reminders(today=DAY - timedelta(days=1))
        counts.append(len(captured))
        Notification.objects.all().delete()
        chain.many(10)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("zone", "told"), [("WIB", ["kabid"]), ("WIT", [])])
def test_waiting_counts_the_days_of_the_office(chain: Chain, zone: str, told: list[str]) -> None:
    """Signed at 22:30 in Jakarta, when Fakfak is a day ahead: seven days later it is the eighth there."""
    signed = datetime.fromisoformat("2025-07-10T15:30:00+00:00")
    chain.move(chain.of_kabid, "signed", signed)
    Appraisal.objects.update(zone=zone)
    send_reminders(today=DAY + timedelta(days=7))
    names = Notification.objects.filter(event="reminder.receive")
    assert list(names.values_list("recipient__username", flat=True)) == told


def test_an_earlier_revisions_objection_is_not_reminded_of(chain: Chain) -> None:
    _objected(chain)
    Appraisal.objects.filter(pk=chain.of_kabid.pk).update(revision=2)
    send_reminders(today=DAY - timedelta(days=1))
    assert Notification.objects.filter(event="reminder.answer").count() == 0
