from dataclasses import replace
from decimal import Decimal

from kinerja.rules.aggregate import unit_score
from kinerja.rules.completion import completion
from kinerja.rules.element import ElementOne, element_one
from kinerja.rules.policy import Policy
from kinerja.rules.types import Completion
from tests.kinerja.rules.builders import KABKOTA, REPORTS, counts, full

FIGURES = full() | {"K1.2": counts(45, 100)}
ROWS: list[Completion] = [completion(row, FIGURES[row.code]) for row in KABKOTA]
UNIT = unit_score(ROWS)
OWN_OUTPUTS = completion(REPORTS, counts(9, 11))


def codes(found: ElementOne) -> tuple[str, ...]:
    return tuple(row.code for row in found.carried.completions)


def test_the_head_and_the_secretary_carry_the_unit() -> None:
    assert element_one((), ROWS) == ElementOne(UNIT, None)


def test_a_field_carries_its_own_indicators_and_those_of_the_unit() -> None:
    found = element_one(("capil",), ROWS, own_outputs=OWN_OUTPUTS)
    assert (codes(found), found.carried.percent, found.beside) == (
        ("K1.2", "K1.5", "K2", "K3"),
        Decimal("82.95"),
        UNIT,
    )


def test_the_secretariat_has_no_outputs() -> None:
    assert codes(element_one(("sekretariat",), ROWS)) == ("K1.5", "K1.6", "K3")


def test_by_the_letter_everyone_carries_the_unit() -> None:
    policy = Policy.from_data({"responsibility": "unit"})
    by_field = element_one(("dafduk",), ROWS)
    assert element_one(("dafduk",), ROWS, policy) == ElementOne(UNIT, by_field.carried)


def test_the_fields_result_waits_for_the_fields_own_figures_only() -> None:
    rows = [replace(row, field="pemanfaatan") if row.code == "K1.4" else row for row in ROWS]
    rows[2] = completion(KABKOTA[2], None)
    assert (
        element_one(("pemanfaatan",), rows).carried.provisional,
        element_one((), rows).carried.provisional,
    ) == (
        False,
        True,
    )
