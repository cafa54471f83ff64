"""Issuing a period: all that is final and has no document, here or in workers, and again without effect."""

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from kinerja.documents.verify import verify
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document import content
from kinerja.services import document_batch
from kinerja.services.document_batch import BatchReport, Progress, issue_documents
from kinerja.services.errors import NotPermitted
from tests.builders import make_region
from tests.kinerja.cast import Cast, refusal

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def three(cast: Cast, media_root: Path) -> list[SemesterEvaluation]:
    """Fakfak and Manokwari final, Kaimana only submitted."""
    cast.operator = cast.ditjen
    manokwari, kaimana = (
        cast.evaluation(make_region(code, name, parent=cast.region))
        for code, name in (("92.02", "Manokwari"), ("92.08", "Kaimana"))
    )
    return [
        cast.act(manokwari, *TO_FINAL),
        cast.act(cast.kabupaten, *TO_FINAL),
        cast.act(kaimana, "submit"),
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_final_result_gets_a_document(
    cast: Cast, three: list[SemesterEvaluation], workers: int
) -> None:
    steps: list[Progress] = []
    report = issue_documents(period=cast.period, actor=cast.dirjen, workers=workers, progress=steps.append)
    assert report == BatchReport(issued=("92.02", "92.03"), refused=(), in_force=2, not_final=1)
    documents = {row.evaluation.region_code: row for row in SignedDocument.objects.all()}
    assert [verify(content(row)).valid for row in documents.values()] == [True, True]
    assert steps == [
        Progress(1, 2, "92.02", "Kabupaten Manokwari", documents["92.02"]),
        Progress(2, 2, "92.03", "Kabupaten Fakfak", documents["92.03"]),
    ]


def test_again_it_does_nothing(
    cast: Cast, three: list[SemesterEvaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_documents(period=cast.period, actor=cast.dirjen)
    before = list(SignedDocument.objects.values_list("code", "sha256"))

    def refuse(*words: Any) -> None:
        raise AssertionError("nothing was left to make")

    monkeypatch.setattr(document_batch, "work", refuse)
    report = issue_documents(period=cast.period, actor=cast.dirjen)
    assert report == BatchReport(issued=(), refused=(), in_force=2, not_final=1)
    assert list(SignedDocument.objects.values_list("code", "sha256")) == before


@pytest.mark.parametrize(("region", "issued"), [("92", ("92.02", "92.03")), ("92.03", ("92.03",))])
def test_a_region(cast: Cast, three: list[SemesterEvaluation], region: str, issued: tuple[str, ...]) -> None:
    assert issue_documents(period=cast.period, actor=cast.dirjen, region=region).issued == issued


def test_a_region_that_is_not_there(cast: Cast) -> None:
    reasons = refusal(lambda: issue_documents(period=cast.period, actor=cast.dirjen, region="11"))
    assert reasons == ["Kode wilayah “11” tidak dikenal."]


def test_only_the_dirjen(cast: Cast, three: list[SemesterEvaluation]) -> None:
    with pytest.raises(NotPermitted, match="Hanya Direktur Jenderal"):
        issue_documents(period=cast.period, actor=cast.admin)
    assert SignedDocument.objects.count() == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_what_one_unit_lacks_keeps_nothing_from_the_others(
    cast: Cast, three: list[SemesterEvaluation], workers: int
) -> None:
    altered = three[0].result | {"completion": "1.00"}
    SemesterEvaluation.objects.filter(pk=three[0].pk).update(result=altered)
    reason = "Data yang dibekukan tidak memberi hasil final; buka kembali penilaian ini lebih dahulu."
    report = issue_documents(period=cast.period, actor=cast.dirjen, workers=workers)
    assert report == BatchReport(("92.03",), (("92.02", reason),), in_force=1, not_final=1)


def test_chunks_are_read_one_after_the_other(
    cast: Cast, three: list[SemesterEvaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_batch, "CHUNK", 1)
    assert issue_documents(period=cast.period, actor=cast.dirjen).issued == ("92.02", "92.03")


def test_a_worker_that_dies_leaves_the_rest_for_another_run(
    cast: Cast, three: list[SemesterEvaluation], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = document_batch.work

    def die(*words: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(document_batch, "work", die)
    stopped = "Proses pembuat dokumen berhenti; jalankan sekali lagi."
    report = issue_documents(period=cast.period, actor=cast.dirjen)
    assert report.refused == (("92.02", stopped), ("92.03", stopped))
    monkeypatch.setattr(document_batch, "work", original)
    assert issue_documents(period=cast.period, actor=cast.dirjen).issued == ("92.02", "92.03")
