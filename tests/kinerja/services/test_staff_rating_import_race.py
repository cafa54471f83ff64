"""An import of many ratings while somebody acts on one of its appraisals: both go through, in turn."""

from functools import partial
from threading import Event
from time import sleep
from typing import Any

import pytest

from kinerja.models import AppraisalEvent, StaffRating
from kinerja.services import staff_rating_import
from kinerja.services.errors import Refused
from kinerja.services.imports import apply_import
from kinerja.services.staff_rating import declare_unavailable
from officials.audit_chain import verify_chain
from officials.models import User
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.ratings_file import give_nips, line, sent
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
#: Long enough for the superior to reach a lock that the import holds.
WHILE = 0.5


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def bring_in(cast: Appraising, account: int) -> str:
    """What the operator is told who imports the ratings of both."""
    actor = User.objects.get(pk=account)
    done = apply_import(run=sent(cast, line("kabid"), line("kasi"), actor=actor), actor=actor)
    return f"{len(done.rows)} new"


def say_why_not(cast: Appraising, account: int, begun: Event) -> str:
    """What the superior of the second is told who acts after the first row was written."""
    begun.wait(10)
    actor = User.objects.get(pk=account)
    try:
        declare_unavailable(appraisal=cast.office.appraisal("kasi"), actor=actor, reason="Belum ada")
    except Refused as refusal:
        return "; ".join(refusal.reasons)
    return "told"


def test_an_import_and_a_superior_do_not_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    cast, begun = Appraising(), Event()
    give_nips(cast)
    write = staff_rating_import.import_rating

    def lingering(**told: Any) -> StaffRating:
        """Write a row as ever, and stay between it and the next."""
        rating = write(**told)
        begun.set()
        sleep(WHILE)
        return rating

    monkeypatch.setattr(staff_rating_import, "import_rating", lingering)
    acts = [
        partial(bring_in, cast, cast.enterer.pk),
        partial(say_why_not, cast, cast.rater("kasi").pk, begun),
    ]
    assert at_once(acts) == ["2 new", "told"]
    written = AppraisalEvent.objects.order_by("pk").values_list("act", "appraisal__kind")
    assert list(written) == [("import_rating", "kabid"), ("import_rating", "kasi"), ("rate", "kasi")]
    assert StaffRating.objects.get(appraisal__kind="kasi").origin == "unavailable"
    assert verify_chain().broken is None
