"""Snapshot in, signed and verified PDF out: all the work of a document that needs no database.

It runs in the process that asks, or in a worker (``services.document``), and hands nothing out that does not
verify.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from kinerja.documents.render import pdf
from kinerja.documents.sign import Signature, Signer
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify

PLACE = "Jakarta"


class NotVerifiedError(Exception):
    """What came back from the signer does not verify; the text says why, in Indonesian."""


def produce(text: str, signer: Signer, at: datetime) -> bytes:
    """Render and sign a snapshot.

    Args:
        text: its canonical JSON.
        signer: whose certificate signs; the snapshot already says whether it is the development one.
        at: the signing time that the signature states, with its zone.

    Raises:
        NotVerifiedError: the signed file does not verify here and now.
    """
    snapshot = Snapshot.from_json(text)
    signed = signer.sign(pdf(snapshot), _signature(snapshot, at))
    found = verify(signed)
    if not found.valid:
        raise NotVerifiedError(found.checks[-1].text)
    return signed


def _signature(snapshot: Snapshot, at: datetime) -> Signature:
    words = {"region": snapshot.office.region, "period": snapshot.period.label}
    reason = _("Hasil Penilaian Kinerja Unit Kerja %(region)s, %(period)s") % words
    return Signature(name=snapshot.signer.name, reason=reason, location=PLACE, at=at)
