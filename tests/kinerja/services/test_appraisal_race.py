"""Several people approve the same appraisal at the same moment: one does, the others are told."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from kinerja.models import Appraisal, AppraisalEvent
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal import Seen, approve_many, perform_act
from kinerja.services.errors import NotPermitted, Refused
from officials.audit_chain import verify_chain
from officials.models import AuditEntry, Delegation, User
from tests.builders import LONG_AGO
from tests.kinerja.appraisal_cast import Appraising
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

#: SQLite has one writer, so that fewer rounds see all that can happen.
ROUNDS = 20 if connection.vendor == "postgresql" else 6


@pytest.fixture
def cast() -> Appraising:
    """A Kepala Bidang and a Kepala Seksi in review, and a Plh beside the Bupati."""
    made = Appraising()
    for kind in ("kabid", "kasi"):
        made.bring("approved", kind)
        again(made, kind)
    Delegation.objects.create(
        position=made.office.posts["kepala_daerah"],
        delegate=plh(made).official,
        decree_number="SK-9",
        decree_date=LONG_AGO,
        valid_from=LONG_AGO,
        valid_until="2100-01-01",
        recorded_by=made.admin,
    )
    return made


def plh(cast: Appraising) -> User:
    """Who acts for the Bupati."""
    return cast.office.users["sekretaris"]


def again(cast: Appraising, kind: str) -> None:
    """Return what is approved and bring it into review once more."""
    row = cast.office.appraisal(kind)
    perform_act(appraisal=row, act="return_", actor=cast.bupati, note="Sekali lagi")
    perform_act(appraisal=row, act="submit", actor=cast.rater(kind))
    perform_act(appraisal=row, act="review", actor=cast.bupati)


def approve_one(row: Seen, account: int) -> str:
    """What one person is told who approves a row as shown."""
    looked, actor = {"appraisal": row.appraisal, "seen": row.digest}, User.objects.get(pk=account)
    try:
        return perform_act(act="approve", actor=actor, **looked).state
    except NotPermitted:
        return "not permitted"
    except Refused as refusal:
        return "; ".join(refusal.reasons)


def approve_together(rows: list[Seen], account: int) -> str:
    """How many of some rows one person approves in bulk."""
    report = approve_many(seen=rows, actor=User.objects.get(pk=account))
    return f"{len(report.approved)} approved, {len(report.refused)} refused"


def seen(row: Appraisal) -> Seen:
    """A row as a list shows it."""
    return Seen(row, seen_now(row))


def count_approvals() -> tuple[int, int]:
    """How many approvals the histories and the audit trail tell."""
    events = AppraisalEvent.objects.filter(act="approve").count()
    return events, AuditEntry.objects.filter(action="appraisal.approve").count()


def told_by(name: str) -> str:
    """What whoever comes too late is told."""
    return (
        f"Tindakan “Setujui” tidak mungkin: keadaan penilaian ini Disetujui (tindakan terakhir oleh {name})."
    )


def test_of_four_approvals_at_once_one_wins(cast: Appraising) -> None:
    """Two by the Bupati, two by the Plh; each of the losers is told who was faster."""
    before, names = count_approvals(), {}
    for number in range(ROUNDS):
        row = seen(cast.kabid)
        accounts = [cast.bupati.pk, cast.bupati.pk, plh(cast).pk, plh(cast).pk]
        told = sorted(at_once([partial(approve_one, row, account) for account in accounts]))
        names[number] = cast.kabid.approved_by.display_name
        assert told == sorted(["approved", *[told_by(names[number])] * 3])
        assert count_approvals() == (before[0] + number + 1, before[1] + number + 1)
        again(cast, "kabid")
    assert verify_chain().broken is None


def test_a_bulk_approval_against_a_single_one(cast: Appraising) -> None:
    before = count_approvals()
    for number in range(ROUNDS):
        rows = [seen(cast.kabid), seen(cast.office.appraisal("kasi"))]
        acts: list[Callable[[], str]] = [
            partial(approve_together, rows, cast.bupati.pk),
            partial(approve_one, rows[0], plh(cast).pk),
        ]
        bulk, single = at_once(acts)
        assert (bulk, single) in {
            ("2 approved, 0 refused", told_by(cast.bupati.display_name)),
            ("1 approved, 1 refused", "approved"),
        }
        assert count_approvals() == (before[0] + 2 * number + 2, before[1] + 2 * number + 2)
        for kind in ("kabid", "kasi"):
            again(cast, kind)
    assert verify_chain().broken is None


def test_two_bulk_approvals_in_opposite_orders_do_not_wait_for_each_other(cast: Appraising) -> None:
    before = count_approvals()
    for number in range(ROUNDS // 2):
        rows = [seen(cast.kabid), seen(cast.office.appraisal("kasi"))]
        found = at_once(
            [
                partial(approve_together, rows, cast.bupati.pk),
                partial(approve_together, rows[::-1], plh(cast).pk),
            ]
        )
        approved = sum(int(said.split()[0]) for said in found)
        assert (approved, count_approvals()) == (2, (before[0] + 2 * number + 2, before[1] + 2 * number + 2))
        for kind in ("kabid", "kasi"):
            again(cast, kind)
    assert verify_chain().broken is None
