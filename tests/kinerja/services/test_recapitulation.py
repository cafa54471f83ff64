"""Issuing the recapitulation of a province: once for one state of its units, anew when one changed."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.documents.recapitulation_snapshot import Member, RecapitulationSnapshot
from kinerja.documents.verify import verify
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document import content
from kinerja.services import recapitulation as service
from kinerja.services.document import issue_document
from kinerja.services.errors import NotPermitted
from kinerja.services.recapitulation import issue_recapitulation
from officials.models import AuditEntry
from tests.builders import make_region, make_user
from tests.kinerja.cast import Cast, refusal

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def province(cast: Cast, media_root: Path) -> SemesterEvaluation:
    """Papua Barat final, Fakfak final with its document, Kaimana only submitted (it feeds nothing here)."""
    cast.operator = cast.ditjen
    fakfak = cast.act(cast.kabupaten, *TO_FINAL)
    issue_document(evaluation=fakfak, actor=cast.dirjen)
    return cast.act(cast.evaluation(cast.region), "submit", "verify", "finalise")


def frozen(document: SignedDocument) -> RecapitulationSnapshot:
    return RecapitulationSnapshot.from_json(document.snapshot)


def test_what_it_says(cast: Cast, province: SemesterEvaluation) -> None:
    kaimana = cast.evaluation(make_region("92.08", "Kaimana", parent=cast.region))
    cast.act(kaimana, "submit")
    made = issue_recapitulation(evaluation=province, actor=cast.dirjen, number="800/1/Dukcapil")
    found, said = verify(content(made)), frozen(made)
    assert (found.valid, found.snapshot, made.kind, made.revision) == (True, said, "recapitulation", 1)
    document = SignedDocument.objects.get(kind="unit_result")
    assert said.members == (
        Member("92.03", "Kabupaten Fakfak", "Final", True, False, document.code),
        Member("92.08", "Kabupaten Kaimana", "Diajukan", False, False, ""),
    )
    fakfak = SemesterEvaluation.objects.get(region_code="92.03")
    assert said.inputs == {"province": province.inputs, "units": [fakfak.inputs]}
    assert said.result["units"] == [fakfak.result]
    assert (made.office, made.number, document.status) == ("dirjen", "800/1/Dukcapil", "current")
    [entry] = AuditEntry.objects.filter(action="document.issue", object_id=str(made.pk))
    assert entry.after["evaluation"] == "92"


def test_again_and_anew(cast: Cast, province: SemesterEvaluation) -> None:
    first = issue_recapitulation(evaluation=province, actor=cast.dirjen)
    assert issue_recapitulation(evaluation=province, actor=cast.dirjen) == first
    cast.act(cast.kabupaten, "reopen", note="Salah angka")
    second = issue_recapitulation(evaluation=province, actor=cast.dirjen)
    first.refresh_from_db()
    assert (second.revision, second.status) == (2, "current")
    assert (first.status, first.superseded_by) == ("superseded", second)
    assert [member.final for member in frozen(second).members] == [False]
    assert frozen(second).result["units"] == []


def test_refusals(cast: Cast, province: SemesterEvaluation) -> None:
    for role in ("admin_pusat", "verifikator_ditjen", "auditor"):
        with pytest.raises(NotPermitted):
            issue_recapitulation(evaluation=province, actor=make_user(role, username=f"x-{role}"))
    said = refusal(lambda: issue_recapitulation(evaluation=cast.kabupaten, actor=cast.dirjen))
    assert said == ["Rekapitulasi dibuat bagi provinsi, bukan kabupaten/kota."]
    cast.act(province, "reopen", note="Salah angka")
    [reason] = refusal(lambda: issue_recapitulation(evaluation=province, actor=cast.dirjen))
    assert reason.startswith("Dokumen hanya terbit dari hasil final")
    assert not SignedDocument.objects.filter(kind="recapitulation").exists()


def test_a_unit_that_changed_meanwhile(
    cast: Cast, province: SemesterEvaluation, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, before = service.make, len(list(media_root.rglob("*.pdf")))

    def reopened(*words: object) -> object:
        cast.act(cast.kabupaten, "reopen", note="Salah angka")
        return original(*words)

    monkeypatch.setattr(service, "make", reopened)
    assert refusal(lambda: issue_recapitulation(evaluation=province, actor=cast.dirjen)) == [
        "Hasil sebuah unit berubah selagi rekapitulasinya dibuat; ulangi sekali lagi."
    ]
    assert len(list(media_root.rglob("*.pdf"))) == before


def test_as_many_queries_for_three_units_as_for_one(cast: Cast, province: SemesterEvaluation) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            issue_recapitulation(evaluation=province, actor=cast.dirjen)
        return len(seen)

    one = queries()
    for code, name in (("92.02", "Manokwari"), ("92.08", "Kaimana")):
        cast.act(cast.evaluation(make_region(code, name, parent=cast.region)), *TO_FINAL)
    again = queries()  # a second revision asks for the one before and puts it out of force
    for code, name in (("92.11", "Ransiki"), ("92.12", "Anggi")):
        cast.act(cast.evaluation(make_region(code, name, parent=cast.region)), *TO_FINAL)
    assert queries() == again >= one
