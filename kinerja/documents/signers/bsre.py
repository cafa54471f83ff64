"""BSrE's service, or one that speaks like it: the whole file goes there, and comes back with a signature.

The passphrase travels with this one request and is kept nowhere. What comes back is taken only where it is
the file that was sent with something added; whether that is a signature that stands, ``produce`` looks.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from kinerja.documents.signers.base import Identity, Signature, SigningError

PATH = "/api/v2/sign/pdf"
#: Seconds to reach the service, and seconds in which it must say something.
PATIENCE = (10, 60)
#: What an answer may be larger than the file that was sent: a signature, and base 64 around all of it.
_MORE = 256 * 1024
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class BsreSigner:
    """Signs with the certificate that BSrE keeps for a person."""

    identity: Identity
    passphrase: str = field(repr=False)

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
        answer = _ask(self._request(pdf, signature), most=(len(pdf) * 4) // 3 + _MORE)
        signed = _file(answer)
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


def _ask(request: dict[str, Any], most: int) -> Any:
    """The service's answer as data.

    Raises:
        SigningError: it cannot be reached, refuses, or says something else; without a word of the request.
    """
    try:
        with requests.post(
            f"{settings.SIGNING_BSRE_URL}{PATH}",
            json=request,
            auth=(settings.SIGNING_BSRE_USER, settings.SIGNING_BSRE_PASSWORD),
            timeout=PATIENCE,
            allow_redirects=False,  # the passphrase goes to no other address
            stream=True,
        ) as response:
            body = b"".join(_bounded(response, most))
            status = response.status_code
    except requests.Timeout:
        raise SigningError(
            _("BSrE tidak menjawab pada waktunya; belum ada yang disimpan. Coba lagi.")
        ) from None
    except requests.RequestException:
        raise SigningError(_("BSrE tidak dapat dihubungi; belum ada yang disimpan. Coba lagi.")) from None
    if status != requests.codes.ok:
        raise SigningError(_refusal(status, body))
    return _json(body)


def _bounded(response: requests.Response, most: int) -> Iterator[bytes]:
    read = 0
    for chunk in response.iter_content(_CHUNK):
        read += len(chunk)
        if read > most:
            raise SigningError(_("Jawaban BSrE terlalu besar untuk berkas ini; tidak ada yang disimpan."))
        yield chunk


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise SigningError(_("Jawaban BSrE tidak dapat dibaca; tidak ada yang disimpan.")) from None


def _file(answer: Any) -> bytes:
    """The one signed file of an answer."""
    match answer:
        case {"file": [str(text)]}:
            try:
                return base64.b64decode(text, validate=True)
            except binascii.Error:
                pass
    raise SigningError(_("Jawaban BSrE tidak memuat berkas; tidak ada yang disimpan."))


def _refusal(status: int, body: bytes) -> str:
    """What the service refuses, in our words where we know the case, else in its own first line."""
    said = ""
    try:
        match _json(body):
            case {"error": str(text)} | {"message": str(text)}:
                said = " ".join(text.split())[:200]
    except SigningError:
        pass
    known = said.lower()
    if "passphrase" in known or "otp" in known:
        return _("BSrE menolak frasa sandinya. Ketik ulang; sesudah beberapa kali salah akunnya terkunci.")
    if "kuota" in known or "quota" in known:
        return _("Kuota tanda tangan BSrE habis; hubungi admin pusat.")
    if "expired" in known or "kedaluwarsa" in known or "kadaluarsa" in known:
        return _("Sertifikat BSrE sudah kedaluwarsa; perbarui di BSrE.")
    if status in (401, 403) and not said:
        return _("BSrE menolak akses aplikasi ini; hubungi admin pusat.")
    words = {"status": status, "said": said or _("tanpa keterangan")}
    return _("BSrE menolak (%(status)s): %(said)s. Belum ada yang disimpan.") % words
