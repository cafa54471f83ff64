"""Plain DER: every length written in one way only, every part filling its whole exactly."""

_CONSTRUCTED = 0x20
_MULTI_BYTE_TAG = 0x1F
_DEEPEST = 48


def is_plain(data: bytes) -> bool:
    """Whether bytes are one DER object with nothing after it and no slack inside.

    Decoders forgive a wrong length here and there; what a signature does not cover must not be forgiven.
    """
    try:
        return _object(data, 0, len(data), _DEEPEST) == len(data)
    except (IndexError, ValueError):
        return False


def _object(data: bytes, at: int, end: int, depth: int) -> int:
    """The place after the object that begins at ``at``.

    Raises:
        ValueError: not plain DER, or it reaches beyond ``end``.
    """
    tag, first, at = data[at], data[at + 1], at + 2
    if tag == 0 or tag & _MULTI_BYTE_TAG == _MULTI_BYTE_TAG or depth == 0:
        raise ValueError("tag")
    length, at = (first, at) if first < 0x80 else _long_length(data, at, first & 0x7F)
    if at + length > end:
        raise ValueError("length")
    if tag & _CONSTRUCTED:
        inner = at
        while inner < at + length:
            inner = _object(data, inner, at + length, depth - 1)
    return at + length


def _long_length(data: bytes, at: int, size: int) -> tuple[int, int]:
    length = int.from_bytes(data[at : at + size])
    if not 0 < size <= 3 or length < 0x80 or data[at] == 0:
        raise ValueError("length is not minimal")
    return length, at + size
