"""The published figures, as they are in ``fixtures/``."""

from datetime import date
from decimal import Decimal

from kinerja.demo.published import akta_2018, ktpel_2025
from kinerja.rules.entry import Figures


def test_akta_of_2018_is_a_percentage_of_two_dates() -> None:
    found = akta_2018()
    assert len(found) == 34
    assert found["52"] == Figures(
        percent=Decimal("90.47"),
        cutoff=date(2018, 3, 31),
        denominator_cutoff=date(2017, 12, 31),
        source="mediacerdasbangsa.com + nusakini.com 7 Mei 2018",
        note="Maret 2018 (DKB Des 2017)",
    )


def test_ktpel_of_2025_has_its_counts() -> None:
    found = ktpel_2025()
    assert sorted(found) == ["92.02", "92.03", "92.06", "92.07", "92.08", "92.11", "92.12"]
    assert found["92.03"] == Figures(
        numerator=Decimal(59828),
        denominator=Decimal(63429),
        percent=Decimal("94.32"),
        source="papuatengah.antaranews.com/berita/76570",
        note="Semester I 2025",
    )


def test_nothing_published_is_marked_synthetic() -> None:
    assert {said.synthetic for said in (*akta_2018().values(), *ktpel_2025().values())} == {False}
