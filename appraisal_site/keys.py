"""Secrets of a development copy: made on the first run, readable by their owner alone."""

import os
import secrets
import tempfile
from pathlib import Path

MINIMUM = 50


def key_from_file(path: Path) -> str:
    """The secret kept in `path`; made first when the file is absent.

    Two processes that start together get the same key: the file appears complete or not at all, and the
    second to arrive reads what the first one wrote.

    Raises:
        OSError: the folder cannot be written or the file cannot be read.
        ValueError: the file holds less than a key.
    """
    if not path.exists():
        _create(path, secrets.token_urlsafe(64))
    key = path.read_text(encoding="ascii").strip()
    if len(key) < MINIMUM:
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
