"""Figure → raw → completion → nilai for every kind of target (R2, R4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja.rules.completion import completion
from kinerja.rules.policy import Policy
from kinerja.rules.types import Completion, Grade, Incident, Indicator, Kind, Notice, Realization, State, Step
from tests.kinerja.rules.builders import (
    BIRTH,
    BUDGET,
    INNOVATIONS,
    KABKOTA,
    LEVY,
    P_BIRTH,
    P_BREACH,
    P_SIAK,
    RATIO,
    REPORTS,
    SIAK,
    SKPD,
    counts,
    declared,
    published,
)

TARGET_98 = replace(RATIO, target=Decimal(98))
REACHED = [
    (RATIO, counts(336569, 399092), "84.33", "84.33", 80),
    (RATIO, counts(0, 10), "0.00", "0.00", None),
    (TARGET_98, counts(49, 100), "49.00", "50.00", None),
    (BIRTH, published("90.47"), "90.47", "100.00", 90),
    (BIRTH, published("90.10"), "90.10", "100.00", 90),
    (BIRTH, published("106.79"), "106.79", "100.00", 90),
    (BIRTH, published("50.29"), "50.29", "55.88", 60),
    (BIRTH, published("44.78"), "44.78", "49.76", None),
    (replace(BIRTH, target=Decimal("82.5")), published("69.93"), "69.93", "84.76", 80),
    (BIRTH, counts(81, 100), "81.00", "90.00", 80),
    (SIAK, declared("SIAK 7.3"), None, "100.00", 90),
    (SIAK, declared("  siak  7.3 "), None, "100.00", 90),
    (SIAK, declared("SIAK 7.2"), None, "0.00", None),
    (SKPD, counts(20, 30), "66.67", "66.67", 70),
    (replace(SKPD, target=None), counts(20, 30), "66.67", "66.67", 70),
    (LEVY, declared("0"), None, "100.00", 90),
    (LEVY, declared("00"), None, "100.00", 90),
    (LEVY, declared("2"), None, "0.00", None),
    (LEVY, declared("0", incidents=1), None, "0.00", None),
    (LEVY, Realization(incidents=1), None, "0.00", None),
    (BUDGET, counts(47, 100), "47.00", "50.00", None),
    (BUDGET, counts(9399, 10000), "93.99", "99.99", 90),
    (BUDGET, counts(94, 100), "94.00", "100.00", 90),
    (BUDGET, counts(98, 100), "98.00", "100.00", 90),
    (BUDGET, counts(105, 100), "105.00", "100.00", 90),
    (BUDGET, published("90"), "90.00", "95.74", 90),
    (replace(BUDGET, upper=None), counts(100, 100), "100.00", "100.00", 90),
    (REPORTS, counts(20, 22), "90.91", "90.91", 80),
    (REPORTS, counts(0, 22), "0.00", "0.00", None),
    (INNOVATIONS, Realization(numerator=Decimal(3)), "75.00", "75.00", 70),
    (INNOVATIONS, Realization(numerator=Decimal(9)), "225.00", "100.00", 90),
    (INNOVATIONS, Realization(numerator=Decimal(0)), "0.00", "0.00", None),
    (P_SIAK, counts(6, 7), "85.71", "85.71", 80),
    (P_SIAK, published("85.71"), "85.71", "85.71", 80),
    (replace(P_BREACH, target=Decimal(0)), counts(7, 7), "100.00", "100.00", 90),
    (P_BIRTH, published("90.47"), "90.47", "100.00", 90),
]


@pytest.mark.parametrize(("indicator", "figure", "raw", "percent", "nilai"), REACHED)
def test_what_is_reached(
    indicator: Indicator, figure: Realization | None, raw: str | None, percent: str, nilai: int | None
) -> None:
    found = completion(indicator, figure)
    assert (found.state, found.raw, found.percent, found.grade and found.grade.nilai) == (
        State.REPORTED,
        raw and Decimal(raw),
        Decimal(percent),
        nilai,
    )


SILENT = [
    None,
    Realization(),
    Realization(source="surat", synthetic=True),
    Realization(cutoff=date(2025, 6, 30)),
]


@pytest.mark.parametrize("figure", SILENT)
@pytest.mark.parametrize("indicator", [*KABKOTA, P_BIRTH, P_SIAK, P_BREACH], ids=lambda row: row.code)
def test_silence_is_missing_and_never_zero(indicator: Indicator, figure: Realization | None) -> None:
    found = completion(indicator, figure)
    assert (found.state, found.raw, found.exact, found.percent, found.grade) == (
        State.MISSING,
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Realization(numerator=Decimal(5)), "Belum lengkap: penyebut belum dilaporkan."),
        (Realization(denominator=Decimal(5)), "Belum lengkap: pembilang belum dilaporkan."),
        (None, "Belum dilaporkan."),
    ],
)
def test_half_a_figure_is_missing_and_says_which_half(figure: Realization | None, text: str) -> None:
    assert completion(RATIO, figure).steps == (Step(text, "R4", "II.C.1.b"),)


NO_TARGET = [
    (
        replace(INNOVATIONS, target=None),
        Realization(numerator=Decimal(3)),
        "belum ada target dalam Perjanjian Kinerja",
    ),
    (
        replace(INNOVATIONS, target=None),
        Realization(numerator=Decimal(0)),
        "belum ada target dalam Perjanjian Kinerja",
    ),
    (replace(SIAK, designated=""), declared("SIAK 7.3"), "versi yang ditetapkan belum ada"),
    (replace(P_SIAK, designated=""), None, "versi yang ditetapkan belum ada"),
    (replace(BIRTH, target=None), published("90.47"), "target nasional tahun ini belum ada"),
    (replace(RATIO, target=None), counts(1, 2), "target belum ada"),
    (replace(BUDGET, target=None), counts(1, 2), "target belum ada"),
]


@pytest.mark.parametrize(("indicator", "figure", "why"), NO_TARGET)
def test_without_a_target_it_cannot_be_judged_yet(
    indicator: Indicator, figure: Realization | None, why: str
) -> None:
    found = completion(indicator, figure)
    assert (found.state, found.percent, found.grade, found.steps[-1].text) == (
        State.NOT_ASSESSABLE,
        None,
        None,
        f"Belum dapat dinilai: {why}.",
    )


def test_a_decided_zero_is_said_with_its_reason() -> None:
    found = completion(RATIO, Realization(decided_zero="tidak melapor setelah dua teguran"))
    assert (found.percent, found.grade, found.decided_zero, found.steps[0]) == (
        Decimal("0.00"),
        Grade(None, "Di bawah tabel"),
        "tidak melapor setelah dua teguran",
        Step(
            "Ditjen menetapkan 0 atas angka yang tidak dilaporkan: tidak melapor setelah dua teguran",
            "R4",
            "II.C.1.b",
            policy=True,
        ),
    )


def test_a_figure_that_came_in_wins_over_the_decided_zero() -> None:
    found = completion(RATIO, counts(9, 10, decided_zero="tidak melapor"))
    assert (found.percent, found.decided_zero) == (Decimal("90.00"), "")


@pytest.mark.parametrize(
    "indicator",
    [
        replace(INNOVATIONS, target=None),
        replace(BIRTH, target=None),
        replace(SIAK, designated=""),
        replace(P_BIRTH, target=None),
    ],
    ids=lambda row: row.code,
)
def test_no_zero_is_decided_where_there_is_no_target(indicator: Indicator) -> None:
    found = completion(indicator, Realization(decided_zero="tidak melapor"))
    assert (found.state, found.percent, found.decided_zero) == (State.NOT_ASSESSABLE, None, "")


def test_a_blank_reason_decides_nothing() -> None:
    assert completion(RATIO, Realization(decided_zero="  ")).state is State.MISSING


def test_the_whole_outcome_of_a_published_percentage() -> None:
    indicator = replace(BIRTH, target_source="Ditjen Dukcapil 2018", target_by_policy=True)
    assert completion(indicator, published("90.47", synthetic=True), cutoff=date(2018, 6, 30)) == Completion(
        code="K1.2",
        kind=Kind.NATIONAL_TARGET,
        state=State.REPORTED,
        steps=(
            Step("Persentase terbitan 90,47 % (tanpa pembilang/penyebut).", "R2", "II.C.1.b"),
            Step(
                "90,47 % ÷ target nasional 90 % (Ditjen Dukcapil 2018) × 100 = 100,52 %.",
                "R2",
                "II.C.1.b",
                policy=True,
            ),
            Step("100,52 % melebihi target; capaian dibatasi 100,00 %.", "R2", "II.C.1.b", policy=True),
            Step("100,00 % ≥ 91 %: nilai 90 (Sangat Baik).", "R1", "II.D.2"),
        ),
        raw=Decimal("90.47"),
        exact=Fraction(100),
        percent=Decimal("100.00"),
        grade=Grade(90, "Sangat Baik"),
        target=Decimal(90),
        source="terbitan",
        synthetic=True,
        published_only=True,
        field="capil",
    )


def test_the_whole_outcome_of_a_proven_levy() -> None:
    assert completion(LEVY, declared("0", incidents=2, source="laporan Saber Pungli")) == Completion(
        code="K1.5",
        kind=Kind.NONE_ALLOWED,
        state=State.REPORTED,
        steps=(
            Step("2 kejadian terbukti dalam periode ini: capaian 0,00 %.", "R2", "II.C.1.b", policy=True),
            Step(
                "0,00 % di bawah 51 %: tidak ada nilainya dalam tabel Keputusan (Di bawah tabel).",
                "R1",
                "II.D.2",
                policy=True,
            ),
        ),
        exact=Fraction(0),
        percent=Decimal("0.00"),
        grade=Grade(None, "Di bawah tabel"),
        value="0",
        source="laporan Saber Pungli",
        warnings=(
            Notice(
                "declaration_contradicts_register",
                "Unit menyatakan tidak ada kejadian, padahal 2 sudah terbukti.",
            ),
        ),
        red_flags=(Notice("levy", "K1.5: 2 pungutan atau OTT."),),
        incident=Incident.LEVY,
    )


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (declared("0"), "Unit menyatakan tidak ada kejadian dan tidak ada yang terbukti: capaian 100,00 %."),
        (declared("3"), "Unit menyatakan 3 kejadian dalam periode ini: capaian 0,00 %."),
    ],
)
def test_a_declaration_is_told_as_it_was_made(figure: Realization | None, text: str) -> None:
    assert completion(LEVY, figure).steps[0].text == text


def test_a_breach_raises_its_own_red_flag() -> None:
    indicator = replace(LEVY, code="P2.a", incident=Incident.BREACH)
    assert completion(indicator, declared("1")).red_flags == (
        Notice("breach", "P2.a: 1 pelanggaran Permendagri 76/2015."),
    )


def test_a_version_is_told_with_both_versions() -> None:
    assert completion(SIAK, declared("SIAK 7.2")).steps[0] == Step(
        "Versi terpasang SIAK 7.2, versi yang ditetapkan SIAK 7.3: capaian 0,00 %.",
        "R2",
        "II.C.1.b",
        policy=True,
    )


@pytest.mark.parametrize(
    ("indicator", "figure", "month", "policy"),
    [
        (SIAK, declared("SIAK 7.3"), 6, False),
        (LEVY, declared("0"), 6, False),
        (LEVY, declared("1"), 6, True),
        (RATIO, counts(9, 10), 6, False),
        (SKPD, counts(9, 10), 6, False),
        (REPORTS, counts(20, 22), 6, True),
        (BUDGET, counts(95, 100), 6, True),
        (BUDGET, counts(95, 100), 12, False),
        (INNOVATIONS, counts(4, 4), 6, False),
    ],
)
def test_a_figure_is_marked_where_the_decree_does_not_say_how_to_reckon_it(
    indicator: Indicator, figure: Realization | None, month: int, policy: bool
) -> None:
    assert completion(indicator, figure, cutoff=date(2025, month, 30)).steps[0].policy == policy


AGREED = {"target_by_agreement": True, "target_source": "Perjanjian Kinerja 2018 PK/1"}


@pytest.mark.parametrize(
    ("indicator", "figure", "step"),
    [
        (
            replace(BIRTH, target=Decimal(80), **AGREED),
            counts(60, 100),
            ("60,00 % ÷ target 80 % (Perjanjian Kinerja 2018 PK/1) × 100 = 75,00 %.", True),
        ),
        (
            replace(RATIO, target=Decimal(80), **AGREED),
            counts(60, 100),
            ("60,00 % ÷ target 80 % (Perjanjian Kinerja 2018 PK/1) × 100 = 75,00 %.", True),
        ),
        (
            replace(BUDGET, target=Decimal(90), **AGREED),
            counts(45, 100),
            ("45,00 % ÷ batas bawah 90 % (Perjanjian Kinerja 2018 PK/1) × 100 = 50,00 %.", True),
        ),
        (
            replace(BUDGET, target=Decimal(90), **AGREED),
            counts(90, 100),
            (
                "90,00 % mencapai target, batas bawah 90 % (Perjanjian Kinerja 2018 PK/1): capaian 100,00 %.",
                True,
            ),
        ),
        (
            replace(INNOVATIONS, **AGREED),
            Realization(numerator=Decimal(3)),
            ("3 terverifikasi ÷ target 4 (Perjanjian Kinerja 2018 PK/1) × 100 = 75,00 %.", False),
        ),
    ],
)
def test_a_target_of_the_agreement_is_named_and_not_called_the_decrees(
    indicator: Indicator, figure: Realization, step: tuple[str, bool]
) -> None:
    assert step in [(said.text, said.policy) for said in completion(indicator, figure).steps]


@pytest.mark.parametrize(
    ("cutoff", "text"),
    [
        (date(2025, 6, 30), "90 ÷ 100 (rencana kas/RAK sampai Juni) × 100 = 90,00 %."),
        (date(2025, 12, 31), "90 ÷ 100 (seluruh anggaran) × 100 = 90,00 %."),
        (None, "90 ÷ 100 × 100 = 90,00 %."),
    ],
)
def test_a_budget_says_what_it_is_measured_against(cutoff: date | None, text: str) -> None:
    assert completion(BUDGET, counts(90, 100), cutoff=cutoff).steps[0].text == text


@pytest.mark.parametrize(
    ("figure", "policy", "step"),
    [
        (
            counts(47, 100),
            {},
            Step("47,00 % ÷ batas bawah 94 % × 100 = 50,00 %.", "R2", "II.C.1.b", policy=True),
        ),
        (
            counts(96, 100),
            {},
            Step("96,00 % mencapai target, batas bawah 94 %: capaian 100,00 %.", "R2", "II.C.1.b"),
        ),
        (
            counts(99, 100),
            {},
            Step(
                "99,00 % di atas 98 % tetap dihitung terpenuhi: capaian 100,00 %.",
                "R2",
                "II.C.1.b",
                policy=True,
            ),
        ),
        (
            counts(100, 100),
            {"range_over": "divide_by_upper"},
            Step("Batas atas 98 % ÷ 100,00 % × 100 = 98,00 %.", "R2", "II.C.1.b", policy=True),
        ),
    ],
)
def test_a_range_marks_what_the_decree_does_not_say(
    figure: Realization | None, policy: dict[str, object], step: Step
) -> None:
    assert completion(BUDGET, figure, Policy.from_data(policy)).steps[1] == step


def test_the_completion_is_computed_from_the_exact_figure() -> None:
    # 2/3 of 1/3 would be 66,66… from a rounded raw; the exact one is 200/3
    found = completion(replace(RATIO, target=Decimal(50)), counts(1, 3))
    assert (found.raw, found.exact, found.percent) == (Decimal("33.33"), Fraction(200, 3), Decimal("66.67"))


def test_without_a_cap_over_achievement_counts() -> None:
    found = completion(BIRTH, published("106.79"), Policy.from_data({"cap": None}))
    assert (found.percent, found.grade) == (Decimal("118.66"), Grade(90, "Sangat Baik"))


def test_without_a_cap_the_largest_cap_still_holds() -> None:
    found = completion(RATIO, counts(10**13, 1), Policy.from_data({"cap": None}))
    assert (found.raw, found.percent, found.steps[-2]) == (
        Decimal("1000000000000000.00"),
        Decimal("1000.00"),
        Step(
            "1.000.000.000.000.000,00 % melebihi target; capaian dibatasi 1.000,00 %.",
            "R2",
            "II.C.1.b",
            policy=True,
        ),
    )


def test_a_figure_that_stands_in_need_not_know_how_many_reported() -> None:
    assert completion(P_BIRTH, published("90.47", stands_in=True)).steps[0] == Step(
        "Angka terbitan provinsi menggantikan penjumlahan kab/kota.", "R5", "II.A.2.a", policy=True
    )
