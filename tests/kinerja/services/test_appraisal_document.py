"""Signing an appraisal: by its assessor, once, whole or not at all."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.issuer import DITJEN
from kinerja.models import Appraisal, SignedDocument, StaffRating
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.selectors.document import content
from kinerja.services import appraisal_document as service
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_document import sign_appraisal
from kinerja.services.errors import NotPermitted
from officials.models import AuditEntry
from tests.builders import make_user
from tests.kinerja.appraisal_cast import LOW, Appraising, approve
from tests.kinerja.cast import refusal
from tests.kinerja.documents.papers import text_of
from tests.kinerja.signed_appraisals import DECREE, acting, snapshot_of


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """Fakfak's officials, the Kepala Bidang's appraisal approved by the Bupati."""
    made = Appraising()
    made.bring("approved")
    return made


def stored(media_root: Path) -> list[Path]:
    return sorted(path for path in media_root.rglob("*") if path.is_file())


def test_an_approved_appraisal_is_signed(case: Appraising, media_root: Path) -> None:
    made = sign_appraisal(appraisal=case.kabid, actor=case.bupati, number="800/1")
    row = case.kabid
    assert (row.state, row.signed_at is not None, row.revision) == ("signed", True, 1)
    assert (made.kind, made.appraisal, made.evaluation, made.status, made.number) == (
        "appraisal",
        row,
        None,
        "current",
        "800/1",
    )
    assert stored(media_root) == [media_root / "documents" / f"{made.pk}.pdf"]
    frozen = snapshot_of(made)
    assert (frozen.synthetic, frozen.rating.synthetic) == (False, False)
    assert (frozen.inputs, frozen.result, frozen.revision) == (row.inputs, row.result, 1)
    assert (frozen.assessed.name, frozen.assessor.name, frozen.signer.name) == (
        row.name,
        case.bupati.official.name,
        case.bupati.official.name,
    )


def test_an_example_of_a_rating_is_marked_in_its_document(case: Appraising) -> None:
    StaffRating.objects.filter(appraisal=case.kabid).update(synthetic=True)
    made = sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    frozen = snapshot_of(made)
    assert (frozen.synthetic, frozen.rating.synthetic) == (True, True)
    assert "sintetis: contoh, bukan penilaian sungguhan" in text_of(content(made))


def test_it_is_audited_as_an_act_and_as_a_document(case: Appraising) -> None:
    made = sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    document, act = list(AuditEntry.objects.order_by("sequence"))[-2:]
    assert (document.action, document.object_id, document.after) == (
        "document.issue",
        str(made.pk),
        {
            "code": made.code,
            "revision": 1,
            "number": "",
            "sha256": made.sha256,
            "appraisal": str(case.kabid),
            "signer": made.signer_name,
        },
    )
    assert (act.action, act.actor, act.before, act.after) == (
        "appraisal.sign",
        case.bupati,
        {"state": "approved", "revision": 1},
        {"state": "signed", "revision": 1, "document": made.code},
    )


def test_a_second_signature_is_refused(case: Appraising, media_root: Path) -> None:
    sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    said = "Tindakan “Tanda tangani” tidak mungkin: keadaan penilaian ini Ditandatangani"
    assert refusal(lambda: sign_appraisal(appraisal=case.kabid, actor=case.bupati)) == [
        f"{said} (tindakan terakhir oleh {case.bupati.display_name})."
    ]
    assert (SignedDocument.objects.count(), len(stored(media_root))) == (1, 1)


@pytest.mark.parametrize("who", ["dirjen", "gubernur", "menteri", "superior", "official", "admin"])
def test_only_the_assessor_signs(case: Appraising, media_root: Path, who: str) -> None:
    with pytest.raises(NotPermitted):
        sign_appraisal(appraisal=case.kabid, actor=getattr(case, who))
    assert (SignedDocument.objects.count(), stored(media_root)) == (0, [])


def test_the_dirjen_signs_for_a_kepala_dinas(case: Appraising) -> None:
    row = case.bring("approved", "kepala_dinas")
    frozen = snapshot_of(sign_appraisal(appraisal=row, actor=case.dirjen))
    assert (frozen.issuer, frozen.place, frozen.bidang, frozen.result["element_one"]["beside"]) == (
        DITJEN,
        "Jakarta",
        "",
        None,
    )


def test_a_delegation_is_printed(case: Appraising) -> None:
    plh = acting(case, case.kabid.assessor)
    made = sign_appraisal(appraisal=case.kabid, actor=plh)
    text, frozen = text_of(content(made)), snapshot_of(made)
    assert (frozen.signer.post, frozen.signer.basis, made.signer_name) == (
        "Plh. kepala_daerah Fakfak",
        f"Keputusan {DECREE} tanggal 01-08-2025",
        plh.display_name,
    )
    assert frozen.assessor.post == "kepala_daerah Fakfak"
    assert f"berdasarkan Keputusan {DECREE} tanggal 01-08-2025" in text


def test_reopened_and_signed_again_the_old_document_names_the_new_one(case: Appraising) -> None:
    first = sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    perform_act(appraisal=case.kabid, act="reopen", actor=case.admin, note="Salah pangkat")
    approve(case.kabid, case.bupati)
    second = sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    first.refresh_from_db()
    assert (first.superseded_by, second.revision) == (second, 2)


def test_days_are_those_of_the_office(case: Appraising) -> None:
    """Seven in the evening in Greenwich is the next day in Fakfak."""
    evening = datetime.now(UTC).replace(hour=19, minute=0) + timedelta(days=1)
    with time_machine.travel(evening, tick=False):
        made = sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    assert AppraisalSnapshot.from_json(made.snapshot).issued_on == str(evening.date() + timedelta(days=1))


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda case: perform_act(appraisal=case.kabid, act="return_", actor=case.bupati, note="Keliru"),
        lambda case: sign_appraisal(appraisal=case.kabid, actor=case.bupati),
    ],
    ids=["returned", "signed"],
)
def test_what_changed_meanwhile_is_refused(
    case: Appraising, media_root: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Any], Any]
) -> None:
    original, before = service.make, []

    def overtaken(*words: Any) -> bytes:
        monkeypatch.setattr(service, "make", original)
        meanwhile(case)
        before.extend(stored(media_root))
        return original(*words)

    monkeypatch.setattr(service, "make", overtaken)
    [reason] = refusal(lambda: sign_appraisal(appraisal=case.kabid, actor=case.bupati))
    assert reason.startswith("Tindakan “Tanda tangani” tidak mungkin: keadaan penilaian ini ")
    assert stored(media_root) == before


def test_approved_anew_meanwhile_is_refused(
    case: Appraising, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = service.make

    def approved_anew(*words: Any) -> bytes:
        perform_act(appraisal=case.kabid, act="return_", actor=case.bupati, note="Keliru")
        case.bring("approved")
        return original(*words)

    monkeypatch.setattr(service, "make", approved_anew)
    assert refusal(lambda: sign_appraisal(appraisal=case.kabid, actor=case.bupati)) == [
        "Penilaian ini berubah selagi dokumennya dibuat; tanda tangani sekali lagi."
    ]
    assert (case.kabid.state, stored(media_root)) == ("approved", [])


def test_another_result_than_the_one_shown_is_not_signed(case: Appraising) -> None:
    """Returned, rated otherwise and approved again while the page with the first result was open."""
    seen = seen_now(case.kabid)
    perform_act(appraisal=case.kabid, act="return_", actor=case.bupati, note="Keliru")
    case.bring("approved", data=LOW)
    assert refusal(lambda: sign_appraisal(appraisal=case.kabid, actor=case.bupati, seen=seen)) == [
        "Penilaian ini berubah sejak halaman dibuka. Periksa sekali lagi."
    ]
    assert (case.kabid.state, SignedDocument.objects.count()) == ("approved", 0)
    made = sign_appraisal(appraisal=case.kabid, actor=case.bupati, seen=seen_now(case.kabid))
    assert snapshot_of(made).result["element_two"]["predikat"] == "Sangat Kurang"


@pytest.mark.parametrize("where", ["officials.audit.record", "kinerja.models.SignedDocument.save"])
def test_a_failure_leaves_nothing_behind(
    case: Appraising, media_root: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fail(*words: Any, **more: Any) -> None:
        raise IntegrityError("no")

    monkeypatch.setattr(where, fail)
    with pytest.raises(IntegrityError):
        sign_appraisal(appraisal=case.kabid, actor=case.bupati)
    assert (case.kabid.state, SignedDocument.objects.count(), stored(media_root)) == ("approved", 0, [])


@pytest.mark.parametrize("result", [{}, {"element_one": None}])
def test_a_result_altered_behind_the_services(case: Appraising, result: dict[str, Any]) -> None:
    Appraisal.objects.filter(pk=case.kabid.pk).update(result=result)
    assert refusal(lambda: sign_appraisal(appraisal=case.kabid, actor=case.bupati)) == [
        "Data yang dibekukan tidak memberi hasil yang disetujui; kembalikan penilaian ini."
    ]


def test_a_number_that_does_not_fit(case: Appraising) -> None:
    assert refusal(lambda: sign_appraisal(appraisal=case.kabid, actor=case.bupati, number="9" * 81)) == [
        "Nomor dokumen terlalu panjang: paling banyak 80 huruf."
    ]


def test_a_stranger_with_the_role_alone_does_not_sign(case: Appraising) -> None:
    other = make_user("kepala_daerah", case.fakfak, username="lain")
    with pytest.raises(NotPermitted):
        sign_appraisal(appraisal=case.kabid, actor=other)
