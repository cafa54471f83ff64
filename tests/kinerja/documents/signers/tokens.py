"""Tokens in software: SoftHSM in a folder of its own, filled for the tests of a module."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "123456"


@dataclass(frozen=True)
class Entry:
    """A key on a token, the certificates that lie there under its id, and those under another."""

    label: str
    key: Any
    own: tuple[x509.Certificate, ...] = ()
    above: tuple[x509.Certificate, ...] = ()


def configure(folder: Path) -> Path:
    """The settings of SoftHSM for tokens in a folder."""
    path = folder / "softhsm2.conf"
    path.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    return path


def make_token(folder: Path, label: str, *entries: Entry) -> None:
    """A token of this label with keys and certificates; the folder keeps no key in the clear."""
    _util("--init-token", "--free", "--label", label, "--so-pin", "87654321")
    for place, entry in enumerate(entries):
        file = folder / "key.pem"
        file.write_bytes(entry.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        _util("--import", str(file), "--token", label, "--label", entry.label, "--id", f"a{place}")
        file.unlink()
    if not entries:
        return
    library = pkcs11.lib(str(LIBRARY))
    try:
        with library.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
            for place, entry in enumerate(entries):
                _certificates(session, entry, bytes.fromhex(f"a{place}"))
    finally:
        library.finalize()


def _util(*words: str) -> None:
    subprocess.run(["softhsm2-util", *words, "--pin", PIN], check=True, capture_output=True)


def _certificates(session: Any, entry: Entry, key_id: bytes) -> None:
    rows = [(row, key_id) for row in entry.own] + [(row, b"above") for row in entry.above]
    for row, name in rows:
        found = decode_x509_certificate(row.public_bytes(Encoding.DER))
        session.create_object(
            found | {Attribute.ID: name, Attribute.LABEL: entry.label, Attribute.TOKEN: True}
        )
