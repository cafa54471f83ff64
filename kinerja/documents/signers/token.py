"""PKCS#11 tokens: the key never leaves the token; the PIN is asked at each signing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pkcs11
from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _
from pkcs11 import Attribute, ObjectClass
from pyhanko.sign.pkcs11 import PKCS11Signer

from kinerja.documents.embed import embed
from kinerja.documents.signers.base import Identity, Signature, SigningError
from kinerja.documents.signers.local import asn1, chain_above, cms_of, require_valid, store_of
from officials.nip import mask_nip

#: Room for the CMS object of a token's signature, whose length is known only afterwards.
_RESERVED = 16384


@dataclass(frozen=True)
class TokenSigner:
    """Signs on a token; a session lasts as long as one signature."""

    identity: Identity
    pin: str = field(repr=False)

    @property
    def development(self) -> bool:
        """A token never holds a development certificate."""
        return False

    @property
    def bsre(self) -> bool:
        """Whose certificate it is the token does not say."""
        return False

    def sign(self, pdf: bytes, signature: Signature) -> bytes:
        """Add one signature over the whole file; see ``Signer``."""
        with _session(self.pin) as session:
            signer = _signer(session, self.identity)
            return embed(pdf, signature, lambda digest: cms_of(signer, digest), _RESERVED)


def _signer(session: Any, identity: Identity) -> PKCS11Signer:
    """The key labelled with the person's NIP, or the only one; its certificate has the same id.

    Raises:
        SigningError: no such key, no certificate to it, or one outside its validity.
    """
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    own = [key for key in keys if identity.nip and key.label == identity.nip] or keys
    if len(own) != 1:
        text = _("Pada token “%(token)s” tidak ada kunci berlabel NIP %(nip)s.")
        raise SigningError(text % {"token": settings.SIGNING_PKCS11_TOKEN, "nip": mask_nip(identity.nip)})
    kept = list(session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}))
    others = [x509.load_der_x509_certificate(row[Attribute.VALUE]) for row in kept]
    mine = [
        certificate for row, certificate in zip(kept, others, strict=True) if row[Attribute.ID] == own[0].id
    ]
    if len(mine) != 1:
        text = _("Kunci pada token “%s” tidak mempunyai sertifikat; minta penerbit memasangnya.")
        raise SigningError(text % settings.SIGNING_PKCS11_TOKEN)
    require_valid(mine[0])
    signer = PKCS11Signer(session, key_id=own[0].id, signing_cert=asn1(mine[0]), embed_roots=False)
    # Its own registry would bring the signer's certificate along twice.
    signer._cert_registry = store_of(chain_above(mine[0], others))  # noqa: SLF001 no other way in
    return signer


@contextmanager
def _session(pin: str) -> Iterator[Any]:
    """An open session of the token that the settings name.

    Raises:
        SigningError: no such token, a wrong or a locked PIN, or the token fails while it signs.
    """
    try:
        library = pkcs11.lib(str(settings.SIGNING_PKCS11_MODULE))
        token = library.get_token(token_label=settings.SIGNING_PKCS11_TOKEN)
        with token.open(user_pin=pin) as session:
            yield session
    except pkcs11.exceptions.PKCS11Error as error:
        raise SigningError(_said(error)) from None


def _said(error: Exception) -> str:
    """What became of it, in words; the library's own say nothing to people."""
    label = settings.SIGNING_PKCS11_TOKEN
    match error:
        case (
            pkcs11.exceptions.PinIncorrect()
            | pkcs11.exceptions.PinLenRange()
            | pkcs11.exceptions.PinInvalid()
        ):
            return _("PIN token salah. Ketik ulang; token terkunci sesudah beberapa kali salah.")
        case pkcs11.exceptions.PinLocked():
            return _("PIN token terkunci; minta penerbit sertifikat membukanya.")
        case pkcs11.exceptions.NoSuchToken() | pkcs11.exceptions.TokenNotPresent():
            return _("Token “%s” tidak terpasang; pasang tokennya lalu ulangi.") % label
        case pkcs11.exceptions.MultipleTokensReturned():
            return _("Ada lebih dari satu token bernama “%s”; lepaskan yang lain.") % label
    return _("Token “%(label)s” gagal menandatangani (%(error)s); ulangi, lalu periksa tokennya.") % {
        "label": label,
        "error": type(error).__name__,
    }
