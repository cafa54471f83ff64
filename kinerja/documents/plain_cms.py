"""The CMS object of a signature, taken only where it says each thing in one way and brings one chain.

The signature does not cover its own place in the file, so what stands there must be plain DER without
anything that could be altered unnoticed: one signer, one digest, nothing enclosed, and nothing unsigned but a
time stamp. Nobody is trusted yet: whatever a verifier would follow is bounded here.
"""

from typing import Any

from asn1crypto import cms
from django.utils.translation import gettext as _

from kinerja.documents.byterange import NotCoveredError
from kinerja.documents.der import is_plain

_SHA256 = {"algorithm": "sha256", "parameters": None}
#: Those that name their digest; the bare "RSA" means the same and would be a second spelling.
_ALGORITHMS = ("sha256_rsa", "sha256_ecdsa")
#: Certificates that a signature may bring: the signer's, and more steps to a root than any authority has.
_MOST_CERTIFICATES = 8
#: Signed attributes with certificates of their own, which pyHanko would follow; no document of ours has them.
_FOREIGN = {"content_time_stamp", "signer_attributes_v2"}


def plain_signed_data(der: bytes) -> Any:
    """The signed data of a CMS object.

    Raises:
        NotCoveredError: it could be written differently and mean the same.
    """
    content = cms.ContentInfo.load(der, strict=True)
    signed = content["content"]
    [digest], [signer] = signed["digest_algorithms"], signed["signer_infos"]
    plain = (
        content["content_type"].native == "signed_data"
        and signed["version"].native == signer["version"].native == "v1"
        and digest.native == signer["digest_algorithm"].native == _SHA256
        and signed["encap_content_info"].native == {"content_type": "data", "content": None}
        and signer["signature_algorithm"]["algorithm"].native in _ALGORITHMS
        and _only_time_stamp(signer)
        and signed["crls"].native is None
        and any(_names(signer["sid"].chosen, row.chosen) for row in signed["certificates"])
    )
    if not plain or not is_plain(der):
        raise NotCoveredError(_("Tempat tanda tangan memuat hal yang tidak ditandatangani."))
    for chained in filter(None, (signed, token_of(signer))):
        _refuse_maze(chained)
    return signed


def _only_time_stamp(signer: Any) -> bool:
    """Whether nothing is unsigned but one time stamp, in which nothing is; none is signed along either."""
    attributes = signer["unsigned_attrs"]
    kinds = [row["type"].native for row in attributes] if attributes.native else []
    if kinds not in ([], ["signature_time_stamp_token"]) or _FOREIGN & _kinds(signer["signed_attrs"]):
        return False
    token = token_of(signer)
    if token is None:
        return True
    [stamper], [_only] = token["signer_infos"], attributes[0]["values"]
    return stamper["unsigned_attrs"].native is None and token["crls"].native is None


def _kinds(attributes: Any) -> set[str]:
    return {row["type"].native for row in attributes}


def token_of(signer: Any) -> Any:
    """The signed data of the time stamp; None where there is none."""
    attributes = signer["unsigned_attrs"]
    return attributes[0]["values"][0]["content"] if attributes.native else None


def _refuse_maze(signed: Any) -> None:
    """Certificates of one name make ways without number, and pyHanko tries each of them before it says no.

    Raises:
        NotCoveredError: more certificates than a chain has, or two of one name.
    """
    names = {row.chosen.subject.hashable for row in signed["certificates"]}
    if not len(names) == len(signed["certificates"]) <= _MOST_CERTIFICATES:
        raise NotCoveredError(_("Tanda tangan ini membawa sertifikat yang bukan satu rantai."))


def _names(identifier: Any, certificate: Any) -> bool:
    """Whether a signer's identifier repeats issuer and serial number of a certificate byte for byte."""
    if certificate.serial_number != identifier["serial_number"].native:
        return False
    return bool(certificate.issuer.dump() == identifier["issuer"].dump())
