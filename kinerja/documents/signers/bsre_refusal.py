"""What BSrE refuses, in words that say what to do next."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kinerja.documents.signers.post import Answer

#: Codes in the body of BSrE's version 2; what has none here is known by its words.
_UNKNOWN_PERSON, _WRONG_PASSPHRASE = 2011, 2031
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Refusal:
    """``passphrase``: it was the passphrase, which must not be tried again."""

    text: str
    passphrase: bool = False


def refusal(answer: Answer, *, secret: str) -> Refusal:
    """Why nothing was signed.

    Args:
        answer: of the service, with a status other than 200.
        secret: the passphrase; an answer that repeats it is not shown.
    """
    code, said = _said(answer.body)
    known, shown = said.lower(), "" if secret in said else " ".join(said.split())[:_LONGEST].rstrip(".")
    if code == _WRONG_PASSPHRASE or "passphrase" in known or "totp" in known:
        text = _("BSrE menolak frasa sandinya. Ketik ulang; sesudah beberapa kali salah akunnya terkunci.")
        return Refusal(text, passphrase=True)
    text = _of_account(code, known) or _of_status(answer.status, shown)
    words = {"status": answer.status, "said": shown}
    return Refusal(text or _("BSrE menolak (%(status)s): %(said)s. Belum ada yang disimpan.") % words)


def _of_account(code: int, known: str) -> str:
    """About the person's account and certificate; "" where it is about something else."""
    if "kuota" in known or "quota" in known:
        return _("Kuota tanda tangan BSrE habis; hubungi admin pusat.")
    if any(word in known for word in ("expired", "kedaluwarsa", "kadaluarsa", "kadaluwarsa")):
        return _("Sertifikat BSrE sudah kedaluwarsa; perbarui di BSrE.")
    if code == _UNKNOWN_PERSON or any(word in known for word in ("terdaftar", "registered", "enroll")):
        return _(
            "BSrE tidak mengenal surel Anda atau belum menerbitkan sertifikatnya; daftar dahulu di BSrE."
        )
    return ""


def _of_status(status: int, said: str) -> str:
    """What the status alone tells; "" where the service has said something itself."""
    if 300 <= status < 400:
        return _(
            "BSrE mengalihkan ke alamat lain, dan frasa sandi tidak dikirim ke sana; hubungi admin pusat."
        )
    if status in (401, 403):
        return _("BSrE menolak akses aplikasi ini; hubungi admin pusat.")
    if status >= 500:
        return _("BSrE sedang terganggu (%d); belum ada yang disimpan. Coba lagi.") % status
    return "" if said else _("BSrE menolak (%d) tanpa keterangan. Belum ada yang disimpan.") % status


def _said(body: bytes) -> tuple[int, str]:
    """The code and the words of a body; of one that is no answer of BSrE's 0 and ""."""
    try:
        answer: Any = json.loads(body)
    except (ValueError, RecursionError):
        return 0, ""
    if not isinstance(answer, dict):
        return 0, ""
    text, code = answer.get("error") or answer.get("message"), answer.get("status_code")
    return (code if isinstance(code, int) else 0), text if isinstance(text, str) else ""
