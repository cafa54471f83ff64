"""The list of appraisals as a page, the board, the recommendations, opening a period's appraisals."""

import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from kinerja.models import Appraisal, Job, UnassessedPost
from kinerja.services.recommendation import recommend
from officials.models import User
from tests.builders import make_user
from tests.kinerja.appraisal_cast import POSTS, Appraising
from tests.kinerja.appraisal_lists import NOW, Lists, put
from tests.kinerja.views.conftest import SignedIn

LIST = "/penilaian/2025-1/pejabat/"
BOARD = "/penilaian/2025-1/papan/"
ADVICE = "/penilaian/2025-1/rekomendasi/"
HTMX = {"HX-Request": "true"}
ROW = re.compile(rf'<a href="{LIST}(\d+)/[^"]*">')


@pytest.fixture
def lists(db: None) -> Any:
    """Fakfak and Sabang, on a day in September."""
    with time_machine.travel(NOW, tick=False):
        yield Lists()


def html_of(client: Client, path: str, **headers: Any) -> str:
    response = client.get(path, **headers)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_htmx_gets_the_list_alone(lists: Lists, signed_in: SignedIn) -> None:
    """The whole page once, afterwards only the rows; both say the same rows."""
    client = signed_in(lists.admin)
    page, part = html_of(client, LIST), html_of(client, LIST, headers=HTMX)
    assert ("<html" in page, "<html" in part) == (True, False)
    assert ROW.findall(page) == ROW.findall(part) != []


def test_a_row_leads_to_the_page_in_the_same_list(lists: Lists, signed_in: SignedIn) -> None:
    """Filters and order stay in the address of the page, the number of the list's page does not."""
    html = html_of(signed_in(lists.admin), f"{LIST}?jabatan=kasi&urut=-nama&halaman=1")
    assert f"{lists.office.appraisal('kasi').pk}/?jabatan=kasi&urut=-nama" in html
    assert len(ROW.findall(html)) == 2


@pytest.mark.parametrize("query", ["giliran=x&keadaan=x&jabatan=x&perhatian=x&penilai=x&wilayah=x", "urut=x"])
def test_nonsense_in_the_address_asks_for_nothing(lists: Lists, signed_in: SignedIn, query: str) -> None:
    """Whatever cannot be read filters nothing."""
    assert len(ROW.findall(html_of(signed_in(lists.admin), f"{LIST}?{query}"))) == 10


def test_nothing_is_explained(lists: Lists, signed_in: SignedIn) -> None:
    """No appraisal, none of one's own turn, none that fits: each says why and what next."""
    assert "Belum ada penilaian pejabat" in html_of(signed_in(make_user("operator_unit", lists.fakfak)), LIST)
    assert "Tidak ada penilaian yang menunggu Anda." in html_of(
        signed_in(lists.admin), f"{LIST}?giliran=saya"
    )
    assert "Tidak ada penilaian yang cocok" in html_of(signed_in(lists.admin), f"{LIST}?cari=tidakada")
    assert "Belum ada penilaian pejabat" in html_of(signed_in(make_user()), BOARD)
    assert "Belum ada rekomendasi" in html_of(signed_in(lists.dirjen), ADVICE)


def test_no_list_shows_a_nip(lists: Lists, signed_in: SignedIn) -> None:
    """NIP is personal data, and no list needs it (R12)."""
    Appraisal.objects.update(nip="196808171990031001")
    for path in (LIST, BOARD, ADVICE, "/penilaian/2025-1/pejabat/bersama/", "/"):
        assert "196808171990031001" not in html_of(signed_in(lists.dirjen), path)


def test_posts_without_a_score_stand_below(lists: Lists, signed_in: SignedIn) -> None:
    """With the reason, narrowed as the list is, and only where one looks after the office."""
    UnassessedPost.objects.create(
        period=lists.period,
        evaluation=lists.other.evaluation,
        position=lists.other.posts["kepala_daerah"],
        kind="kasi",
        title="Seksi Kosong",
        reason="plt",
        name="Orang Lain",
    )
    html = html_of(signed_in(lists.admin), LIST)
    assert "Seksi Kosong" in html
    assert "Dijabat Pelaksana Tugas (Plt)" in html
    assert "Seksi Kosong" not in html_of(signed_in(lists.admin), f"{LIST}?wilayah=92")
    assert "Seksi Kosong" not in html_of(signed_in(lists.bupati), LIST)


