"""Numbers that look drawn and are not: the same words always give the same number."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")


def pick(low: int, high: int, *words: object) -> int:
    """A whole number that these words always give.

    Args:
        low: the least one.
        high: the greatest one, itself included.
        words: what the number is about, such as a region's code and an indicator's.
    """
    text = "\x1f".join(str(word) for word in words)
    return low + int.from_bytes(sha256(text.encode()).digest()[:8]) % (high - low + 1)


def choose(items: Sequence[Item], *words: object) -> Item:
    """One of some items, always the same for these words."""
    return items[pick(0, len(items) - 1, *words)]
