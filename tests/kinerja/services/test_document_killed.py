"""A process that is killed while it issues leaves whole documents; another run makes the rest, none twice."""

import multiprocessing
import os
import signal
from pathlib import Path
from time import sleep

import pytest
from django.db import connections

from kinerja.documents.verify import verify
from kinerja.models import SignedDocument
from kinerja.selectors.document import content
from kinerja.services.document_batch import Progress, issue_documents
from officials.audit_chain import verify_chain
from tests.builders import make_region
from tests.kinerja.cast import Cast

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle(media_root: Path) -> None:
    cast = Cast()
    cast.operator = cast.ditjen
    for code, name in (("92.02", "Manokwari"), ("92.08", "Kaimana")):
        cast.act(cast.evaluation(make_region(code, name, parent=cast.region)), *TO_FINAL)
    cast.act(cast.kabupaten, *TO_FINAL)
    connections.close_all()  # a fork must not share them
    heard, said = multiprocessing.Pipe(duplex=False)

    def issue() -> None:
        def tell(step: Progress) -> None:
            said.send(step.done)
            sleep(60)

        issue_documents(period=cast.period, actor=cast.dirjen, numbers=True, progress=tell)

    child = multiprocessing.get_context("fork").Process(target=issue)
    child.start()
    assert heard.poll(60)
    assert (heard.recv(), child.pid is not None) == (1, True)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join(10)
    first = list(SignedDocument.objects.values_list("code", "sha256", "number"))
    report = issue_documents(period=cast.period, actor=cast.dirjen, numbers=True)
    documents = list(SignedDocument.objects.order_by("issued_at"))
    assert (len(first), len(report.issued), report.refused) == (1, 2, ())
    assert [row.number for row in documents] == [f"800.1.3.3/{n}/Dukcapil" for n in (1, 2, 3)]
    assert first == [(documents[0].code, documents[0].sha256, documents[0].number)]
    assert all(verify(content(row)).valid for row in documents)
    assert len({row.evaluation_id for row in documents}) == len(list(media_root.rglob("*.pdf"))) == 3
    assert verify_chain().broken is None
