"""BSrE's service, or one that speaks like it: the whole file goes there, and comes back with a signature.

The passphrase travels with each request of one act and is kept nowhere. What comes back is taken only where
it is the file that was sent with something added; whether that is a signature that stands, ``produce`` looks.
"""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kinerja.documents.signers.base import Identity, Signature, SigningError
from kinerja.documents.signers.bsre_refusal import refusal
from kinerja.documents.signers.post import (
    Answer,
    Patience,
    TooLargeError,
    TooSlowError,
    UnreachableError,
    post,
)

PATH = "/api/v2/sign/pdf"
PATIENCE = Patience(connection=10, word=60, whole=120)
#: What an answer may be larger than the file that was sent: a signature, and base 64 around all of it.
_MORE = 256 * 1024


@dataclass(frozen=True)
class BsreSigner:
    """Signs with the certificate that BSrE keeps for a person.

    A refused passphrase is not sent a second time: BSrE locks accounts, and one act may sign many documents.
    """

    identity: Identity
    passphrase: str = field(repr=False)
    _refused: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def development(self) -> bool:
        """BSrE's certificates are real ones."""
        return False

    @property
    def bsre(self) -> bool:
        """They are of BSrE."""
        return True

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        """Have one signature added by the service; see ``Signer``."""
        if self._refused:
            raise SigningError(self._refused[0])
        answer = _ask(self._request(pdf, signature), most=(len(pdf) * 4) // 3 + _MORE)
        if answer.status != 200:
            refused = refusal(answer, secret=self.passphrase)
            if refused.passphrase:
                self._refused.append(refused.text)
            raise SigningError(refused.text)
        signed = _file(answer.body)
        if not signed.startswith(pdf) or len(signed) == len(pdf):
            text = _("BSrE mengembalikan berkas lain daripada yang dikirim; tidak ada yang disimpan.")
            raise SigningError(text)
        return signed

    def _request(self, pdf: bytes, signature: Signature) -> dict[str, Any]:
        if not self.identity.email:
            text = _("%s tidak mempunyai surel dalam register, padahal BSrE mengenal orang dari surelnya.")
            raise SigningError(text % self.identity.name)
        shown = {"tampilan": "INVISIBLE", "reason": signature.reason, "location": signature.location}
        return {
            "email": self.identity.email,
            "passphrase": self.passphrase,
            "signatureProperties": [shown],
            "file": [base64.b64encode(pdf).decode()],
        }


def _ask(request: dict[str, Any], most: int) -> Answer:
    """The service's answer, whatever it says.

    Raises:
        SigningError: there is none; without a word of the request.
    """
    # As bytes: ``requests`` would refuse what Latin-1 cannot say, with the password in its words.
    account = settings.SIGNING_BSRE_USER.encode(), settings.SIGNING_BSRE_PASSWORD.encode()
    try:
        return post(
            f"{settings.SIGNING_BSRE_URL}{PATH}",
            most=most,
            patience=PATIENCE,
            headers={"Accept": "application/json"},
            json=request,
            auth=account,
        )
    except TooSlowError:
        text = _("BSrE tidak menjawab pada waktunya; belum ada yang disimpan. Coba lagi.")
    except UnreachableError:
        text = _("BSrE tidak dapat dihubungi; belum ada yang disimpan. Coba lagi.")
    except TooLargeError:
        text = _("Jawaban BSrE terlalu besar untuk berkas ini; tidak ada yang disimpan.")
    raise SigningError(text)


def _file(body: bytes) -> bytes:
    """The one signed file of an answer."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        text = _("Jawaban BSrE tidak dapat dibaca; tidak ada yang disimpan.")
        raise SigningError(text) from None
    match answer:
        case {"file": [str(text)]}:
            try:
                return base64.b64decode(text, validate=True)
            except ValueError:
                pass
    raise SigningError(_("Jawaban BSrE tidak memuat berkas; tidak ada yang disimpan."))
