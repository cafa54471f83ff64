"""The list of open clarifications: those of the appraisals that an account sees, the most urgent first."""

from collections.abc import Callable

import pytest
from django.test import Client

from kinerja.models import Clarification
from kinerja.services.clarification import answer_clarification, ask_clarification
from tests.kinerja.views.appraisal_desk import Desk, at
from tests.kinerja.views.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # on PostgreSQL the browser walks these pages
LIST = "/klarifikasi/"
NOTHING = "Tidak ada klarifikasi yang menunggu."


@pytest.fixture
def desk() -> Desk:
    """The Kepala Bidang and the Kepala Seksi have asked."""
    desk = Desk()
    for day, kind in ((0, "kabid"), (1, "kasi")):
        with at(day):
            who = desk.cast.office.users[kind]
            appraisal = desk.cast.office.appraisal(kind)
            ask_clarification(appraisal=appraisal, actor=who, text=f"Tanya {kind}")
    return desk


def test_a_verifier_finds_what_waits(desk: Desk) -> None:
    """In the order of their last days, late ones marked, each with a way to its page; answered ones leave."""
    with at(15):
        html = desk.get(desk.cast.verifier, LIST)[1]
        assert html.index("Tanya kabid") < html.index("Tanya kasi")
        assert (f'href="{desk.path}#klarifikasi"' in html, html.count('mark-alert">terlambat')) == (True, 1)
        row = Clarification.objects.get(text="Tanya kabid")
        answer_clarification(clarification=row, actor=desk.cast.verifier, text="Tetap", outcome="kept")
        assert "Tanya kabid" not in desk.get(desk.cast.verifier, LIST)[1]


def test_others_see_what_they_may(desk: Desk) -> None:
    """An official the own question, a superior those below, a colleague nothing."""
    with at(2):
        found = {
            kind: [text for text in ("Tanya kabid", "Tanya kasi") if text in html]
            for kind, html in (
                (kind, desk.get(desk.cast.office.users[kind], LIST)[1])
                for kind in ("kabid", "kasi", "kepala_dinas", "kasubag")
            )
        }
        assert NOTHING in desk.get(desk.cast.office.users["kasubag"], LIST)[1]
    both = ["Tanya kabid", "Tanya kasi"]
    assert found == {"kabid": both, "kasi": ["Tanya kasi"], "kepala_dinas": both, "kasubag": []}


def test_it_is_read_at_once(
    desk: Desk, signed_in: SignedIn, queries_of: Callable[[Client, str], list[str]]
) -> None:
    """As many queries for two as for one."""
    with at(2):
        client = signed_in(desk.person("verifier"))
        queries_of(client, LIST)
        two = len(queries_of(client, LIST))
        Clarification.objects.filter(text="Tanya kasi").delete()
        assert len(queries_of(client, LIST)) == two
