"""Where a PDF's signature lies, read from the bytes alone, before anything of an unknown file is parsed.

A file is taken only when one signature covers every byte but its own place, and that place holds one DER
object and nothing else. So an appended byte, a second signature or a note in the padding is refused here.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HEX = re.compile(rb"(?:[0-9a-f]+|[0-9A-F]+)\Z")


class NotCoveredError(ValueError):
    """The file has no signature that covers all of it; the text says what is wrong, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The bytes that were signed, and the CMS object that signs them."""

    content: bytes
    cms: bytes


def signed_parts(pdf: bytes) -> Signed:
    """Split a signed file.

    Raises:
        NotCoveredError: not a PDF, no signature, several of them, or bytes that none covers.
    """
    if not pdf.startswith(b"%PDF-"):
        raise NotCoveredError(_("Berkas ini bukan PDF."))
    found = _BYTE_RANGE.findall(pdf)
    if not found:
        raise NotCoveredError(_("PDF ini tidak bertanda tangan."))
    if len(found) > 1:
        raise NotCoveredError(_("PDF ini memuat lebih dari satu tanda tangan."))
    start, before, after, length = (int(number) for number in found[0])
    whole = start == 0 and before < after and after + length == len(pdf)
    if not whole or pdf[before : before + 1] != b"<" or pdf[after - 1 : after] != b">":
        raise NotCoveredError(_("Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah."))
    return Signed(pdf[:before] + pdf[after:], _object(pdf[before + 1 : after - 1]))


def _object(digits: bytes) -> bytes:
    """The DER object in the signature's place; what is left of the place must be zeros."""
    if len(digits) % 2 or not _HEX.match(digits):
        raise NotCoveredError(_("Tempat tanda tangan rusak."))
    raw = bytes.fromhex(digits.decode())
    length = _length(raw)
    if length is None or length > len(raw) or any(raw[length:]):
        raise NotCoveredError(_("Tempat tanda tangan rusak."))
    return raw[:length]


def _length(raw: bytes) -> int | None:
    """The length of the DER sequence at the beginning, header included; None where there is none."""
    if len(raw) < 4 or raw[0] != 0x30 or raw[1] != 0x82:
        return None
    return 4 + int.from_bytes(raw[2:4])
