"""Withdrawing the appraisal of a wrong person from its page (R7, R9)."""

from pathlib import Path

import pytest

from kinerja.models import Appraisal
from tests.kinerja.views.appraisal_desk import Desk, at, file

pytestmark = pytest.mark.django_db
LIST = "/penilaian/2025-1/pejabat/"


@pytest.fixture
def desk(media_root: Path) -> Desk:
    """The Kepala Bidang, rated and not submitted."""
    return Desk()


def test_the_admin_withdraws_a_draft_and_is_led_to_the_list(desk: Desk) -> None:
    with at(0):
        row = desk.row
        status, html = desk.get(desk.cast.admin)
        assert (status, f'action="{desk.path}withdraw/"' in html) == (200, True)
        assert desk.post(desk.cast.admin, "withdraw", note="Orangnya salah") == (302, LIST)
    assert not Appraisal.objects.filter(pk=row.pk).exists()


def test_without_a_reason_it_stays(desk: Desk) -> None:
    with at(0):
        status, html = desk.post(desk.cast.admin, "withdraw", note=" ")
    assert (status, "Tuliskan mengapa penilaian ini ditarik." in html) == (409, True)
    assert '<details class="act" open><summary>Tarik penilaian' in html
    assert desk.row.state == "draft"


@pytest.mark.parametrize("who", ["bupati", "superior", "official"])
def test_nobody_else_is_offered_it_or_may(desk: Desk, who: str) -> None:
    with at(0):
        assert 'id="tarik"' not in desk.get(desk.person(who))[1]
        status, html = desk.post(desk.person(who), "withdraw", note="Orangnya salah")
    assert (status, "Penilaian hanya ditarik admin pusat" in html) == (403, True)
    assert desk.row.state == "draft"


def test_what_is_further_on_is_not_offered(desk: Desk) -> None:
    desk.walk("submitted")
    with at(0):
        assert 'id="tarik"' not in desk.get(desk.cast.admin)[1]


def test_with_a_question_the_page_says_why_not(desk: Desk) -> None:
    with at(0):
        asked = desk.post(desk.cast.official, "clarify", note="Angka akta?", attachments=file())
        html = desk.get(desk.cast.admin)[1]
    assert asked == (302, desk.path)
    assert "Penilaian ini tidak dapat ditarik karena memuat: klarifikasi data, lampiran." in html
    assert f'action="{desk.path}withdraw/"' not in html
