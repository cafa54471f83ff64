"""The official's receipt, as a further signature in the file of the result (facts.md 1, item 10)."""

from django.utils.translation import gettext as _

from kinerja.documents.parts import Part
from kinerja.documents.snapshot import SignerText
from kinerja.models import Appraisal, DocumentSignature, SignedDocument
from kinerja.rules.workflow import appraisal_act
from kinerja.services.appraisal import receive
from kinerja.services.appraisal_acting import acting
from kinerja.services.appraisal_acts import check_party
from kinerja.services.appraisal_document import read_appraisal
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.errors import Refused
from kinerja.services.signature import file_added, further_signature, store_addition
from kinerja.services.signing import open_session
from officials.models import User


def sign_receipt(
    *, appraisal: Appraisal, actor: User, note: str = "", passphrase: str = ""
) -> DocumentSignature:
    """Receive a signed result and sign for it: signed → received, in the same file.

    Whoever has no certificate receives by ``perform_act``: the register then says so, and the file does not.

    Args:
        appraisal: signed; any copy of the row.
        actor: the official.
        note: the official's words; may be empty.
        passphrase: of the official's certificate; "" where none is asked.

    Returns:
        The signature; the earlier ones in the file stay valid.

    Raises:
        NotPermitted: the actor is not the official.
        Refused: not signed, the certificate cannot sign, or the file changed meanwhile.

    Source: R10; facts.md 1 (the official receives and signs).
    """
    act, row = appraisal_act("receive"), read_appraisal(appraisal.pk)
    check_party(act, row, actor)
    if reasons := missing(act, row):
        raise Refused(reasons)
    document = row.documents.filter(status=SignedDocument.Status.CURRENT).first()
    if document is None:
        raise Refused([_("Dokumen penilaian ini sudah tidak berlaku; muat ulang halamannya.")])
    official = SignerText(row.title, row.name, "", row.nip)
    session = open_session(actor=actor, passphrase=passphrase)
    addition = further_signature(document, Part.OFFICIAL, official, session)
    with file_added(addition), acting(appraisal=row, act="receive", actor=actor, note=note) as doing:
        receive(doing)
        signature = store_addition(addition=addition, actor=actor)
        doing.after |= {"document": document.code}
    return signature
