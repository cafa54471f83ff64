"""Four people verify at the same moment: one does, three are told."""

from functools import partial

import pytest

from kinerja.models import EvaluationEvent, SemesterEvaluation
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.transition import perform
from officials.audit_chain import verify_chain
from officials.models import AuditEntry, User
from tests.builders import (
    make_user,
)
from tests.kinerja.cast import Cast
from tests.threads import at_once


@pytest.mark.django_db(transaction=True)
def test_of_four_verifications_at_once_one_wins() -> None:
    cast = Cast()
    verifiers = [make_user("verifikator_ditjen", username=f"verifikator{number}") for number in range(4)]
    rounds = []
    for _round in range(20):
        cast.act(cast.kabupaten, "submit")
        rounds.append(race(cast.kabupaten, verifiers))
        perform(evaluation=cast.kabupaten, act="return_", actor=cast.dirjen, note="Sekali lagi")
    acts = EvaluationEvent.objects.filter(act="verify").count()
    entries = AuditEntry.objects.filter(action="evaluation.verify").count()
    assert rounds == [["refused", "refused", "refused", "verified"]] * 20
    assert (acts, entries, verify_chain().broken) == (20, 20, None)


def race(evaluation: SemesterEvaluation, verifiers: list[User]) -> list[str]:
    """What four people who verify at the same moment are told, sorted."""

    def verify(actor: User) -> str:
        try:
            return perform(evaluation=evaluation, act="verify", actor=actor).state
        except NotPermitted:
            return "not permitted"
        except Refused:
            return "refused"

    return sorted(at_once([partial(verify, actor) for actor in verifiers]))
