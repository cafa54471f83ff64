"""Reports and innovations beside the entry form, and the decisions on innovations."""

from html import unescape

import pytest

from kinerja.models import Innovation, Realization, ServiceReport
from tests.builders import make_innovation, make_user
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.test_act import put
from tests.kinerja.views.two_regions import World

REPORTS, INNOVATIONS = "/isian/2025-1/92.03/laporan/", "/isian/2025-1/92.03/inovasi/"
HTMX = {"HX-Request": "true"}


def test_reports_are_saved_and_k2_follows(world: World, signed_in: SignedIn) -> None:
    """Nil is a report; the form's own K2 closes and says why."""
    client = signed_in(world.account("operator_unit"))
    data = {"version": "0", "1.a:tgl": "10/07/2025", "1.a:jumlah": "1.204", "1.b:tgl": "2025-07-10"}
    response = client.post(REPORTS, data | {"1.b:jumlah": "0"})
    assert (response.status_code, response.headers["Location"]) == (302, "/isian/2025-1/92.03/#laporan")
    assert list(ServiceReport.objects.values_list("output__code", "quantity")) == [("1.a", 1204), ("1.b", 0)]
    html = client.get("/isian/2025-1/92.03/").content.decode()
    assert "Laporan tersimpan: 2 keluaran." in html
    assert "Angka ini dihitung dari laporan per keluaran." in html


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_bad_report_keeps_what_was_typed(
    world: World, signed_in: SignedIn, headers: dict[str, str]
) -> None:
    """The sentence at the input, the values still there, nothing written; with htmx the panel alone."""
    data = {"version": "0", "1.a:tgl": "10/07/1999", "1.a:jumlah": "7", "1.b:tgl": "10/07/2025"}
    response = signed_in(world.account("operator_unit")).post(REPORTS, data, headers=headers)
    html = unescape(response.content.decode())
    assert (response.status_code, ServiceReport.objects.count()) == (422, 0)
    assert ("<html" in html) == (not headers)
    for said in ("tidak mungkin", "Jumlah dokumen belum diisi", 'value="10/07/1999"', 'value="7"'):
        assert said in html


def test_two_people_at_one_report(world: World, signed_in: SignedIn) -> None:
    """Both versions are shown; the choice decides, and the second one's other report is stored with it."""
    first, second = (signed_in(make_user("operator_ditjen", username=name)) for name in ("siti", "budi"))
    first.post(REPORTS, {"version": "0", "1.a:tgl": "10/07/2025", "1.a:jumlah": "1"})
    typed = {"version": "0", "1.a:tgl": "11/07/2025", "1.a:jumlah": "2"}
    typed |= {"1.b:tgl": "11/07/2025", "1.b:jumlah": "5"}
    refused = second.post(REPORTS, typed, headers=HTMX)
    html = unescape(refused.content.decode())
    assert refused.status_code == 409
    assert "Keluaran 1.a diubah juga oleh siti. Pilih yang benar:" in html
    again = second.post(REPORTS, typed | {"version": "1", "pilih:1.a": "theirs"}, headers=HTMX)
    assert again.status_code == 200
    assert dict(ServiceReport.objects.values_list("output__code", "quantity")) == {"1.a": 1, "1.b": 5}


def test_reports_are_for_operators_in_the_window(world: World, signed_in: SignedIn) -> None:
    """Others are refused with the reason; a foreign unit does not exist."""
    data = {"version": "0", "1.a:tgl": "10/07/2025", "1.a:jumlah": "1"}
    assert signed_in(world.account("operator_unit", world.sabang)).post(REPORTS, data).status_code == 404
    refused = signed_in(world.account("auditor")).post(REPORTS, data, headers=HTMX)
    assert (refused.status_code, "Peran Anda tidak mencakup" in refused.content.decode()) == (409, True)
    assert ServiceReport.objects.count() == 0


def test_an_innovation_is_named_and_taken_back(world: World, signed_in: SignedIn) -> None:
    """Named by the operator; while nobody has decided, the operator may take it back."""
    client = signed_in(world.account("operator_unit"))
    response = client.post(
        INNOVATIONS, {"title": "Jemput bola", "field": "dafduk", "description": "Keliling"}
    )
    assert (response.status_code, response.headers["Location"]) == (302, "/isian/2025-1/92.03/#inovasi")
    made = Innovation.objects.get()
    assert (made.title, made.state) == ("Jemput bola", "proposed")
    assert client.post(f"/inovasi/{made.pk}/tarik/", headers=HTMX).status_code == 200
    assert Innovation.objects.count() == 0


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_bad_innovation_keeps_what_was_typed(
    world: World, signed_in: SignedIn, headers: dict[str, str]
) -> None:
    """A title that is taken: said, kept, not stored."""
    make_innovation(world.fakfak, "proposed", title="Jemput bola")
    data = {"title": "Jemput Bola", "field": "dafduk", "description": "Uraian saya"}
    response = signed_in(world.account("operator_unit")).post(INNOVATIONS, data, headers=headers)
    html = response.content.decode()
    assert (response.status_code, Innovation.objects.count()) == (422, 1)
    assert "Inovasi dengan nama ini sudah didaftarkan." in html
    assert "Uraian saya" in html


@pytest.mark.parametrize(
    ("decision", "note", "outcome"),
    [
        ("ya", "", (302, "verified")),
        ("tidak", "", (409, "proposed")),
        ("tidak", "Bukan inovasi", (302, "rejected")),
    ],
)
def test_a_verifier_decides(
    world: World, signed_in: SignedIn, decision: str, note: str, outcome: tuple[int, str]
) -> None:
    """Accepted or rejected, a rejection with words; the reason of a refusal is on the unit's page."""
    made = make_innovation(world.fakfak, "proposed")
    put(world.fakfak, "submitted", make_user("operator_ditjen"))
    client = signed_in(world.account("verifikator_ditjen"))
    assert f"/inovasi/{made.pk}/putusan/" in client.get("/wilayah/92.03/").content.decode()
    response = client.post(f"/inovasi/{made.pk}/putusan/", {"decision": decision, "note": note})
    made.refresh_from_db()
    assert (response.status_code, made.state) == outcome


def test_decisions_are_for_verifiers(world: World, signed_in: SignedIn) -> None:
    """Not offered to others and refused to them, unknown outside the region; a choice is needed."""
    made = make_innovation(world.fakfak, "proposed")
    put(world.fakfak, "submitted", make_user("operator_ditjen"))
    address = f"/inovasi/{made.pk}/putusan/"
    assert address not in signed_in(world.account("dirjen")).get("/wilayah/92.03/").content.decode()
    assert signed_in(world.account("dirjen")).post(address, {"decision": "ya"}).status_code == 403
    assert signed_in(world.account("kepala_daerah", world.sabang)).post(address).status_code == 404
    assert signed_in(world.account("verifikator_ditjen")).post(address, {}).status_code == 422


def test_a_province_has_neither(world: World, signed_in: SignedIn) -> None:
    """K2 and K3 are the kab/kota's: the province's form shows neither panel."""
    html = signed_in(world.account("operator_ditjen")).get("/isian/2025-1/92/").content.decode()
    assert ('id="laporan"' in html, 'id="inovasi"' in html) == (False, False)
    assert Realization.objects.count() == 0
