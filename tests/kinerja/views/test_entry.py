"""The entry form: saves what is right, keeps everything when something is not, loses nobody's figures."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client

from kinerja.models import Realization, SemesterEvaluation
from tests.builders import make_figures, make_user
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import NATIONAL, ROLES, World

ENTRY = "/isian/2025-1/92.03/"
LIVE = f"{ENTRY}hitung/"


def stored(code: str = "K1.1a") -> Realization:
    """The stored figure of Fakfak."""
    return Realization.objects.get(evaluation__region_code="92.03", indicator__code=code)


@pytest.mark.parametrize("role", ROLES)
def test_only_operators_enter(world: World, signed_in: SignedIn, role: str) -> None:
    """Operators get the form, others who see the unit are told (403), a foreign unit does not exist."""
    client = signed_in(world.account(role))
    enters = 200 if role in ("operator_unit", "operator_ditjen") else 403
    foreign = {"operator_ditjen": 200}.get(role, 403 if role in NATIONAL else 404)
    found = [client.get(f"/isian/2025-1/{code}/").status_code for code in ("92.03", "11.72")]
    assert found == [enters, foreign]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("336.569", "336569"), ("336569", "336569"), ("59828,5", "59828.5"), ("59828.5", "59828.5")],
)
def test_comma_and_point_are_accepted(world: World, signed_in: SignedIn, typed: str, number: str) -> None:
    """Numbers as people write them end up exact."""
    data = {"version": "0", "K1.6:n": typed, "K1.6:d": "400000", "K1.6:sumber": "Laporan"}
    assert signed_in(world.account("operator_unit")).post(ENTRY, data).status_code == 302
    assert (stored("K1.6").numerator, stored("K1.6").denominator) == (Decimal(number), Decimal(400000))


def test_a_save_leads_back_and_says_what(world: World, signed_in: SignedIn) -> None:
    """Post, redirect, get; the stored figure is shown as Indonesians write it."""
    client = signed_in(world.account("operator_unit"))
    data = {"version": "0", "K1.1a:n": "59828", "K1.1a:d": "63429", "K1.1a:sumber": "DKB"}
    response = client.post(ENTRY, data)
    assert (response.status_code, response.headers["Location"]) == (302, ENTRY)
    html = client.get(ENTRY).content.decode()
    assert "Tersimpan: K1.1a." in html
    assert 'value="59.828"' in html
    assert "capaian 94,32\N{NO-BREAK SPACE}%" in html


BAD = {
    "nol": ({"K1.1a:n": "1", "K1.1a:d": "0"}, "Penyebut"),
    "negatif": ({"K1.1a:n": "-5", "K1.1a:d": "10"}, "negatif"),
    "teks": ({"K1.1a:n": "lima", "K1.1a:d": "10"}, "“lima” bukan angka"),
    "persen": ({"K1.1a:n": "94 %", "K1.1a:d": "10"}, "“94 %” berformat persen"),
    "tanggal": ({"K1.1a:n": "1", "K1.1a:d": "10", "K1.1a:tgl": "01/07/2025"}, "di luar periode"),
    "bukan tanggal": ({"K1.1a:n": "1", "K1.1a:d": "10", "K1.1a:tgl": "31/02/2025"}, "Bukan tanggal"),
    "terlalu banyak": ({"K1.1a:n": "1" * 30, "K1.1a:d": "10"}, "K1.1a"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_says_so_and_keeps_everything(world: World, signed_in: SignedIn, case: str) -> None:
    """422, the sentence at the input, every typed value still there, nothing half written."""
    inputs, sentence = BAD[case]
    other = {"K1.4:n": "15", "K1.4:d": "20", "K1.4:sumber": "Catatan <saya>"}
    response = signed_in(world.account("operator_unit")).post(ENTRY, {"version": "0"} | inputs | other)
    html = unescape(response.content.decode())
    assert response.status_code == 422
    assert "Belum tersimpan. Perbaiki yang ditandai; isian Anda tidak ada yang hilang." in html
    assert sentence in html
    assert [value for value in (*inputs.values(), *other.values()) if f'value="{value}"' not in html] == []
    assert Realization.objects.count() == 0


def test_more_than_everybody_is_a_warning(world: World, signed_in: SignedIn) -> None:
    """A numerator above its denominator is stored, capped, and warned of: 106.79 % happened."""
    client = signed_in(world.account("operator_unit"))
    data = {"version": "0", "K1.1a:n": "10679", "K1.1a:d": "10000", "K1.1a:sumber": "DKB"}
    assert client.post(ENTRY, data).status_code == 302
    html = client.get(ENTRY).content.decode()
    assert "realisasi 106,79\N{NO-BREAK SPACE}% →" in html
    assert "capaian 100,00\N{NO-BREAK SPACE}%" in html
    assert 'class="small warn"' in html


def test_live_result_writes_nothing(world: World, signed_in: SignedIn) -> None:
    """What is typed is judged by the server; nothing is stored, no version used up."""
    client = signed_in(world.account("operator_unit"))
    html = client.post(LIVE, {"version": "0", "K1.4:n": "15", "K1.4:d": "20"}).content.decode()
    assert 'id="hitung-K1-4" hx-swap-oob="true"' in html
    assert "capaian 75,00\N{NO-BREAK SPACE}%" in html
    assert "Capaian sementara" in html
    assert Realization.objects.count() == 0
    assert SemesterEvaluation.objects.get(region_code="92.03").version == 0


def test_live_result_of_bad_input_says_so(world: World, signed_in: SignedIn) -> None:
    """The sentence stands where the result would."""
    client = signed_in(world.account("operator_unit"))
    html = unescape(client.post(LIVE, {"version": "0", "K1.4:n": "lima", "K1.4:d": "20"}).content.decode())
    assert "“lima” bukan angka" in html


def test_live_result_is_for_who_enters(world: World, signed_in: SignedIn) -> None:
    """Others who see the unit are told, and nobody asks by GET."""
    assert signed_in(world.account("auditor")).post(LIVE, {"version": "0"}).status_code == 403
    assert signed_in(world.account("operator_unit")).get(LIVE).status_code == 405


def conflict(world: World, signed_in: SignedIn) -> tuple[Client, str]:
    """Two people open the form; the first saves K1.4 as 15, the second types 16 and K1.6 besides."""
    first, second = (signed_in(make_user("operator_ditjen", username=name)) for name in ("siti", "budi"))
    first.post(ENTRY, {"version": "0", "K1.4:n": "15", "K1.4:d": "20", "K1.4:sumber": "Siti"})
    typed = {"version": "0", "K1.4:n": "16", "K1.4:d": "20", "K1.4:sumber": "Budi"}
    typed |= {"K1.6:n": "95", "K1.6:d": "100", "K1.6:sumber": "Budi"}
    response = second.post(ENTRY, typed)
    assert response.status_code == 409
    return second, unescape(response.content.decode())


def hidden(html: str) -> dict[str, str]:
    """The hidden inputs of the conflict page."""
    found: dict[str, str] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            named = dict(attrs)
            if tag == "input" and named.get("type") == "hidden" and named.get("name"):
                found[str(named["name"])] = named.get("value") or ""

    Reader().feed(html)
    return found


def test_two_people_see_both_versions(world: World, signed_in: SignedIn) -> None:
    """The second one sees who changed what, and nothing of theirs has been written."""
    _second, html = conflict(world, signed_in)
    assert "Dua orang mengubah angka yang sama" in html
    assert "Milik siti" in html
    assert 'name="pilih:K1.4" value="mine"' in html
    assert [code for code in ("K1.6",) if f"pilih:{code}" in html] == []
    assert stored("K1.4").source == "Siti"
    assert not Realization.objects.filter(indicator__code="K1.6").exists()


@pytest.mark.parametrize(("pick", "source"), [("mine", "Budi"), ("theirs", "Siti")])
def test_nothing_is_lost_in_a_conflict(world: World, signed_in: SignedIn, pick: str, source: str) -> None:
    """The chosen version stands, and the second one's other figures are stored with it."""
    second, html = conflict(world, signed_in)
    response = second.post(ENTRY, hidden(html) | {"pilih:K1.4": pick})
    assert response.status_code == 302
    assert (stored("K1.4").source, stored("K1.6").source) == (source, "Budi")


