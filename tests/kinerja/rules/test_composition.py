from decimal import Decimal

import pytest

from kinerja.rules.composition import Composition, compose
from kinerja.rules.policy import Policy
from kinerja.rules.types import Step

WEIGHTED = Policy.from_data(
    {"composition": "weighted", "composition_weights": {"unsur_1": "60", "unsur_2": "40"}}, version="2"
)


def test_by_default_the_elements_stand_side_by_side() -> None:
    text = "Unsur 1 dan unsur 2 ditampilkan berdampingan; Keputusan tidak memberi rumus penggabungan."
    assert compose(Decimal(90), Decimal(80)) == Composition(
        Decimal(90), Decimal(80), None, (Step(text, "R8", "II.C", policy=True),)
    )


def test_weights_of_a_policy_join_them() -> None:
    assert compose(Decimal("97.12"), Decimal("85.5"), WEIGHTED) == Composition(
        Decimal("97.12"),
        Decimal("85.5"),
        Decimal("92.47"),
        (Step("60 % × 97,12 + 40 % × 85,50 = 92,47.", "R8", "II.C", policy=True),),
    )


@pytest.mark.parametrize(("first", "second"), [(None, Decimal(80)), (Decimal(90), None), (None, None)])
def test_what_is_not_there_is_not_zero(first: Decimal | None, second: Decimal | None) -> None:
    text = "Belum dapat digabungkan: ada unsur yang belum tersedia."
    assert compose(first, second, WEIGHTED) == Composition(
        first, second, None, (Step(text, "R8", "II.C", policy=True),)
    )


def test_a_predikat_without_a_number_in_the_policy_joins_nothing() -> None:
    text = "Belum dapat digabungkan: kebijakan tidak memberi angka untuk predikat Baik."
    assert compose(Decimal(90), None, WEIGHTED, predikat="Baik") == Composition(
        Decimal(90), None, None, (Step(text, "R8", "II.C", policy=True),)
    )
