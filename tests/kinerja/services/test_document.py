"""Issuing: once a revision, whole or not at all, by the Dirjen, from final results only."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils import timezone

from kinerja.documents.produce import Produced
from kinerja.documents.snapshot import Snapshot, digest
from kinerja.documents.verify import verify
from kinerja.models import Realization, SemesterEvaluation, SignedDocument
from kinerja.selectors.document import content
from kinerja.services import document as service
from kinerja.services import signing
from kinerja.services.document import issue_document
from kinerja.services.errors import NotPermitted
from officials.models import Appointment, AuditEntry, WorkUnit
from tests.builders import make_user
from tests.kinerja.cast import Cast, refusal

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def final(cast: Cast, media_root: Path) -> SemesterEvaluation:
    """Fakfak's complete semester, made final."""
    return cast.act(cast.kabupaten, *TO_FINAL)


def stored(media_root: Path) -> list[Path]:
    return sorted(path for path in media_root.rglob("*") if path.is_file())


def test_a_final_result_becomes_a_document(cast: Cast, final: SemesterEvaluation, media_root: Path) -> None:
    made = issue_document(evaluation=final, actor=cast.dirjen, number="400.12/1/Dukcapil")
    found = verify(content(made))
    snapshot = found.snapshot
    assert snapshot is not None
    assert (found.valid, snapshot.to_json(), digest(snapshot.to_json())) == (
        True,
        made.snapshot,
        made.snapshot_sha256,
    )
    assert (made.kind, made.evaluation, made.revision, made.number, made.status) == (
        "unit_result",
        final,
        1,
        "400.12/1/Dukcapil",
        "current",
    )
    assert (made.code, made.issued_by, made.superseded_by) == (snapshot.code, cast.dirjen, None)
    assert (made.size, made.sha256) == (len(content(made)), hashlib.sha256(content(made)).hexdigest())
    assert stored(media_root) == [media_root / "documents" / f"{made.pk}.pdf"]
    assert made.certificate == "CN=dirjen,O=Pengembangan\\, tidak sah untuk produksi,C=ID"
    assert [(row.part, row.place, row.sha256, row.level) for row in made.signatures.all()] == [
        ("TandaTangan", 1, made.sha256, "B-B")
    ]


def test_it_is_audited(cast: Cast, final: SemesterEvaluation) -> None:
    made = issue_document(evaluation=final, actor=cast.dirjen)
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry is not None
    assert (entry.action, entry.actor, entry.object_id, entry.before, entry.after) == (
        "document.issue",
        cast.dirjen,
        str(made.pk),
        None,
        {
            "code": made.code,
            "revision": 1,
            "number": "",
            "sha256": made.sha256,
            "evaluation": "92.03",
            "signer": made.signer_name,
        },
    )


def test_a_second_call_returns_the_first_document(
    cast: Cast, final: SemesterEvaluation, media_root: Path
) -> None:
    first = issue_document(evaluation=final, actor=cast.dirjen)
    before = content(first)
    again = issue_document(evaluation=final, actor=cast.dirjen, number="other")
    assert (again, again.number, content(again)) == (first, "", before)
    assert (SignedDocument.objects.count(), len(stored(media_root))) == (1, 1)


@pytest.mark.parametrize(
    "role", ["admin_pusat", "operator_ditjen", "verifikator_ditjen", "menteri", "auditor"]
)
def test_only_the_dirjen_issues(final: SemesterEvaluation, role: str) -> None:
    with pytest.raises(NotPermitted, match="Hanya Direktur Jenderal"):
        issue_document(evaluation=final, actor=make_user(role, username=f"other-{role}"))
    assert SignedDocument.objects.count() == 0


def test_a_number_that_does_not_fit_is_refused(
    cast: Cast, final: SemesterEvaluation, media_root: Path
) -> None:
    reasons = refusal(lambda: issue_document(evaluation=final, actor=cast.dirjen, number="9" * 81))
    assert (reasons, stored(media_root)) == (["Nomor dokumen terlalu panjang: paling banyak 80 huruf."], [])


@pytest.mark.parametrize("acts", [(), TO_FINAL[:1], TO_FINAL[:3]])
def test_only_final_results(cast: Cast, media_root: Path, acts: tuple[str, ...]) -> None:
    evaluation = cast.act(cast.kabupaten, *acts)
    reasons = refusal(lambda: issue_document(evaluation=evaluation, actor=cast.dirjen))
    label = evaluation.get_state_display()
    assert reasons == [f"Dokumen hanya terbit dari hasil final; keadaannya sekarang: {label}."]
    assert stored(media_root) == []


def test_reopening_supersedes_and_the_next_final_replaces(cast: Cast, final: SemesterEvaluation) -> None:
    first = issue_document(evaluation=final, actor=cast.dirjen)
    bytes_of_first = content(first)
    cast.act(final, "reopen", note="Salah angka")
    first.refresh_from_db()
    assert (first.status, first.superseded_by) == ("superseded", None)
    again = cast.act(final, *TO_FINAL)
    second = issue_document(evaluation=again, actor=cast.dirjen)
    first.refresh_from_db()
    assert (first.status, first.superseded_by, content(first)) == ("superseded", second, bytes_of_first)
    assert (second.revision, second.status, second.superseded_by) == (2, "current", None)
    cast.act(again, "reopen", note="Sekali lagi")
    third = issue_document(evaluation=cast.act(again, *TO_FINAL), actor=cast.dirjen)
    chain = SignedDocument.objects.order_by("revision").values_list("revision", "status", "superseded_by")
    assert list(chain) == [
        (1, "superseded", second.pk),
        (2, "superseded", third.pk),
        (3, "current", None),
    ]


