"""The development authority: everybody signs with a certificate of their own name, made when it is needed.

It lives under ``SIGNING_CA_DIR``, is made on the first run, and says of itself that it is not valid for
production. All its certificates are for the one key of the folder.
"""

import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.utils.translation import gettext as _

from kinerja.documents import certificates
from kinerja.documents.authority import ROOT, pem_files
from kinerja.documents.signers.base import Identity, SigningError
from kinerja.documents.signers.local import Credentials

ROOT_KEY, SIGNER, SIGNER_KEY = "root.key", "signer.pem", "signer.key"
#: People whose certificates are kept in memory.
_KEPT = 512


def credentials(identity: Identity) -> Credentials:
    """The development certificate of somebody.

    Raises:
        SigningError: the authority is damaged or cannot be made.
    """
    return _credentials(Path(settings.SIGNING_CA_DIR), identity.name)


@lru_cache(maxsize=_KEPT)
def _credentials(folder: Path, name: str) -> Credentials:
    if not (folder / ROOT).exists():
        _create(folder)
    try:
        key, root_key = (_key(folder / file) for file in (SIGNER_KEY, ROOT_KEY))
        [root] = pem_files([folder / ROOT])
    except (OSError, ValueError) as error:
        raise SigningError(
            _("Sertifikat pengembangan di %(folder)s rusak (%(error)s); pindahkan folder itu.")
            % {"folder": folder, "error": error}
        ) from error
    made = certificates.personal(name, key.public_key(), root, root_key)
    return Credentials(key, made, (root,), development=True)


@lru_cache(maxsize=4)
def _key(path: Path) -> certificates.Key:
    """A key of the authority, parsed once."""
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, certificates.Key):
        raise ValueError("RSA")  # noqa: TRY004 - a file that holds another key is a wrong file
    return key


def _create(folder: Path) -> None:
    """Make the authority complete or not at all; of two processes that start together one wins."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".ca-", dir=folder.parent))  # mode 0700 from the start
        try:
            _write(draft)
            draft.rename(folder)  # onto a folder that holds files this fails: another process was first
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        if not (folder / ROOT).exists():
            raise SigningError(
                _("Sertifikat pengembangan tidak dapat dibuat di %(folder)s (%(error)s).")
                % {"folder": folder, "error": error}
            ) from error


def _write(folder: Path) -> None:
    for name, content in certificates.development_authority().items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
