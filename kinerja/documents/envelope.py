"""The signatures of a file and what it encloses: pyHanko's verdicts, the signing times, the attached data.

The verdicts are reached on the raw bytes. ``stated`` and ``attachment`` parse the file as PDF, so ask them
only once every signature has proved to come from a trusted key.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from kinerja.documents.byterange import NotCoveredError, Signed, signed_parts
from kinerja.documents.plain_cms import plain_signed_data, token_of


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time-stamp authority says of a signature; ``trusted``: under a root kept for that."""

    at: datetime
    valid: bool
    trusted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """``path`` leads from a trusted root to the signer's certificate; empty: it leads to no such root.

    ``end``: where the file ended at this signature.
    """

    intact: bool
    subject: str
    certificate: x509.Certificate
    path: tuple[x509.Certificate, ...]
    stamp: Stamp | None
    end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What a signature's dictionary says: in which field it stands, and when it was made."""

    field: str
    at: datetime | None


def verdicts(
    pdf: bytes, roots: tuple[x509.Certificate, ...], tsa_roots: tuple[x509.Certificate, ...] = ()
) -> tuple[Verdict, ...]:
    """Judge each signature of a file, without network; chains as they were when they were issued.

    Raises:
        NotCoveredError: no signature, or signatures that do not cover all of the file in plain form.
    """
    return tuple(_verdict(part, roots, tsa_roots) for part in signed_parts(pdf))


def _verdict(
    part: Signed, roots: tuple[x509.Certificate, ...], tsa_roots: tuple[x509.Certificate, ...]
) -> Verdict:
    try:
        signed = plain_signed_data(part.cms)
        status = _first_trusted(part.content, signed, roots, tsa_roots)
    except NotCoveredError:
        raise
    except Exception as error:  # hostile bytes: asn1crypto and pyHanko raise whatever they stumble over
        raise NotCoveredError(_("Tanda tangan tidak dapat dibaca.")) from error
    path = status.validation_path if status.trusted else ()
    subject = status.signing_cert.subject.native
    return Verdict(
        intact=status.intact and status.valid,
        subject=str(subject.get("common_name") or status.signing_cert.subject.human_friendly),
        certificate=x509.load_der_x509_certificate(status.signing_cert.dump()),
        path=tuple(x509.load_der_x509_certificate(row.dump()) for row in path),
        stamp=_stamp(status.timestamp_validity),
        end=part.end,
    )


def _stamp(found: Any) -> Stamp | None:
    if found is None:
        return None
    return Stamp(found.timestamp, bool(found.intact and found.valid), bool(found.trusted))


def stated(pdf: bytes) -> tuple[Stated, ...]:
    """What each signature's dictionary says, in their order."""
    found = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return tuple(Stated(str(row.field_name), row.self_reported_timestamp) for row in found)


def attachment(pdf: bytes, name: str) -> bytes:
    """The one embedded file of this name.

    Raises:
        LookupError, ValueError: there is none, or there are several.
    """
    names = PdfFileReader(BytesIO(pdf)).root["/Names"]["/EmbeddedFiles"]["/Names"]
    entries = [names[place] for place in range(1, len(names), 2)]
    [spec] = [entry for entry in entries if entry["/UF"] == name]
    return bytes(spec["/EF"]["/F"].data)


def _first_trusted(
    content: bytes,
    signed: Any,
    roots: tuple[x509.Certificate, ...],
    tsa_roots: tuple[x509.Certificate, ...],
) -> Any:
    """pyHanko's status under the first roots that a chain ends in.

    An authority that renewed its key has two roots of one name. pyHanko takes the first of them, and stumbles
    where its key is of another sort; so no two of one name are asked at once.
    """
    rounds = _without_namesakes(roots)
    for asked in rounds[:-1]:
        try:
            status = _status(content, signed, asked, tsa_roots)
        except AssertionError:  # the key of a namesake is of another sort
            continue
        if status.trusted:
            return status
    return _status(content, signed, rounds[-1], tsa_roots)


def _without_namesakes(roots: tuple[x509.Certificate, ...]) -> list[tuple[x509.Certificate, ...]]:
    """The roots in as many groups as the commonest name has; at least one group."""
    rounds: list[dict[x509.Name, x509.Certificate]] = [{}]
    for root in roots:
        free = next((group for group in rounds if root.subject not in group), None)
        if free is None:
            rounds.append(free := {})
        free[root.subject] = root
    return [tuple(group.values()) for group in rounds]


def _status(
    content: bytes,
    signed: Any,
    roots: tuple[x509.Certificate, ...],
    tsa_roots: tuple[x509.Certificate, ...],
) -> Any:
    periods = [row.chosen["tbs_certificate"]["validity"] for row in signed["certificates"]]
    moment = max(period["not_before"].native for period in periods)
    [signer] = signed["signer_infos"]
    token = token_of(signer)
    stamped = token["encap_content_info"]["content"].parsed["gen_time"].native if token else None
    return asyncio.run(
        async_validate_detached_cms(
            content,
            signed,
            signer_validation_context=_context(roots, moment),
            ts_validation_context=_context(tsa_roots, stamped),
        )
    )


def _context(roots: tuple[x509.Certificate, ...], moment: datetime | None) -> ValidationContext:
    """Offline; a chain is judged at a moment of its own, for it may be read years later."""
    tops = [asn1_x509.Certificate.load(root.public_bytes(Encoding.DER)) for root in roots]
    return ValidationContext(trust_roots=tops, allow_fetching=False, moment=moment)
