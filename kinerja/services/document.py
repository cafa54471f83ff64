"""Issuing documents: freeze, render and sign outside any lock, then file and row together or not at all.

One document a revision: a second call returns the first one's. A reprint is the stored bytes.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.documents.produce import Produced
from kinerja.documents.snapshot import Frozen, Snapshot, digest
from kinerja.models import DocumentSignature, Period, SemesterEvaluation, SignedDocument
from kinerja.permissions import is_dirjen
from kinerja.rules.data import same_outcome
from kinerja.rules.record import judge
from kinerja.selectors.document_number import DITJEN
from kinerja.selectors.frozen_result import Frame, frozen_results, signer_on
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.locking import lock
from kinerja.services.signature import file_facts, signature_row
from kinerja.services.signing import Session, make, open_session, sort_of
from officials import audit
from officials.models import User

ISSUED = audit.register("document.issue", gettext_lazy("Dokumen diterbitkan"))
Kind, Status = SignedDocument.Kind, SignedDocument.Status
FINAL = SemesterEvaluation.State.FINAL
NUMBER_LENGTH = 80


@dataclass(frozen=True)
class Draft:
    """A document about to be made: what it freezes, and of which state of which evaluation."""

    evaluation: SemesterEvaluation
    snapshot: Snapshot

    @property
    def text(self) -> str:
        """The canonical JSON that is printed, attached and stored."""
        return self.snapshot.to_json()


def issue_document(
    *, evaluation: SemesterEvaluation, actor: User, number: str = "", passphrase: str = ""
) -> SignedDocument:
    """Issue the result of a final evaluation, or return the document its revision already has.

    Args:
        evaluation: final.
        actor: the Dirjen.
        number: the official number as free text; "" for none. Ignored where the document exists.
        passphrase: of the actor's certificate; "" where none is asked.

    Returns:
        The document in force.

    Raises:
        NotPermitted: the actor is not the Dirjen.
        Refused: not final, withdrawn, the number too long, nobody holds the post of Dirjen, the figures no
            longer give the final result, or the certificate cannot sign.

    Source: II.B.1.a, I.E.4; R3, R12.
    """
    evaluation = _read([evaluation.pk])[0]
    if not is_dirjen.test(actor, evaluation):
        raise NotPermitted([_("Hanya Direktur Jenderal yang menerbitkan dokumen hasil penilaian.")])
    existing = issued(evaluation)
    if existing:
        return existing
    require_final(evaluation)
    require_number(number)
    session = open_session(actor=actor, passphrase=passphrase)
    [draft] = drafts(evaluation.period, [evaluation.pk], session, number)
    require_same_result(draft)
    return store(draft=draft, made=make(draft.text, session.signer, session.now), actor=actor)


def require_number(number: str) -> None:
    """Refuse an official number that does not fit.

    Raises:
        Refused: says how long it may be.
    """
    if len(number) > NUMBER_LENGTH:
        raise Refused([_("Nomor dokumen terlalu panjang: paling banyak %d huruf.") % NUMBER_LENGTH])


def issued(evaluation: SemesterEvaluation) -> SignedDocument | None:
    """The document that this revision of an evaluation has; None where it has none yet.

    Raises:
        Refused: it was withdrawn; only a new revision gets a new one.
    """
    found = evaluation.documents.filter(kind=Kind.UNIT_RESULT, revision=evaluation.revision).first()
    if found is not None and found.status == Status.WITHDRAWN:
        raise Refused([_("Dokumen %s sudah ditarik; buka kembali penilaiannya lebih dahulu.") % found.code])
    return found


def drafts(period: Period, evaluations: Iterable[int], session: Session, number: str = "") -> list[Draft]:
    """Freeze final evaluations of one period; no lock is held, ``store`` looks again.

    Raises:
        Refused: nobody holds the post of Dirjen today.
    """
    day = session.now.date()
    block = signer_on(day)
    if block is None:
        raise Refused([_("Jabatan Direktur Jenderal kosong hari ini; tidak ada yang menandatangani.")])
    frame = Frame(period, block, sort_of(session.signer), day)
    return [Draft(*found) for found in frozen_results(frame, _read(evaluations), number)]


def require_final(evaluation: SemesterEvaluation) -> None:
    """Refuse an evaluation that is not final.

    Raises:
        Refused: says in which state it is.
    """
    if evaluation.state != FINAL:
        state = evaluation.get_state_display()
        raise Refused([_("Dokumen hanya terbit dari hasil final; keadaannya sekarang: %s.") % state])


def require_same_result(draft: Draft) -> None:
    """Refuse a result that its frozen input does not give: nobody could recompute such a document.

    Raises:
        Refused: what was stored when the result became final was altered behind the services.
    """
    if not same_outcome(judge(draft.snapshot.inputs), draft.snapshot.result):
        raise Refused(
            [_("Data yang dibekukan tidak memberi hasil final; buka kembali penilaian ini lebih dahulu.")]
        )


def store(*, draft: Draft, made: Produced, actor: User) -> SignedDocument:
    """Keep a signed document: file first, then its row, its predecessor's fate and the audit entry at once.

    Returns:
        The document; the one another call stored meanwhile, where there is one.

    Raises:
        Refused: the evaluation changed while the document was being made.
    """
    about = {"kind": Kind.UNIT_RESULT, "evaluation": draft.evaluation, "office": DITJEN}
    new = new_document(draft.snapshot, made, actor, about)
    with filed(new):
        kept = _keep(new, draft, actor)
    if kept != new.document:
        new.document.file.delete(save=False)
    return kept


@dataclass(frozen=True)
class NewDocument:
    """A document about to be stored: its row with its first signature, and its bytes."""

    document: SignedDocument
    signature: DocumentSignature
    pdf: bytes


@contextmanager
def filed(new: NewDocument) -> Iterator[None]:
    """Keep the file of a document, and take it away again where its row is not stored in the end."""
    file = new.document.file
    file.save("hasil.pdf", ContentFile(new.pdf), save=False)
    try:
        yield
    except BaseException:
        file.delete(save=False)
        raise


def _keep(new: NewDocument, draft: Draft, actor: User) -> SignedDocument:
    with transaction.atomic():
        locked = lock(draft.evaluation)
        _unchanged(draft.evaluation, locked)
        existing = issued(locked)
        if existing:
            return existing
        earlier = locked.documents.filter(kind=Kind.UNIT_RESULT)
        file_row(new, earlier, actor, evaluation=locked.region_code)
        locked.save(update_fields=["updated_at"])  # a client that asks what changed is told of the document
        return new.document


def file_row(new: NewDocument, earlier: "models.QuerySet[SignedDocument]", actor: User, **about: str) -> None:
    """Store the row of a document inside the transaction of its act; the earlier ones are out of force.

    Args:
        new: with its file stored.
        earlier: the documents that it replaces: those of the same thing.
        actor: who issues.
        about: what the audit says the document is about.
    """
    document, older = new.document, _put_out_of_force(earlier)
    document.save(force_insert=True)
    new.signature.save(force_insert=True)
    SignedDocument.objects.filter(pk__in=older).update(superseded_by=document)
    after = {name: getattr(document, name) for name in ("code", "revision", "number", "sha256")}
    after |= about | {"signer": document.signer_name}
    audit.record(ISSUED, actor=actor, obj=document, after=after)


def _put_out_of_force(earlier: "models.QuerySet[SignedDocument]") -> list[UUID]:
    """The older documents that nothing has replaced yet; those still in force no longer are."""
    rows = earlier.filter(superseded_by=None)
    older = list(rows.exclude(status=Status.WITHDRAWN).values_list("pk", flat=True))
    SignedDocument.objects.filter(pk__in=older).update(status=Status.SUPERSEDED)
    return older


def _unchanged(frozen: SemesterEvaluation, now: SemesterEvaluation) -> None:
    same = (now.state, now.revision, now.result_digest) == (FINAL, frozen.revision, frozen.result_digest)
    if not same:
        raise Refused([_("Penilaian ini berubah selagi dokumennya dibuat; terbitkan sekali lagi.")])


def new_document(snapshot: Frozen, made: Produced, actor: User, about: dict[str, Any]) -> NewDocument:
    """A signed document, not stored yet; ``about`` says its kind, its office and what it is about."""
    text = snapshot.to_json()
    document = SignedDocument(
        id=uuid4(),
        code=snapshot.code,
        revision=snapshot.revision,
        number=snapshot.number,
        snapshot=text,
        snapshot_sha256=digest(text),
        signer_name=snapshot.signer.name,
        issued_by=actor,
        issued_at=timezone.now(),
        **file_facts(made),
        **about,
    )
    signature = signature_row(document, made, snapshot.signer, actor, place=1)
    return NewDocument(document, signature, made.pdf)


def _read(evaluations: Iterable[int]) -> list[SemesterEvaluation]:
    """Evaluations as they are now, with everything a document names."""
    rows = SemesterEvaluation.objects.filter(pk__in=list(evaluations)).order_by("region_code")
    return list(rows.select_related("period__policy", "period__indicator_set", "unit", "province"))
