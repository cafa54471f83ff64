"""``load_demo`` as a whole: what is there after the first run."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db.models import Count, F, Q

from kinerja.demo.load import PERIODS, Made
from kinerja.documents.verify import verify
from kinerja.models import (
    DesignatedVersion,
    EvaluationEvent,
    Incident,
    Innovation,
    NationalTarget,
    PerformanceAgreement,
    Realization,
    SemesterEvaluation,
    ServiceReport,
    SignedDocument,
)
from kinerja.rules import workflow
from kinerja.services.preconditions import missing
from officials.audit_chain import verify_chain
from officials.models import Appointment, AuditEntry, Delegation, Official, Position, User, WorkUnit
from tests.kinerja.demo.answers import ask, score_of

pytestmark = pytest.mark.django_db


def test_the_first_run_says_what_it_made(demo: dict[str, Made | None]) -> None:
    people, registers = demo["people"], demo["registers"]
    assert people is not None
    assert people | {"accounts": len(people["accounts"])} == {
        "offices": 552,
        "posts": 11355,
        "accounts": 17,
        "left_out": [],
    }
    assert registers == {"registers": 4}
    semesters = [demo[code] or {} for code in PERIODS]
    assert [made["evaluations"] for made in semesters] == [548, 552, 552]
    assert [made["agreements"] for made in semesters] == [548, 552, 0]


def test_regions_are_those_of_the_cut_off() -> None:
    counts = SemesterEvaluation.objects.values_list("period__code").annotate(
        provinces=Count("pk", filter=Q(region_kind="provinsi")),
        others=Count("pk", filter=~Q(region_kind="provinsi")),
    )
    assert sorted(counts) == [("2018-1", 34, 514), ("2025-1", 38, 514), ("2025-2", 38, 514)]


def test_everybody_and_everything_is_marked_as_an_example() -> None:
    for model in (WorkUnit, Position, Official, Appointment, User, Delegation):
        assert model._default_manager.filter(is_example=False).count() == 0
    for named in (WorkUnit, Official):
        assert named._default_manager.exclude(name__endswith="(contoh)").count() == 0


@pytest.mark.parametrize(
    ("code", "raw", "completion", "nilai", "kategori"),
    [
        ("52", "90.47", "100.00", 90, "Sangat Baik"),
        ("63", "90.10", "100.00", 90, "Sangat Baik"),
        ("92", "50.29", "55.88", 60, "Kurang"),
        ("91", "44.78", "49.76", None, "Di bawah tabel"),
    ],
)
def test_akta_of_2018_is_judged_as_published(
    code: str, raw: str, completion: str, nilai: int | None, kategori: str
) -> None:
    found = score_of("2018-1", code, "P1.2")
    wanted = {"raw": raw, "completion": completion, "nilai": nilai, "kategori": kategori}
    assert {name: found[name] for name in wanted} == wanted
    assert Decimal(found["target"]) == 90
    assert (found["numerator"], found["denominator"]) == (None, None)
    assert (found["published_only"], found["stands_in"], found["synthetic"]) == (True, True, False)
    assert found["source"] == "mediacerdasbangsa.com + nusakini.com 7 Mei 2018"
    days = "Pembilang per 31 Maret 2018, penyebut per 31 Desember 2017: tanggal posisinya berbeda."
    assert found["warnings"] == [days]


def test_papua_barat_is_explained_figure_by_figure() -> None:
    said = ask("explain", "2025-1", "92")
    assert "336.569 ÷ 399.092 = 84,33 %" in said
    assert "7 dari 7 kabupaten/kota melapor" in said
    found = score_of("2025-1", "92", "P1.1a")
    assert (found["children_reported"], found["children_expected"]) == (7, 7)
    assert (found["raw"], found["synthetic"]) == ("84.33", False)


def test_all_of_2018_is_final_and_the_rest_in_every_state() -> None:
    states = SemesterEvaluation.objects.values_list("period__code", "state").annotate(Count("pk"))
    found: dict[str, dict[str, int]] = {code: {} for code in PERIODS}
    for period, state, number in states:
        found[period][state] = number
    assert found["2018-1"] == {"final": 548}
    assert set(found["2025-1"]) == set(workflow.STATES)
    assert min(found["2025-1"].values()) >= 5
    assert set(found["2025-2"]) == {"final", "verified", "submitted", "draft"}
    assert found["2025-2"]["final"] > 400
    assert min(found["2025-2"].values()) >= 5


def test_some_reported_nothing_at_all() -> None:
    silent = SemesterEvaluation.objects.filter(period__code="2025-1", realizations=None)
    kabkota = silent.exclude(region_kind="provinsi").exclude(region_code="92.02")
    assert 10 < kabkota.count() < 60
    assert set(kabkota.values_list("state", "completion", "reported")) == {("draft", None, 0)}


def test_the_history_of_each_is_a_path_of_the_table() -> None:
    events = EvaluationEvent.objects.order_by("evaluation", "at", "id").select_related("evaluation")
    walked: dict[int, str] = {}
    for event in events:
        row = workflow.act(event.act)
        assert event.from_state == walked.get(event.evaluation_id, workflow.DRAFT)
        assert event.from_state in row.from_states
        assert event.to_state == row.next_state(event.from_state)
        assert event.note or not row.needs_note
        walked[event.evaluation_id] = event.to_state
    states = dict(SemesterEvaluation.objects.values_list("pk", "state"))
    assert states == {pk: walked.get(pk, workflow.DRAFT) for pk in states}


def test_whoever_made_a_flagged_result_final_said_how_it_was_considered() -> None:
    flagged = EvaluationEvent.objects.filter(act="finalise").exclude(note="")
    assert set(flagged.values_list("evaluation__period__code", "evaluation__region_code")) == {
        ("2025-2", "34"),
        ("2025-2", "75.71"),
    }
    assert [row for row in flagged if not (row.evaluation.result or {})["red_flags"]] == []


def test_what_is_cumulative_is_never_less_at_the_end_of_the_year() -> None:
    rows = Realization.objects.filter(evaluation__period__year=2025, indicator__code__in=("K3", "K1.6"))
    told = rows.filter(source="sintetis (contoh)").exclude(evaluation__region_code__startswith="92")
    found: dict[tuple[str, str], dict[str, list[Decimal | None]]] = {}
    for row in told.select_related("evaluation__period", "indicator"):
        key = (row.evaluation.region_code, row.indicator.code)
        found.setdefault(key, {})[row.evaluation.period.code] = [row.numerator, row.denominator or 0]
    both = [said for said in found.values() if len(said) == 2]
    assert len(both) > 700
    less = [
        said for said in both if any(b < a for a, b in zip(*(said[p] for p in sorted(said)), strict=True))
    ]
    assert less == []


def test_the_figures_of_bulk_are_older_than_their_submission() -> None:
    late = Realization.objects.filter(entered_at__gte=F("evaluation__submitted_at"))
    bulk = SemesterEvaluation.objects.filter(submitted_at__lt=datetime(2026, 3, 1, tzinfo=UTC))
    assert bulk.count() > 1400
    assert late.filter(evaluation__in=bulk).count() == 0


def test_yogyakarta_can_be_made_final() -> None:
    row = SemesterEvaluation.objects.get(period__code="2025-1", region_code="34")
    assert (row.state, missing(workflow.act("finalise"), row)) == ("verified", [])


def test_the_visitors_unit_is_a_draft_with_its_published_figure() -> None:
    row = SemesterEvaluation.objects.get(period__code="2025-1", region_code="92.02")
    assert (row.state, row.period.accepts_entry()) == ("draft", True)
    figures = row.realizations.values_list("indicator__code", "numerator", "denominator", "synthetic")
    assert list(figures) == [("K1.1a", Decimal(131088), Decimal(142523), False)]


def test_what_is_not_published_is_marked_synthetic() -> None:
    real = Realization.objects.filter(synthetic=False)
    counted = real.order_by().values_list("evaluation__period__code", "indicator__code").annotate(Count("pk"))
    assert sorted(counted) == [("2018-1", "P1.2", 34), ("2025-1", "K1.1a", 7)]
    sources = Realization.objects.filter(synthetic=True).values_list("source", flat=True)
    assert set(sources) == {"sintetis (contoh)", "Laporan per keluaran"}
    for model in (PerformanceAgreement, DesignatedVersion, ServiceReport, Innovation, Incident):
        assert model._default_manager.count() > 0
        assert model._default_manager.filter(synthetic=False).count() == 0
    assert list(NationalTarget.objects.filter(synthetic=True).values_list("year", "series", "source")) == [
        (2025, "sintetis (contoh)", "sintetis (contoh)")
    ]


def test_kabkota_of_2018_do_not_contradict_what_is_published() -> None:
    texts = json.dumps(ask("score", "2018-1", "--json"))
    assert "berbeda dari penjumlahan" not in texts


def test_registers_agree_with_the_figures_they_stand_behind() -> None:
    in_time = Q(reported_on__lte=F("evaluation__period__reports_due"))
    reports = ServiceReport.objects.values_list("evaluation").annotate(in_time=Count("pk", filter=in_time))
    figures = dict(Realization.objects.filter(indicator__code="K2").values_list("evaluation", "numerator"))
    assert [pk for pk, number in reports if figures[pk] != number] == []
    verified = Innovation.objects.filter(state="verified", synthetic=True).values_list(
        "evaluation__unit", "evaluation__period__year", "evaluation__period__semester"
    )
    told = {row[:2] for row in verified}
    ideas = Realization.objects.filter(indicator__code="K3").values_list(
        "evaluation__unit", "evaluation__period__year", "evaluation__period__semester", "numerator"
    )
    counted = [row for row in ideas.exclude(evaluation__region_code__startswith="92") if row[:2] in told]
    assert len(counted) > 100
    wrong = [
        (unit, year, semester)
        for unit, year, semester, number in counted
        if sum(row[:2] == (unit, year) and row[2] <= semester for row in verified) != number
    ]
    assert wrong == []


def test_incidents_stand_in_the_register_in_each_state() -> None:
    rows = Incident.objects.order_by("unit__region__codes__code").values_list(
        "unit__region__codes__code", "kind", "state"
    )
    assert list(rows) == [
        ("34.71", "breach", "verified"),
        ("75.71", "levy", "verified"),
        ("92.06", "breach", "rejected"),
        ("92.07", "levy", "reported"),
        ("92.11", "breach", "verified"),
        ("92.12", "levy", "verified"),
    ]
    assert {text.split(":")[0] for text in Incident.objects.values_list("description", flat=True)} == {
        "Contoh, bukan peristiwa nyata"
    }
    assert score_of("2025-1", "92.12", "K1.5")["completion"] == "0.00"
    assert score_of("2025-1", "92", "P2.b")["numerator"] == "5"


def test_papua_barat_went_through_the_services() -> None:
    states = SemesterEvaluation.objects.filter(period__code="2025-1", region_code__startswith="92")
    assert dict(states.values_list("region_code", "state")) == {
        "92": "draft",
        "92.02": "draft",
        "92.03": "verified",
        "92.06": "submitted",
        "92.07": "submitted",
        "92.08": "final",
        "92.11": "returned",
        "92.12": "submitted",
    }
    assert dict(states.exclude(province_stance="").values_list("region_code", "province_stance")) == {
        "92.03": "endorsed",
        "92.06": "endorsed",
        "92.08": "endorsed",
        "92.12": "questioned",
    }
    assert score_of("2025-1", "92.07", "K3")["state"] == "missing"


def test_the_audit_trail_is_whole_and_knows_each_stage() -> None:
    assert verify_chain().broken is None
    stages = [entry.after["stage"] for entry in AuditEntry.objects.filter(action="demo.load")]
    assert sorted(stages) == [
        *PERIODS,
        "appraisal-story",
        "appraisals-2025-1",
        "appraisals-2025-2",
        "documents",
        "past-scores",
        "people",
        "promises",
        "registers",
    ]


def test_three_results_of_units_are_signed_and_say_what_is_made_up() -> None:
    units = SignedDocument.objects.filter(kind="unit_result").select_related("evaluation__period")
    rows = units.order_by("evaluation__period__code", "evaluation__region_code")
    found = [
        (row.evaluation.period.code, row.evaluation.region_code, row.status, verify(row.file.read()).valid)
        for row in rows
    ]
    assert found == [
        ("2018-1", "92", "current", True),
        ("2018-1", "92.02", "current", True),
        ("2025-1", "92.08", "current", True),
    ]
    assert [json.loads(row.snapshot)["synthetic"] for row in rows] == [True, True, True]
