"""A measure says whether it holds, for people and for machines."""

import pytest

from tests.bench.measure import ROUNDS, Measure, in_turns


@pytest.mark.parametrize(
    ("measure", "line"),
    [
        (Measure("score", 0.5, 0.1, 5), "score: ours 0.5 s, limit 0.1 s, ratio 5.00, goal <= 5, holds"),
        (Measure("score", 0.6, 0.1, 5), "score: ours 0.6 s, limit 0.1 s, ratio 6.00, goal <= 5, falls short"),
        (Measure("rows", 0, 0, 1, "rows"), "rows: ours 0 rows, limit 0 rows, ratio -, goal <= 1, holds"),
        (
            Measure("rows", 1, 0, 1, "rows"),
            "rows: ours 1 rows, limit 0 rows, ratio -, goal <= 1, falls short",
        ),
    ],
)
def test_a_line(measure: Measure, line: str) -> None:
    assert measure.line() == line


def test_for_machines() -> None:
    assert Measure("score", 2, 1, 5).as_data() == {
        "name": "score",
        "ours": 2,
        "limit": 1,
        "goal": 5,
        "unit": "s",
        "ratio": 2.0,
        "holds": True,
    }


def test_both_take_turns() -> None:
    done: list[str] = []
    in_turns(lambda: done.append("ours"), lambda: done.append("limit"), lambda: done.append("prepare"))
    first, second = ["prepare", "ours", "limit"], ["prepare", "limit", "ours"]
    assert done == [word for number in range(ROUNDS) for word in (second if number % 2 else first)]


def test_of_long_work_there_are_fewer_rounds() -> None:
    done: list[str] = []
    in_turns(lambda: done.append("ours"), lambda: done.append("limit"), rounds=2)
    assert done == ["ours", "limit", "limit", "ours"]
