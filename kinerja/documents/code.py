"""Verification codes: twelve letters and digits that nobody confuses, in groups of four."""

import re
import secrets

#: Without I, L, O, U, 0 and 1: read from paper, typed by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 12, 4


def new_code() -> str:
    """A code that cannot be guessed: 30^12 possibilities."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)))


def clean_code(text: str) -> str:
    """What a person typed, in the form in which codes are kept; "" where it cannot be one."""
    letters = re.sub(r"[\s-]", "", text).upper()
    fits = len(letters) == _LENGTH and set(letters) <= set(ALPHABET)
    return _grouped(letters) if fits else ""


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
