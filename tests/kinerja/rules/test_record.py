"""A document's data alone gives the same result again."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kinerja.rules.data import as_data, decimal_text, same_outcome
from kinerja.rules.plain import DataError, to_data
from kinerja.rules.policy import DEFAULT, Policy, PolicyError
from kinerja.rules.record import Figure, Unit, UnitInput, judge, result_data, score
from kinerja.rules.types import FigureError, Realization, Rollup
from tests.kinerja.rules.builders import (
    BIRTH,
    KABKOTA,
    P_BREACH,
    P_RATIO,
    PAPUA_BARAT,
    counts,
    declared,
    full,
    published,
)

JUNE = date(2025, 6, 30)
MANOKWARI = Unit("92.02", "Kabupaten Manokwari", "kabupaten")


def kabkota(policy: Policy = DEFAULT, **changed: Realization | None) -> UnitInput:
    figures = {**full(), **{code.replace("_", "."): figure for code, figure in changed.items()}}
    rows = tuple(Figure(row, figures[row.code]) for row in KABKOTA)
    return UnitInput(MANOKWARI, "2025-1", JUNE, "100-1077/2017", policy, rows)


def province() -> UnitInput:
    breaches = (("92.02", declared("0")), ("92.01", None))
    rows = (
        Figure(P_RATIO, None, PAPUA_BARAT),
        Figure(replace(BIRTH, code="P1.2", rollup=Rollup.SUM), published("90.47"), ()),
        Figure(P_BREACH, None, breaches),
    )
    unit = Unit("92", "Papua Barat", "provinsi")
    return UnitInput(unit, "2025-1", JUNE, "100-1077/2017", Policy.from_data({"cap": None}, "7"), rows)


INPUTS = {
    "everything reported": kabkota(),
    "something missing": kabkota(K1_2=None, K3=Realization(decided_zero="tidak melapor")),
    "a levy under another policy": kabkota(
        Policy.from_data({"levy_knockout": True, "weights": {"K1.2": "2"}}, "3"),
        K1_5=declared("0", incidents=1),
    ),
    "a province": province(),
}


@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
def test_a_result_is_recomputed_from_its_json(inputs: UnitInput) -> None:
    text = json.dumps(inputs.to_data())
    assert judge(json.loads(text)) == json.loads(json.dumps(result_data(inputs, score(inputs))))


@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
def test_another_wording_is_the_same_outcome(inputs: UnitInput) -> None:
    printed = result_data(inputs, score(inputs))
    later = json.loads(json.dumps(printed))
    later["new_key"] = later["steps"][0]["text"] = later["indicators"][0]["steps"][0]["text"] = "lain"
    later["warnings"] = later["indicators"][0]["warnings"] = [{"code": "baru", "text": "lain"}]
    for flag in later["red_flags"]:
        flag["text"] = "lain"
    assert same_outcome(printed, later)


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        (None, "completion", "87.51"),
        (None, "nilai", 70),
        (None, "kategori", "Lulus"),
        (None, "policy", "2"),
        (None, "red_flags", []),
        ("unit", "code", "92.03"),
        ("groups", "weight", "2"),
        ("indicators", "numerator", "99"),
        ("indicators", "target", "99"),
        ("indicators", "completion", "99.00"),
        ("indicators", "state", "missing"),
    ],
)
def test_another_figure_is_another_outcome(place: str | None, key: str, value: object) -> None:
    inputs = kabkota(K1_5=declared("0", incidents=1))
    printed = result_data(inputs, score(inputs))
    later = json.loads(json.dumps(printed))
    part = later if place is None else later[place]
    (part[0] if isinstance(part, list) else part)[key] = value
    assert not same_outcome(printed, later)


def test_a_roll_up_knows_the_date_of_its_period() -> None:
    children = (("92.01", counts(1, 2, cutoff=JUNE)), ("92.02", counts(1, 2)))
    found = score(replace(province(), figures=(Figure(P_RATIO, None, children),)))
    assert found.completions[0].warnings == ()


@pytest.mark.parametrize("inputs", INPUTS.values(), ids=INPUTS)
def test_an_input_comes_back_as_it_went_out(inputs: UnitInput) -> None:
    again = UnitInput.from_data(json.loads(json.dumps(inputs.to_data())))
    assert (again.to_data(), again.policy) == (inputs.to_data(), inputs.policy)


def test_a_process_without_django_recomputes(tmp_path: Path) -> None:
    document = tmp_path / "document.json"
    document.write_text(json.dumps(province().to_data()))
    code = (
        "import json, sys\n"
        "from kinerja.rules.record import judge\n"
        "result = judge(json.load(open(sys.argv[1])))\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('django', 'rest_framework')]\n"
        "print(json.dumps(result))"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(document)], cwd=root, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == judge(province().to_data())


def test_the_data_of_a_province() -> None:
    data = judge(province().to_data())
    first = data["indicators"][0]
    assert {key: value for key, value in data.items() if key not in ("indicators", "groups", "steps")} == {
        "period": "2025-1",
        "unit": {"code": "92", "name": "Papua Barat", "kind": "provinsi"},
        "indicator_set": "100-1077/2017",
        "policy": "7",
        "completion": "94.95",
        "nilai": None,
        "kategori": None,
        "provisional": True,
        "reported": 3,
        "required": 3,
        "missing": [],
        "incomplete": ["P2.b"],
        "mean_nilai": None,
        "warnings": [],
        "red_flags": [],
    }
    assert {key: value for key, value in first.items() if key != "steps"} == {
        "code": "P1.1a",
        "kind": "ratio",
        "group": "P1.1",
        "field": "dafduk",
        "state": "reported",
        "numerator": "336569",
        "denominator": "399092",
        "value": None,
        "raw": "84.33",
        "target": "100",
        "upper": None,
        "completion": "84.33",
        "nilai": 80,
        "kategori": "Baik",
        "rules": ["R1", "R2", "R5"],
        "source": "Kumulatif 7 kab/kota",
        "synthetic": False,
        "published_only": False,
        "decided_zero": "",
        "stands_in": False,
        "children": {"reported": 7, "expected": 7, "missing": [], "failed": []},
        "warnings": [],
        "red_flags": [],
    }
    assert data["groups"][0] == {
        "code": "P1.1",
        "state": "reported",
        "weight": "1",
        "completion": "84.33",
        "nilai": 80,
        "kategori": "Baik",
        "members": ["P1.1a"],
    }
    assert first["steps"][0] == {
        "text": "Kumulatif kab/kota, jumlah pembilang ÷ jumlah penyebut. 7 dari 7 kab/kota melapor.",
        "rule": "R5",
        "clause": "II.A.2.a",
        "policy": False,
    }


def test_zeros_that_a_database_adds_change_nothing() -> None:
    plain = kabkota(K1_6=counts(95, 100), K1_2=published("90.4"))
    stored = kabkota(K1_6=counts("95.0000", "100.0000"), K1_2=published("90.4000"))
    assert (stored.to_data(), result_data(stored, score(stored))) == (
        plain.to_data(),
        result_data(plain, score(plain)),
    )


def test_order_of_the_children_changes_no_data() -> None:
    inputs = province()
    turned = tuple(replace(row, children=row.children and row.children[::-1]) for row in inputs.figures)
    assert replace(inputs, figures=turned).to_data() == inputs.to_data()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("100.0000", "100"),
        ("1E+3", "1000"),
        ("90.50", "90.5"),
        ("0.00", "0"),
        ("1E-3", "0.001"),
    ],
)
def test_decimals_are_written_one_way(value: str | None, text: str | None) -> None:
    assert decimal_text(value and Decimal(value)) == text


def test_a_chain_that_does_not_hold_is_said_on_the_unit() -> None:
    data = judge(kabkota(K1_1b=counts(80, 99)).to_data())
    assert data["warnings"] == [
        {"code": "chain_broken", "text": "Penyebut K1.1b 99 berbeda dari pembilang K1.1a 100."}
    ]


def test_a_figure_that_cannot_be_judged_names_its_indicator() -> None:
    with pytest.raises(FigureError) as error:
        score(kabkota(K1_6=counts(1, 0)))
    assert (error.value.code, error.value.text) == (
        "denominator_zero",
        "K1.6: Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %.",
    )


def test_the_period_decides_what_a_budget_is_measured_against() -> None:
    december = replace(kabkota(), cutoff=date(2025, 12, 31))
    texts = [as_data(score(inputs))["indicators"][6]["steps"][0]["text"] for inputs in (kabkota(), december)]
    assert texts == [
        "95 ÷ 100 (rencana kas/RAK sampai Juni) × 100 = 95,00 %.",
        "95 ÷ 100 (seluruh anggaran) × 100 = 95,00 %.",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": None},
        {"unit": {"code": "92"}},
        {"cutoff": "Juni"},
        {"period": 20251},
        {"figures": {}},
        {"figures": [{"indicator": to_data(BIRTH), "extra": 1}]},
        {"figures": [{"indicator": to_data(P_RATIO), "children": [["92.01"]]}]},
        {"figures": [{"indicator": to_data(P_RATIO), "children": "92.01"}]},
        {"figures": [{"realization": None}]},
        {"policy": {"version": "1"}},
    ],
)
def test_an_input_that_cannot_be_read_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(DataError):
        judge({**kabkota().to_data(), **changed})


def test_a_policy_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(PolicyError):
        judge({**kabkota().to_data(), "policy": {"version": "1", "data": {"cap": "banyak"}}})


def test_an_already_rolled_up_figure_is_judged_as_it_is() -> None:
    rolled = counts(6, 7, children_reported=7, children_expected=7)
    inputs = UnitInput(MANOKWARI, "2025-1", JUNE, "s", DEFAULT, (Figure(P_BREACH, rolled),))
    assert judge(inputs.to_data())["indicators"][0]["completion"] == "85.71"
