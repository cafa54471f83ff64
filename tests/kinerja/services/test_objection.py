"""Objection, answer and decision: what each stores, with its files, dates and capacities (R10)."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kinerja.models import Appraisal, AppraisalEvent, Attachment, Objection
from kinerja.rules.appraisal import judge_appraisal, same_appraisal
from kinerja.selectors.appraisal_deadlines import deadlines
from kinerja.selectors.due import open_to_objection
from kinerja.services.appraisal import perform_act, summary
from kinerja.services.appraisal_preconditions import last_day_to_object
from kinerja.services.errors import FigureErrors
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from kinerja.services.staff_rating import save_rating
from officials.audit_chain import verify_chain
from officials.models import AuditEntry
from tests.kinerja.appraisal_cast import LOW, Appraising, upload
from tests.kinerja.services.appraisal_courses import (
    MONDAY,
    answered,
    at,
    days,
    objected,
    paper,
    reasons,
    received,
    sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak, its result final, its appraisals opened."""
    return Appraising()


def last_entry() -> AuditEntry:
    """The end of the audit trail."""
    return AuditEntry.objects.latest("sequence")


def test_an_objection_keeps_its_words_files_and_the_day_to_answer(cast: Appraising, media_root: Path) -> None:
    with at(MONDAY):
        received(cast)
    with at(days(3)):
        made = file_objection(
            appraisal=cast.kabid, actor=cast.official, text=" Capaian lebih tinggi ", files=(upload(),)
        )
    [file] = Attachment.objects.all()
    assert (made.text, made.revision, made.filed_by, made.filed_at, made.answer_due) == (
        "Capaian lebih tinggi",
        1,
        cast.official,
        days(3),
        date(2025, 8, 21),
    )
    assert (file.appraisal, file.purpose, file.revision, file.uploaded_by) == (
        cast.kabid,
        "objection",
        1,
        cast.official,
    )
    assert [path.name for path in (media_root / "attachments").iterdir()] == [str(file.pk)]
    entry = last_entry()
    assert (entry.action, entry.note, entry.before, entry.after) == (
        "appraisal.object",
        "Capaian lebih tinggi",
        {"state": "received", "revision": 1},
        {
            "state": "objected",
            "revision": 1,
            "answer_due": "2025-08-21",
            "files": [{"name": "alasan.pdf", "sha256": file.sha256}],
        },
    )


def test_a_file_that_is_not_taken_leaves_nothing(cast: Appraising, media_root: Path) -> None:
    received(cast)
    files = (upload(), upload("program.exe"))
    with pytest.raises(FigureErrors) as refusal:
        file_objection(appraisal=cast.kabid, actor=cast.official, text="Keberatan", files=files)
    left = [path for path in media_root.rglob("*") if path.is_file()]
    assert (list(refusal.value.errors[""]), cast.kabid.state) == (["files"], "received")
    assert (left, Attachment.objects.count(), Objection.objects.count()) == ([], 0, 0)


def test_an_answer_is_the_assessor_s_in_that_capacity(cast: Appraising) -> None:
    with at(MONDAY):
        objected(cast)
    with at(days(1)):
        found = answer_objection(appraisal=cast.kabid, actor=cast.bupati, text="Hasil tetap")
    row = Objection.objects.get()
    assert found == row
    assert (row.answer, row.answered_at, row.answered_by, row.answered_as["post"]) == (
        "Hasil tetap",
        days(1),
        cast.bupati,
        "kepala_daerah Fakfak",
    )
    assert (cast.kabid.state, last_entry().action) == ("answered", "appraisal.answer")


def test_an_upheld_result_is_a_new_revision_with_the_same_value(cast: Appraising) -> None:
    answered(cast)
    document, before = paper(cast), cast.kabid.result
    made = decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Hasil tetap")
    document.refresh_from_db()
    assert (made.outcome, made.decision, made.decided_by, made.decided_as["post"]) == (
        "upheld",
        "Hasil tetap",
        cast.gubernur,
        "Gubernur",
    )
    row = cast.kabid
    assert (row.state, row.revision, row.result, row.rating.origin, document.status) == (
        "decided",
        2,
        before,
        "entered",
        "superseded",
    )
    entry, result = last_entry(), summary(row)
    assert (entry.action, entry.note, entry.before, entry.after) == (
        "appraisal.decide",
        "Hasil tetap",
        {"state": "answered", "revision": 1, "outcome": ""} | result,
        {"state": "decided", "revision": 2, "outcome": "upheld"} | result,
    )


