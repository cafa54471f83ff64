"""A clarification of element 1: by whom, on which days of which zone, one at a time, answered once (R10)."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from kinerja.models import Appraisal, Attachment, Clarification, Notification
from kinerja.services.attachment import Upload
from kinerja.services.clarification import (
    answer_clarification,
    ask_clarification,
    last_day_to_clarify,
    missing_to_ask,
)
from kinerja.services.errors import FigureErrors, NotPermitted
from officials.models import AuditEntry, User
from regions.zones import ZONES
from tests.kinerja.appraisal_cast import Appraising, give_role
from tests.kinerja.cast import refusal
from tests.kinerja.exchange.test_upload import pdf

FINAL = datetime(2025, 8, 1, 3, tzinfo=UTC)
TEXT = "Penyebut K1.2 bukan angka kami."
OVER = "Masa klarifikasi berakhir 15 Agustus 2025 (WIT), jadi klarifikasi tidak dapat diminta lagi."


@pytest.fixture(autouse=True)
def folder(media_root: Path) -> Path:
    """Where the bytes of files go."""
    return media_root / "attachments"


def made(final_at: datetime | None = FINAL, zone: str = "WIT", **policy: object) -> Appraising:
    """An office whose result became final at a moment, in a zone."""
    cast = Appraising(final=final_at is not None, **policy)
    if final_at:
        cast.office.evaluation.final_at = final_at
        cast.office.evaluation.save()
    Appraisal.objects.update(zone=zone)
    return cast


def ask(cast: Appraising, text: str = TEXT, actor: User | None = None, *files: Upload) -> Clarification:
    return ask_clarification(appraisal=cast.kabid, actor=actor or cast.official, text=text, files=files)


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
def test_a_question_waits_for_its_answer(folder: Path) -> None:
    """Stored with its last day and files, told to the verifier, audited; the appraisal stays as it is."""
    cast = made()
    before = Appraisal.objects.values().get(pk=cast.kabid.pk)
    row = ask(cast, f"  {TEXT} ", None, Upload(BytesIO(pdf()), "kutipan.pdf", len(pdf())))
    kept = Attachment.objects.get()
    assert (row.text, row.due, row.asked_by, row.answer) == (TEXT, date(2025, 8, 15), cast.official, "")
    assert (kept.purpose, kept.name, kept.revision) == ("clarification", "kutipan.pdf", 1)
    entry = AuditEntry.objects.order_by("-sequence")[0]
    files = [{"name": "kutipan.pdf", "sha256": kept.sha256}]
    assert (entry.action, entry.note, entry.after) == (
        "clarification.ask",
        TEXT,
        {"due": "2025-08-15", "files": files},
    )
    told = Notification.objects.filter(event="clarification.ask").values_list(
        "recipient__username", flat=True
    )
    assert list(told) == ["verifikator"]
    assert Appraisal.objects.values().get(pk=cast.kabid.pk) == before


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_the_last_day_ends_at_midnight_of_the_office(zone: str) -> None:
    """Final on 1 August by the office's clock: asked on the 15th until midnight there, not a second later."""
    here = ZONES[zone]
    with time_machine.travel(datetime(2025, 8, 1, 0, 0, 1, tzinfo=here), tick=False):
        cast = made(datetime(2025, 8, 1, 0, 0, 1, tzinfo=here), zone)
    midnight = datetime(2025, 8, 16, tzinfo=here)
    assert last_day_to_clarify(cast.kabid) == date(2025, 8, 15)
    with time_machine.travel(midnight, tick=False):
        assert refusal(lambda: ask(cast)) == [OVER.replace("WIT", zone)]
    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        assert ask(cast).due == date(2025, 8, 29)


