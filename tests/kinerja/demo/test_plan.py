"""Which state each evaluation is brought to."""

from collections import Counter

from kinerja.demo.plan import Plan, is_reported, plan_of
from kinerja.rules.workflow import STATES

CODES = [f"{province}.{place:02}" for province in range(11, 97) for place in range(1, 20)]


def test_everything_of_2018_is_final() -> None:
    assert {plan_of(code, "2018-1") for code in [*CODES, "92"]} == {Plan("final")}


def test_every_state_occurs_in_2025() -> None:
    assert {plan_of(code, "2025-1").state for code in CODES} == set(STATES)


def test_one_province_waits_for_its_last_act() -> None:
    assert (plan_of("34", "2025-1"), plan_of("34.01", "2025-1")) == (Plan("verified"), Plan("final"))


def test_papua_barat_is_left_to_its_story() -> None:
    assert {plan_of(code, "2025-1") for code in ("92", "92.02", "92.12")} == {Plan("draft", "none")}


def test_what_is_reported_follows_the_plan() -> None:
    codes = ["K1.1a", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6", "K2", "K3"]
    gave = Counter(
        (plan, is_reported(Plan("draft", plan), unit, code))
        for plan in ("all", "most", "some", "none")
        for unit in CODES[:200]
        for code in codes
    )
    assert (gave["all", False], gave["none", True]) == (0, 0)
    assert gave["most", True] > gave["some", True] > 800


def test_both_parts_of_ktpel_come_together() -> None:
    plan = Plan("draft", "some")
    assert [
        code for code in CODES if is_reported(plan, code, "K1.1a") != is_reported(plan, code, "K1.1b")
    ] == []