def test_a_changed_value_is_frozen_anew_and_element_1_stays(cast: Appraising) -> None:
    with at(MONDAY):
        cast.bring("approved", data=LOW)
        before = cast.kabid
        sign(cast)
        perform_act(appraisal=cast.kabid, act="receive", actor=cast.official)
        file_objection(appraisal=cast.kabid, actor=cast.official, text="Keberatan")
        answer_objection(appraisal=cast.kabid, actor=cast.bupati, text="Tetap")
        changed = {"predikat": "Baik"}
        made = decide_objection(
            appraisal=cast.kabid, actor=cast.gubernur, text="SKP dinaikkan", changed=changed
        )
    row, entry = cast.kabid, last_entry()
    decided = {
        "value": None,
        "predikat": "Baik",
        "source": "Putusan atas keberatan",
        "document_number": "Gubernur, 04-08-2025",
    }
    assert (made.outcome, row.rating.origin, row.rating.predikat, row.rating.data) == (
        "changed",
        "decision",
        "Baik",
        decided,
    )
    assert row.result["element_one"] == before.result["element_one"]
    assert row.result["element_two"]["predikat"] == "Baik"
    assert same_appraisal(judge_appraisal(row.inputs), row.result)
    assert (entry.before["predikat"], entry.before["rating"]["predikat"]) == ("Sangat Kurang",) * 2
    assert (entry.after["predikat"], entry.after["rating"]["predikat"], entry.after["outcome"]) == (
        "Baik",
        "Baik",
        "changed",
    )
    assert verify_chain().broken is None


@pytest.mark.parametrize(
    ("code", "taken", "changed"),
    [
        ("2025-1", {"predikat": "Baik", "source": "BKN", "document_number": "EK-1"}, {"predikat": "Baik"}),
        ("2020-1", {"value": "80", "source": "BKN", "document_number": "EK-1"}, {"value": "80.00"}),
    ],
)
def test_what_changes_nothing_is_no_change(
    code: str, taken: dict[str, Any], changed: dict[str, Any], media_root: Path
) -> None:
    cast = Appraising(code=code)
    approved_elsewhere(cast, taken)
    act = {"appraisal": cast.kabid, "actor": cast.gubernur, "text": "Diubah", "files": (upload(),)}
    with pytest.raises(FigureErrors) as refusal:
        decide_objection(**act, changed=changed)
    assert refusal.value.errors == {"": {"predikat": "Sama dengan hasil sekarang; pilih “Hasil tetap”."}}
    assert (cast.kabid.state, cast.kabid.objections.get().outcome, Attachment.objects.count()) == (
        "answered",
        "",
        0,
    )


def test_under_pp_46_a_decided_value_carries_its_word() -> None:
    cast = Appraising(code="2020-1")
    taken = {"value": "80", "source": "BKN", "document_number": "EK-1"}
    approved_elsewhere(cast, taken)
    decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Naik", changed={"value": "92.5"})
    rating = cast.kabid.rating
    assert (rating.value, rating.predikat, cast.kabid.result["element_two"]["value"]) == (
        Decimal("92.50"),
        "Sangat Baik",
        "92.50",
    )


def approved_elsewhere(cast: Appraising, data: dict[str, Any]) -> None:
    """An objection to a result that was decided elsewhere, answered."""
    save_rating(appraisal=cast.kabid, actor=cast.superior, origin="elsewhere", data=data)
    perform_act(appraisal=cast.kabid, act="submit", actor=cast.superior)
    perform_act(appraisal=cast.kabid, act="review", actor=cast.bupati)
    cast._approve(cast.kabid, "kabid")
    sign(cast)
    perform_act(appraisal=cast.kabid, act="receive", actor=cast.official)
    file_objection(appraisal=cast.kabid, actor=cast.official, text="Keberatan")
    answer_objection(appraisal=cast.kabid, actor=cast.bupati, text="Tetap")


def test_the_history_tells_it_all(cast: Appraising) -> None:
    answered(cast)
    decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Tetap")
    columns = ("act", "to_state", "revision", "acting_as", "note")
    assert list(AppraisalEvent.objects.order_by("id").values_list(*columns))[-3:] == [
        ("object", "objected", 1, "", "Capaian saya lebih tinggi"),
        ("answer", "answered", 1, f"kepala_daerah Fakfak, {cast.bupati.display_name}", "Hasil tetap"),
        ("decide", "decided", 2, f"Gubernur, {cast.gubernur.display_name}", "Tetap"),
    ]


def test_what_was_decided_is_not_objected_to_again(cast: Appraising) -> None:
    """Reopened after an objection was decided and closed, approved, signed and received once more (R10)."""
    answered(cast)
    decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Tetap")
    Appraisal.objects.filter(pk=cast.kabid.pk).update(state="closed", closed_at=MONDAY)
    perform_act(appraisal=cast.kabid, act="reopen", actor=cast.admin, note="Koreksi")
    cast._approve(cast.kabid, "kabid")
    sign(cast)
    perform_act(appraisal=cast.kabid, act="receive", actor=cast.official)
    again = {"appraisal": cast.kabid, "actor": cast.official, "text": "Sekali lagi"}
    until = last_day_to_object(cast.kabid)
    assert until is not None
    assert open_to_objection([until]) == []
    assert (reasons(lambda: file_objection(**again)), [row.label for row in deadlines(cast.kabid)]) == (
        ["Unsur 2 ditetapkan dengan putusan atas keberatan, yang final (R10)."],
        ["Meminta klarifikasi data unsur 1", "Tindak lanjut: Bimbingan"],
    )
    assert list(Objection.objects.values_list("revision", "decision")) == [(1, "Tetap")]
