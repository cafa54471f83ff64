"""Scores in the shape of REST: the real figures of 2018, filters, scope (R1, R12)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.scores import as_values, score_rows, visible_scores
from officials.models import User
from regions.models import Region
from tests.builders import make_evaluation, make_final, make_period, make_region, make_unit, make_user
from tests.kinerja.published import birth_certificates_2018

pytestmark = pytest.mark.django_db

LEAF = ("code", "raw", "target", "completion", "nilai", "kategori", "published_only", "stands_in")


@pytest.fixture
def everyone() -> dict[str, SemesterEvaluation]:
    """Two provinces and three kab/kota in 2018-1, one of them again in 2018-2."""
    period = make_period("2018-1")
    first, second = make_region("91", "Papua"), make_region("92", "Papua Barat")
    regions = [
        *(first, second, make_region("91.71", "Jayapura", parent=first)),
        *(make_region("92.03", "Fakfak", parent=second), make_region("92.71", "Sorong", parent=second)),
    ]
    rows = {
        row.region_code: row for row in (make_evaluation(make_unit(region), period) for region in regions)
    }
    rows["later"] = make_evaluation(rows["92.03"].unit, make_period("2018-2"))
    return rows


def codes(rows: Any) -> list[str]:
    return [f"{row['period__code']} {row['region_code']}" for row in rows]


def test_the_published_figures_of_2018() -> None:
    birth_certificates_2018()
    rows = score_rows(as_values(SemesterEvaluation.objects.all()))
    leaves = {
        row["unit"]["code"]: tuple(leaf[name] for name in LEAF)
        for row in rows
        for leaf in row["indicators"]
        if leaf["code"] == "P1.2"
    }
    assert len(leaves) == 34
    assert {code: leaves[code] for code in ("52", "63", "92", "91", "15")} == {
        "52": ("P1.2", "90.47", "90", "100.00", 90, "Sangat Baik", True, True),
        "63": ("P1.2", "90.10", "90", "100.00", 90, "Sangat Baik", True, True),
        "92": ("P1.2", "50.29", "90", "55.88", 60, "Kurang", True, True),
        "91": ("P1.2", "44.78", "90", "49.76", None, "Di bawah tabel", True, True),
        "15": ("P1.2", "106.79", "90", "100.00", 90, "Sangat Baik", True, True),
    }


def test_a_row_in_full() -> None:
    birth_certificates_2018()
    [row] = score_rows(as_values(SemesterEvaluation.objects.filter(region_code="91")))
    leaf = next(leaf for leaf in row.pop("indicators") if leaf["code"] == "P1.2")
    changed = SemesterEvaluation.objects.get(region_code="91").updated_at
    note = (
        "Belum dilaporkan: P1.1a, P1.1b, P1.4, P1.5, P2.a, P2.b. Hasil sementara, nilai belum diberikan. "
        "Belum dapat dinilai: P1.3. Hasil sementara, nilai belum diberikan."
    )
    assert row == {
        "period": "2018-1",
        "unit": {"code": "91", "name": "Papua", "kind": "provinsi"},
        "completion": "49.76",
        "nilai": None,
        "kategori": None,
        "status": "draft",
        "provisional": True,
        "reported": 1,
        "required": 6,
        "synthetic": False,
        "note": note,
        "warnings": [],
        "red_flags": [],
        "indicator_set": "100-1077/2017",
        "policy": "1",
        "updated_at": changed.isoformat(),
        "document": None,
    }
    assert leaf == {
        "code": "P1.2",
        "numerator": None,
        "denominator": None,
        "raw": "44.78",
        "target": "90",
        "completion": "49.76",
        "nilai": None,
        "kategori": "Di bawah tabel",
        "rules": ["R1", "R2", "R5"],
        "source": "mediacerdasbangsa.com + nusakini.com 7 Mei 2018",
        "state": "reported",
        "value": None,
        "synthetic": False,
        "published_only": True,
        "stands_in": True,
        "decided_zero": "",
        "children_reported": 0,
        "children_expected": 0,
        "children_missing": [],
        "warnings": [],
        "red_flags": [],
    }


def test_what_was_never_scored_says_so() -> None:
    make_evaluation(make_unit("92.03"), make_period())
    [row] = score_rows(as_values(SemesterEvaluation.objects.all()))
    assert (row["completion"], row["kategori"], row["indicators"], row["note"]) == (
        None,
        None,
        [],
        "Belum dihitung.",
    )


def test_below_the_table_the_note_says_why_there_is_no_nilai() -> None:
    result = {
        "nilai": None,
        "steps": [{"text": "Rata-rata.", "rule": "R3"}, {"text": "Di bawah.", "rule": "R1"}],
    }
    make_evaluation(make_unit("92.03"), make_period(), result=result, provisional=False)
    [row] = score_rows(as_values(SemesterEvaluation.objects.all()))
    assert row["note"] == "Di bawah."


def test_the_current_document_has_an_address(settings: Any) -> None:
    settings.PUBLIC_URL = "https://kinerja.example.go.id"
    evaluation = make_final(make_evaluation(make_unit("92.03"), make_period()))
    common = {"evaluation": evaluation, "kind": "unit_result", "size": 1, "issued_at": timezone.now()}
    for revision, status in ((1, "superseded"), (2, "current")):
        document = SignedDocument.objects.create(
            **common, revision=revision, status=status, code=f"K{revision}", issued_by=evaluation.final_by
        )
    [row] = score_rows(as_values(SemesterEvaluation.objects.all()))
    assert row["document"] == f"https://kinerja.example.go.id/api/v1/documents/{document.pk}/"


FILTERS: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["2018-1 91", "2018-1 91.71", "2018-1 92", "2018-1 92.03", "2018-1 92.71", "2018-2 92.03"]),
    ({"period": "2018-2"}, ["2018-2 92.03"]),
    ({"region": "92"}, ["2018-1 92", "2018-1 92.03", "2018-1 92.71", "2018-2 92.03"]),
    ({"region": "92.03", "period": "2018-1"}, ["2018-1 92.03"]),
    ({"region": "9"}, []),
    ({"kind": "provinsi"}, ["2018-1 91", "2018-1 92"]),
    ({"kind": "kota"}, ["2018-1 91.71", "2018-1 92.71"]),
    ({"kind": "kabkota", "period": "2018-1"}, ["2018-1 91.71", "2018-1 92.03", "2018-1 92.71"]),
    ({"kategori": "Baik"}, ["2018-1 92.71"]),
    ({"status": "final"}, ["2018-1 92.71"]),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_filters(
    everyone: dict[str, SemesterEvaluation], filters: dict[str, str], expected: list[str]
) -> None:
    make_final(everyone["92.71"], kategori="Baik", nilai=80)
    assert codes(visible_scores(make_user("auditor"), **filters)) == expected


def test_updated_since(everyone: dict[str, SemesterEvaluation]) -> None:
    now = timezone.now()
    SemesterEvaluation.objects.update(updated_at=now - timedelta(days=1))
    SemesterEvaluation.objects.filter(region_code="91").update(updated_at=now)
    assert codes(visible_scores(make_user("auditor"), updated_since=now)) == ["2018-1 91"]


def monitor(region: Region) -> User:
    return make_user("pemantau_provinsi", region)


def test_nobody_sees_beyond_their_scope(everyone: dict[str, SemesterEvaluation]) -> None:
    papua_barat, fakfak = everyone["92"].unit.region, everyone["92.03"].unit.region
    seen = {
        "monitor": codes(visible_scores(monitor(papua_barat))),
        "operator": codes(visible_scores(make_user("operator_unit", fakfak))),
        "client": codes(visible_scores(make_user("klien_api", papua_barat), region="91")),
        "nobody": codes(visible_scores(make_user())),
    }
    assert seen == {
        "monitor": ["2018-1 92", "2018-1 92.03", "2018-1 92.71", "2018-2 92.03"],
        "operator": ["2018-1 92.03", "2018-2 92.03"],
        "client": [],
        "nobody": [],
    }


def test_one_query_for_any_number(
    everyone: dict[str, SemesterEvaluation], django_assert_num_queries: Any
) -> None:
    user = make_user("auditor")
    visible_scores(user).count()  # the roles are read once a request
    for region, rows in (("91.71", 1), ("92", 4), ("", 6)):
        with django_assert_num_queries(1):
            assert len(score_rows(visible_scores(user, region=region))) == rows
