"""The page of one appraisal: who sees what of it, in every state; asking for it writes nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from kinerja.models import Appraisal, AppraisalEvent, Evidence, StaffRating
from kinerja.services.staff_rating import declare_unavailable
from officials.access import grants
from officials.models import Appointment, Delegation, Official
from tests.kinerja.appraisal_cast import Appraising, seat
from tests.kinerja.views.appraisal_desk import START, WAY, Desk, at
from tests.kinerja.views.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # on PostgreSQL the browser walks these pages
PARTIES = ("official", "superior", "bupati", "gubernur", "admin", "menteri", "verifier", "dirjen")
#: What each party is offered in the states of the way: the labels of the workflow, in its order.
OFFERED: dict[str, dict[str, list[str]]] = {
    "draft": {"superior": ["rate", "submit"], "admin": ["withdraw"]},
    "submitted": {"bupati": ["review", "return_"]},
    "in_review": {"bupati": ["recommend", "return_", "approve"]},
    "approved": {"bupati": ["return_", "sign"]},
    "signed": {"official": ["receive"], "admin": ["reopen"]},
    "received": {"official": ["object"], "bupati": ["close"], "admin": ["close", "reopen"]},
    "objected": {"bupati": ["answer"], "gubernur": ["decide"]},
    "answered": {"gubernur": ["decide"]},
    "decided": {"gubernur": ["sign_decision"]},
    "closed": {"admin": ["reopen"]},
}


def offered(html: str, path: str) -> list[str]:
    """The acts that a page offers, in their order."""
    names = [part.split('/"')[0] for part in html.split(f'action="{path}')[1:]]
    rate = ["rate"] if f'href="{path}unsur-2/"' in html else []
    return rate + [name for name in names if not name.startswith("clarify")]


def test_every_party_reads_it_in_every_state(media_root: object) -> None:
    """One page for all; each is offered exactly their acts; nothing is written by asking."""
    desk = Desk()
    found: dict[str, dict[str, list[str]]] = {}
    for step in [None, *WAY]:
        if step:
            desk.step(*step)
        with at(step[2] if step else 0):
            counts = _rows()
            for who in PARTIES:
                status, html = desk.get(desk.person(who))
                assert (status, desk.row.name in html) == (200, True)
                acts = offered(html, desk.path)
                if acts:
                    found.setdefault(desk.row.state, {})[who] = acts
            assert _rows() == counts
    assert found == OFFERED


def _rows() -> dict[str, int]:
    """How many rows each table of ours holds; sessions are signing in, not reading."""
    models = [model for name in ("kinerja", "officials") for model in apps.get_app_config(name).get_models()]
    return {model.__name__: model._base_manager.count() for model in models}


def test_element_1_is_derived_figure_by_figure() -> None:
    """The bidang's result with clause, rule and policy marks, and the unit's beside it."""
    desk = Desk()
    with at(0):
        html = desk.get(desk.cast.official)[1]
    assert "Hasil bidang Pencatatan Sipil" in html
    assert "Hasil unit kerja" in html
    assert "4.500 ÷ 5.000 = 90,00 %" in html
    assert "kebijakan, bukan bunyi Keputusan" in html
    assert "masih dapat berubah" not in html
    assert [code for code in ("K1.2", "K1.5", "K3") if f'id="{code}"' in html] == ["K1.2", "K1.5", "K3"]
    assert 'id="K1.6"' not in html


def test_what_may_still_change_says_so() -> None:
    """While the unit is not final element 1 is live, and an approval says what it waits for beforehand."""
    with at(0):
        cast = Appraising(final=False)
        cast.bring("in_review")
        html = _page(cast, cast.bupati)
    assert html.count("masih dapat berubah") >= 1
    assert "Hasil Kabupaten Fakfak belum final (keadaannya: Draf)" in html
    assert "Setujui: belum dapat dilakukan" in html


def test_element_2_that_is_not_there_is_no_zero() -> None:
    """Nothing said, or said to be unavailable with its reason: "belum tersedia" either way."""
    desk = Desk()
    StaffRating.objects.all().delete()
    with at(0):
        silent = desk.get(desk.cast.official)[1]
        declare_unavailable(appraisal=desk.row, actor=desk.cast.superior, reason="SKP belum ditutup BKN")
        told = desk.get(desk.cast.official)[1]
    assert "Atasan langsung belum mengisinya. Yang belum tersedia bukan nol." in silent
    assert '<p class="said">SKP belum ditutup BKN</p>' in told
    for html in (silent, told):
        assert 'class="word">Belum tersedia</b>' in html
        assert "0,00" not in html.split('id="unsur-2"')[1].split("</section>")[0]


def test_the_nip_is_masked_for_whoever_does_not_need_it() -> None:
    """Whole for the person, the assessor and the auditing roles; masked for the superior."""
    desk = Desk()
    Appraisal.objects.update(nip="196801011990031001")
    with at(0):
        found = {who: "196801011990031001" in desk.get(desk.person(who))[1] for who in PARTIES}
        assert "•••••••••••••••001" in desk.get(desk.cast.superior)[1]
    assert found == {
        "official": True,
        "superior": False,
        "bupati": True,
        "gubernur": True,
        "admin": True,
        "menteri": True,
        "verifier": False,
        "dirjen": True,
    }


def test_who_acts_by_delegation_is_named_with_the_decision(media_root: object) -> None:
    """On the page while it lasts, in the history, and as a notice of the approved result afterwards."""
    desk = Desk()
    deputy = Official.objects.create(name="Wakil Bupati")
    bupati, today = desk.cast.office.posts["kepala_daerah"], START.date()
    Delegation.objects.create(
        position=bupati,
        delegate=deputy,
        decree_number="100/7",
        decree_date=today,
        valid_from=today,
        valid_until=today,
        recorded_by=desk.cast.admin,
    )
    account = desk.cast.office.users["kasubag"]
    account.official = deputy
    account.save()
    desk.step("submit", "superior", 0, {})
    with at(0):
        assert (
            "Hari ini wewenang kepala_daerah Fakfak dijalankan oleh Plh." in desk.get(desk.cast.official)[1]
        )
        for name, typed in (("review", {}), ("recommend", {"career": "Baik"}), ("approve", {})):
            assert desk.post(account, name, **typed)[0] == 302
    with at(3):
        html = desk.get(desk.cast.official)[1]
    line = "Plh. kepala_daerah Fakfak, Wakil Bupati (Keputusan 100/7 tanggal 01-08-2025)"
    assert f"Disetujui oleh {line}." in html
    assert f"<b>Setujui</b> · {line}" in html
    assert "Hari ini wewenang" not in html


def test_who_came_since_is_told() -> None:
    """A new Bupati, a new holder of the post, and where the person went (R9)."""
    desk = Desk()
    with at(0):
        for kind in ("kepala_daerah", "kabid"):
            tenure = Appointment.objects.get(position=desk.cast.office.posts[kind])
            tenure.valid_until = START.date() - timedelta(days=1)
            tenure.save()
        seat(desk.cast.office.posts["kepala_daerah"], "baru", since=START.date())
        empty = desk.get(desk.cast.admin)[1]
        seat(desk.cast.office.posts["kabid"], "pengganti", since=START.date())
        held = desk.get(desk.cast.admin)[1]
    then = desk.row.assessor_name
    changed = (
        f"Saat penilaian dibuka kepala_daerah Fakfak dijabat {then}; sekarang Pejabat baru yang menilai."
    )
    assert changed in empty
    assert "Jabatan ini sekarang kosong" in empty
    assert "Jabatan ini sekarang dipegang Pejabat pengganti" in held


def test_places_and_history_are_shown(media_root: object) -> None:
    """Ranks once the unit is final, and the person's own results with their states."""
    desk = Desk()
    desk.walk("approved")
    with at(1):
        html = desk.get(desk.cast.official)[1]
    assert "peringkat <b>1</b> dari 1 kabupaten seluruh Indonesia" in html
    assert "peringkat <b>1</b> dari 1 kabupaten di Provinsi Papua Barat" in html
    assert "Pejabat ini, enam periode terakhir" in html