def test_a_withdrawn_document_is_not_replaced_in_its_revision(cast: Cast, final: SemesterEvaluation) -> None:
    made = issue_document(evaluation=final, actor=cast.dirjen)
    SignedDocument.objects.update(status="withdrawn", withdrawn_reason="Salah cetak")
    assert refusal(lambda: issue_document(evaluation=final, actor=cast.dirjen)) == [
        f"Dokumen {made.code} sudah ditarik; buka kembali penilaiannya lebih dahulu."
    ]


def test_nobody_in_the_post(cast: Cast, final: SemesterEvaluation) -> None:
    Appointment.objects.filter(position__kind="dirjen").update(valid_until=date(2020, 1, 1))
    cast.dirjen = type(cast.dirjen).objects.get(pk=cast.dirjen.pk)
    with pytest.raises(NotPermitted):
        issue_document(evaluation=final, actor=cast.dirjen)
    session = signing.open_session(actor=cast.dirjen)
    assert refusal(lambda: service.drafts(final.period, [final.pk], session)) == [
        "Jabatan Direktur Jenderal kosong hari ini; tidak ada yang menandatangani."
    ]


def test_what_changes_after_a_final_result_leaves_its_document_as_decided(
    cast: Cast, final: SemesterEvaluation
) -> None:
    Realization.objects.filter(evaluation=final, indicator__code="K1.2").update(numerator=Decimal(1))
    WorkUnit.objects.filter(pk=final.unit_id).update(name="Nama baru")
    made = issue_document(evaluation=final, actor=cast.dirjen)
    snapshot = json.loads(made.snapshot)
    assert (snapshot["inputs"], snapshot["office"]["name"]) == (final.inputs, final.unit_name)
    assert verify(content(made)).valid is True


def test_a_final_result_altered_behind_the_services(cast: Cast, final: SemesterEvaluation) -> None:
    SemesterEvaluation.objects.filter(pk=final.pk).update(result=final.result | {"completion": "1.00"})
    assert refusal(lambda: issue_document(evaluation=final, actor=cast.dirjen)) == [
        "Data yang dibekukan tidak memberi hasil final; buka kembali penilaian ini lebih dahulu."
    ]


def test_reopened_while_it_was_made(
    cast: Cast, final: SemesterEvaluation, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = signing.produce

    def reopened(*words: Any) -> Produced:
        cast.act(final, "reopen", note="Salah angka")
        return original(*words)

    monkeypatch.setattr(signing, "produce", reopened)
    assert refusal(lambda: issue_document(evaluation=final, actor=cast.dirjen)) == [
        "Penilaian ini berubah selagi dokumennya dibuat; terbitkan sekali lagi."
    ]
    assert (SignedDocument.objects.count(), stored(media_root)) == (0, [])


def test_issued_by_another_call_while_it_was_made(
    cast: Cast, final: SemesterEvaluation, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, made = signing.produce, []

    def overtaken(*words: Any) -> Produced:
        monkeypatch.setattr(signing, "produce", original)
        made.append(issue_document(evaluation=final, actor=cast.dirjen))
        return original(*words)

    monkeypatch.setattr(signing, "produce", overtaken)
    assert issue_document(evaluation=final, actor=cast.dirjen) == made[0]
    assert (SignedDocument.objects.count(), len(stored(media_root))) == (1, 1)


@pytest.mark.parametrize("where", ["officials.audit.record", "kinerja.models.SignedDocument.save"])
def test_a_failure_leaves_nothing_behind(
    cast: Cast, final: SemesterEvaluation, media_root: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def fail(*words: Any, **more: Any) -> None:
        raise IntegrityError("no")

    monkeypatch.setattr(where, fail)
    with pytest.raises(IntegrityError):
        issue_document(evaluation=final, actor=cast.dirjen)
    assert (SignedDocument.objects.count(), stored(media_root)) == (0, [])


def test_a_file_that_cannot_be_stored(
    cast: Cast, final: SemesterEvaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: Any, **more: Any) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError, match="disk full"):
        issue_document(evaluation=final, actor=cast.dirjen)
    assert SignedDocument.objects.count() == 0


def test_a_certificate_that_cannot_sign(
    cast: Cast, final: SemesterEvaluation, settings: Any, tmp_path: Path
) -> None:
    path = tmp_path / "x.p12"
    path.write_bytes(b"x")
    settings.SIGNING_P12 = path
    assert refusal(lambda: issue_document(evaluation=final, actor=cast.dirjen, passphrase="x")) == [
        "Kata sandi sertifikat salah, atau berkasnya bukan PKCS#12. Ketik ulang kata sandinya."
    ]
    assert refusal(lambda: issue_document(evaluation=final, actor=cast.dirjen)) == [
        "Isi Kata sandi sertifikat untuk menandatangani."
    ]


def test_a_red_flag_is_printed_with_its_acknowledgement(cast: Cast, media_root: Path) -> None:
    Realization.objects.filter(evaluation=cast.kabupaten, indicator__code="K1.5").update(value="1")
    evaluation = cast.act(cast.kabupaten, *TO_FINAL[:3])
    final = cast.act(evaluation, "finalise", note="Sudah dibina")
    snapshot = Snapshot.from_json(issue_document(evaluation=final, actor=cast.dirjen).snapshot)
    assert [flag["text"] for flag in snapshot.result["red_flags"]] == ["K1.5: 1 pungutan atau OTT."]
    assert [(row.note, row.by, row.on) for row in snapshot.acknowledgements] == [
        ("Sudah dibina", "dirjen", timezone.localdate().isoformat())
    ]
