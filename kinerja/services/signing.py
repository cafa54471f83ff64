"""Somebody signing: who, with whose certificate, when; the passphrase is used here and kept nowhere."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from kinerja.documents.parts import Part
from kinerja.documents.produce import NotVerifiedError, Produced, countersign, produce
from kinerja.documents.signers.base import Identity, Signer, SigningError
from kinerja.documents.signers.choose import open_signer
from kinerja.documents.snapshot import SignerText
from kinerja.selectors.frozen_result import CertificateSort
from kinerja.services.errors import Refused
from officials.models import User


@dataclass(frozen=True)
class Session:
    """Somebody about to sign; ``signer`` holds the key and is never stored."""

    actor: User
    signer: Signer = field(repr=False)
    now: datetime


def open_session(*, actor: User, passphrase: str = "") -> Session:
    """Open the certificate of whoever signs.

    Args:
        actor: the account; its person's certificate signs.
        passphrase: of that certificate, as just typed; "" where none is asked.

    Raises:
        Refused: the certificate cannot be opened; says why and what to do.
    """
    try:
        return Session(actor, open_signer(identity_of(actor), passphrase), timezone.localtime())
    except SigningError as error:
        raise Refused([str(error)]) from error


def sort_of(signer: Signer) -> CertificateSort:
    """What a document says of the certificate that is about to sign it."""
    return CertificateSort(signer.development, signer.bsre)


def identity_of(actor: User) -> Identity:
    """Whose certificate an account signs with: that of the person behind it."""
    person = actor.official
    if person is None:
        return Identity(actor.display_name, "", actor.email)
    return Identity(person.name, person.nip or "", person.email or actor.email)


def make(text: str, signer: Signer, now: datetime) -> Produced:
    """Render, sign and verify; the long part, without database.

    Raises:
        Refused: nothing was signed, or what was signed does not verify.
    """
    try:
        return produce(text, signer, now)
    except (SigningError, NotVerifiedError) as error:
        raise Refused([str(error)]) from error


def add(signed: bytes, part: Part, person: SignerText, session: Session) -> Produced:
    """Sign a file once more, and verify; without database.

    Raises:
        Refused: as ``make``; also where the file so far does not verify.
    """
    try:
        return countersign(signed, part, person, session.signer, session.now)
    except (SigningError, NotVerifiedError) as error:
        raise Refused([str(error)]) from error
