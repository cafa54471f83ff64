"""The indicator table: the decree's order, Indonesian notation, marks beside what needs them."""

from kinerja.documents.indicator_rows import Row
from kinerja.documents.layout import context
from tests.kinerja.documents import samples
from tests.kinerja.documents.papers import percent


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
