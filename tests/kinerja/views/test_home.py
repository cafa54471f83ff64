"""The first page by role: what waits for whom, in numbers of their own scope; why nothing waits."""

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from kinerja.models import IndicatorSet, PerformanceAgreement, Period
from kinerja.services.agreement import draft_agreement
from kinerja.services.agreement_signing import offer_agreement
from tests.builders import make_final, make_incident, make_innovation, make_period, make_user
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.views.conftest import SignedIn
from tests.kinerja.views.test_act import put
from tests.kinerja.views.two_regions import World

ENTER = "Perlu diisi dan diajukan"


def panel(html: str, title: str) -> str:
    """The panel with a heading, up to the next one."""
    return html.split(f">{title}</h2>", 1)[1].split("</section>", 1)[0]


@pytest.fixture
def busy(world: World) -> World:
    """Fakfak submitted and without a stance, Sabang verified, Aceh final, Papua Barat a draft."""
    operator = make_user("operator_ditjen", username="pengaju")
    put(world.fakfak, "submitted", operator)
    put(world.sabang, "verified", operator)
    make_final(world.aceh)
    return world


#: What waits for each role: heading of the panel, and the units in it.
WAITING = {
    "operator_ditjen": (ENTER, {"Papua Barat"}),
    "verifikator_ditjen": ("Menunggu verifikasi", {"Fakfak"}),
    "dirjen": ("Menunggu penetapan", {"Sabang"}),
}


@pytest.mark.parametrize("role", WAITING)
def test_what_waits_for_a_role(busy: World, signed_in: SignedIn, role: str) -> None:
    """The units in the state that the workflow table gives the role, and no others."""
    title, units = WAITING[role]
    shown = panel(signed_in(busy.account(role)).get("/").content.decode(), title)
    assert {name for name in ("Papua Barat", "Fakfak", "Aceh", "Sabang") if f"{name}</a>" in shown} == units


def test_the_monitor_is_asked_about_own_kabkota(busy: World, signed_in: SignedIn) -> None:
    """A submitted kab/kota of the own province waits until the province has answered."""
    client = signed_in(busy.account("pemantau_provinsi", busy.papua))
    assert "Fakfak</a>" in panel(client.get("/").content.decode(), "Menunggu tanggapan provinsi")
    busy.fakfak.province_stance = "endorsed"
    busy.fakfak.save()
    shown = panel(client.get("/").content.decode(), "Menunggu tanggapan provinsi")
    assert "Tidak ada ajuan kabupaten/kota yang menunggu tanggapan Anda." in shown


def test_final_results_wait_for_their_document(busy: World, signed_in: SignedIn) -> None:
    """The Dirjen sees which final results have no document yet."""
    html = signed_in(busy.account("dirjen")).get("/").content.decode()
    assert "Aceh</a>" in panel(html, "Dokumen belum diterbitkan")


def test_returned_work_comes_first_and_may_be_entered(busy: World, signed_in: SignedIn) -> None:
    """The operator of a returned unit finds it on top, with the way to the form."""
    busy.fakfak.state, busy.fakfak.submitted_at, busy.fakfak.submitted_by = "returned", None, None
    busy.fakfak.save()
    shown = panel(
        signed_in(busy.account("operator_unit")).get("/").content.decode(), "Perlu diisi dan diajukan"
    )
    assert "Dikembalikan" in shown
    assert 'href="/isian/2025-1/92.03/"' in shown


def test_the_verifier_is_told_of_open_decisions(busy: World, signed_in: SignedIn) -> None:
    """Reported incidents and undecided innovations of submitted units are counted."""
    make_incident(busy.sabang, state="reported")
    make_innovation(busy.fakfak, "proposed")
    shown = panel(signed_in(busy.account("verifikator_ditjen")).get("/").content.decode(), "Keputusan lain")
    assert "<b>1</b>" in shown
    assert "Fakfak</a>" in shown


