"""The score given then on a unit's page and in lists that leave; what must not leak, and what it costs."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from kinerja.models import SemesterEvaluation
from kinerja.services.past_score import Given, record_past_scores
from kinerja.services.scoring import score_period
from tests.builders import make_final, make_region, make_user
from tests.kinerja.cast import Cast
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.exports import sheet

PAGE, LIST, SECRET = "/wilayah/92.03/", "/periode/2018-1/?unduh=xlsx", "Surat Rahasia 2018"
WHY = (
    "Skor dulu diperoleh bila K1.1a, K1.1b masing-masing dihitung sebagai satu indikator; "
    "di sini bagian satu indikator bersama dihitung satu kali."
)
QueriesOf = Callable[[Client, str], list[str]]


def given_then(cast: Cast, evaluation: SemesterEvaluation, **said: Any) -> None:
    """A score given then, recorded by the operator of the Ditjen."""
    data = {"dulu:capaian": "99.11", "dulu:nilai": "90", "dulu:kategori": None}
    data |= {"dulu:sumber": SECRET, "dulu:catatan": "Lampiran <II>"} | said
    with transaction.atomic():
        record_past_scores(given={evaluation: Given(data)}, actor=cast.ditjen)


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Fakfak with a score that was given then, and a neighbour without."""
    cast.evaluation(make_region("92.04", "Sorong", parent=cast.region))
    score_period(period=cast.period, actor=None)
    given_then(cast, cast.kabupaten)
    return cast


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def panel(client: Client, path: str = PAGE) -> str:
    """The panel alone, as one line."""
    page = client.get(path).content.decode()
    assert 'id="skor-dulu"' in page
    return " ".join(page.split('id="skor-dulu"')[1].split("</section>")[0].split())


def test_both_scores_with_difference_reason_source_and_who(told: Cast, signed_in: SignedIn) -> None:
    said = panel(signed_in(told.operator))
    for words in (
        "Capaian berbeda. ",
        ">99,11 %<",
        ">99,50 %<",
        ">+0,39 poin<",
        ">90 <",
        ">90 (Sangat Baik)<",
        ">sama<",
        f'{WHY} <span class="src">R2</span>',
        "Lampiran &lt;II&gt;",
        f"Sumber: {SECRET} · dicatat {told.ditjen.display_name}, ",
    ):
        assert words in said


def test_equal_scores_ask_no_reason(told: Cast, signed_in: SignedIn) -> None:
    given_then(told, told.kabupaten, **{"dulu:capaian": "99.50"})
    said = panel(signed_in(told.operator))
    assert ("Sama. " in said, ">0,00 poin<" in said, "Sebabnya" in said) == (True, True, False)


def test_only_a_kategori_was_known(told: Cast, signed_in: SignedIn) -> None:
    given_then(told, told.kabupaten, **{"dulu:capaian": None, "dulu:nilai": None, "dulu:kategori": "Buruk"})
    said = panel(signed_in(told.operator))
    assert [words in said for words in (">berbeda<", ">– (Buruk)<", "Tidak ada cara baca lain")] == [True] * 3


def test_a_unit_without_one_shows_nothing(told: Cast, signed_in: SignedIn) -> None:
    assert "skor-dulu" not in text(signed_in(told.dirjen), "/wilayah/92.04/")


def test_it_reaches_nobody_elsewhere_and_no_public_page(
    told: Cast, signed_in: SignedIn, client: Client
) -> None:
    stranger = signed_in(make_user("operator_unit", make_region("11", "Aceh")))
    assert stranger.get(PAGE).status_code == 404
    assert SECRET not in str(sheet(stranger, LIST))
    make_final(told.kabupaten)
    for path in ("/publik/2018-1/", "/publik/2018-1/92.03/"):
        assert [words in text(client, path) for words in (SECRET, "99,11", "skor-dulu")] == [False] * 3
    for path in ("/publik/2018-1/?unduh=xlsx", "/publik/2018-1/92.03/?unduh=xlsx&daftar=langkah"):
        assert SECRET not in str(sheet(client, path))


def test_the_lists_that_leave(told: Cast, signed_in: SignedIn) -> None:
    """Six columns at the end; nothing in them for a unit that was given no score."""
    for path in (LIST, "/periode/2018-1/rekapitulasi.xlsx"):
        heads, *rows = sheet(signed_in(told.dirjen), path)
        assert (heads[-6:], [row[-6:] for row in rows]) == (
            ["Capaian dulu (%)", "Nilai dulu", "Kategori dulu", "Sumber skor dulu", "Beda", "Sebab beda"],
            [[99.11, 90, None, SECRET, "Capaian berbeda", f"{WHY} (R2)"], [None] * 6],
        )


def test_a_list_without_any_has_no_such_columns(cast: Cast, signed_in: SignedIn) -> None:
    score_period(period=cast.period, actor=None)
    assert "Capaian dulu (%)" not in sheet(signed_in(cast.dirjen), LIST)[0]


def test_a_list_takes_as_many_queries_for_three_as_for_one(
    told: Cast, signed_in: SignedIn, queries_of: QueriesOf
) -> None:
    client = signed_in(told.dirjen)
    queries_of(client, LIST)
    one = len(queries_of(client, LIST))
    for code in ("92.05", "92.06"):
        given_then(told, told.evaluation(make_region(code, f"Wilayah {code}", parent=told.region)))
    assert len(queries_of(client, LIST)) == one


def test_a_final_unit_is_compared_by_what_it_was_judged_from(told: Cast, signed_in: SignedIn) -> None:
    make_final(told.kabupaten)
    told.kabupaten.realizations.filter(indicator__code="K1.4").update(numerator=Decimal(1))
    assert ">99,50 %<" in panel(signed_in(told.operator))
