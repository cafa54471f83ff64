"""How long is left, until which day of which zone, and what happens then (R10)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from kinerja.models import Appraisal
from kinerja.selectors.appraisal_deadlines import deadlines
from kinerja.services.appraisal import perform_act
from kinerja.services.objection import file_objection
from tests.kinerja.appraisal_cast import Appraising

pytestmark = pytest.mark.django_db
START = datetime(2025, 8, 1, 3, tzinfo=UTC)


@pytest.fixture
def cast() -> Appraising:
    """An official whose result was signed and received on 1 August, the clarification days being over."""
    with time_machine.travel(START - timedelta(days=30), tick=False):
        cast = Appraising()
        cast.bring("approved")
    Appraisal.objects.filter(pk=cast.kabid.pk).update(state="signed", signed_at=START)
    cast.kabid.guidance_steps.all().delete()
    with time_machine.travel(START, tick=False):
        perform_act(appraisal=cast.kabid, act="receive", actor=cast.official)
    return cast


def told(cast: Appraising, moment: datetime) -> list[tuple[str, str]]:
    with time_machine.travel(moment, tick=False):
        return [(row.label, row.text) for row in deadlines(cast.kabid)]


OBJECTING = "keberatan tidak dapat diajukan lagi, dan penilaian dapat ditutup."


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (9, f"Sisa 5 hari, sampai 15 Agustus 2025 (WIT). Sesudah itu {OBJECTING}"),
        (14, f"Hari terakhir: hari ini, 15 Agustus 2025, sampai tengah malam WIT. Sesudah itu {OBJECTING}"),
        (15, f"Lewat sejak 15 Agustus 2025 (WIT): {OBJECTING}"),
    ],
)
def test_days_to_object(cast: Appraising, days: int, text: str) -> None:
    assert told(cast, START + timedelta(days=days)) == [("Mengajukan keberatan", text)]


def test_the_days_are_the_offices_own(cast: Appraising) -> None:
    """At ten at night in Jakarta it is tomorrow in Jayapura: one day less is left there."""
    late = datetime(2025, 8, 10, 15, 30, tzinfo=UTC)
    found = {}
    for zone in ("WIB", "WITA", "WIT"):
        Appraisal.objects.update(zone=zone)
        found[zone] = told(cast, late)[0][1].split(",")[0]
    assert found == {"WIB": "Sisa 5 hari", "WITA": "Sisa 5 hari", "WIT": "Sisa 4 hari"}


def test_days_to_answer_name_who_decides_then(cast: Appraising) -> None:
    with time_machine.travel(START, tick=False):
        file_objection(appraisal=cast.kabid, actor=cast.official, text="Tidak setuju")
    text = "Sisa 14 hari, sampai 15 Agustus 2025 (WIT). Sesudah itu keberatan diputus Gubernur tanpa jawaban."
    assert told(cast, START) == [("Menjawab keberatan", text)]


def test_clarification_and_guidance(cast: Appraising) -> None:
    """While one may still ask, and each step of guidance that is not recorded."""
    cast.kabid.guidance_steps.create(what="Bimbingan", due_on=(START + timedelta(days=1)).date())
    moment = START - timedelta(days=20)
    labels = [label for label, _text in told(cast, moment)]
    assert labels == ["Mengajukan keberatan", "Meminta klarifikasi data unsur 1", "Tindak lanjut: Bimbingan"]


def test_a_window_that_closes(cast: Appraising) -> None:
    """A draft is late after the window, and says that it must be submitted all the same."""
    period = cast.period
    period.entry_closes = START.date()
    period.save()
    draft = cast.office.appraisal("kasi")
    with time_machine.travel(START + timedelta(days=1), tick=False):
        (row,) = deadlines(draft)
    assert (row.label, row.is_over, row.text) == (
        "Mengisi unsur 2 dan mengajukan",
        True,
        "Lewat sejak 1 Agustus 2025 (WIT): penilaian ini tercatat terlambat, dan masih harus diajukan.",
    )
