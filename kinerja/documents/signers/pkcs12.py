"""PKCS#12 files: the seal of the installation or a file a person, opened at each signing."""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.utils.translation import gettext as _

from kinerja.documents.authority import is_development
from kinerja.documents.signers.base import Identity, SigningError
from kinerja.documents.signers.local import Credentials, chain_above
from officials.nip import mask_nip


def credentials(path: Path, identity: Identity, passphrase: str) -> Credentials:
    """Open the file that signs for somebody; nothing of it is kept.

    Args:
        path: ``SIGNING_P12``: one file for everybody, or a folder with ``<NIP>.p12`` files.
        identity: whose certificate signs.
        passphrase: as just typed.

    Raises:
        SigningError: no such file, the passphrase is wrong, or no key is in it.
    """
    file = _file_of(path, identity)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SigningError(_("Berkas sertifikat %s tidak dapat dibaca.") % file.name) from error
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, passphrase.encode())
    except (ValueError, UnsupportedAlgorithm):
        text = _("Kata sandi sertifikat salah, atau berkasnya bukan PKCS#12. Ketik ulang kata sandinya.")
        raise SigningError(text) from None
    if key is None or certificate is None or key.public_key() != certificate.public_key():
        raise SigningError(_("Berkas sertifikat tidak memuat kunci pribadi beserta sertifikatnya."))
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise SigningError(
            _("Kunci dalam berkas sertifikat bukan RSA dan bukan kurva eliptik; minta yang lain.")
        )
    chain = chain_above(certificate, others)
    development = any(is_development(row) for row in (certificate, *chain))
    return Credentials(key, certificate, chain, development)


def _file_of(path: Path, identity: Identity) -> Path:
    if not path.is_dir():
        return path
    if not identity.nip:
        text = _("%s tidak mempunyai NIP dalam register, jadi berkas sertifikatnya tidak dapat dicari.")
        raise SigningError(text % identity.name)
    file = path / f"{identity.nip}.p12"
    if not file.is_file():
        words = {"name": identity.name, "nip": mask_nip(identity.nip)}
        raise SigningError(
            _("Belum ada sertifikat untuk %(name)s (NIP %(nip)s); hubungi admin pusat.") % words
        )
    return file