def test_others_changes_elsewhere_stay(world: World, signed_in: SignedIn) -> None:
    """Two people at different figures do not meet: the second save keeps the first one's."""
    first, second = (signed_in(make_user("operator_ditjen", username=name)) for name in ("siti", "budi"))
    first.post(ENTRY, {"version": "0", "K1.4:n": "15", "K1.4:d": "20", "K1.4:sumber": "Siti"})
    second.post(ENTRY, {"version": "0", "K1.6:n": "95", "K1.6:d": "100", "K1.6:sumber": "Budi"})
    assert (stored("K1.4").source, stored("K1.6").source) == ("Siti", "Budi")
    assert "Sementara itu K1.4 juga berubah" in second.get(ENTRY).content.decode()


def test_a_locked_evaluation_explains_itself(world: World, signed_in: SignedIn) -> None:
    """Before the window, after submission: the page says why nothing can be entered; a save is refused."""
    client = signed_in(world.account("operator_unit"))
    world.period.entry_opens = date(2999, 1, 1)
    world.period.save()
    assert "baru dibuka" in client.get(ENTRY).content.decode()
    response = client.post(ENTRY, {"version": "0", "K1.4:n": "15", "K1.4:d": "20"})
    html = response.content.decode()
    assert (response.status_code, Realization.objects.count()) == (409, 0)
    assert "Belum tersimpan; isian Anda masih di bawah ini." in html
    assert 'value="15"' in html


def test_a_foreign_version_is_refused(world: World, signed_in: SignedIn) -> None:
    """A version the evaluation never had is refused with everything kept."""
    client = signed_in(world.account("operator_unit"))
    response = client.post(ENTRY, {"version": "99", "K1.4:n": "15", "K1.4:d": "20"})
    assert response.status_code == 409
    assert 'value="15"' in response.content.decode()


def test_the_form_does_not_read_row_by_row(
    world: World, signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]]
) -> None:
    """A complete form takes as many queries as an empty one."""
    client = signed_in(world.account("operator_unit"))
    client.get(ENTRY)
    empty = len(queries_of(client, ENTRY))
    make_figures(world.fakfak)
    assert len(queries_of(client, ENTRY)) == empty
