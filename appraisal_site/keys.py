"""Secrets of a development copy: made on the first run, readable by their owner alone."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

MINIMUM = 50
#: Letters and digits that nobody mistakes for another one when typing them.
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """A new key for machines."""
    return secrets.token_urlsafe(64)


def new_password() -> str:
    """A new password that a person types: four groups of four, about 79 random bits."""
    return "-".join("".join(secrets.choice(CLEAR) for _letter in range(4)) for _group in range(4))


def key_from_file(path: Path, make: Callable[[], str] = new_key, minimum: int = MINIMUM) -> str:
    """The secret kept in `path`; made first when the file is absent.

    Two processes that start together get the same key: the file appears complete or not at all, and the
    second to arrive reads what the first one wrote.

    Args:
        path: of the file.
        make: what makes a new secret.
        minimum: how long a secret is at least.

    Raises:
        OSError: the folder cannot be written or the file cannot be read.
        ValueError: the file holds less than a key.
    """
    if not path.exists():
        _create(path, make())
    key = path.read_text(encoding="ascii").strip()
    if len(key) < minimum:
        raise ValueError(f"isi berkas {path.name} rusak")
    return key


def _create(path: Path, key: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)  # mode 0600 from the start
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key + "\n")
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
    finally:
        Path(temporary).unlink()
