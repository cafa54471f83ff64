"""Snapshot in, signed and verified PDF out: all the work of a document that needs no database.

It runs in the process that asks, or in a worker (``services.document``), and hands nothing out that does not
verify. A further signature in a file goes the same way.
"""

from dataclasses import dataclass
from datetime import datetime

from kinerja.documents.kinds import kind_of, read
from kinerja.documents.parts import Part, part_text
from kinerja.documents.render import pdf
from kinerja.documents.signers.base import Signature, Signer
from kinerja.documents.snapshot import SignerText
from kinerja.documents.verify import FoundSignature, verify


class NotVerifiedError(Exception):
    """What came back from the signer does not verify; the text says why, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Produced:
    """A signed file, and what its last signature proves."""

    pdf: bytes
    signature: FoundSignature


def produce(text: str, signer: Signer, at: datetime) -> Produced:
    """Render and sign a snapshot.

    Args:
        text: its canonical JSON.
        signer: whose certificate signs; the snapshot already says of what sort it is.
        at: the signing time that the signature states, with its zone.

    Raises:
        SigningError: nothing was signed.
        NotVerifiedError: the signed file does not verify here and now.
    """
    snapshot = read(text)
    kind = kind_of(snapshot)
    wanted = Signature(snapshot.signer.name, kind.reason(snapshot), kind.place(snapshot), at, kind.part.value)
    return _verified(signer.sign(pdf(snapshot), wanted), signatures=1)


def countersign(signed: bytes, part: Part, person: SignerText, signer: Signer, at: datetime) -> Produced:
    """Add a further signature to a signed file.

    Args:
        signed: the file so far; its bytes stay the beginning of the result.
        part: in which part the person signs.
        person: who signs, as the register knows them.
        signer: whose certificate signs.
        at: as for ``produce``.

    Raises:
        SigningError, NotVerifiedError: as ``produce``; also where the file so far does not verify.
    """
    before = verify(signed)
    if not before.valid or before.snapshot is None:
        raise NotVerifiedError(before.checks[-1].text)
    reason = f"{kind_of(before.snapshot).reason(before.snapshot)}: {part_text(part)}"
    wanted = Signature(person.name, reason, "", at, part.value)
    made = signer.sign(signed, wanted)
    return _verified(made, signatures=len(before.signatures) + 1)


def _verified(signed: bytes, *, signatures: int) -> Produced:
    found = verify(signed)
    if not found.valid or len(found.signatures) != signatures:
        raise NotVerifiedError(found.checks[-1].text)
    return Produced(signed, found.signatures[-1])
