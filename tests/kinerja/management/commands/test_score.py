"""``manage.py score``: the figures that must show, the table, one region, and its exit codes."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.models import Realization, SemesterEvaluation
from kinerja.selectors.scores import as_values, score_rows
from tests.builders import make_final, make_period
from tests.kinerja.published import birth_certificates_2018, ktpel_2025

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("score", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def rows_of(*arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(said(*arguments, "--json"))
    return rows


def test_the_figures_that_must_show() -> None:
    birth_certificates_2018()
    leaves = {
        row["unit"]["name"]: leaf
        for row in rows_of("2018-1")
        for leaf in row["indicators"]
        if leaf["code"] == "P1.2"
    }
    assert len(leaves) == 34
    names = ("raw", "target", "completion", "nilai", "kategori")
    assert {name: tuple(leaf[key] for key in names) for name, leaf in leaves.items() if name in MUST} == MUST


MUST = {
    "Nusa Tenggara Barat": ("90.47", "90", "100.00", 90, "Sangat Baik"),
    "Kalimantan Selatan": ("90.10", "90", "100.00", 90, "Sangat Baik"),
    "Papua Barat": ("50.29", "90", "55.88", 60, "Kurang"),
    "Papua": ("44.78", "90", "49.76", None, "Di bawah tabel"),
}


def test_json_is_what_rest_gives() -> None:
    ktpel_2025()
    rows = rows_of("2025-1")
    assert rows == json.loads(json.dumps(score_rows(as_values(SemesterEvaluation.objects.all()))))
    assert [row["unit"]["code"] for row in rows] == [
        *("92", "92.02", "92.03", "92.06", "92.07", "92.08", "92.11", "92.12"),
    ]


def test_the_table() -> None:
    ktpel_2025()
    fakfak = SemesterEvaluation.objects.get(region_code="92.03")
    make_final(fakfak, completion="90.50", nilai=80, kategori="Baik")
    draft, final = SemesterEvaluation.State.DRAFT.label, SemesterEvaluation.State.FINAL.label
    assert said("2025-1", "--region", "92.03").splitlines() == [
        "kode    unit                                capaian     nilai   kategori         keadaan",
        f"92.03   Kab. Fak Fak                           90,50 %      80  Baik             {final}",
        "",
        "1 unit: 0 hasil berubah; 1 sudah final dan tidak dihitung ulang.",
    ]
    assert said("2025-1", "--region", "92").splitlines()[1:3] == [
        (
            "92      Provinsi Papua Barat                         –       –  –                "
            f"{draft}, sementara (0 dari 6 indikator)"
        ),
        (
            "92.02   Kab. Manokwari                               –       –  –                "
            f"{draft}, sementara (0 dari 8 indikator)"
        ),
    ]


def test_it_scores_before_it_prints() -> None:
    ktpel_2025()
    Realization.objects.filter(evaluation__region_code="92.12").update(numerator=31_816, percent=None)
    [row] = rows_of("2025-1", "--region", "92.12")
    assert row["indicators"][0]["completion"] == "100.00"
    above = SemesterEvaluation.objects.get(region_code="92").result["indicators"][0]
    assert (above["numerator"], above["raw"]) == ("355228", "89.01")
    assert (
        said("2025-1").splitlines()[-1] == "8 unit: 0 hasil berubah; 0 sudah final dan tidak dihitung ulang."
    )


def test_a_figure_that_cannot_be_judged_is_named() -> None:
    ktpel_2025()
    indicator = SemesterEvaluation.objects.first().period.indicator_set.indicators.get(code="K1.4")
    figure = Realization.objects.filter(evaluation__region_code="92.03")
    figure.update(indicator=indicator, numerator=5, denominator=4)
    assert said("2025-1").splitlines()[-1] == (
        "Tidak dapat dinilai, dianggap belum dilaporkan: 92.03 K1.4: "
        "Pembilang 5 tidak mungkin melebihi penyebut 4."
    )


def test_a_period_with_nobody_says_so() -> None:
    make_period("2018-1")
    assert (
        said("2018-1") == "Belum ada unit kerja yang dinilai pada periode ini; jalankan open_period lagi.\n"
    )
    assert rows_of("2018-1") == []


@pytest.mark.parametrize(
    ("arguments", "error", "reason"),
    [
        (["2025-1"], RefusedError, "Periode 2025-1 belum dibuka."),
        (["2018-1", "--region", "99"], RefusedError, "Kode wilayah “99” tidak dikenal."),
        (
            ["2018-1", "--region", "9"],
            *(WrongUsageError, "Kode wilayah “9” tidak dikenal; tulis misalnya 92 atau 92.03."),
        ),
        (["2018"], WrongUsageError, "Kode periode “2018” tidak dikenal; tulis misalnya 2025-1 atau 2025-2."),
    ],
)
def test_what_names_nothing_is_refused(arguments: list[str], error: type[Exception], reason: str) -> None:
    make_period("2018-1")
    with pytest.raises(error) as refused:
        said(*arguments)
    assert (str(refused.value), refused.value.returncode) == (reason, 1 if error is RefusedError else 2)