@pytest.mark.parametrize("path", [LIST, BOARD, "/"])
@pytest.mark.parametrize("who", ["bupati", "gubernur", "superior", "official"])
def test_nobody_reads_of_the_other_region(lists: Lists, signed_in: SignedIn, who: str, path: str) -> None:
    """Names of Sabang's officials are on no page of Fakfak's people."""
    html = html_of(signed_in(getattr(lists, who)), path)
    names = [row.name for row in Appraisal.objects.filter(evaluation=lists.other.evaluation)]
    assert len(names) == len(POSTS)
    assert [name for name in names if name in html] == []


def test_the_board_opens_a_province(lists: Lists, signed_in: SignedIn) -> None:
    """Offices show under the province asked for; its numbers lead to the filtered list."""
    client = signed_in(lists.admin)
    closed, opened = html_of(client, BOARD), html_of(client, f"{BOARD}?wilayah=92")
    assert ("Kabupaten Fakfak" in closed, "Kabupaten Fakfak" in opened) == (False, True)
    assert "Kota Sabang" not in opened
    assert f'{LIST}?wilayah=92.03&keadaan=belum">5</a>' in opened
    only = html_of(signed_in(lists.gubernur), BOARD)
    assert "Kabupaten Fakfak" in only


READERS = {
    "dirjen": 200,
    "menteri": 200,
    "verifier": 200,
    "admin": 200,
    "bupati": 200,
    "enterer": 403,
    "superior": 403,
    "official": 403,
}


def test_who_reads_recommendations(lists: Lists, signed_in: SignedIn) -> None:
    """The Ditjen, who oversees it, and a Kepala Daerah the own region's."""
    for office in (lists.office, lists.other):
        row = put(office.appraisal(), "in_review")
        recommend(appraisal=row, actor=office.users["kepala_daerah"], career=f"Naik {office.region.name}")
        put(office.appraisal(), "approved")
    found = {who: signed_in(getattr(lists, who)).get(ADVICE) for who in READERS}
    assert {who: response.status_code for who, response in found.items()} == READERS
    assert "Naik Sabang" in found["dirjen"].content.decode()
    assert "Naik Fakfak" in found["bupati"].content.decode()
    assert "Naik Sabang" not in found["bupati"].content.decode()
    narrowed = html_of(signed_in(lists.dirjen), f"{ADVICE}?wilayah=92&jenis=career&tindak_lanjut=x")
    assert ("Naik Sabang" in narrowed, "Naik Fakfak" in narrowed) == (False, True)


@pytest.mark.parametrize(("who", "status"), [("admin", 302), ("dirjen", 403), ("bupati", 403)])
def test_who_opens_the_appraisals(lists: Lists, signed_in: SignedIn, who: str, status: int) -> None:
    """The admin asks for the work and is led to its page; nobody else, and never by following a link."""
    client = signed_in(getattr(lists, who))
    assert client.get(f"{LIST}buka/").status_code == 405
    response = client.post(f"{LIST}buka/")
    assert response.status_code == status
    jobs = [(job.kind, job.arguments, job.owner) for job in Job.objects.all()]
    allowed = [("open_appraisals", {"period": "2025-1"}, lists.admin)] if status == 302 else []
    assert jobs == allowed
    if allowed:
        assert response.headers["Location"] == f"/pekerjaan/{Job.objects.get().pk}/"


def test_an_admin_pusat_of_one_region_opens_nothing(lists: Lists, signed_in: SignedIn) -> None:
    """The period is of all Indonesia."""
    client = signed_in(make_user("admin_pusat", lists.office.region))
    assert (client.post(f"{LIST}buka/").status_code, Job.objects.count()) == (403, 0)


