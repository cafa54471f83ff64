"""The derivation of a score: the decree's order and words, figures as people write them (R12)."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import SemesterEvaluation
from kinerja.selectors.derivation import derivation
from kinerja.selectors.derived import Child, Children, Derivation, DerivedIndicator, Line
from kinerja.services.scoring import score_period
from regions.models import Region
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_incident,
    make_innovation,
    make_period,
    make_policy,
    make_region,
    make_unit,
)
from tests.kinerja.published import birth_certificates_2018, ktpel_2025

pytestmark = pytest.mark.django_db

KTPEL = "II.C.1.a no. 1 butir 1"


def of(code: str) -> Derivation:
    """The derivation of the unit of a code."""
    return derivation(SemesterEvaluation.objects.get(region_code=code))


def row(code: str, indicator: str) -> DerivedIndicator:
    return next(part for part in of(code).indicators if part.code == indicator)


def test_papua_barat_2025() -> None:
    ktpel_2025()
    assert row("92", "P1.1a") == DerivedIndicator(
        code="P1.1a",
        text="Perekaman",
        short_text="Perekaman KTP-el",
        section=KTPEL,
        target_text="100%",
        target_shown="100 %",
        kind="ratio",
        state="reported",
        state_text="dilaporkan",
        formula="336.569 ÷ 399.092 = 84,33 %",
        numerator="336569",
        denominator="399092",
        value=None,
        raw="84.33",
        target="100",
        upper=None,
        completion="84.33",
        nilai=80,
        kategori="Baik",
        source="Kumulatif 7 kab/kota",
        synthetic=False,
        published_only=False,
        stands_in=False,
        decided_zero="",
        marks=(),
        children=Children(7, 7, (), ()),
        steps=(
            Line(
                "Kumulatif kab/kota, jumlah pembilang ÷ jumlah penyebut. 7 dari 7 kab/kota melapor.",
                *("R5", "II.A.2.a", False),
            ),
            Line("336.569 ÷ 399.092 × 100 = 84,33 %.", "R5", KTPEL, False),
            Line("84,33 % ÷ target 100 % × 100 = 84,33 %.", "R2", KTPEL, False),
            Line("84,33 % ≥ 76 %: nilai 80 (Baik).", "R1", "II.D.2", False),
        ),
        warnings=(),
        red_flags=(),
    )
    assert row("92", "P1.1a").children.text == "7 dari 7 kabupaten/kota melapor"


def test_head_and_whole() -> None:
    ktpel_2025()
    found = of("92.03")
    head = {name: value for name, value in found.as_data().items() if name not in ("groups", "steps")}
    assert head == {
        "period": "2025-1",
        "period_label": "Semester I Tahun 2025",
        "cutoff": "30 Juni 2025",
        "code": "92.03",
        "name": "Kabupaten Fak Fak",
        "kind": "kabupaten",
        "office": "Disdukcapil Fak Fak",
        "province": "Provinsi Papua Barat",
        "indicator_set": "100-1077/2017",
        "decree": "100-1077 DUKCAPIL TAHUN 2017",
        "policy": "1",
        "policy_name": "Kebijakan 1",
        "status": "draft",
        "status_text": str(SemesterEvaluation.State.DRAFT.label),
        "completion": None,
        "nilai": None,
        "kategori": None,
        "provisional": True,
        "reported": 0,
        "required": 8,
        "synthetic": False,
        "warnings": (),
        "red_flags": (),
    }
    assert [(step.rule, step.policy) for step in found.steps] == [("R4", True)]
    assert found.steps[0].reference == "R4; II.D.2; kebijakan, bukan bunyi Keputusan"


def test_groups_stand_in_the_order_of_the_decree() -> None:
    ktpel_2025()
    groups = of("92.03").groups
    assert [(group.code, [part.code for part in group.parts], group.is_alone) for group in groups] == [
        ("K1.1", ["K1.1a", "K1.1b"], False),
        *((code, [code], True) for code in ("K1.2", "K1.3", "K1.4", "K1.5", "K1.6", "K2", "K3")),
    ]
    assert (groups[0].section, groups[0].state, groups[0].completion_text) == (
        *("II.C.1.b no. 1 butir 1", "missing", ""),
    )


@pytest.mark.parametrize(
    ("code", "formula", "completion", "kategori", "last"),
    [
        ("52", "90,47 %", "100,00 %", "Sangat Baik", "100,00 % ≥ 91 %: nilai 90 (Sangat Baik)."),
        ("92", "50,29 %", "55,88 %", "Kurang", "55,88 % ≥ 51 %: nilai 60 (Kurang)."),
        (
            *("91", "44,78 %", "49,76 %", "Di bawah tabel"),
            "49,76 % di bawah 51 %: tidak ada nilainya dalam tabel Keputusan (Di bawah tabel).",
        ),
    ],
)
def test_birth_certificates_2018(code: str, formula: str, completion: str, kategori: str, last: str) -> None:
    birth_certificates_2018()
    found = row(code, "P1.2")
    assert (found.formula, found.completion_text, found.kategori, found.steps[-1].text) == (
        *(formula, completion, kategori, last),
    )
    assert (found.target_shown, found.marks) == (
        "90 %",
        ("tanpa pembilang/penyebut", "angka terbitan provinsi menggantikan penjumlahan"),
    )
    target = next(step for step in found.steps if "target nasional" in step.text)
    assert (target.policy, "Ditjen Dukcapil 2018, tanpa Perjanjian Kinerja" in target.text) == (True, True)


@pytest.fixture
def fakfak() -> SemesterEvaluation:
    """A kab/kota of 2018-1 with a complete semester, not scored yet; its neighbour is silent."""
    make_designated()
    period, region = make_period("2018-1"), make_region("92", "Papua Barat")
    make_evaluation(make_unit(region), period)
    make_evaluation(make_unit(make_region("92.06", "Teluk Bintuni", parent=region)), period)
    made = make_evaluation(make_unit(make_region("92.03", "Fakfak", parent=region)), period)
    make_region("92.07", "Teluk Wondama", parent=region)
    make_agreement(made)
    make_figures(made)
    return made


def test_every_kind_in_one_line(fakfak: SemesterEvaluation) -> None:
    assert {part.code: (part.formula, part.target_shown) for part in of("92.03").indicators} == {
        "K1.1a": ("9.200 ÷ 10.000 = 92,00 %", "100 %"),
        "K1.1b": ("9.200 ÷ 9.200 = 100,00 %", "100 %"),
        "K1.2": ("4.500 ÷ 5.000 = 90,00 %", "90 %"),
        "K1.3": ("7.4.3", "Sesuai dengan Versi yang ditetapkan"),
        "K1.4": ("20 ÷ 20 = 100,00 %", "100 %"),
        "K1.5": (
            "Unit menyatakan tidak ada kejadian dan tidak ada yang terbukti: capaian 100,00 %.",
            "Tidak ada Pungutan/tidak terjadi OTT",
        ),
        "K1.6": ("95 ÷ 100 = 95,00 %", "94 %–98 %"),
        "K2": ("22 ÷ 22 = 100,00 %", "Laporan hasil pelayanan Dukcapil per keluaran/output"),
        "K3": ("2 inovasi", "2 inovasi"),
    }


OTHER_FIGURES: list[tuple[dict[str, Any], tuple[str, str, tuple[str, ...]]]] = [
    ({"K1.4": {"zero_reason": "Tidak melapor"}}, ("ditetapkan 0", "0,00 %", ("ditetapkan nol oleh Ditjen",))),
    ({"K1.4": {"numerator": Decimal(3)}}, ("belum dilaporkan", "", ())),
    (
        {"K1.4": {"numerator": Decimal(3), "denominator": Decimal(4), "synthetic": True}},
        ("3 ÷ 4 = 75,00 %", "75,00 %", ("sintetis",)),
    ),
    ({"K1.4": Decimal("84.33")}, ("84,33 %", "84,33 %", ("tanpa pembilang/penyebut",))),
]


@pytest.mark.parametrize(("figures", "expected"), OTHER_FIGURES)
def test_what_a_reader_must_know_of_a_figure(
    fakfak: SemesterEvaluation, figures: dict[str, Any], expected: tuple[str, str, tuple[str, ...]]
) -> None:
    fakfak.realizations.filter(indicator__code="K1.4").delete()
    make_figures(fakfak, figures)
    found = row("92.03", "K1.4")
    assert (found.formula, found.completion_text, found.marks) == expected


def test_without_a_target_it_cannot_be_assessed(fakfak: SemesterEvaluation) -> None:
    fakfak.unit.agreements.all().delete()
    found = row("92.03", "K3")
    assert (found.formula, found.state_text, found.completion_text) == (
        "2 inovasi",
        "belum dapat dinilai",
        "",
    )


def test_missing_and_failing_kabkota_are_named(fakfak: SemesterEvaluation) -> None:
    make_incident(fakfak, "breach")
    silent = (Child("92.06", "Kabupaten Teluk Bintuni"), Child("92.07", "Kabupaten Teluk Wondama"))
    assert row("92", "P2.b").children == Children(1, 3, silent, (Child("92.03", "Kabupaten Fakfak"),))
    assert row("92", "P2.b").children.text == "1 dari 3 kabupaten/kota melapor"


def test_kabkota_keep_the_names_of_the_cutoff(fakfak: SemesterEvaluation) -> None:
    make_incident(fakfak, "breach")
    score_period(period=fakfak.period, actor=None)
    before = row("92", "P2.b").children
    fakfak.unit.region.codes.update(code="92.99")
    Region.objects.filter(pk=fakfak.unit.region_id).update(name="Fakfak Raya")
    assert row("92", "P2.b").children == before


def test_warnings_and_flags_are_told(fakfak: SemesterEvaluation) -> None:
    make_incident(fakfak, "levy")
    make_innovation(fakfak, "proposed")
    found = of("92.03")
    told = {part.code: (part.warnings, part.red_flags) for part in found.indicators if part.warnings}
    assert told == {
        "K1.5": (
            ("Unit menyatakan tidak ada kejadian, padahal 1 sudah terbukti.",),
            ("K1.5: 1 pungutan atau OTT.",),
        ),
        "K3": (("1 inovasi masih menunggu keputusan Ditjen, jadi jumlahnya belum diketahui.",), ()),
    }
    assert found.red_flags == ("K1.5: 1 pungutan atau OTT.",)


def test_what_is_stored_is_what_is_shown(fakfak: SemesterEvaluation) -> None:
    """A figure changed behind the services' back shows only after scoring, on pages as in documents."""
    score_period(period=fakfak.period, actor=None)
    fakfak.realizations.filter(indicator__code="K1.4").update(numerator=10)
    before = row("92.03", "K1.4").formula
    score_period(period=fakfak.period, actor=None)
    assert (before, row("92.03", "K1.4").formula) == ("20 ÷ 20 = 100,00 %", "10 ÷ 20 = 50,00 %")


def test_one_that_was_never_scored_is_judged_but_not_stored(fakfak: SemesterEvaluation) -> None:
    assert (of("92.03").completion_text, of("92.03").nilai) == ("99,50 %", 90)
    assert SemesterEvaluation.objects.filter(result__isnull=False).count() == 0


def test_the_same_queries_for_one_and_for_many(
    fakfak: SemesterEvaluation, django_assert_num_queries: Any
) -> None:
    score_period(period=fakfak.period, actor=None)
    for _round in range(2):
        province = SemesterEvaluation.objects.select_related(
            "period__policy", "period__indicator_set", "unit", "province"
        ).get(region_code="92")
        with django_assert_num_queries(3):
            derivation(province)
        for number in (1, 2, 4):
            region = make_region(f"92.{10 * _round + number + 10}", parent=province.unit.region)
            make_evaluation(make_unit(region), fakfak.period)
        score_period(period=fakfak.period, actor=None)


def test_another_policy_is_named() -> None:
    period = make_period("2018-1", policy=make_policy(2))
    make_evaluation(make_unit("92.03"), period)
    assert (of("92.03").policy, of("92.03").policy_name) == ("2", "Kebijakan 2")
