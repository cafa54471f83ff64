"""The one interface of everything that signs: PDF in, PDF out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class SigningError(Exception):
    """Nothing was signed; the text says why and what to do, in Indonesian, and never holds a secret."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose certificate is to sign, as the register knows them; ``nip`` and ``email`` may be ""."""

    name: str
    nip: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What goes into the signature dictionary beside the signature itself.

    ``field`` names the signature field, and so in which part somebody signs (``documents.parts``).
    """

    name: str
    reason: str
    location: str
    at: datetime
    field: str = "TandaTangan"


class Signer(Protocol):
    """Anything that signs whole files."""

    @property
    def development(self) -> bool:
        """Whether the certificate is a development one, which every page must then say."""

    @property
    def bsre(self) -> bool:
        """Whether BSrE issued the certificate, which the footer then says."""

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        """Add one signature over the whole file, signed before or not; the earlier ones stay valid.

        Returns:
            The signed file; the input's bytes are its beginning, unchanged.

        Raises:
            SigningError: nothing was signed.
        """
