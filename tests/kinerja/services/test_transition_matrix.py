"""Who may do what: every act × every state × every role × its region, against a table written by hand.

A case is decided twice, by the service that acts and by what the page offers; both must say the same.
"""

from functools import partial
from itertools import product

import pytest
from django.utils import timezone

from kinerja.models import SemesterEvaluation
from kinerja.rules.workflow import ACTS, STATES
from kinerja.services.acts import available_acts
from kinerja.services.transition import decide_zero, perform
from officials.models import RoleAssignment, User
from regions.models import Region
from tests.builders import (
    KABKOTA_FIGURES,
    PROVINCE_FIGURES,
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_region,
    make_unit,
    make_user,
)
from tests.kinerja.cast import outcome

Actor = tuple[str, str]
State = SemesterEvaluation.State
ROLES = [role.value for role in RoleAssignment.Role]
NATIONAL_ONLY = {"dirjen", "menteri"}
UNIT_OPERATOR = {("operator_unit", "own")}


def ditjen(*roles: str, of: tuple[str, ...] = ("national", "own", "province")) -> set[Actor]:
    """Roles of the Ditjen, for all Indonesia or for a region that holds the unit."""
    return {
        (role, where) for role in roles for where in of if where == "national" or role not in NATIONAL_ONLY
    }


OPERATORS = UNIT_OPERATOR | ditjen("operator_ditjen")
MONITOR = {("pemantau_provinsi", "province")}
VERIFIER, DIRJEN, ADMIN = ditjen("verifikator_ditjen"), ditjen("dirjen"), ditjen("admin_pusat")
#: Who may do what to the evaluation of a kabupaten; an act and a state that are not named: nobody.
KABUPATEN: dict[tuple[str, str], set[Actor]] = {
    ("submit", "draft"): OPERATORS,
    ("submit", "returned"): OPERATORS,
    ("submit", "reopened"): OPERATORS,
    ("endorse", "submitted"): MONITOR,
    ("question", "submitted"): MONITOR,
    ("verify", "submitted"): VERIFIER,
    ("return_", "submitted"): VERIFIER,
    ("return_", "verified"): DIRJEN,
    ("decide_zero", "submitted"): VERIFIER | DIRJEN,
    ("decide_zero", "verified"): VERIFIER | DIRJEN,
    ("finalise", "verified"): DIRJEN,
    ("reopen", "final"): ADMIN,
}
CASES = [(act.name, state) for act, state in product(ACTS, STATES)]


class Stage:
    """A kabupaten of a province with everything reported but one figure, and every role in every region."""

    def __init__(self) -> None:
        province = make_region("92", "Papua Barat")
        own = make_region("92.03", "Fakfak", parent=province)
        places: dict[str, Region | None] = {
            "national": None,
            "own": own,
            "province": province,
            "sibling": make_region("92.02", "Manokwari", parent=province),
            "elsewhere": make_region("91.03", "Jayapura", parent=make_region("91", "Papua")),
        }
        make_designated()
        self.kabupaten = make_evaluation(make_unit(own))
        self.province = make_evaluation(make_unit(province), self.kabupaten.period)
        for evaluation in (self.kabupaten, self.province):
            make_agreement(evaluation)
        self.enterer = make_user("operator_unit", own, username="pengisi")
        self.actors = {
            (role, where): self._actor(role, where, region)
            for role, (where, region) in product(ROLES, places.items())
            if self._exists(role, region)
        }

    def _exists(self, role: str, region: Region | None) -> bool:
        return not (region is None and role in RoleAssignment.REGIONAL) and not (
            region is not None and role in NATIONAL_ONLY
        )

    def _actor(self, role: str, where: str, region: Region | None) -> User:
        return make_user(role, region, username=f"{role}-{where}")

    def put(self, evaluation: SemesterEvaluation, state: str) -> None:
        """Bring an evaluation into a state as the workflow would leave it."""
        signs = {"submitted": ("submitted",), "verified": ("submitted", "verified")}
        signs["final"] = ("submitted", "verified", "final")
        fields = {
            f"{sign}_{what}": value
            for sign in signs.get(state, ())
            for what, value in (("at", timezone.now()), ("by", self.enterer))
        }
        is_final = state == "final"
        fields |= {"state": state, "provisional": not is_final, "inputs": {} if is_final else None}
        SemesterEvaluation.objects.filter(pk=evaluation.pk).update(**fields)
        evaluation.refresh_from_db()


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()


def do(evaluation: SemesterEvaluation, act: str, actor: User) -> None:
    """Call the service of an act."""
    if act == "decide_zero":
        indicator = evaluation.period.indicator_set.indicators.get(code="K1.6")
        decide_zero(evaluation=evaluation, indicator=indicator, actor=actor, note="Alasan")
    else:
        perform(evaluation=evaluation, act=act, actor=actor, note="Alasan")


@pytest.mark.parametrize(("act", "state"), CASES)
def test_who_may_do_what_to_a_kabupaten(stage: Stage, act: str, state: str) -> None:
    figures = {code: said for code, said in KABKOTA_FIGURES.items() if (act, code) != ("decide_zero", "K1.6")}
    make_figures(stage.kabupaten, figures)
    stage.put(stage.kabupaten, state)
    found = {who: outcome(partial(do, stage.kabupaten, act, actor)) for who, actor in stage.actors.items()}
    offered = {
        who
        for who, actor in stage.actors.items()
        if act in {row.name for row in available_acts(stage.kabupaten, actor)}
    }
    may = KABUPATEN.get((act, state), set())
    elsewhere = set().union(*(who for (name, _state), who in KABUPATEN.items() if name == act))
    # Where nobody may, whoever may in another state is told of the state, and anybody else of the role.
    too_late = set() if may else elsewhere
    expected = {
        who: "done" if who in may else "refused" if who in too_late else "not permitted"
        for who in stage.actors
    }
    assert (found, offered) == (expected, may)


PROVINCE = {("operator_unit", "province"), *ditjen("operator_ditjen", of=("national", "province"))}


@pytest.mark.parametrize(
    ("act", "state", "may"),
    [
        ("submit", "draft", PROVINCE),
        ("endorse", "submitted", set()),
        ("question", "submitted", set()),
        ("verify", "submitted", ditjen("verifikator_ditjen", of=("national", "province"))),
        ("return_", "verified", DIRJEN),
        ("reopen", "final", ditjen("admin_pusat", of=("national", "province"))),
    ],
)
def test_who_may_do_what_to_a_province(stage: Stage, act: str, state: str, may: set[Actor]) -> None:
    make_figures(stage.province, PROVINCE_FIGURES, by=stage.enterer)
    stage.put(stage.province, state)
    done = {
        who
        for who, actor in stage.actors.items()
        if outcome(partial(do, stage.province, act, actor)) == "done"
    }
    assert done == may
