"""Two kabupaten of two provinces with appraisals, put into any state without the workflow, for lists."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kinerja.models import Appraisal, Objection
from kinerja.models.appraisal import WITH_APPROVAL, WITH_RECEIPT, WITH_SIGNATURE, WITH_SUBMISSION
from kinerja.rules.appraisal import appraisal_data, appraise
from kinerja.selectors.appraisal_input import appraisal_input
from officials.models import Delegation, Official, Position, User
from tests.builders import make_region, make_user
from tests.kinerja.appraisal_cast import Appraising, Office, seat

NOW = datetime(2025, 9, 30, 10, tzinfo=ZoneInfo("Asia/Jakarta"))
TODAY = NOW.date()
STATES = [state.value for state in Appraisal.State]


class Lists(Appraising):
    """``Appraising``, and Sabang in Aceh with its own Gubernur, Wali Kota and officials."""

    def __init__(self, *, final: bool = True, **policy: Any) -> None:
        super().__init__(final=final, **policy)
        self.aceh = make_region("11", "Aceh")
        self.sabang = make_region("11.72", "Sabang", parent=self.aceh)
        head = Position.objects.create(kind="kepala_daerah", title="Gubernur Aceh", region=self.aceh)
        self.gubernur_aceh = seat(head, "gubernur-aceh")
        self.other = Office(self.sabang, self.period, final=final)
        self.open()

    @property
    def all(self) -> list[Appraisal]:
        """Every appraisal, as it is now."""
        return list(Appraisal.objects.order_by("pk"))


def put(row: Appraisal, state: str, *, ago: int = 0, by: User | None = None) -> Appraisal:
    """Put an appraisal into a state since so many days, with what the database wants of it there.

    An objection is one day old, so that it can still be answered.
    """
    since, who = NOW - timedelta(days=ago), by or _anybody()
    row.state, row.state_since = state, since
    row.submitted_at, row.submitted_by = (since, who) if state in WITH_SUBMISSION else (None, None)
    decided = state in WITH_APPROVAL
    row.approved_at, row.approved_by = (since, who) if decided else (None, None)
    row.approved_as = {} if decided else None
    if not decided:
        row.inputs = row.result = None
    elif row.inputs is None:
        inputs = appraisal_input(row)
        row.inputs, row.result = inputs.to_data(), appraisal_data(appraise(inputs)) | {"red_flags": []}
    row.signed_at = since if state in WITH_SIGNATURE else None
    row.received_at = since if state in WITH_RECEIPT else None
    row.closed_at = since if state == "closed" else None
    row.save()
    row.objections.all().delete()
    if state in ("objected", "answered", "decided"):
        _object(row, since, who)
    return row


def _object(row: Appraisal, since: datetime, who: User) -> None:
    Objection.objects.create(
        appraisal=row,
        revision=row.revision,
        text="Keberatan",
        filed_at=since,
        filed_by=who,
        answer_due=(since + timedelta(days=14)).date(),
    )


def _anybody() -> User:
    return User.objects.filter(username="siapa-saja").first() or make_user(username="siapa-saja")


def plh(post: Position, username: str, first: date, last: date) -> User:
    """Somebody who acts for the holder of a post between two days."""
    person = Official.objects.create(name=f"Plh {username}")
    user = make_user(username=username, official=person)
    days = {"valid_from": first, "valid_until": last, "decree_date": first}
    Delegation.objects.create(
        position=post, delegate=person, decree_number="KEP-1", recorded_by=_anybody(), **days
    )
    return user
