"""The lists: period, public results, audit trail; the page of a unit; what every page keeps to."""

import re
from datetime import date
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from officials.models import AuditEntry
from regions.models import RegionCode
from tests.builders import make_evaluation, make_figures, make_final, make_period, make_region, make_unit
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.two_regions import World

HTMX = {"HX-Request": "true"}
ROW = re.compile(r'<span class="code">([\d.]+)</span>')


@pytest.fixture
def judged(world: World) -> World:
    """Fakfak 84.33 Baik, Sabang 55.88 Kurang, both final; the provinces drafts."""
    make_final(world.fakfak, completion=Decimal("84.33"), nilai=80, kategori="Baik", reported=8, required=8)
    make_final(world.sabang, completion=Decimal("55.88"), nilai=60, kategori="Kurang", reported=8, required=8)
    return world


QUERIES = {
    "": ["11", "11.72", "92", "92.03"],
    "urut=-kode": ["92.03", "92", "11.72", "11"],
    "urut=capaian": ["11.72", "92.03", "11", "92"],
    "urut=-capaian": ["92.03", "11.72", "11", "92"],
    "urut=-nama": ["11.72", "92", "92.03", "11"],
    "urut=keadaan": ["11", "92", "11.72", "92.03"],
    "urut=apa-saja": ["11", "11.72", "92", "92.03"],
    "jenis=provinsi": ["11", "92"],
    "jenis=kabkota": ["11.72", "92.03"],
    "jenis=kota": ["11.72"],
    "keadaan=final": ["11.72", "92.03"],
    "kategori=Baik": ["92.03"],
    "kategori=-": ["11", "92"],
    "cari=fak": ["92.03"],
    "cari=KOTA+11": ["11.72"],
    "jenis=entah&cari=92": ["92", "92.03"],
    "cari=tidakada": [],
}


@pytest.mark.parametrize("query", QUERIES)
def test_filter_and_order(judged: World, signed_in: SignedIn, query: str) -> None:
    """The units that fit, in the order asked for; a nonsense filter is no error."""
    client = signed_in(judged.account("auditor"))
    html = client.get(f"/periode/2025-1/?{query}", headers=HTMX).content.decode()
    assert ROW.findall(html) == QUERIES[query]


def test_filter_by_province(judged: World, signed_in: SignedIn) -> None:
    """A province's office and its kab/kota."""
    province = judged.papua.unit.region_id
    html = signed_in(judged.account("auditor")).get(f"/periode/2025-1/?provinsi={province}").content.decode()
    assert ROW.findall(html) == ["92", "92.03"]