@pytest.mark.parametrize("role", ["pejabat", "kepala_daerah", "atasan"])
def test_others_see_their_own_unit(busy: World, signed_in: SignedIn, role: str) -> None:
    """Whoever has no task sees how the own unit stands."""
    html = signed_in(busy.account(role)).get("/").content.decode()
    assert "Kabupaten Fakfak</a>" in panel(html, "Unit kerja Anda")


@pytest.mark.parametrize(
    ("role", "link"),
    [("admin_pusat", "/jejak-audit/"), ("auditor", "/jejak-audit/"), ("dirjen", "/kejadian/")],
)
def test_the_menu_follows_the_role(busy: World, signed_in: SignedIn, role: str, link: str) -> None:
    """What a role may open is in its menu."""
    assert f'href="{link}"' in signed_in(busy.account(role)).get("/").content.decode()
    assert f'href="{link}"' not in signed_in(busy.account("operator_unit")).get("/").content.decode()


def test_an_empty_queue_says_why(world: World, signed_in: SignedIn) -> None:
    """Nothing waits: the page says why and when that changes."""
    html = unescape(signed_in(world.account("verifikator_ditjen")).get("/").content.decode())
    assert "Tidak ada ajuan yang menunggu verifikasi." in html


def test_a_closed_window_takes_drafts_off_the_list(world: World, signed_in: SignedIn) -> None:
    """What cannot be entered is not asked for."""
    Period.objects.update(entry_opens=date(2999, 1, 1))
    shown = panel(
        signed_in(world.account("operator_unit")).get("/").content.decode(), "Perlu diisi dan diajukan"
    )
    assert "masa isian belum dibuka" in shown


def test_an_account_without_a_role_is_told(world: World, signed_in: SignedIn) -> None:
    """No role today: nothing to see, and whom to ask."""
    html = signed_in(make_user()).get("/").content.decode()
    assert "Belum ada yang dapat ditampilkan untuk akun ini." in html


@pytest.mark.django_db
def test_without_a_period_everything_says_so(signed_in: SignedIn) -> None:
    """Before the first period nobody meets an error."""
    client = signed_in(make_user("operator_ditjen"))
    assert "Belum ada periode yang dibuka." in client.get("/").content.decode()
    assert "Belum ada periode yang dibuka." in client.get("/periode/").content.decode()
    assert "Belum ada periode yang dibuka." in Client().get("/").content.decode()
    assert "Belum ada hasil yang final." in Client().get("/publik/").content.decode()


def test_another_period_may_be_chosen(world: World, signed_in: SignedIn) -> None:
    """The switcher leads to the same page of another period."""
    make_period("2018-1")
    client = signed_in(world.account("auditor"))
    html = client.get("/?periode=2018-1").content.decode()
    assert "Semester I Tahun 2018" in html
    assert 'href="/?periode=2025-1"' in html


def test_a_demonstration_says_so_on_every_page(world: World, signed_in: SignedIn) -> None:
    """While example accounts exist, nobody takes the pages for the real thing."""
    assert "Data contoh." not in Client().get("/").content.decode()
    make_user("auditor", is_example=True)
    for path in ("/", "/publik/", "/verifikasi/"):
        assert "Data contoh." in Client().get(path).content.decode()


def test_an_agreement_waits_for_its_second_party(media_root: Path, signed_in: SignedIn, db: None) -> None:
    """The Dirjen finds it on the first page, with the way to its page; nobody else does."""
    case = Appraising()
    PerformanceAgreement.objects.all().delete()
    asked = {"unit": case.office.unit, "year": 2025, "indicator_set": IndicatorSet.objects.get()}
    drafter = make_user("operator_ditjen", username="penyusun")
    draft = draft_agreement(**asked, actor=drafter, targets={}, number="800/1/Disdukcapil")
    title = "Perjanjian Kinerja menunggu tanda tangan Anda"
    assert title not in signed_in(case.dirjen).get("/").content.decode()
    offer_agreement(agreement=draft, actor=case.superior)
    shown = panel(signed_in(case.dirjen).get("/").content.decode(), title)
    assert 'href="/perjanjian/2025/92.03/"' in shown
    assert title not in signed_in(case.bupati).get("/").content.decode()
