"""A set of another decree is data: loaded, opened, entered, scored and explained without new code (R11)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kinerja.exchange.indicator_set import INDICATOR_FIELDS, OUTPUT_FIELDS, read_set
from kinerja.management.telling import told
from kinerja.models import IndicatorTarget, NationalTarget, PerformanceAgreement, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.selectors.derivation import derivation
from kinerja.selectors.lookup import evaluation_at
from kinerja.selectors.scores import as_values, score_rows
from kinerja.services.evaluation import save_figures
from kinerja.services.indicator_set import load_set
from kinerja.services.period import open_period
from tests.builders import make_designated, make_policy, make_region, make_unit, make_user

pytestmark = pytest.mark.django_db

#: A provincial set such as Kepmendagri 100-1882/2018 (facts: KIA, DKB, DAK, BMN); its words are made up.
ROWS: list[dict[str, Any]] = [
    {"code": "A1", "kind": "ratio", "target": "25", "rollup": "sum", "fed_by": "A1"},
    {"code": "A2", "kind": "mean"},
    {"code": "A2.x", "kind": "ratio", "target": "100", "parent": "A2", "numerator_label": "DKB diterima"},
    {"code": "A2.y", "kind": "all_units", "parent": "A2", "denominator_label": "DKB diterima"},
    {"code": "A2.z", "kind": "range", "target": "90", "upper": "95", "parent": "A2"},
    {"code": "A3", "kind": "national_target", "measure": "kia_0_17", "weight": "2"},
    {"code": "A4", "kind": "version", "rollup": "share", "fed_by": "A4"},
    {"code": "A5", "kind": "reports"},
    {"code": "A6", "kind": "count"},
    {"code": "A7", "kind": "none_allowed", "measure": "levy", "target": "0"},
]
WORDS = {"duties": "provinsi", "section": "II.C", "sasaran": "S", "target_text": "T", "weight": "1"}
OUTPUT = {"code": "a", "duties": "provinsi", "sequence": 1, "section": "II.A", "text": "Laporan BMN"}


def the_set(folder: Path) -> Path:
    rows = [
        dict.fromkeys((*INDICATOR_FIELDS, "parent"), "")
        | {"target": None, "upper": None}
        | WORDS
        | {"sequence": number, "text": row["code"], "short_text": row["code"]}
        | row
        for number, row in enumerate(ROWS, start=1)
    ]
    head = {"code": "100-1882/2018", "title": "Set provinsi", "number": "100-1882 TAHUN 2018"}
    outputs = [dict.fromkeys(OUTPUT_FIELDS, "") | OUTPUT]
    data = head | {"decided_on": "2018-03-01", "indicators": rows, "outputs": outputs}
    file = folder / "set.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def counts(numerator: int, denominator: int | None = None) -> Figures:
    below = None if denominator is None else Decimal(denominator)
    return Figures(Decimal(numerator), below, source="Laporan")


@pytest.fixture
def evaluations(tmp_path: Path) -> dict[str, SemesterEvaluation]:
    """Semester II 2018 of a province and its kabupaten under the other set, everything entered."""
    make_policy()
    make_designated()
    load_set(actor=None, file=read_set(the_set(tmp_path)))
    province = make_region("92", "Papua Barat")
    unit = make_unit(province)
    make_unit(make_region("92.03", "Fakfak", parent=province))
    NationalTarget.objects.create(
        measure="kia_0_17", year=2018, series="Ditjen Dukcapil", target=Decimal(20), source="Surat"
    )
    period = open_period(code="2018-2", indicator_set="100-1882/2018", actor=None).period
    agreement = PerformanceAgreement.objects.create(
        unit=unit, year=2018, indicator_set=period.indicator_set, state="signed", signed_on=date(2018, 1, 2)
    )
    innovations = period.indicator_set.indicators.get(code="A6")
    IndicatorTarget.objects.create(agreement=agreement, indicator=innovations, target=Decimal(4))
    figures = {
        "92.03": {"A1": counts(22, 100), "A4": Figures(value="7.4.3")},
        "92": {
            "A2.x": counts(10, 12),
            "A2.y": counts(9, 10),
            "A2.z": counts(92, 100),
            "A3": counts(15, 100),
            "A5": counts(1, 1),
            "A6": counts(3),
            "A7": Figures(value="0"),
        },
    }
    ditjen = make_user("operator_ditjen")
    return {
        code: save_figures(
            evaluation=evaluation_at(period, code), actor=ditjen, version=0, figures=entered
        ).evaluation
        for code, entered in figures.items()
    }


def test_the_province_is_scored_by_it(evaluations: dict[str, SemesterEvaluation]) -> None:
    # (88 + 91,11… + 2 × 75 + 100 + 100 + 75 + 100) ÷ 8
    [row] = score_rows(as_values(SemesterEvaluation.objects.filter(region_code="92")))
    leaves = {leaf["code"]: (leaf["completion"], leaf["nilai"]) for leaf in row["indicators"]}
    assert (row["completion"], row["nilai"], row["provisional"], row["reported"], row["required"]) == (
        "88.01",
        80,
        False,
        7,
        7,
    )
    assert leaves == {
        "A1": ("88.00", 80),
        "A2.x": ("83.33", 80),
        "A2.y": ("90.00", 80),
        "A2.z": ("100.00", 90),
        "A3": ("75.00", 70),
        "A4": ("100.00", 90),
        "A5": ("100.00", 90),
        "A6": ("75.00", 70),
        "A7": ("100.00", 90),
    }
    assert (row["indicator_set"], row["warnings"]) == ("100-1882/2018", [])


def test_it_is_explained(evaluations: dict[str, SemesterEvaluation]) -> None:
    lines = list(told(derivation(evaluations["92"])))
    assert lines[-6:] == [
        "Hasil unit: capaian 88,01 %",
        "7 dari 7 indikator dilaporkan",
        (
            "  - A2: rata-rata A2.x 83,33 %, A2.y 90,00 %, dan A2.z 100,00 % = 91,11 %. "
            "[R2; II.C.1; kebijakan, bukan bunyi Keputusan]"
        ),
        (
            "  - Rata-rata 7 indikator (A1 × 1, A2 × 1, A3 × 2, A4 × 1, A5 × 1, A6 × 1, A7 × 1): 88,01 %. "
            "[R3; II.D.2; kebijakan, bukan bunyi Keputusan]"
        ),
        "  - 88,01 % ≥ 76 %: nilai 80 (Baik). [R1; II.D.2]",
        "Nilai 80 (Baik)",
    ]


def test_a_kabupaten_without_indicators_of_its_own_says_so(
    evaluations: dict[str, SemesterEvaluation],
) -> None:
    text = "Set indikator periode ini tidak memuat indikator untuk unit kerja ini."
    [row] = score_rows(as_values(SemesterEvaluation.objects.filter(region_code="92.03")))
    assert (row["completion"], row["required"], row["note"], row["indicators"]) == (None, 0, text, [])
    assert f"  - {text} [R11; II.C.1]" in list(told(derivation(evaluations["92.03"])))
