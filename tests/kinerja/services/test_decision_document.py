"""Signing the decision on an objection: by the decider, in a revision that supersedes the old document."""

from pathlib import Path

import pytest

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.selectors.document import content
from kinerja.services.appraisal_document import sign_decision
from kinerja.services.errors import NotPermitted
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.cast import refusal
from tests.kinerja.documents.papers import text_of
from tests.kinerja.signed_appraisals import DECREE, acting, decide, decided, signed, snapshot_of


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """Fakfak's officials."""
    return Appraising()


def test_a_decision_is_signed_by_whoever_acts_for_the_decider(case: Appraising) -> None:
    signed(case)
    decide(case)
    made = sign_decision(appraisal=case.kabid, actor=acting(case, case.kabid.decider))
    frozen = snapshot_of(made)
    assert frozen.decider is not None
    assert (frozen.signer.post, frozen.decider.post) == ("Plh. Gubernur", "Gubernur")
    assert f"berdasarkan Keputusan {DECREE} tanggal 01-08-2025" in text_of(content(made))


def test_a_decision_supersedes_what_was_objected_to(case: Appraising) -> None:
    first = signed(case)
    decide(case, {"predikat": "Sangat Baik"})
    first.refresh_from_db()
    assert (first.status, first.superseded_by) == ("superseded", None)
    second = sign_decision(appraisal=case.kabid, actor=case.gubernur)
    first.refresh_from_db()
    row = case.kabid
    assert (row.state, row.revision, row.closed_at is not None) == ("closed", 2, True)
    assert (first.status, first.superseded_by, second.status, second.revision) == (
        "superseded",
        second,
        "current",
        2,
    )
    frozen = snapshot_of(second)
    objection = frozen.objection
    assert objection is not None
    assert (objection.text, objection.answer, objection.decision, objection.outcome) == (
        "Target saya terlampaui",
        "Tetap",
        "Diubah",
        "Hasil diubah",
    )
    assert (frozen.result["element_two"]["predikat"], frozen.signer.name) == (
        "Sangat Baik",
        case.gubernur.official.name,
    )
    assert (frozen.received_on, frozen.closed_on) == (frozen.issued_on, frozen.issued_on)
    assert frozen.rating.origin == "Putusan atas keberatan"


def test_a_decision_that_upholds_is_signed_all_the_same(case: Appraising) -> None:
    first = signed(case)
    decide(case)
    second = sign_decision(appraisal=case.kabid, actor=case.gubernur)
    before, after = AppraisalSnapshot.from_json(first.snapshot), snapshot_of(second)
    assert (after.result, after.inputs) == (before.result, before.inputs)
    assert after.objection is not None
    assert (before.objection, after.objection.outcome) == (None, "Hasil tetap")


@pytest.mark.parametrize("who", ["bupati", "dirjen", "official", "admin"])
def test_only_the_decider_signs_a_decision(case: Appraising, who: str) -> None:
    signed(case)
    decide(case)
    with pytest.raises(NotPermitted):
        sign_decision(appraisal=case.kabid, actor=getattr(case, who))


def test_a_decision_is_signed_as_it_was_shown(case: Appraising) -> None:
    signed(case)
    seen = seen_now(case.kabid)
    decide(case, {"predikat": "Sangat Baik"})
    assert refusal(lambda: sign_decision(appraisal=case.kabid, actor=case.gubernur, seen=seen)) == [
        "Penilaian ini berubah sejak halaman dibuka. Periksa sekali lagi."
    ]
    made = sign_decision(appraisal=case.kabid, actor=case.gubernur, seen=seen_now(case.kabid))
    assert (made.revision, case.kabid.state) == (2, "closed")


def test_a_second_signature_is_refused(case: Appraising) -> None:
    signed(case)
    decided(case)
    said = "Tindakan “Tanda tangani putusan” tidak mungkin: keadaan penilaian ini Selesai"
    assert refusal(lambda: sign_decision(appraisal=case.kabid, actor=case.gubernur)) == [
        f"{said} (tindakan terakhir oleh {case.gubernur.display_name})."
    ]
