"""Recommendation, guidance and its follow-up on the page of an appraisal (I.B)."""

from datetime import date

import pytest

from kinerja.models import GuidanceStep, Recommendation
from tests.kinerja.views.appraisal_desk import Desk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # on PostgreSQL the browser walks these pages
OTHERS = ("superior", "bupati", "gubernur", "admin")


def test_a_recommendation_with_a_plan_in_rows() -> None:
    """Empty rows are no steps; half a row and a day gone by are told at their inputs, all words kept."""
    desk = Desk()
    desk.walk("in_review")
    rows = {"plan-0-what": "Bimbingan", "plan-0-due_on": "01/10/2025", "plan-2-what": "Kursus"}
    with at(0):
        status, html = desk.post(desk.cast.bupati, "recommend", training="Diklat", **rows)
        assert (status, "Isi tanggal tindak lanjutnya." in html, "Diklat" in html) == (422, True, True)
        past = rows | {"plan-2-due_on": "01/07/2025"}
        status, html = desk.post(desk.cast.bupati, "recommend", training="Diklat", **past)
        assert (status, "Tanggal tindak lanjut harus sesudah hari ini." in html) == (422, True)
        assert Recommendation.objects.count() == 0
        right = rows | {"plan-2-due_on": "2025-11-30"}
        assert desk.post(desk.cast.bupati, "recommend", training="Diklat", **right)[0] == 302
        html = desk.get(desk.cast.bupati)[1]
    found = list(GuidanceStep.objects.values_list("what", "due_on"))
    assert [(what, due.isoformat()) for what, due in found] == [
        ("Bimbingan", "2025-10-01"),
        ("Kursus", "2025-11-30"),
    ]
    assert 'name="plan-4-what"' in html


def test_a_follow_up_of_each_step() -> None:
    """The assessor records what came of a step; a day to come is refused at its input."""
    desk = Desk()
    desk.walk("in_review")
    plan = {"plan-0-what": "Bimbingan", "plan-0-due_on": "01/10/2025", "guidance": "Perlu"}
    with at(0):
        assert desk.post(desk.cast.bupati, "recommend", **plan)[0] == 302
        assert desk.post(desk.cast.bupati, "approve")[0] == 302
        step = GuidanceStep.objects.get()
        typed = {"langkah": step.pk, "note": "Sudah mengikuti", "done_on": "30/09/2026"}
        status, html = desk.post(desk.cast.bupati, "follow_up", **typed)
        assert (status, "Tanggal pelaksanaan belum tiba." in html) == (422, True)
        assert "Sudah mengikuti" in html
        right = typed | {"done_on": "01/08/2025"}
        assert desk.post(desk.cast.bupati, "follow_up", **right) == (302, desk.path)
        assert desk.post(desk.cast.bupati, "follow_up", **(right | {"langkah": step.pk + 1}))[0] == 404
    step.refresh_from_db()
    assert (step.note, str(step.done_on), step.recorded_by) == (
        "Sudah mengikuti",
        "2025-08-01",
        desk.cast.bupati,
    )


def test_a_decision_that_lowers_asks_for_guidance(media_root: object) -> None:
    """Refused at the first row with everything as typed; with a step it goes through."""
    desk = Desk()
    desk.walk("answered")
    typed = {"note": "Diturunkan", "outcome": "changed", "predikat": "Kurang"}
    with at(4):
        status, html = desk.post(desk.cast.gubernur, "decide", **typed)
        said = "<li>Hasilnya rendah: buat rencana pembinaan dengan tanggal tindak lanjut.</li>"
        row = html.split('id="decide-plan-0-what"')[1].split("</div>")[0]
        assert (status, said in row, "Diturunkan</textarea>" in html) == (422, True, True)
        plan = {"plan-1-what": "Magang", "plan-1-due_on": "01/10/2025"}
        assert desk.post(desk.cast.gubernur, "decide", **typed, **plan) == (302, desk.path)
    assert list(GuidanceStep.objects.values_list("what", "due_on")) == [("Magang", date(2025, 10, 1))]


def test_a_recommendation_is_a_draft_until_the_signature(media_root: object) -> None:
    """The person appraised reads neither it nor its plan before, nor after a reopening; others do."""
    desk, found = Desk(), {}
    desk.walk("in_review")
    with at(0):
        plan = {"plan-0-what": "Bimbingan", "plan-0-due_on": "01/10/2025"}
        assert desk.post(desk.cast.bupati, "recommend", career="Dipindahkan", **plan)[0] == 302
        found["in_review"] = _readers(desk)
        for state, name, who, note in (
            ("approved", "approve", "bupati", ""),
            ("signed", "sign", "bupati", ""),
            ("reopened", "reopen", "admin", "Angka unit dikoreksi"),
        ):
            assert desk.post(desk.person(who), name, note=note)[0] == 302
            found[state] = _readers(desk)
    others = {who: [True, True, False] for who in OTHERS}
    hidden, shown = others | {"official": [False, False, True]}, others | {"official": [True, True, False]}
    assert found == {"in_review": hidden, "approved": hidden, "signed": shown, "reopened": hidden}


def _readers(desk: Desk) -> dict[str, list[bool]]:
    """Who reads the recommendation, a step of its plan, and that it is still to come."""
    texts = ("Dipindahkan", "Bimbingan", "tampak di sini sesudah hasilnya ditandatangani")
    pages = {who: desk.get(desk.person(who))[1] for who in (*OTHERS, "official")}
    return {who: [text in html for text in texts] for who, html in pages.items()}
