"""The document of an official's appraisal: signed by the assessor, and by the decider after an objection.

As with a unit's result the document is frozen, rendered and signed outside any lock; then the act is done,
which stores it. What changed meanwhile is refused.
"""

from contextlib import nullcontext
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.kinds import recomputes
from kinerja.documents.parts import Part
from kinerja.documents.produce import Produced
from kinerja.models import Appraisal, SignedDocument
from kinerja.relations import capacity_as
from kinerja.rules.workflow import Party, appraisal_act
from kinerja.selectors.document_number import office_key
from kinerja.selectors.frozen_appraisal import Signing, frozen_appraisal
from kinerja.selectors.frozen_result import Tables
from kinerja.services.appraisal_acting import Doing, acting, changed_since
from kinerja.services.appraisal_acts import check_party
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.document import Kind, file_row, filed, new_document, require_number
from kinerja.services.errors import Refused
from kinerja.services.signature import Addition, file_added, further_signature, store_addition
from kinerja.services.signing import Session, make, open_session, sort_of
from officials.acting import Capacity
from officials.models import Position, User
from regions.zones import local_day

#: What the document says of the appraisal's own row; another value means that it is about another result.
PRINTED = ("state", "revision", "approved_at", "approved_as", "inputs", "result", "received_at")


@dataclass(frozen=True)
class AppraisalDraft:
    """A document about to be made: of which appraisal, by which act, for which post and as what."""

    appraisal: Appraisal
    act: str
    post: Position
    capacity: Capacity
    snapshot: AppraisalSnapshot

    @property
    def kind(self) -> str:
        """A decision on an objection is a document of its own kind."""
        return Kind.DECISION if self.act == "sign_decision" else Kind.APPRAISAL

    @property
    def text(self) -> str:
        """The canonical JSON that is printed, attached and stored."""
        return self.snapshot.to_json()


def sign_appraisal(
    *, appraisal: Appraisal, actor: User, number: str = "", seen: str = "", passphrase: str = ""
) -> SignedDocument:
    """Sign the approved result of an official: approved → signed, with its document.

    Args:
        appraisal: approved; any copy of the row.
        actor: the assessor, or who acts for them.
        number: the official number as free text; "" for none.
        seen: ``seen_now`` of the result that the actor looked at; "" where none was shown.
        passphrase: of the actor's certificate; "" where none is asked.

    Returns:
        The document in force; older ones name it as what replaced them.

    Raises:
        NotPermitted: the actor is not the assessor.
        Refused: not approved (signed already, for instance), the number too long, the frozen data do not give
            the result, the certificate cannot sign, or the appraisal changed since it was shown or while
            the document was made.

    Source: II.B.1; R7, R12; facts.md 1.
    """
    return _sign("sign", appraisal, actor, Wish(number, seen, passphrase))


def sign_decision(
    *, appraisal: Appraisal, actor: User, number: str = "", seen: str = "", passphrase: str = ""
) -> SignedDocument:
    """Sign the decision on an objection: decided → closed, with the document of the new revision.

    Args:
        appraisal: decided; any copy of the row.
        actor: the assessor's superior, or who acts for them.
        number: the official number as free text; "" for none.
        seen, passphrase: as for ``sign_appraisal``.

    Returns:
        The document in force, which supersedes the one that the official objected to.

    Raises:
        NotPermitted, Refused: as ``sign_appraisal``.

    Source: R10; facts.md 1 (in force on that signature).
    """
    return _sign("sign_decision", appraisal, actor, Wish(number, seen, passphrase))


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody gives with their signature; the passphrase is in no text of this."""

    number: str
    seen: str
    passphrase: str = field(repr=False)


def _sign(act: str, appraisal: Appraisal, actor: User, wish: Wish) -> SignedDocument:
    require_number(wish.number)
    row = read_appraisal(appraisal.pk)
    check_party(appraisal_act(act), row, actor)
    session = open_session(actor=actor, passphrase=wish.passphrase)
    draft = draft_appraisal(row, act, session, Tables(row.period), wish.number)
    if changed := changed_since(row, wish.seen):
        raise Refused(changed)
    made = make(draft.text, session.signer, session.now)
    return store_appraisal(draft=draft, made=made, added=_on_the_disputed(draft, session), actor=actor)


def _on_the_disputed(draft: AppraisalDraft, session: Session) -> Addition | None:
    """The decider's signature in the file that the official objected to; a withdrawn file gets none."""
    document = _disputed(draft.appraisal) if draft.act == "sign_decision" else None
    if document is None:
        return None
    return further_signature(document, Part.DECIDER, draft.snapshot.signer, session)


