"""What the template needs: derivation, warnings, dates and the result as they are printed."""

from decimal import Decimal

from kinerja.documents.layout import context
from kinerja.documents.wording import bound, signs
from kinerja.rules.policy import Policy
from tests.kinerja.documents import samples
from tests.kinerja.documents.papers import percent


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