def test_the_evidence_of_the_unit_is_for_who_sees_the_unit() -> None:
    """A Bupati finds the files; so does the official, whose office it is."""
    desk = Desk()
    Evidence.objects.create(
        evaluation=desk.cast.office.evaluation,
        name="rekap.pdf",
        content_type="application/pdf",
        size=10,
        sha256="0" * 64,
        uploaded_by=desk.cast.enterer,
    )
    with at(0):
        assert "rekap.pdf</a>" in desk.get(desk.cast.bupati)[1]
        assert "rekap.pdf</a>" in desk.get(desk.cast.official)[1]


def test_as_many_queries_for_30_events_as_for_one(
    signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]]
) -> None:
    """Nothing on the page is read row by row."""
    desk = Desk()
    desk.walk("in_review")
    with at(0):
        client = signed_in(desk.person("bupati"))
        _add(desk, 1)
        queries_of(client, desk.path)
        few = queries_of(client, desk.path)
        _add(desk, 29)
        many = queries_of(client, desk.path)
    assert len(many) == len(few)


def _add(desk: Desk, number: int) -> None:
    row: Any = desk.row
    event = {"appraisal": row, "act": "review", "from_state": "submitted", "to_state": "in_review"}
    event |= {"revision": 1, "actor": desk.cast.bupati, "actor_name": "Bupati"}
    AppraisalEvent.objects.bulk_create(AppraisalEvent(**event) for _each in range(number))
    for each in range(number):
        row.guidance_steps.create(what=f"Langkah {each}", due_on=date(2025, 12, 1))
        row.clarifications.create(
            text="?",
            asked_at=START,
            asked_by=desk.cast.official,
            due=date(2025, 8, 15),
            answer="!",
            outcome="kept",
            answered_at=START,
            answered_by=desk.cast.verifier,
        )
        row.attachments.create(
            revision=1,
            purpose="rating",
            name=f"{each}.pdf",
            content_type="application/pdf",
            size=1,
            sha256="0" * 64,
            uploaded_by=desk.cast.superior,
        )