def _disputed(row: Appraisal) -> SignedDocument | None:
    """The document of the revision before the decision."""
    rows = row.documents.filter(revision__lt=row.revision).exclude(status=SignedDocument.Status.WITHDRAWN)
    found: SignedDocument | None = rows.order_by("-revision").first()
    return found


def read_appraisal(pk: int) -> Appraisal:
    """An appraisal as it is now, with everything that its document names; no lock is held."""
    posts = ("assessor__region", "decider__region", "superior__unit", "superior__region")
    tables = ("period__policy", "period__indicator_set", "evaluation__unit__region", "evaluation__province")
    found: Appraisal = Appraisal.objects.select_related(*posts, *tables).get(pk=pk)
    return found


def draft_appraisal(
    row: Appraisal, act: str, session: Session, tables: Tables, number: str = ""
) -> AppraisalDraft:
    """Freeze an appraisal for its signature; ``store_appraisal`` looks again.

    Args:
        row: as ``read_appraisal`` gives it.
        act: ``sign`` or ``sign_decision``.
        session: who signs.
        tables: of the appraisal's period.
        number: the official number.

    Raises:
        NotPermitted: the actor may not sign.
        Refused: the state is another one, or the frozen data do not give the result.
    """
    done = appraisal_act(act)
    party = check_party(done, row, session.actor)
    reasons = missing(done, row)
    if reasons:
        raise Refused(reasons)
    capacity, decided = capacity_as(party, session.actor, row), party is Party.DECIDER
    post = row.decider if decided else row.assessor
    assert capacity is not None
    assert post is not None
    day = local_day(row.zone, session.now)
    disputed = _disputed(row) if decided else None
    signing = Signing(capacity, post, day, sort_of(session.signer), disputed, decided)
    draft = AppraisalDraft(row, act, post, capacity, frozen_appraisal(row, tables, signing, number))
    if not recomputes(draft.snapshot):
        text = _("Data yang dibekukan tidak memberi hasil yang disetujui; kembalikan penilaian ini.")
        raise Refused([text])
    return draft


def store_appraisal(
    *, draft: AppraisalDraft, made: Produced, actor: User, added: Addition | None = None
) -> SignedDocument:
    """Do the act that a signature is, and keep its document: file, row, state and audit at once.

    ``added`` is a signature in an earlier file that comes with it.

    Raises:
        NotPermitted, Refused: as ``sign_appraisal``; nothing is kept then.
    """
    about = {"kind": draft.kind, "appraisal": draft.appraisal, "office": office_key(draft.post)}
    new = new_document(draft.snapshot, made, actor, about)
    beside = file_added(added) if added else nullcontext()
    with filed(new), beside, acting(appraisal=draft.appraisal, act=draft.act, actor=actor) as doing:
        _unchanged(draft, doing)
        if draft.act == "sign":
            doing.appraisal.signed_at = doing.now
        if added:
            store_addition(addition=added, actor=actor)
        file_row(new, doing.appraisal.documents.all(), actor, appraisal=str(doing.appraisal))
        doing.after |= {"document": new.document.code}
    return new.document


def _unchanged(draft: AppraisalDraft, doing: Doing) -> None:
    """Refuse where the appraisal, or the capacity of who signs, is no longer what the document says."""
    same = all(getattr(draft.appraisal, name) == getattr(doing.appraisal, name) for name in PRINTED)
    if not same or doing.capacity != draft.capacity:
        raise Refused([_("Penilaian ini berubah selagi dokumennya dibuat; tanda tangani sekali lagi.")])
