"""The recapitulation of a province: issued by the Dirjen, anew when a kab/kota in it became another one."""

from django.db import transaction
from django.utils.translation import gettext as _

from kinerja.documents.kinds import recomputes
from kinerja.documents.recapitulation_snapshot import RecapitulationSnapshot
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.permissions import is_dirjen
from kinerja.selectors.document_number import DITJEN
from kinerja.selectors.frozen_recapitulation import frozen_recapitulation
from kinerja.selectors.frozen_result import Frame, signer_on
from kinerja.services.document import (
    NewDocument,
    file_row,
    filed,
    new_document,
    require_final,
    require_number,
)
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.locking import lock
from kinerja.services.signing import Session, make, open_session, sort_of
from officials.models import User

KIND = SignedDocument.Kind.RECAPITULATION
#: What a recapitulation says of its units; where it is the same, a new one would say nothing new.
SAID = ("inputs", "result", "members")


def issue_recapitulation(
    *, evaluation: SemesterEvaluation, actor: User, number: str = "", passphrase: str = ""
) -> SignedDocument:
    """Issue the recapitulation of a province, or return the one in force where nothing changed since.

    Args:
        evaluation: of the province; final.
        actor: the Dirjen.
        number: the official number as free text; "" for none.
        passphrase: of the actor's certificate; "" where none is asked.

    Returns:
        The document in force; the one before it is superseded.

    Raises:
        NotPermitted: the actor is not the Dirjen.
        Refused: no province, not final, the number too long, nobody in the post of Dirjen, frozen data that
            do not give the results, the certificate cannot sign, or a unit changed meanwhile.

    Source: II.A.2, II.B.1.a; R6.
    """
    row = _read(evaluation.pk)
    if not is_dirjen.test(actor, row):
        raise NotPermitted([_("Hanya Direktur Jenderal yang menerbitkan rekapitulasi provinsi.")])
    if row.province_id is not None:
        raise Refused([_("Rekapitulasi dibuat bagi provinsi, bukan kabupaten/kota.")])
    require_final(row)
    require_number(number)
    session = open_session(actor=actor, passphrase=passphrase)
    draft = _draft(row, session, number)
    current = row.documents.filter(kind=KIND, status=SignedDocument.Status.CURRENT).first()
    if current is not None and _same(draft, RecapitulationSnapshot.from_json(current.snapshot)):
        return current
    if not recomputes(draft):
        text = _("Data yang dibekukan tidak memberi hasil final; buka kembali penilaian unitnya.")
        raise Refused([text])
    about = {"kind": KIND, "evaluation": row, "office": DITJEN}
    made = make(draft.to_json(), session.signer, session.now)
    new = new_document(draft, made, actor, about)
    with filed(new):
        _store(new, row, session)
    return new.document


def _store(new: NewDocument, row: SemesterEvaluation, session: Session) -> None:
    with transaction.atomic():
        locked = lock(row)
        frozen = RecapitulationSnapshot.from_json(new.document.snapshot)
        if not _same(frozen, _draft(_read(locked.pk), session, frozen.number, frozen.revision)):
            raise Refused([_("Hasil sebuah unit berubah selagi rekapitulasinya dibuat; ulangi sekali lagi.")])
        if locked.documents.filter(kind=KIND, revision=frozen.revision).exists():
            raise Refused([_("Rekapitulasi ini baru saja diterbitkan; muat ulang halamannya.")])
        file_row(new, locked.documents.filter(kind=KIND), session.actor, evaluation=locked.region_code)


def _draft(
    row: SemesterEvaluation, session: Session, number: str, revision: int | None = None
) -> RecapitulationSnapshot:
    day = session.now.date()
    block = signer_on(day)
    if block is None:
        raise Refused([_("Jabatan Direktur Jenderal kosong hari ini; tidak ada yang menandatangani.")])
    frame = Frame(row.period, block, sort_of(session.signer), day)
    return frozen_recapitulation(frame, row, revision or _next_revision(row), number)


def _next_revision(row: SemesterEvaluation) -> int:
    last = row.documents.filter(kind=KIND).order_by("-revision").first()
    return 1 if last is None else int(last.revision) + 1


def _same(first: RecapitulationSnapshot, second: RecapitulationSnapshot) -> bool:
    return all(getattr(first, name) == getattr(second, name) for name in SAID)


def _read(pk: int) -> SemesterEvaluation:
    rows = SemesterEvaluation.objects.select_related("period__policy", "period__indicator_set")
    return rows.select_related("unit__region", "province").get(pk=pk)
