"""Rows and accounts become messages: one an account and a period, however many rows it is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.text import Truncator

from kinerja.models import Appraisal, Notification, PerformanceAgreement, SemesterEvaluation
from kinerja.rules.warnings import date_text
from kinerja.selectors.agreement import codes_in_year
from officials.models import User

Row = Appraisal | SemesterEvaluation | PerformanceAgreement
#: A message has 300 characters: a long name and a long post leave room for what is said of them.
SUBJECT_LENGTH = 140


class Saying(Protocol):
    """What can be said: a sentence of one row, and one of several."""

    @property
    def one(self) -> Any:
        """Said of one row: may name ``subject``, ``period``, ``until``."""

    @property
    def many(self) -> Any:
        """Said of several: may name ``n``, ``period``, ``until``."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row to tell of, and the day that is named with it."""

    row: Row
    until: date | None = None


def messages(
    event: str,
    saying: Saying,
    told: Iterable[Told],
    accounts: Mapping[int, Sequence[User]],
    *,
    without: User | None = None,
    key: str = "",
) -> list[Notification]:
    """The messages to store, none of them stored yet.

    Args:
        event: the name they are grouped by.
        saying: its sentences.
        told: the rows; those of one period (or year) and one account become one message.
        accounts: whom to tell of a row, by its id.
        without: whoever acted.
        key: what makes a message the only one of its kind; the period is added. "" where it may come again.
    """
    whole: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for each in told:
        for account in accounts[each.row.pk]:
            if account != without:
                whole[account.pk, period_of(each.row)].append(each)
    return [_message(event, saying, account, rows, key) for (account, _period), rows in whole.items()]


def subject_of(row: Row) -> str:
    """Whom a message is about: "Budi, Kepala Bidang …", or the office; shortened to fit."""
    if isinstance(row, Appraisal):
        name = str(row)
    else:
        name = row.unit_name if isinstance(row, SemesterEvaluation) else row.unit.name
    return Truncator(name).chars(SUBJECT_LENGTH)


def period_of(row: Row) -> str:
    """The code of a row's semester, or the year of an agreement."""
    return str(row.year) if isinstance(row, PerformanceAgreement) else str(row.period.code)


def path_of(row: Row) -> str:
    """The address of the page of an appraisal, of an agreement, or of a unit's entry."""
    if isinstance(row, PerformanceAgreement):
        return f"/perjanjian/{row.year}/{codes_in_year([row])[row.pk]}/"
    if isinstance(row, Appraisal):
        return f"/penilaian/{row.period.code}/pejabat/{row.pk}/"
    return f"/isian/{row.period.code}/{row.region_code}/"


def list_path(row: Row) -> str:
    """The address of the list in which a row stands among others; an agreement is told of by itself."""
    if isinstance(row, PerformanceAgreement):
        return "/"
    return f"/penilaian/{row.period.code}/" + ("pejabat/" if isinstance(row, Appraisal) else "")


def _message(event: str, saying: Saying, account: int, told: Sequence[Told], key: str) -> Notification:
    first, alone = told[0].row, len(told) == 1
    until = told[0].until
    words = {
        "subject": subject_of(first),
        "period": period_of(first),
        "n": len(told),
        "until": date_text(until) if until else "",
    }
    return Notification(
        recipient_id=account,
        event=event,
        key=f"{key}:{period_of(first)}" if key else "",
        text=str(saying.one if alone else saying.many) % words,
        path=path_of(first) if alone else list_path(first),
        appraisal=first if alone and isinstance(first, Appraisal) else None,
    )
