"""A kabupaten with a complete semester and the people who move it, for tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from kinerja.models import Period, SemesterEvaluation
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.transition import perform
from regions.models import Region
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_period,
    make_policy,
    make_region,
    make_unit,
    make_user,
)


class Cast:
    """A kabupaten of Papua Barat with a complete semester, and one person for each role it needs."""

    def __init__(self, **policy: Any) -> None:
        self.region: Region = make_region("92", "Papua Barat")
        self.fakfak = make_region("92.03", "Fakfak", parent=self.region)
        make_designated()
        self.period: Period = make_period(policy=make_policy(2, **policy) if policy else None)
        self.operator = make_user("operator_unit", self.fakfak, username="operator")
        self.ditjen = make_user("operator_ditjen", username="ditjen")
        self.verifier = make_user("verifikator_ditjen", username="verifikator")
        self.dirjen = make_user("dirjen", username="dirjen")
        self.admin = make_user("admin_pusat", username="admin")
        self.monitor = make_user("pemantau_provinsi", self.region, username="pemantau")
        self.kabupaten = self.evaluation(self.fakfak)

    def evaluation(self, region: Region) -> SemesterEvaluation:
        """A unit with a complete semester."""
        made = make_evaluation(make_unit(region), self.period)
        make_agreement(made)
        make_figures(made, by=self.operator)
        return made

    def act(self, evaluation: SemesterEvaluation, *acts: str, note: str = "") -> SemesterEvaluation:
        """Do acts in turn, each by whoever does it in real life."""
        who = {"submit": self.operator, "endorse": self.monitor, "question": self.monitor}
        who |= {"verify": self.verifier, "finalise": self.dirjen, "reopen": self.admin}
        for act in acts:
            evaluation = perform(evaluation=evaluation, act=act, actor=who[act], note=note)
        return evaluation


def refusal(act: Callable[[], object]) -> list[str]:
    """The reasons with which an act is refused."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.reasons


def outcome(act: Callable[[], object]) -> str:
    """What a service says to an act: "done", "not permitted" or "refused"; nothing of it stays."""
    with transaction.atomic():
        try:
            act()
        except NotPermitted:
            return "not permitted"
        except Refused:
            return "refused"
        finally:
            transaction.set_rollback(True)
    return "done"


def history(evaluation: SemesterEvaluation) -> list[tuple[str, str, str, int, str, str]]:
    columns = ("act", "from_state", "to_state", "revision", "actor_name", "note")
    return list(evaluation.events.order_by("id").values_list(*columns))
