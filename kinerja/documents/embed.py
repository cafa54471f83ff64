"""One more signature in a PDF: an incremental update with an invisible field, around a CMS object."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from kinerja.documents.signers.base import Signature

DIGEST = "sha256"


class Update(IncrementalPdfFileWriter):
    """An update of a frozen document: its metadata say when it was made, not when it was signed."""

    def _update_meta(self) -> None:
        """Leave them as they are, which also is what a verifier expects between two signatures."""


def embed(pdf: bytes, signature: Signature, cms: Callable[[bytes], Any], reserved: int) -> bytes:
    """Add one signature over the whole file.

    Args:
        pdf: a PDF that parses; it may be signed already.
        signature: who, why, where, when and in which field; a name that is taken gets a number behind it.
        cms: makes the CMS object of the document's SHA-256 digest.
        reserved: room for that object, in bytes.

    Returns:
        The signed file; the input's bytes are its beginning, unchanged.

    Raises:
        SigningError: what ``cms`` raises.
    """
    writer = Update(BytesIO(pdf))
    name = _free_name(writer, signature.field)
    steps = PdfCMSEmbedder(SigFieldSpec(name, on_page=-1)).write_cms(name, writer)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=_dictionary(signature, reserved)))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    steps.send(cms(prepared.document_digest))
    return bytes(output.getvalue())


def _dictionary(signature: Signature, reserved: int) -> SignatureObject:
    return SignatureObject(
        timestamp=signature.at,
        name=signature.name,
        reason=signature.reason,
        location=signature.location or None,
        subfilter=SigSeedSubFilter.PADES,
        bytes_reserved=2 * reserved,
    )


def _free_name(writer: IncrementalPdfFileWriter, wanted: str) -> str:
    """The field's name, with a number behind it where the file has a field of that name."""
    taken = {str(field.field_name) for field in writer.prev.embedded_signatures}
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
