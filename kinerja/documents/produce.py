"""Snapshot in, signed and verified PDF out: all the work of a document that needs no database.

It runs in the process that asks, or in a worker (``services.document``), and hands nothing out that does not
verify.
"""

from datetime import datetime

from kinerja.documents.kinds import kind_of, read
from kinerja.documents.render import pdf
from kinerja.documents.sign import Signature, Signer
from kinerja.documents.snapshot import Frozen
from kinerja.documents.verify import verify


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
    snapshot = read(text)
    signed = signer.sign(pdf(snapshot), _signature(snapshot, at))
    found = verify(signed)
    if not found.valid:
        raise NotVerifiedError(found.checks[-1].text)
    return signed


def _signature(snapshot: Frozen, at: datetime) -> Signature:
    kind = kind_of(snapshot)
    name, reason, place = snapshot.signer.name, kind.reason(snapshot), kind.place(snapshot)
    return Signature(name=name, reason=reason, location=place, at=at)