def test_visitors_sign_in_first() -> None:
    """An address of a message leads through the door and back."""
    desk = Desk()
    assert Client().get(desk.path).headers["Location"] == f"/masuk/?next={desk.path}"
    assert Client().post(f"{desk.path}approve/").status_code == 302
    with at(0):
        client = Client()
        client.force_login(desk.person("bupati"))
        assert client.get(f"{desk.path}approve/").status_code == 405


def _page(cast: Appraising, user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.get(f"/penilaian/2025-1/pejabat/{cast.kabid.pk}/").content.decode()


def test_who_left_every_post_still_receives_and_objects(media_root: object) -> None:
    """The person has the right, not the role (R10): every page on the way opens, the result is received."""
    desk = Desk()
    for step in WAY[:5]:
        desk.step(*step)
    with at(1):
        left = Appointment.objects.filter(official=desk.cast.official.official)
        left.update(valid_until=START.date())
        user, document = desk.person("official"), desk.row.documents.get()
        pages = ["/", "/periode/", "/penilaian/2025-1/pejabat/", desk.path, "/pemberitahuan/", "/delegasi/"]
        pages += [f"/dokumen/{document.pk}/"]
        found = {path: desk.get(user, path) for path in pages}
        assert grants(user) == ()
        assert {path: status for path, (status, _html) in found.items()} == {
            path: 302 if path == "/periode/" else 200 for path in pages
        }
        assert {path: f'href="{desk.path}"' in found[path][1] for path in (pages[0], pages[2])} == {
            "/": True,
            "/penilaian/2025-1/pejabat/": True,
        }
        assert "sudah ditandatangani" in found["/pemberitahuan/"][1]
        assert offered(found[desk.path][1], desk.path) == ["receive"]
        desk.post(user, "receive")
        assert desk.row.state == "received"
        desk.post(user, "object", note="Perilaku saya lebih baik")
        assert desk.row.state == "objected"
