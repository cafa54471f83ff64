"""The table, read aloud."""

import pytest

from kinerja.rules.appraisal_needs import APPRAISAL_PRECONDITIONS
from kinerja.rules.policy import Policy
from kinerja.rules.workflow import (
    ACTS,
    APPRAISAL_ACTS,
    EDITABLE,
    PRECONDITIONS,
    STATES,
    act,
    allowed,
    preconditions,
)

ROLES = {
    "admin_pusat",
    "operator_ditjen",
    "verifikator_ditjen",
    "dirjen",
    "pemantau_provinsi",
    "operator_unit",
}


def test_every_act_from_every_state() -> None:
    table = {state: {row.name: row.next_state(state) for row in allowed(state)} for state in STATES}
    assert table == {
        "draft": {"submit": "submitted"},
        "submitted": {
            "endorse": "submitted",
            "question": "submitted",
            "verify": "verified",
            "return_": "returned",
            "decide_zero": "submitted",
        },
        "returned": {"submit": "submitted"},
        "verified": {"return_": "returned", "decide_zero": "verified", "finalise": "final"},
        "final": {"reopen": "reopened"},
        "reopened": {"submit": "submitted"},
    }


def test_who_may_do_what_where() -> None:
    table = {
        (row.name, state): set(row.roles_in(state)) for row in ACTS for state in STATES if row.roles_in(state)
    }
    operators, ditjen = {"operator_unit", "operator_ditjen"}, {"verifikator_ditjen", "dirjen"}
    assert table == {
        ("submit", "draft"): operators,
        ("submit", "returned"): operators,
        ("submit", "reopened"): operators,
        ("endorse", "submitted"): {"pemantau_provinsi"},
        ("question", "submitted"): {"pemantau_provinsi"},
        ("verify", "submitted"): {"verifikator_ditjen"},
        ("return_", "submitted"): {"verifikator_ditjen"},
        ("return_", "verified"): {"dirjen"},
        ("decide_zero", "submitted"): ditjen,
        ("decide_zero", "verified"): ditjen,
        ("finalise", "verified"): {"dirjen"},
        ("reopen", "final"): {"admin_pusat"},
    }


def test_acts_that_need_words() -> None:
    assert {row.name for row in ACTS if row.needs_note} == {"question", "return_", "decide_zero", "reopen"}


def test_preconditions_by_name() -> None:
    assert {row.name: row.preconditions for row in ACTS if row.preconditions} == {
        "submit": ("window_open",),
        "verify": ("not_the_enterer", "province_endorsed"),
        "decide_zero": ("figure_missing",),
        "finalise": ("nothing_missing", "red_flags_acknowledged"),
    }


@pytest.mark.parametrize(("review", "binds"), [("advisory", False), ("off", False), ("required", True)])
def test_the_provinces_endorsement_binds_only_when_required(review: str, binds: bool) -> None:
    policy = Policy.from_data({"province_review": review})
    assert ("province_endorsed" in preconditions(act("verify"), policy)) is binds


def test_every_name_in_the_table_is_known() -> None:
    named = {name for row in ACTS for name in row.preconditions}
    states = {state for row in ACTS for state in (*row.from_states, row.to_state) if state}
    roles = {role for row in ACTS for role in row.roles}
    assert (named, states, roles, len({row.name for row in ACTS})) == (
        set(PRECONDITIONS),
        set(STATES),
        ROLES,
        len(ACTS),
    )


def test_preconditions_of_an_appraisal() -> None:
    found = {row.name: row.preconditions for row in APPRAISAL_ACTS if row.preconditions}
    assert found == {
        "rate": ("element_two_not_decided",),
        "import_rating": ("element_two_not_decided",),
        "submit": ("element_two_told",),
        "approve": (
            "unit_final",
            "field_known",
            "element_two_told",
            "flags_acknowledged",
            "recommended",
            "guidance_planned",
        ),
        "object": ("element_two_not_decided", "objection_open"),
        "answer": ("answer_open",),
        "decide": ("answer_over",),
        "close": ("objection_over",),
    }
    assert {name for names in found.values() for name in names} == set(APPRAISAL_PRECONDITIONS)


def test_what_may_be_edited_is_what_may_be_submitted() -> None:
    assert frozenset(act("submit").from_states) == EDITABLE


def test_an_unknown_act_is_refused() -> None:
    with pytest.raises(KeyError):
        act("delete")


def test_an_act_is_nobodys_where_it_is_not_possible() -> None:
    assert act("verify").roles_in("draft") == ()
