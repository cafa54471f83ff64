"""Which signer this installation has, by its settings, and the one of a person for one act."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from kinerja.documents.signers import development, pkcs12, token
from kinerja.documents.signers.base import Identity, Signer, SigningError
from kinerja.documents.signers.bsre import BsreSigner
from kinerja.documents.signers.local import Credentials, LocalSigner, require_valid


@dataclass(frozen=True, slots=True)
class Way:
    """How people sign here; ``secret`` is what a form calls the passphrase it asks, "" where none is."""

    name: str
    secret: str = ""

    @property
    def asks_passphrase(self) -> bool:
        """Whether a passphrase is asked at each signing."""
        return bool(self.secret)


def way() -> Way:
    """What the settings say: a PKCS#11 token, BSrE, PKCS#12 files, else the development authority."""
    if settings.SIGNING_PKCS11_MODULE:
        return Way("pkcs11", _("PIN token"))
    if settings.SIGNING_BSRE_URL:
        return Way("bsre", _("Frasa sandi BSrE"))
    if settings.SIGNING_P12:
        return Way("pkcs12", _("Kata sandi sertifikat"))
    return Way("development")


def open_signer(identity: Identity, passphrase: str = "") -> Signer:  # nosec B107 - "" means none asked
    """The signer of a person; it holds the opened key and is for this act alone.

    Args:
        identity: whose certificate signs.
        passphrase: as just typed; "" where none is asked.

    Raises:
        SigningError: no passphrase, a wrong one, no certificate, or one outside its validity.
    """
    chosen = way()
    if chosen.asks_passphrase and not passphrase:
        raise SigningError(_("Isi %s untuk menandatangani.") % chosen.secret)
    if chosen.name == "pkcs11":
        return token.opened(identity, passphrase)
    if chosen.name == "bsre":
        return BsreSigner(identity, passphrase)
    if settings.SIGNING_P12:
        return _local(pkcs12.credentials(Path(settings.SIGNING_P12), identity, passphrase))
    return _local(development.credentials(identity))


def _local(found: Credentials) -> LocalSigner:
    require_valid(found.certificate)
    return LocalSigner(found)
