"""Which state each appraisal is brought to in bulk, and which acts lead there."""

import pytest

from kinerja.demo import appraisal_fates, appraisal_plan
from kinerja.demo.appraisal_plan import is_worked_on, plan_of
from kinerja.rules import workflow
from kinerja.rules.workflow import AppraisalState as State

TITLES = [f"Kepala Seksi {place}" for place in range(300)]


@pytest.mark.parametrize("paths", [appraisal_plan.PATHS, appraisal_fates.PATHS])
def test_each_path_walks_the_table_to_its_state(paths: dict[State, tuple[str, ...]]) -> None:
    ends = {}
    for wanted, acts in paths.items():
        state: str = State.DRAFT
        for name in acts:
            act = workflow.appraisal_act(name)
            assert state in act.from_states
            state = act.next_state(state)
        ends[wanted] = state
    assert ends == {state: state for state in paths}


def test_the_story_reaches_every_state() -> None:
    assert set(appraisal_fates.PATHS) == set(State)


def test_every_state_before_a_signature_occurs() -> None:
    plans = [plan_of(title, "34.01", "2025-2", final=True) for title in TITLES]
    assert {plan.state for plan in plans} == set(appraisal_plan.PATHS)


def test_nothing_is_approved_while_the_unit_is_not_final() -> None:
    plans = [plan_of(title, "34.01", "2025-2", final=False) for title in TITLES]
    assert {plan.state for plan in plans} == set(appraisal_plan.PATHS) - {State.APPROVED}


def test_elsewhere_ratings_were_only_imported() -> None:
    plan = plan_of("Kepala Seksi Kelahiran", "32.01", "2025-2", final=True)
    assert (plan.state, plan.acts) == (State.DRAFT, ("import_rating",))


def test_the_visitors_office_is_untouched_in_the_first_semester() -> None:
    assert (is_worked_on("92.02", "2025-1"), is_worked_on("92.02", "2025-2")) == (False, True)
    assert is_worked_on("92.03", "2025-1")


def test_few_offices_of_other_provinces_are_worked_on() -> None:
    codes = [f"{province}.{place:02}" for province in range(11, 33) for place in range(1, 20)]
    assert 5 < sum(is_worked_on(code, "2025-2") for code in codes) < 40