def test_htmx_gets_the_list_alone(judged: World, signed_in: SignedIn) -> None:
    """A filter replaces the list; going back in the browser brings the whole page."""
    client = signed_in(judged.account("auditor"))
    part = client.get("/periode/2025-1/?cari=fak", headers=HTMX)
    whole = client.get("/periode/2025-1/?cari=fak", headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert ("<html" in part.content.decode(), "<html" in whole.content.decode()) == (False, True)
    assert "HX-Request" in part.headers["Vary"]


def test_progress_counts_the_whole_scope(judged: World, signed_in: SignedIn) -> None:
    """Shares and distribution do not follow the filter."""
    html = signed_in(judged.account("auditor")).get("/periode/2025-1/?cari=fak").content.decode()
    assert "2 dari 4 unit" in html
    assert "1 dari 4 unit kerja" in html


def test_empty_lists_say_why(world: World, signed_in: SignedIn) -> None:
    """No match, no scope, nothing final, no entry: each in its own words, with what to do."""
    auditor = signed_in(world.account("auditor"))
    said = {
        "/periode/2025-1/?cari=xyz": "Tidak ada unit kerja yang cocok dengan saringan.",
        "/jejak-audit/": "Jejak audit masih kosong.",
        "/jejak-audit/?objek=xyz": "Tidak ada entri yang cocok dengan saringan.",
        "/publik/2025-1/": "Belum ada hasil final pada periode ini.",
    }
    found = {path: sentence in auditor.get(path).content.decode() for path, sentence in said.items()}
    assert found == dict.fromkeys(said, True)
    make_period("2018-1")
    nobody = signed_in(world.account("operator_unit"))
    assert "Belum ada unit kerja yang dapat Anda lihat" in nobody.get("/periode/2018-1/").content.decode()


def test_public_results_may_be_filtered(judged: World) -> None:
    """The same list for visitors; the state is always final and no filter."""
    html = Client().get("/publik/2025-1/?kategori=Kurang").content.decode()
    assert ROW.findall(html) == ["11.72"]
    assert 'name="keadaan"' not in html
    assert Client().get("/publik/").headers["Location"] == "/publik/2025-1/"


def test_a_unit_shows_every_step(world: World, signed_in: SignedIn) -> None:
    """Figure, raw %, completion, band, clause, rule and policy mark stand on the page."""
    make_figures(world.fakfak, {"K1.1a": (84, 100), "K1.6": (79, 100)}, synthetic=True)
    html = unescape(signed_in(world.account("pejabat")).get("/wilayah/92.03/").content.decode())
    for said in ("84 ÷ 100 = 84,00 %", "II.C.1.b", "R2", "kebijakan, bukan bunyi Keputusan", "sintetis"):
        assert said in html
    assert html.count("belum dilaporkan") > 5


def test_a_province_lists_its_kabkota(judged: World, signed_in: SignedIn) -> None:
    """Those of the cut-off, as far as one sees them."""
    html = signed_in(judged.account("pemantau_provinsi", judged.papua)).get("/wilayah/92/").content.decode()
    assert "Kabupaten Fakfak</a>" in html
    own = signed_in(judged.account("operator_unit", judged.papua)).get("/wilayah/92/").content.decode()
    assert "Tidak ada kabupaten/kota yang dapat Anda lihat." in own


def test_a_code_of_another_time_explains_itself(world: World, signed_in: SignedIn) -> None:
    """91.01 after 2022: why it names nothing, and where the region is found."""
    merauke = make_region("91.01", "Merauke", parent=world.papua.unit.region, valid_until=date(2022, 7, 24))
    RegionCode.objects.create(region=merauke, code="93.01", valid_from=date(2022, 7, 25))
    unit = make_unit(merauke)
    make_evaluation(unit, make_period("2018-1"))
    make_evaluation(unit, world.period)
    client = signed_in(world.account("auditor"))
    html = client.get("/wilayah/91.01/?periode=2025-1").content.decode()
    assert "kode itu berlaku sampai 24 Juli 2022" in html
    assert 'href="/wilayah/93.01/?periode=2025-1"' in html
    assert 'href="/wilayah/91.01/?periode=2018-1"' in html
    assert "Kabupaten Merauke" in client.get("/wilayah/91.01/?periode=2018-1").content.decode()


def test_the_trail_is_filtered_and_paged(world: World, signed_in: SignedIn) -> None:
    """By action, person, object and day; newest first; changes shown field by field."""
    make_figures(world.fakfak)
    signed_in(world.account("operator_unit")).post("/penilaian/2025-1/92.03/submit/", {"note": "Lengkap"})
    assert AuditEntry.objects.filter(action="evaluation.submit").count() == 1
    client = signed_in(world.account("auditor"))
    html = client.get(
        "/jejak-audit/?tindakan=evaluation.submit&objek=Fakfak&sejak=2020-01-01"
    ).content.decode()
    assert [said for said in ("Ajukan", "Lengkap", "<del>draft</del> → submitted") if said not in html] == []
    assert "Tidak ada entri yang cocok" in client.get("/jejak-audit/?pelaku=tidakada").content.decode()
    assert client.get("/jejak-audit/?sejak=kemarin&halaman=99").status_code == 200


PAGES = (
    *("/", "/periode/2025-1/", "/wilayah/92.03/", "/wilayah/92/", "/isian/2025-1/92.03/"),
    *("/penilaian/2025-1/", "/perjanjian/2025/92.03/", "/kejadian/", "/kejadian/baru/", "/publik/2025-1/"),
    *("/publik/2025-1/92.03/", "/verifikasi/"),
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_keep_to_the_strict_policy(judged: World, signed_in: SignedIn, path: str) -> None:
    """No inline style, script or handler; one heading; everything labelled; nothing from elsewhere."""
    html = signed_in(judged.account("operator_ditjen")).get(path).content.decode()
    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:", html) == []
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if " src=" not in tag] == []
    assert html.count("<h1") == 1
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_get_writes_nothing(judged: World, signed_in: SignedIn, path: str) -> None:
    """A page that is only asked for leaves the evaluations and the trail as they are."""
    before = list(type(judged.fakfak).objects.order_by("pk").values())
    signed_in(judged.account("operator_ditjen")).get(path)
    assert list(type(judged.fakfak).objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(action__startswith="evaluation").count() == 0


def test_pages_that_act_need_the_token(world: World) -> None:
    """A forged post is refused before anything is read."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.account("operator_unit"))
    for path in ("/isian/2025-1/92.03/", "/penilaian/2025-1/92.03/submit/"):
        assert client.post(path, {"version": "0"}).status_code == 403
