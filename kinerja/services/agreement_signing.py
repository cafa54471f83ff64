"""The two signatures of a Perjanjian Kinerja: the Kepala Dinas offers it, the Dirjen signs the same file.

What was signed on paper is recorded by ``services.agreement.sign_agreement`` and has no document here.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.documents.agreement_snapshot import AgreementSnapshot
from kinerja.documents.parts import Part
from kinerja.models import PerformanceAgreement, SignedDocument
from kinerja.permissions import may_sign_agreement
from kinerja.selectors.agreement import first_party
from kinerja.selectors.frozen_agreement import Parties, frozen_agreement
from kinerja.selectors.frozen_result import signer_on
from kinerja.services.agreement import SIGNED, bind, facts
from kinerja.services.agreement_faults import number_fault
from kinerja.services.document import NewDocument, file_row, filed, new_document
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.notification import tell_agreement
from kinerja.services.signature import Addition, file_added, further_signature, store_addition
from kinerja.services.signing import make, open_session, sort_of
from officials import audit
from officials.models import User, WorkUnit

OFFERED = audit.register("agreement.offer", gettext_lazy("Perjanjian Kinerja ditandatangani pihak pertama"))
RETURNED = audit.register("agreement.return", gettext_lazy("Perjanjian Kinerja dikembalikan"))
State, Status = PerformanceAgreement.State, SignedDocument.Status


def offer_agreement(
    *, agreement: PerformanceAgreement, actor: User, number: str = "", passphrase: str = ""
) -> SignedDocument:
    """Sign a draft as its first party: draft → offered, with the document that the Dirjen signs next.

    Args:
        agreement: a draft.
        actor: the Kepala Dinas of the office, or who acts for them.
        number: of the letter; mandatory here or in the draft.
        passphrase: of the actor's certificate; "" where none is asked.

    Raises:
        NotPermitted: the actor is not the Kepala Dinas.
        Refused: no draft, nobody in the post of Dirjen, the certificate cannot sign, or the draft changed.
        FigureErrors: no number.

    Source: II.C.1; PermenPANRB 53/2014 (facts.md 6).
    """
    row = _read(agreement.pk)
    first, second = first_party(actor, row.unit), signer_on(timezone.localdate())
    if first is None:
        raise NotPermitted([_("Hanya Kepala Dinas yang menandatangani sebagai pihak pertama.")])
    _require(row, State.DRAFT)
    number = _number(number, row)
    if second is None:
        raise Refused([_("Jabatan Direktur Jenderal kosong hari ini; pihak kedua belum ada.")])
    session = open_session(actor=actor, passphrase=passphrase)
    parties = Parties(first, second, timezone.localdate(session.now), sort_of(session.signer))
    draft = frozen_agreement(row, parties, number, _next_revision(row))
    made = make(draft.to_json(), session.signer, session.now)
    about = {"kind": SignedDocument.Kind.AGREEMENT, "agreement": row, "office": f"unit:{row.unit_id}"}
    new = new_document(draft, made, actor, about)
    with filed(new):
        _offer(new, row, draft, actor)
    return new.document


def _offer(new: NewDocument, seen: PerformanceAgreement, draft: AgreementSnapshot, actor: User) -> None:
    with transaction.atomic():
        row = _locked(seen)
        _require(row, State.DRAFT)
        if facts(row) != facts(seen):
            raise Refused([_("Konsep ini berubah selagi ditandatangani; baca lagi, lalu tanda tangani.")])
        row.state, row.number = State.OFFERED, draft.number
        row.save(update_fields=["state", "number"])
        file_row(new, row.documents.all(), actor, agreement=str(row))
        tell_agreement(agreement=row, act="offer", actor=actor)
        audit.record(OFFERED, actor=actor, obj=row, before={"state": State.DRAFT}, after=facts(row))


def sign_offered(
    *, agreement: PerformanceAgreement, actor: User, passphrase: str = ""
) -> PerformanceAgreement:
    """Sign an offered agreement as its second party, in the same file: offered → signed; it binds now.

    Args:
        agreement: offered.
        actor: the Dirjen.
        passphrase: of the actor's certificate; "" where none is asked.

    Raises:
        NotPermitted: the actor is not the Dirjen.
        Refused: not offered, another Dirjen is printed on it, or the certificate cannot sign.

    Source: II.C.1; PermenPANRB 53/2014 (facts.md 6).
    """
    row = _read(agreement.pk)
    if not may_sign_agreement.test(actor, row.unit):
        raise NotPermitted([_("Hanya Direktur Jenderal yang menandatangani Perjanjian Kinerja.")])
    _require(row, State.OFFERED)
    document = row.documents.filter(status=Status.CURRENT).first()
    if document is None:
        raise Refused([_("Perjanjian Kinerja ini baru saja dikembalikan; muat ulang halamannya.")])
    frozen = AgreementSnapshot.from_json(document.snapshot)
    if signer_on(timezone.localdate()) != frozen.second:
        text = _("Pihak kedua yang tercetak bukan Direktur Jenderal hari ini; kembalikan untuk dibuat baru.")
        raise Refused([text])
    session = open_session(actor=actor, passphrase=passphrase)
    addition = further_signature(document, Part.SECOND_PARTY, frozen.second, session)
    return _sign(row, addition, actor)


def _sign(seen: PerformanceAgreement, addition: Addition, actor: User) -> PerformanceAgreement:
    with file_added(addition), transaction.atomic():
        row = _locked(seen)
        _require(row, State.OFFERED)
        row.state, row.signed_on = State.SIGNED, timezone.localdate()
        row.save(update_fields=["state", "signed_on"])
        store_addition(addition=addition, actor=actor)
        bind(row, actor)
        audit.record(SIGNED, actor=actor, obj=row, before={"state": State.OFFERED}, after=facts(row))
    return row


def return_agreement(*, agreement: PerformanceAgreement, actor: User, note: str) -> PerformanceAgreement:
    """Take an offered agreement back to a draft; its document is withdrawn with the reason.

    Args:
        agreement: offered.
        actor: the Dirjen, or the first party.
        note: why; mandatory.

    Raises:
        NotPermitted: neither party.
        Refused: not offered.
        FigureErrors: no reason.
    """
    row = _read(agreement.pk)
    if not may_sign_agreement.test(actor, row.unit) and first_party(actor, row.unit) is None:
        raise NotPermitted([_("Hanya kedua pihak yang mengembalikan Perjanjian Kinerja.")])
    if not note.strip():
        raise FigureErrors({"": {"note": _("Tuliskan alasannya.")}})
    with transaction.atomic():
        row = _locked(row)
        _require(row, State.OFFERED)
        row.state = State.DRAFT
        row.save(update_fields=["state"])
        current = row.documents.filter(status=Status.CURRENT)
        current.update(status=Status.WITHDRAWN, withdrawn_reason=note.strip())
        tell_agreement(agreement=row, act="return", actor=actor)
        before, after = {"state": State.OFFERED}, facts(row)
        audit.record(RETURNED, actor=actor, obj=row, before=before, after=after, note=note.strip())
    return row


def _number(number: str, row: PerformanceAgreement) -> str:
    found = number.strip() or row.number
    if not found:
        raise FigureErrors({"": {"number": _("Nomor perjanjian belum diisi.")}})
    fault = number_fault(found)
    if fault:
        raise FigureErrors({"": {"number": fault}})
    return found


def _require(row: PerformanceAgreement, state: str) -> None:
    if row.state != state:
        text = _("Perjanjian Kinerja ini tidak dapat ditandatangani: keadaannya %s.")
        raise Refused([text % row.get_state_display()])


def _next_revision(row: PerformanceAgreement) -> int:
    last = row.documents.order_by("-revision").first()
    return 1 if last is None else int(last.revision) + 1


def _locked(seen: PerformanceAgreement) -> PerformanceAgreement:
    """The row as it is now; the office is locked first, as for drafting."""
    WorkUnit.objects.select_for_update().get(pk=seen.unit_id)
    rows = PerformanceAgreement.objects.select_for_update(of=("self",))
    found: PerformanceAgreement = rows.select_related("unit", "indicator_set").get(pk=seen.pk)
    return found


def _read(pk: int) -> PerformanceAgreement:
    found: PerformanceAgreement = PerformanceAgreement.objects.select_related(
        "unit__region", "indicator_set"
    ).get(pk=pk)
    return found