@pytest.mark.django_db
def test_the_same_moment_is_another_day_in_another_zone() -> None:
    """Half past ten in the evening in Jakarta is the next day in Jayapura: there the days are over."""
    moment = datetime(2025, 8, 15, 22, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    cast = made()
    found = {}
    with time_machine.travel(moment, tick=False):
        for zone in ZONES:
            Appraisal.objects.update(zone=zone)
            found[zone] = missing_to_ask(cast.kabid)
    assert found == {"WIB": [], "WITA": [], "WIT": [OVER]}


@pytest.mark.django_db
def test_nothing_to_ask_before_the_unit_is_final() -> None:
    """The refusal says in which state the unit is."""
    cast = made(None)
    assert refusal(lambda: ask(cast)) == [
        "Hasil Kabupaten Fakfak belum final (keadaannya: Draf); klarifikasi dibuka sesudah final."
    ]


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
def test_a_policy_may_turn_it_off() -> None:
    """With ``clarification_days: 0`` nobody asks, and no last day is shown."""
    cast = made(clarification_days=0)
    assert refusal(lambda: ask(cast)) == ["Kebijakan periode ini tidak membuka klarifikasi data."]
    assert last_day_to_clarify(cast.kabid) is None


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
def test_one_open_at_a_time_and_words_are_needed() -> None:
    """A second question waits for the first answer; every reason is told at once, and nothing is stored."""
    cast = made()
    ask(cast)
    assert refusal(lambda: ask(cast, " ")) == [
        "Klarifikasi sebelumnya belum dijawab; tunggu jawabannya lebih dahulu.",
        "Tuliskan angka mana yang ditanyakan dan mengapa.",
    ]
    answer_clarification(
        clarification=Clarification.objects.get(), actor=cast.verifier, text="Sudah benar", outcome="kept"
    )
    assert ask(cast, "Satu lagi").text == "Satu lagi"
    assert Clarification.objects.count() == 2


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
def test_only_the_official_asks() -> None:
    """Nobody asks in another's name, however near they stand."""
    cast = made()
    for actor in (cast.bupati, cast.superior, cast.verifier, cast.admin, cast.office.users["kasi"]):
        with pytest.raises(NotPermitted):
            ask(cast, TEXT, actor)
    assert Clarification.objects.count() == 0


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
def test_a_bad_file_leaves_nothing(folder: Path) -> None:
    """Each bad file is named, and neither a row nor a byte stays."""
    cast = made()
    good = Upload(BytesIO(pdf()), "baik.pdf", len(pdf()))
    bad = [Upload(BytesIO(b"MZ"), "program.exe", 2), Upload(BytesIO(b""), "kosong.pdf", 0)]
    with pytest.raises(FigureErrors) as caught:
        ask(cast, TEXT, None, good, *bad)
    assert caught.value.errors == {
        "": {
            "files": "program.exe: Berkas berakhiran “.exe” tidak diterima; kirim PDF, PNG, JPEG, XLSX, atau "
            "DOCX. kosong.pdf: Berkas ini kosong."
        }
    }
    with pytest.raises(FigureErrors) as many:
        ask(cast, TEXT, None, *(Upload(BytesIO(pdf()), f"{n}.pdf", len(pdf())) for n in range(6)))
    assert many.value.reasons == ["Paling banyak 5 berkas sekali kirim."]
    assert (Clarification.objects.count(), Attachment.objects.count()) == (0, 0)
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
@pytest.mark.parametrize("outcome", ["kept", "correct"])
def test_the_ditjen_answers_once(outcome: str) -> None:
    """With words and an outcome; the official is told; a second answer is refused by name."""
    cast = made()
    row = ask(cast)
    done = answer_clarification(clarification=row, actor=cast.verifier, text=" Benar ", outcome=outcome)
    assert (done.answer, done.outcome, done.answered_by, done.answered_at) == (
        "Benar",
        outcome,
        cast.verifier,
        FINAL,
    )
    entry = AuditEntry.objects.order_by("-sequence")[0]
    assert (entry.action, entry.note, entry.before, entry.after) == (
        "clarification.answer",
        "Benar",
        {"outcome": ""},
        {"outcome": outcome},
    )
    told = Notification.objects.filter(event="clarification.answer").values_list("recipient", flat=True)
    assert list(told) == [cast.official.pk]
    again = {"clarification": row, "actor": cast.verifier, "text": "Lagi", "outcome": "kept"}
    assert refusal(lambda: answer_clarification(**again)) == [
        "Klarifikasi ini sudah dijawab oleh verifikator."
    ]
    cast.office.evaluation.refresh_from_db()
    assert cast.office.evaluation.state == "final"


@pytest.mark.django_db
def test_an_answer_may_come_late() -> None:
    """Nothing in the decree closes a question unanswered: the day is a promise, not an end."""
    with time_machine.travel(FINAL, tick=False):
        row = ask(cast := made())
    with time_machine.travel(FINAL + timedelta(days=40), tick=False):
        done = answer_clarification(clarification=row, actor=cast.verifier, text="Maaf", outcome="kept")
    assert done.answer == "Maaf"


@pytest.mark.django_db
@time_machine.travel(FINAL, tick=False)
def test_who_may_not_answer_and_what_is_missing() -> None:
    """The Ditjen's verifier alone, never for the own question; words and an outcome are needed."""
    cast = made()
    row = ask(cast)
    for actor in (cast.enterer, cast.dirjen, cast.bupati, cast.admin):
        with pytest.raises(NotPermitted):
            answer_clarification(clarification=row, actor=actor, text="Ya", outcome="kept")
    with pytest.raises(FigureErrors) as caught:
        answer_clarification(clarification=row, actor=cast.verifier, text=" ", outcome="lain")
    assert set(caught.value.errors[""]) == {"answer", "outcome"}
    give_role(cast.official, "verifikator_ditjen")
    both = User.objects.get(pk=cast.official.pk)
    with pytest.raises(NotPermitted):
        answer_clarification(clarification=row, actor=both, text="Ya", outcome="kept")
    assert Clarification.objects.get().answer == ""
