"""Every key is read strictly, comes back as it went in, and really changes an outcome."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from kinerja.rules.aggregate import unit_score
from kinerja.rules.bands import grade
from kinerja.rules.completion import completion
from kinerja.rules.composition import compose
from kinerja.rules.deadlines import answer_until, clarification_until, objection_until
from kinerja.rules.element import element_one
from kinerja.rules.policy import DEFAULT, KEYS, Policy, PolicyError
from kinerja.rules.targets import NationalTarget, choose_target
from kinerja.rules.types import Completion
from kinerja.rules.workflow import act, allowed, preconditions
from tests.kinerja.rules.builders import BIRTH, BUDGET, KABKOTA, LEVY, RATIO, counts, declared, full

REGISTER = (
    NationalTarget(2018, Decimal("82.5"), "RPJMN 2015-2019"),
    NationalTarget(2018, Decimal(90), "Ditjen Dukcapil"),
)


def judged(policy: Policy, **changed: object) -> list[Completion]:
    figures = full() | {code.replace("_", "."): figure for code, figure in changed.items()}
    return [completion(row, figures[row.code], policy) for row in KABKOTA]


def percent(policy: Policy, **changed: object) -> Decimal | None:
    return unit_score(judged(policy, **changed), policy).percent


def nilai(policy: Policy) -> int | None:
    given = unit_score(judged(policy, K1_2=counts(0, 1), K1_3=declared("lama")), policy).grade
    return given.nilai if given else None


@dataclass(frozen=True)
class Case:
    """A key set to another value, what is asked, and the answers before and after."""

    value: object
    ask: Callable[[Policy], object]
    default: object
    changed: object
    also: tuple[tuple[str, object], ...] = ()


def weighted(policy: Policy) -> Decimal | None:
    return compose(Decimal(90), Decimal(80), policy).joined


CASES = {
    "bands": Case(
        [
            {"lower": "95", "nilai": 90, "kategori": "Istimewa"},
            {"lower": "40.5", "nilai": 60, "kategori": "Cukup"},
        ],
        lambda policy: [grade(Decimal(figure), policy).kategori for figure in ("94", "41")],
        ["Sangat Baik", "Di bawah tabel"],
        ["Cukup", "Cukup"],
    ),
    "below_table": Case(
        {"nilai": 50, "kategori": "Buruk"}, lambda policy: grade(Decimal(10), policy).nilai, None, 50
    ),
    "cap": Case(
        None,
        lambda policy: completion(BIRTH, counts(99, 100), policy).percent,
        Decimal("100.00"),
        Decimal("110.00"),
    ),
    "range_over": Case(
        "divide_by_upper",
        lambda policy: completion(BUDGET, counts(100, 100), policy).percent,
        Decimal("100.00"),
        Decimal("98.00"),
    ),
    "levy_knockout": Case(
        True,
        lambda policy: percent(policy, K1_5=declared("0", incidents=1)),
        Decimal("87.50"),
        Decimal("0.00"),
    ),
    # K1.2 and K1.3 at 0 %: mean of completion 75,00; mean of nilai (6 x 90) / 8 = 67,50
    "aggregate": Case("mean_of_nilai", nilai, 70, 60),
    "weights": Case(
        {"K1.2": "9"},
        lambda policy: percent(policy, K1_2=counts(0, 100)),
        Decimal("87.50"),
        Decimal("43.75"),
    ),
    "national_series": Case(
        "RPJMN 2015-2019",
        lambda policy: choose_target(REGISTER, 2018, policy=policy).value,
        Decimal(90),
        Decimal("82.5"),
    ),
    "province_review": Case(
        "required",
        lambda policy: preconditions(act("verify"), policy),
        ("not_the_enterer",),
        ("not_the_enterer", "province_endorsed"),
    ),
    "clarification_days": Case(
        0, lambda policy: clarification_until(date(2025, 8, 1), policy), date(2025, 8, 15), None
    ),
    "objection_days": Case(
        7, lambda policy: objection_until(date(2025, 8, 1), policy), date(2025, 8, 15), date(2025, 8, 8)
    ),
    "answer_days": Case(
        21, lambda policy: answer_until(date(2025, 8, 1), policy), date(2025, 8, 15), date(2025, 8, 22)
    ),
    "responsibility": Case(
        "unit",
        lambda policy: element_one(("capil",), judged(policy, K1_2=counts(45, 100)), policy).carried.percent,
        Decimal("83.33"),
        Decimal("93.75"),
    ),
    "composition": Case(
        "weighted",
        weighted,
        None,
        Decimal("86.00"),
        also=(("composition_weights", {"unsur_1": "60", "unsur_2": "40"}),),
    ),
    "composition_weights": Case(
        {"unsur_1": "25", "unsur_2": "75"},
        weighted,
        None,
        Decimal("82.50"),
        also=(("composition", "weighted"),),
    ),
    "predikat_values": Case(
        {"Baik": "80"},
        lambda policy: compose(Decimal(90), None, policy, predikat="Baik").joined,
        None,
        Decimal("86.00"),
        also=(
            ("composition", "weighted"),
            ("composition_weights", {"unsur_1": "60", "unsur_2": "40"}),
        ),
    ),
}


def test_every_key_has_a_case() -> None:
    assert set(CASES) == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_another_value_changes_the_outcome(key: str) -> None:
    case = CASES[key]
    policy = Policy.from_data({key: case.value, **dict(case.also)}, version="2")
    assert (case.ask(DEFAULT), case.ask(policy)) == (case.default, case.changed)


def test_composition_weights_alone_are_what_changes() -> None:
    equal = Policy.from_data(
        {"composition": "weighted", "composition_weights": {"unsur_1": "50", "unsur_2": "50"}}
    )
    other = Policy.from_data(
        {"composition": "weighted", "composition_weights": {"unsur_1": "25", "unsur_2": "75"}}
    )
    assert (weighted(equal), weighted(other)) == (Decimal("85.00"), Decimal("82.50"))


def test_without_review_the_province_is_offered_no_act() -> None:
    off = Policy.from_data({"province_review": "off"})
    names = [[row.name for row in allowed("submitted", policy)] for policy in (DEFAULT, off)]
    assert names == [
        ["endorse", "question", "verify", "return_", "decide_zero"],
        ["verify", "return_", "decide_zero"],
    ]


@pytest.mark.parametrize("key", KEYS)
def test_a_changed_policy_comes_back_as_it_went_in(key: str) -> None:
    case = CASES[key]
    policy = Policy.from_data({key: case.value, **dict(case.also)}, version="2")
    assert Policy.from_data(policy.to_data(), version="2") == policy


def test_the_default_comes_back_and_names_every_key() -> None:
    assert (Policy.from_data(DEFAULT.to_data()), tuple(DEFAULT.to_data())) == (DEFAULT, KEYS)


def test_missing_keys_take_the_default() -> None:
    assert Policy.from_data({"cap": None}) == replace(DEFAULT, cap=None)


BAD = {
    "bands": [
        [],
        "91",
        [{"lower": "91", "nilai": 90}],
        [{"lower": 90.5, "nilai": 90, "kategori": "Baik"}],
        [{"lower": "91", "nilai": 90, "kategori": ""}],
        [{"lower": "91", "nilai": 90, "kategori": "x" * 41}],
        [{"lower": "91", "nilai": "90", "kategori": "Baik"}],
        [{"lower": "61", "nilai": 70, "kategori": "C"}, {"lower": "91", "nilai": 60, "kategori": "D"}],
        [{"lower": "91", "nilai": 70, "kategori": "C"}, {"lower": "61", "nilai": 70, "kategori": "D"}],
    ],
    "below_table": [
        "nol",
        None,
        {"nilai": 50},
        {"nilai": 60, "kategori": "Kurang"},
        {"nilai": 101, "kategori": "X"},
        {"nilai": 50, "kategori": "x" * 41},
    ],
    "cap": ["seratus", 100.0, "99", "NaN", "Infinity", True, "1001"],
    "range_over": ["", "over", None, 1],
    "levy_knockout": ["true", 1, None],
    "aggregate": ["mean", None],
    "weights": [None, [], {"K1.2": 0}, {"K1.2": "-1"}, {"K1.2": 1.5}, {"": "1"}],
    "national_series": ["", "  ", None, 2018],
    "province_review": ["optional", True],
    "clarification_days": [-1, "14", 14.0, True, 367, None],
    "objection_days": [-1, "14", 367],
    "answer_days": [-1, "14", 367],
    "responsibility": ["bidang", None],
    "composition": ["joined", {}, "weighted"],
    "composition_weights": [
        {},
        {"unsur_1": "60"},
        {"unsur_1": "60", "unsur_2": "41"},
        "60/40",
        {"unsur_1": 60.0, "unsur_2": 40.0},
    ],
    "predikat_values": [None, [], {"Baik": 90.0}, {"Baik": "121"}, {"": "90"}],
}


def test_every_key_has_bad_values() -> None:
    assert set(BAD) == set(KEYS)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in BAD.items() for value in values])
def test_a_bad_value_is_refused_by_name(key: str, value: object) -> None:
    with pytest.raises(PolicyError) as refusal:
        Policy.from_data({key: value})
    named = "composition_weights" if (key, value) == ("composition", "weighted") else key
    assert (refusal.value.key, repr(named) in str(refusal.value)) == (named, True)


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(PolicyError) as refusal:
        Policy.from_data({"capp": 100})
    assert (
        str(refusal.value)
        == f"Kebijakan penilaian, kunci 'capp': tidak dikenal; yang ada: {', '.join(KEYS)}."
    )


def test_what_it_should_be_is_said_in_indonesian() -> None:
    with pytest.raises(PolicyError) as refusal:
        Policy.from_data({"aggregate": "median"})
    assert str(refusal.value) == (
        "Kebijakan penilaian, kunci 'aggregate': harus salah satu dari: mean_of_completion, mean_of_nilai."
    )


def test_a_list_is_no_policy() -> None:
    with pytest.raises(PolicyError, match="objek JSON"):
        Policy.from_data([])


def test_a_levy_only_zeroes_its_own_indicator_by_default() -> None:
    found = completion(LEVY, declared("0", incidents=1))
    assert (found.percent, completion(RATIO, counts(1, 1)).percent) == (Decimal("0.00"), Decimal("100.00"))
