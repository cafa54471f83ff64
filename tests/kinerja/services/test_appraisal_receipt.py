"""Receipt and decision are further signatures in the file of the result; none breaks an earlier one."""

from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from kinerja.documents.verify import verify
from kinerja.models import DocumentSignature, SignedDocument
from kinerja.selectors.document import content, standing
from kinerja.services import signing
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_document import sign_decision
from kinerja.services.appraisal_receipt import sign_receipt
from kinerja.services.errors import NotPermitted
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from officials.models import AuditEntry
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.cast import refusal
from tests.kinerja.signed_appraisals import signed


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """Fakfak's officials."""
    return Appraising()


def stored(media_root: Path) -> list[str]:
    return sorted(path.name for path in media_root.rglob("*.pdf"))


def test_one_file_with_three_signatures(
    case: Appraising, media_root: Path, django_capture_on_commit_callbacks: type
) -> None:
    first = signed(case)
    alone = content(first)
    with django_capture_on_commit_callbacks(execute=True):
        receipt = sign_receipt(appraisal=case.kabid, actor=case.official)
    document = SignedDocument.objects.get(pk=first.pk)
    received = content(document)
    assert (case.kabid.state, case.kabid.received_at is not None) == ("received", True)
    assert received.startswith(alone)
    assert (receipt.part, receipt.signer_name, receipt.place) == ("TandaTerima", case.kabid.name, 2)
    assert (document.size, document.sha256) == (len(received), receipt.sha256)
    assert len(stored(media_root)) == 1  # the shorter file is gone
    file_objection(appraisal=case.kabid, actor=case.official, text="Target saya terlampaui")
    answer_objection(appraisal=case.kabid, actor=case.bupati, text="Tetap")
    decide_objection(appraisal=case.kabid, actor=case.gubernur, text="Tetap", changed=None)
    decision = sign_decision(appraisal=case.kabid, actor=case.gubernur)
    document.refresh_from_db()
    found = verify(content(document))
    assert [(row.field, row.subject) for row in found.signatures] == [
        ("TandaTangan", case.bupati.official.name),
        ("TandaTerima", case.kabid.name),
        ("KeputusanKeberatan", case.gubernur.official.name),
    ]
    assert (found.valid, document.status, document.superseded_by) == (True, "superseded", decision)
    assert (decision.kind, decision.status, verify(content(decision)).valid) == ("decision", "current", True)
    actions = AuditEntry.objects.filter(action="document.countersign")
    assert [entry.after["part"] for entry in actions.order_by("id")] == ["TandaTerima", "KeputusanKeberatan"]


def test_the_register_knows_each_stage(case: Appraising) -> None:
    document = signed(case)
    alone = content(document)
    assert standing(alone, document.code).text == "Dokumen ini berlaku."
    row = sign_receipt(appraisal=case.kabid, actor=case.official)
    found = standing(alone, document.code)
    assert (found.name, found.passed) == ("current", True)
    day = date_format(timezone.localtime(row.signed_at), "j F Y")
    assert found.text == (
        "Dokumen ini berlaku. Sesudah berkas ini, ditambahkan tanda tangan pejabat yang dinilai, "
        f"tanda terima pada {day}."
    )
    document.refresh_from_db()
    assert standing(content(document), document.code).text == "Dokumen ini berlaku."
    assert standing(alone + b" ", document.code).name == "altered"


def test_only_the_official_receives_and_only_once(case: Appraising) -> None:
    signed(case)
    for who in (case.bupati, case.gubernur, case.admin):
        with pytest.raises(NotPermitted):
            sign_receipt(appraisal=case.kabid, actor=who)
    sign_receipt(appraisal=case.kabid, actor=case.official)
    [reason] = refusal(lambda: sign_receipt(appraisal=case.kabid, actor=case.official))
    assert reason.startswith("Tindakan “Terima hasil” tidak mungkin")
    assert DocumentSignature.objects.count() == 2


def test_a_failure_leaves_the_file_as_it_was(
    case: Appraising, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = signed(case)
    before = stored(media_root)

    def fail(*words: object, **more: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("kinerja.models.DocumentSignature.save", fail)
    with pytest.raises(OSError, match="no"):
        sign_receipt(appraisal=case.kabid, actor=case.official)
    document.refresh_from_db()
    assert (stored(media_root), case.kabid.state, document.signatures.count()) == (before, "signed", 1)
    assert verify(content(document)).valid


@pytest.mark.django_db(transaction=True)
def test_a_shorter_file_that_cannot_go_keeps_the_longer_one(
    media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Appraising()
    first = signed(case)

    def stuck(storage: object, name: str) -> None:
        raise PermissionError(name)

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.delete", stuck)
    sign_receipt(appraisal=case.kabid, actor=case.official)
    document = SignedDocument.objects.get(pk=first.pk)
    assert (case.kabid.state, len(verify(content(document)).signatures)) == ("received", 2)


def test_a_row_read_before_the_receipt_gives_the_longer_file(
    case: Appraising, django_capture_on_commit_callbacks: type
) -> None:
    older = signed(case)
    with django_capture_on_commit_callbacks(execute=True):
        receipt = sign_receipt(appraisal=case.kabid, actor=case.official)
    stored_bytes = content(older)
    assert (len(stored_bytes), older.sha256) == (receipt.size, receipt.sha256)


def test_without_a_document_in_force_nothing_is_received(case: Appraising) -> None:
    signed(case)
    SignedDocument.objects.update(status="withdrawn")
    assert refusal(lambda: sign_receipt(appraisal=case.kabid, actor=case.official)) == [
        "Dokumen penilaian ini sudah tidak berlaku; muat ulang halamannya."
    ]
    assert case.kabid.state == "signed"


def test_what_changed_while_it_was_signed(case: Appraising, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(case)
    original = signing.countersign

    def overtaken(*words: object) -> object:
        monkeypatch.setattr(signing, "countersign", original)
        perform_act(appraisal=case.kabid, act="receive", actor=case.official)
        return original(*words)

    monkeypatch.setattr(signing, "countersign", overtaken)
    assert refusal(lambda: sign_receipt(appraisal=case.kabid, actor=case.official)) != []
    assert DocumentSignature.objects.count() == 1
