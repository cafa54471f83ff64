"""Where a PDF's signatures lie, read from the bytes alone, before anything of an unknown file is parsed.

A file is taken only when each signature covers every byte of the file as it was then but its own place, when
that place holds one DER object and nothing else, and when the last one covers the file to its end. So an
appended byte, a byte that no signature covers or a note in the padding is refused here.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HEX = re.compile(rb"(?:[0-9a-f]+|[0-9A-F]+)\Z")
#: Signatures in one file: two parties, or assessor, official and decider, with room for a mistake.
MOST = 8


class NotCoveredError(ValueError):
    """The file has no signatures that cover all of it; the text says what is wrong, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The bytes that one signature signs, the CMS object that signs them, and where the file ended then."""

    content: bytes
    cms: bytes
    end: int


def signed_parts(pdf: bytes) -> tuple[Signed, ...]:
    """Split a signed file, in the order of its signatures.

    Raises:
        NotCoveredError: not a PDF, no signature, too many of them, or bytes that none covers.
    """
    if not pdf.startswith(b"%PDF-"):
        raise NotCoveredError(_("Berkas ini bukan PDF."))
    found = _BYTE_RANGE.findall(pdf)
    if not found:
        raise NotCoveredError(_("PDF ini tidak bertanda tangan."))
    if len(found) > MOST:
        raise NotCoveredError(_("PDF ini memuat lebih banyak tanda tangan daripada dokumen kami."))
    parts, reached = [], 0
    for numbers in sorted(tuple(int(number) for number in row) for row in found):
        parts.append(_part(pdf, *numbers, since=reached))
        reached = parts[-1].end
    if reached != len(pdf):
        raise _uncovered()
    return tuple(parts)


def _part(pdf: bytes, start: int, before: int, after: int, length: int, *, since: int) -> Signed:
    """What one signature covers; its place lies behind the file that was signed before."""
    end = after + length
    whole = start == 0 and since < before < after < end <= len(pdf)
    if not whole or pdf[before : before + 1] != b"<" or pdf[after - 1 : after] != b">":
        raise _uncovered()
    return Signed(pdf[:before] + pdf[after:end], _object(pdf[before + 1 : after - 1]), end)


def _uncovered() -> NotCoveredError:
    return NotCoveredError(_("Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah."))


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
