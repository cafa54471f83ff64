"""Who rates SKP and perilaku: the nearest post above that another person fills on the day (R7, R9)."""

from datetime import date
from typing import Any

import pytest
import time_machine

from kinerja.models import Appraisal
from kinerja.relations import rater
from kinerja.rules.workflow import Party
from officials.models import Appointment, Position, User
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.parties import accounts_of
from tests.kinerja.test_relations import NOON, TODAY, YESTERDAY, delegate, end


@pytest.fixture
def cast(db: None) -> Any:
    """Fakfak on a day in August."""
    with time_machine.travel(NOON, tick=False):
        yield Appraising()


def test_an_empty_post_above_leaves_the_rating_to_the_next_one(cast: Appraising) -> None:
    end(cast.office.users["kabid"], YESTERDAY)
    row = cast.office.appraisal("kasi")
    assert (rater(row), accounts_of(row, Party.SUPERIOR)) == (
        cast.office.posts["kepala_dinas"],
        [cast.superior],
    )


def test_with_every_post_above_empty_the_assessor_rates(cast: Appraising) -> None:
    for kind in ("kabid", "kepala_dinas"):
        end(cast.office.users[kind], YESTERDAY)
    row = cast.office.appraisal("kasi")
    assert (rater(row), accounts_of(row, Party.SUPERIOR)) == (
        cast.office.posts["kepala_daerah"],
        [cast.bupati],
    )


@pytest.mark.parametrize(
    ("who", "last", "rates"),
    [("sekretaris", TODAY, True), ("sekretaris", YESTERDAY, False), ("kepala_dinas", TODAY, False)],
)
def test_a_plh_fills_an_empty_post_above(cast: Appraising, who: str, last: date, rates: bool) -> None:
    """Nobody is Bupati: the Plh rates the Kepala Dinas, whoever that is; no one rates themself as Plh."""
    end(cast.bupati, YESTERDAY)
    plh = cast.office.users[who]
    delegate(cast, plh, YESTERDAY, last)
    row = cast.office.appraisal("kepala_dinas")
    post = cast.office.posts["kepala_daerah"] if rates else row.assessor
    assert (rater(row), accounts_of(row, Party.SUPERIOR)) == (post, [plh] if rates else [cast.dirjen])


def test_who_rates_from_the_end_of_the_chain_sees_what_is_rated(cast: Appraising) -> None:
    """A register with two posts between Kepala Seksi and Kepala Bidang, and nobody in any of the three."""
    posts, above = cast.office.posts, cast.office.posts["kabid"]
    for title in ("Koordinator", "Subkoordinator"):
        above = Position.objects.create(kind="kasi", title=title, unit=cast.office.unit, superior=above)
    Position.objects.filter(pk=posts["kasi"].pk).update(superior=above)
    Appraisal.objects.filter(position=posts["kasi"]).update(superior=above)
    end(cast.office.users["kabid"], YESTERDAY)
    row, user = cast.office.appraisal("kasi"), User.objects.get(pk=cast.superior.pk)
    seen = Appraisal.objects.visible_to(user).filter(pk=row.pk).exists()
    assert (rater(row), accounts_of(row, Party.SUPERIOR), seen) == (posts["kepala_dinas"], [user], True)


def test_a_plt_who_would_be_their_own_superior_is_rated_by_the_next_one(cast: Appraising) -> None:
    """The Kepala Bidang acts as Plt Kepala Dinas: the Bupati, next above, rates."""
    end(cast.superior, YESTERDAY)
    tenure = {"decree_number": "SK-8", "decree_date": TODAY, "valid_from": TODAY, "kind": "plt"}
    post = cast.office.posts["kepala_dinas"]
    appointment = Appointment.objects.create(position=post, official=cast.official.official, **tenure)
    cast.official.roles.create(role="atasan", appointment=appointment, valid_from=TODAY)
    row = cast.kabid
    assert (
        rater(row),
        accounts_of(row, Party.SUPERIOR),
        accounts_of(cast.office.appraisal("kasi"), Party.SUPERIOR),
    ) == (
        cast.office.posts["kepala_daerah"],
        [cast.bupati],
        [cast.official],
    )
