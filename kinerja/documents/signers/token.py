"""PKCS#11 tokens: the key never leaves the token; the PIN is asked at each act and kept only for it.

The token's library knows one login for the whole process, so one act at a time uses it, and it is put away
after each: no session stays open, a wrong PIN leaves none behind, and a forked worker finds nothing begun.
"""

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.translation import gettext as _
from pkcs11 import Attribute, ObjectClass
from pyhanko.sign.pkcs11 import PKCS11Signer

from kinerja.documents.embed import embed
from kinerja.documents.signers.base import Identity, Signature, SigningError
from kinerja.documents.signers.local import asn1, chain_above, cms_of, require_valid, room, store_of
from kinerja.documents.signers.token_error import said
from officials.nip import mask_nip

_NIP = re.compile(r"[0-9]{18}")


class _Turn:
    """Whose turn it is with the library; a forked worker begins with a turn of its own."""

    lock = threading.Lock()

    @classmethod
    def begin_anew(cls) -> None:
        cls.lock = threading.Lock()


os.register_at_fork(after_in_child=_Turn.begin_anew)


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
            found = _found(session, self.identity)
            signer = found.signer(session)
            reserved = room(found.certificate, found.chain)
            return embed(pdf, signature, lambda digest: cms_of(signer, digest), reserved)


def opened(identity: Identity, pin: str) -> TokenSigner:
    """The signer of somebody, once the token has taken the PIN and holds key and certificate.

    Raises:
        SigningError: no token, a wrong or locked PIN, no key, or a certificate outside its validity. So a
            wrong PIN is tried once for one act, however many documents that signs.
    """
    with _session(pin) as session:
        _found(session, identity)
    return TokenSigner(identity, pin)


@dataclass(frozen=True, slots=True)
class _Found:
    """A key on the token by its id, with its certificate and those above it."""

    key_id: bytes
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def signer(self, session: Any) -> PKCS11Signer:
        """What makes CMS objects with that key."""
        signer = PKCS11Signer(
            session,
            key_id=self.key_id,
            signing_cert=asn1(self.certificate),
            embed_roots=False,
            # Few tokens hash for elliptic curves themselves.
            use_raw_mechanism=isinstance(self.certificate.public_key(), ec.EllipticCurvePublicKey),
        )
        # Its own registry would bring the signer's certificate along twice.
        signer._cert_registry = store_of(self.chain)  # noqa: SLF001 - there is no other way in
        return signer


def _found(session: Any, identity: Identity) -> _Found:
    """The key labelled with the person's NIP, or the only one unless it bears another NIP.

    Raises:
        SigningError: no such key, no certificate to it, or one outside its validity.
    """
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    own = [key for key in keys if identity.nip and key.label == identity.nip]
    own = own or [key for key in keys if not _NIP.fullmatch(key.label or "")]
    if len(own) != 1:
        text = _("Pada token “%(token)s” tidak ada kunci berlabel NIP %(nip)s.")
        raise SigningError(text % {"token": settings.SIGNING_PKCS11_TOKEN, "nip": mask_nip(identity.nip)})
    kept = [
        (bytes(row[Attribute.ID]), x509.load_der_x509_certificate(row[Attribute.VALUE]))
        for row in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    ]
    # After a renewal the older certificate of a key may still be there.
    mine = sorted((row for key, row in kept if key == own[0].id), key=lambda row: row.not_valid_after_utc)
    if not mine:
        text = _("Kunci pada token “%s” tidak mempunyai sertifikat; minta penerbit memasangnya.")
        raise SigningError(text % settings.SIGNING_PKCS11_TOKEN)
    require_valid(mine[-1])
    return _Found(own[0].id, mine[-1], chain_above(mine[-1], [row for _key, row in kept]))


@contextmanager
def _session(pin: str) -> Iterator[Any]:
    """An open session of the token that the settings name.

    Raises:
        SigningError: no such token, a wrong or a locked PIN, or the token fails while it signs.
    """
    label = settings.SIGNING_PKCS11_TOKEN
    with _Turn.lock:
        try:
            library = pkcs11.lib(str(settings.SIGNING_PKCS11_MODULE))
            try:
                with library.get_token(token_label=label).open(user_pin=pin) as session:
                    yield session
            finally:
                library.finalize()
        except pkcs11.exceptions.PKCS11Error as error:
            raise SigningError(said(error, label)) from None
