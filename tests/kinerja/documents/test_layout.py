"""Words and figures on the page: the decree's order, Indonesian notation, marks beside what needs them."""

from decimal import Decimal

from kinerja.documents.layout import Row, bound, context, signs
from kinerja.rules.policy import Policy
from tests.kinerja.documents import samples

NBSP = "\N{NO-BREAK SPACE}"


def percent(text: str) -> str:
    return f"{text}{NBSP}%"


def rows(snapshot: samples.Snapshot) -> dict[str, Row]:
    return {row.code: row for row in context(snapshot)["rows"]}


def test_rows_of_a_kabupaten() -> None:
    found = rows(samples.kabkota())
    assert list(found) == ["K1.1", "K1.1a", "K1.1b", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6", "K2", "K3"]
    assert found["K1.1"] == Row(
        code="K1.1",
        text="Perekaman dan pencetakan KTP-el (rata-rata K1.1a dan K1.1b)",
        target="",
        above="",
        below="",
        raw="",
        completion=percent("95,06"),
        nilai="90",
        kategori="Sangat Baik",
        heading=True,
    )
    assert found["K1.1a"] == Row(
        code="K1.1a",
        text="Perekaman KTP-el",
        target=percent("100"),
        above="59.828",
        below="÷ 63.429",
        raw=percent("94,32"),
        completion=percent("94,32"),
        nilai="90",
        kategori="Sangat Baik",
        part=True,
    )
    assert found["K1.6"].target == percent("94–98")
    assert (found["K1.6"].above, found["K1.6"].below) == ("6.412.875.000", "÷ 7.031.450.000")
    assert {
        code: (row.target, row.above, row.below, row.raw) for code, row in found.items() if not row.below
    } == {
        "K1.1": ("", "", "", ""),
        "K1.3": ("7.4.3", "7.4.3", "", "–"),
        "K1.5": ("tidak ada", "tidak ada", "", "–"),
        "K3": ("3 inovasi", "2 inovasi", "", percent("66,67")),
    }


def test_rows_of_a_province() -> None:
    found = rows(samples.province())
    assert {code: (row.tags, row.note) for code, row in found.items()} == {
        "P1.1": ((), ""),
        "P1.1a": ((), "7 dari 7 kab/kota"),
        "P1.1b": (("sintetis",), "7 dari 7 kab/kota"),
        "P1.2": (("tanpa pembilang/penyebut", "angka terbitan provinsi"), ""),
        "P1.3": (("sintetis",), "7 dari 7 kab/kota"),
        "P1.4": (("sintetis",), ""),
        "P1.5": (("sintetis", "tanpa pembilang/penyebut"), ""),
        "P2": ((), ""),
        "P2.a": (("sintetis",), ""),
        "P2.b": (("sintetis",), "7 dari 7 kab/kota"),
    }
    assert (found["P1.1a"].above, found["P1.1a"].below) == ("336.569", "÷ 399.092")


def test_only_the_marks_that_occur_are_explained() -> None:
    marks = [mark for mark, _meaning in context(samples.province())["legend"]]
    assert marks == ["sintetis", "tanpa pembilang/penyebut", "angka terbitan provinsi"]
    assert [mark for mark, _meaning in context(samples.hard())["legend"]] == [
        "sintetis",
        "tanpa pembilang/penyebut",
        "nol ditetapkan Ditjen",
    ]


def test_an_incident_is_shown_as_proven_or_as_declared() -> None:
    assert rows(samples.hard())["K1.5"].above == "1 terbukti"
    assert rows(samples.kabkota({"K1.5": {"value": "3"}}))["K1.5"].above == "3 kejadian"


def test_warnings_red_flags_and_their_acknowledgement() -> None:
    said = context(samples.hard())
    assert said["red_flags"] == ["K1.5: 1 pungutan atau OTT."]
    assert said["acknowledgements"] == [
        (
            "Pungutan oleh petugas loket terbukti; pembinaan dan pengembalian uang sudah dilaksanakan.",
            "Dr. Contoh Pejabat, S.H., M.Si.",
            "12 Agustus 2025",
        )
    ]
    assert said["warnings"] == [
        "K1.1b: Angka per 31 Maret 2025, bukan per tanggal posisi periode 30 Juni 2025.",
        f"K1.1b: {percent('106,40')}: pembilang melebihi penyebut; periksa datanya.",
        "K1.5: Unit menyatakan tidak ada kejadian, padahal 1 sudah terbukti.",
    ]


def test_every_step_is_told_with_clause_and_rule_and_whose_choice_it_is() -> None:
    snapshot = samples.kabkota()
    parts = context(snapshot)["derivation"]
    told = [(str(step.text), step.clause, step.rule, step.policy) for part in parts for step in part.steps]
    judged = {row["code"]: row for row in snapshot.result["indicators"]}
    codes = [label.code for label in snapshot.labels if label.code in judged]
    steps = [step for code in codes for step in judged[code]["steps"]] + snapshot.result["steps"]
    assert [part.code for part in parts] == [*codes, "Unit"]
    assert told == [
        (str(signs(bound(step["text"]))), step["clause"], step["rule"], step["policy"]) for step in steps
    ]
    assert parts[0].source == samples.SOURCE


def test_dates_in_words() -> None:
    said = context(samples.kabkota())
    assert (said["cutoff"], said["finalised"], said["issued"], said["set_date"]) == (
        "30 Juni 2025",
        "12 Agustus 2025",
        "14 Agustus 2025",
        "10 April 2017",
    )


def test_a_result_below_the_table() -> None:
    nothing = {
        code: {"numerator": Decimal(1), "denominator": Decimal(100)} for code in ("K1.1a", "K1.1b", "K1.2")
    }
    worse = nothing | {"K1.3": {"value": "1"}, "K1.4": nothing["K1.2"], "K1.5": {"value": "1"}}
    said = context(samples.kabkota(worse))
    assert (said["nilai"], said["kategori"], said["below_table"]) == ("–", "Di bawah tabel", True)
    valued = Policy.from_data({"below_table": {"nilai": 50, "kategori": "Buruk"}}, "2")
    said = context(samples.kabkota(worse, policy=valued))
    assert (said["nilai"], said["kategori"], said["below_table"]) == ("50", "Buruk", False)


def test_steps_are_escaped_before_a_sign_is_set_apart() -> None:
    assert signs(bound("<b>9 % ≥ 8 %")) == (f'&lt;b&gt;9{NBSP}% <span class="sign">≥</span> 8{NBSP}%')
