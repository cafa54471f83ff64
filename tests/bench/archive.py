"""Eleven thousand stored documents stream as one ZIP; the memory must not grow with them."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kinerja.documents.produce import produce
from kinerja.models import Appraisal, Period, SignedDocument
from kinerja.selectors.document_archive import archive, archived_documents
from officials.models import User
from tests.bench.forked import grown
from tests.bench.measure import Measure
from tests.builders import make_user
from tests.kinerja.documents import appraisal_samples
from tests.kinerja.documents.keys import a_signer

DOCUMENTS, MOST = 11_000, 100


def measures(period: Period) -> Iterator[Measure]:
    """The growth of memory while all documents of a period leave, in MiB; and how many left."""
    account = make_user("auditor")
    count = _store(period, account)
    memory, left = _streamed(period, account)
    yield Measure(f"stream {count} documents as a ZIP", memory, MOST, goal=1, unit="MiB")
    yield Measure("documents that did not leave whole", count - left, 0, goal=1, unit="documents")


def _store(period: Period, account: User) -> int:
    """A document in force of each appraisal; the file of all of them is one real one."""
    snapshot = appraisal_samples.kabid()
    pdf = produce(snapshot.to_json(), a_signer(), datetime.now(UTC)).pdf
    name = default_storage.save("documents/bench.pdf", ContentFile(pdf))
    said = {"sha256": hashlib.sha256(pdf).hexdigest(), "size": len(pdf), "file": name, "issued_by": account}
    said |= {"kind": "appraisal", "revision": 1, "signer_name": "x", "certificate": "x"}
    rows = Appraisal.objects.filter(period=period).order_by("pk").values_list("pk", flat=True)[:DOCUMENTS]
    made = [
        SignedDocument(
            id=uuid4(), code=f"B{place:05}", appraisal_id=pk, snapshot="{}", issued_at=timezone.now(), **said
        )
        for place, pk in enumerate(rows)
    ]
    SignedDocument.objects.bulk_create(made, batch_size=500)
    return len(made)


def _streamed(period: Period, account: User) -> tuple[float, int]:
    """What a process of its own needs for it, beyond what it had before; and how many left."""

    def stream() -> int:
        whole, last = 0, b""
        for block in archive(archived_documents(account, period)):
            whole += block.count(b"%%EOF") > 0
            last = block or last
        assert last.endswith(b"\x00\x00") or b"PK\x05\x06" in last
        return whole

    return grown(lambda: list(archived_documents(account, period)[:1]), stream)