def test_the_first_page_tells_whose_turn(lists: Lists, signed_in: SignedIn) -> None:
    """The assessor's queue, the superior's drafts, the official's own result; the admin's button."""
    put(lists.office.appraisal("kabid"), "submitted")
    put(lists.office.appraisal("kasi"), "signed")
    kasi = lists.office.users["kasi"]
    told = {
        lists.bupati: ["Penilaian pejabat menunggu Anda", lists.kabid.name],
        lists.superior: ["Penilaian pejabat menunggu Anda", "Penilaian Anda"],
        kasi: ["Penilaian pejabat menunggu Anda", "Penilaian Anda", "Ditandatangani"],
        lists.admin: ["Buka penilaian pejabat", f'action="{LIST}buka/"'],
    }
    for user, words in told.items():
        html = html_of(signed_in(user), "/")
        assert [word for word in words if word not in html] == []
    assert "menunggu Anda" not in html_of(signed_in(lists.menteri), "/")


@pytest.mark.parametrize("path", [LIST, BOARD, ADVICE, "/", "/penilaian/pejabat/"])
def test_the_menu_leads_there(lists: Lists, signed_in: SignedIn, path: str) -> None:
    """Whoever sees appraisals finds them in the menu; an operator of a unit does not."""
    html = signed_in(lists.dirjen).get(path, follow=True).content.decode()
    current = 'href="/penilaian/pejabat/" aria-current="page"' in html
    assert current is (path != "/")
    assert 'href="/penilaian/pejabat/"' in html
    operator = make_user("operator_unit", lists.fakfak)
    assert 'href="/penilaian/pejabat/"' not in signed_in(operator).get("/").content.decode()


@pytest.mark.parametrize("path", [LIST, BOARD, ADVICE, f"{LIST}bersama/", "/"])
def test_pages_cost_the_same_for_more(lists: Lists, signed_in: SignedIn, queries_of: Any, path: str) -> None:
    """Ten appraisals take as many queries as two."""
    for row in lists.all:
        put(row, "in_review")
    for kind in ("kepala_dinas", "sekretaris"):
        recommend(appraisal=lists.office.appraisal(kind), actor=lists.dirjen, career="Naik")
    put(lists.office.appraisal("kepala_dinas"), "approved")
    client = signed_in(lists.dirjen)
    client.get(path)
    many = len(queries_of(client, path))
    kept = [lists.office.appraisal(kind).pk for kind in ("kepala_dinas", "sekretaris")]
    Appraisal.objects.exclude(pk__in=kept).delete()
    assert len(queries_of(client, path)) == many
    assert User.objects.filter(pk=lists.dirjen.pk).exists()


def test_the_next_one_is_that_of_the_list_one_came_from(lists: Lists, signed_in: SignedIn) -> None:
    """Filters and order in the address of an appraisal decide who comes before and after it."""
    kasi, other = lists.office.appraisal("kasi").pk, lists.other.appraisal("kasi").pk
    html = html_of(signed_in(lists.admin), f"{LIST}{kasi}/?jabatan=kasi&urut=-unit")
    assert f'href="{LIST}{other}/?jabatan=kasi&urut=-unit" data-key-next' in html
    assert "1 dari 2 dalam antrean" in html


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "offered"), [("enterer", True), ("bupati", False), ("verifier", False)])
def test_only_who_imports_ratings_is_led_to_the_import(client: Client, who: str, offered: bool) -> None:
    client.force_login(getattr(Appraising(), who))
    page = client.get("/penilaian/2025-1/pejabat/").content.decode()
    assert ("/impor/?jenis=ratings&amp;periode=2025-1" in page) is offered


@pytest.mark.parametrize("asked", ["", "jabatan=kasi", "urut=-nama"])
def test_the_list_as_a_file_has_the_rows_of_the_page(lists: Lists, signed_in: SignedIn, asked: str) -> None:
    for user in (lists.admin, lists.office.users["kasi"]):
        client = signed_in(user)
        shown = re.findall(rf'<a href="{LIST}\d+/[^"]*">([^<]*)</a>', html_of(client, f"{LIST}?{asked}"))
        answer: Any = client.get(f"{LIST}?{asked}&unduh=csv")
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert [line.split(";")[0] for line in lines[1:]] == shown
