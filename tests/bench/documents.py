"""Making and signing a document beside the naive way: nothing reused, every library at its defaults.

Both sides make the same pages of the same data. The limit has WeasyPrint read the style sheet and find the
fonts anew, and cut them to size in Python, as it does where only ``pip install`` was run; it parses the key,
and signs as pyHanko's documentation shows. A second measure lends the limit our system library for fonts:
what remains is what we reuse from one document to the next. No database is asked.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from weasyprint import HTML, Attachment
from weasyprint.pdf import fonts as weasy

from kinerja.documents import render
from kinerja.documents.signers.base import Signature
from kinerja.documents.snapshot import FILE_NAME, Frozen
from tests.bench.measure import Measure, in_turns
from tests.kinerja.documents import appraisal_samples
from tests.kinerja.documents.keys import a_signer

ROUNDS, SIGNATURES = 7, 15
PASSWORD = b"bench"
#: Documents made by one worker and by two; a real batch has thousands, so that starting them is nothing.
BATCH = 60
WHAT = Signature("Dr. Contoh", "Hasil Penilaian", "Jakarta", datetime(2026, 11, 26, tzinfo=UTC))


def measures() -> Iterator[Measure]:
    """A whole appraisal, its signature alone, and two workers beside one."""
    snapshot = appraisal_samples.kabid()
    with tempfile.TemporaryDirectory() as folder:
        key = _p12(Path(folder))
        signer = a_signer()
        plain = render.pdf(snapshot)
        for beside, library, goal in (
            ("", None, 0.50),
            (", limit with HarfBuzz", weasy.harfbuzz_subset, 0.75),
        ):
            ours, limit = in_turns(
                lambda: signer.sign(render.pdf(snapshot), WHAT),
                lambda library=library: _signed(_made(snapshot, library), key),
                rounds=ROUNDS,
            )
            yield Measure(f"render and sign an appraisal{beside}", ours, limit, goal=goal)
        ours, limit = in_turns(
            lambda: signer.sign(plain, WHAT), lambda: _signed(plain, key), rounds=SIGNATURES
        )
        yield Measure("sign an appraisal", ours, limit, goal=0.15)
    two, one = in_turns(lambda: _batch(snapshot, 2), lambda: _batch(snapshot, 1), rounds=3)
    yield Measure("two workers for one's documents", two, one, goal=1 / 1.9)


def _p12(folder: Path) -> Path:
    found = a_signer().credentials
    path = folder / "signer.p12"
    closed = BestAvailableEncryption(PASSWORD)
    chain = list(found.chain)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"x", found.key, found.certificate, chain, closed))
    return path


def _made(snapshot: Frozen, fonts: Any) -> bytes:
    """The same document with nothing kept from the one before; ``fonts`` is the library that cuts them."""
    [folder] = settings.TEMPLATES[0]["DIRS"]
    style = (Path(folder) / render.STYLE).read_text(encoding="utf-8")
    markup = render.markup(snapshot).replace("</head>", f"<style>{style}</style></head>")
    data = Attachment(string=snapshot.to_json(), name=FILE_NAME)
    with patch.object(weasy, "harfbuzz_subset", fonts):
        page = HTML(string=markup)
        made: bytes = page.write_pdf(attachments=[data], pdf_variant=render.VARIANT, pdf_tags=True)
    return made


def _signed(pdf: bytes, key: Path) -> bytes:
    """As pyHanko's documentation signs."""
    signer = signers.SimpleSigner.load_pkcs12(str(key), passphrase=PASSWORD)
    about = signers.PdfSignatureMetadata(field_name="TandaTangan", subfilter=SigSeedSubFilter.PADES)
    out: Any = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, signer=signer)
    return bytes(out.getvalue())


def _batch(snapshot: Frozen, workers: int) -> None:
    """A batch as ``services.document_batch`` makes it: processes forked with everything loaded."""
    render.prepare()
    with get_context("fork").Pool(workers) as pool:
        pool.map(_one, [snapshot] * BATCH, chunksize=1)


def _one(snapshot: Frozen) -> int:
    return len(a_signer().sign(render.pdf(snapshot), WHAT))
