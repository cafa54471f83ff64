"""Issuing a period signs the appraisals that the Dirjen assesses, through the act that a signature is."""

from pathlib import Path

import pytest

from kinerja.documents.verify import verify
from kinerja.models import Appraisal, SignedDocument
from kinerja.selectors.document import content
from kinerja.services.document_batch import BatchReport, Progress, issue_documents
from kinerja.services.errors import NotPermitted
from tests.builders import make_region
from tests.kinerja.appraisal_cast import Appraising, Office

BROKEN = "Data yang dibekukan tidak memberi hasil yang disetujui; kembalikan penilaian ini."


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """A Kepala Dinas, a Sekretaris and a Kepala Bidang of Fakfak approved, the unit final."""
    made = Appraising()
    for kind in ("kepala_dinas", "sekretaris", "kabid"):
        made.bring("approved", kind)
    return made


def who(case: Appraising, kind: str) -> str:
    return f"92.03 {case.office.appraisal(kind)}"


@pytest.mark.parametrize("workers", [1, 2])
def test_the_dirjens_own_are_signed(case: Appraising, workers: int) -> None:
    steps: list[Progress] = []
    report = issue_documents(period=case.period, actor=case.dirjen, workers=workers, progress=steps.append)
    assert report == BatchReport(
        issued=("92.03",),
        refused=(),
        in_force=3,
        not_final=0,
        signed=(who(case, "kepala_dinas"), who(case, "sekretaris")),
        unsigned=1,
    )
    states = {kind: case.office.appraisal(kind).state for kind in ("kepala_dinas", "sekretaris", "kabid")}
    assert states == {"kepala_dinas": "signed", "sekretaris": "signed", "kabid": "approved"}
    documents = SignedDocument.objects.filter(kind="appraisal")
    assert [verify(content(row)).valid for row in documents] == [True, True]
    assert [(step.done, step.total, step.official) for step in steps] == [
        (1, 3, ""),
        (2, 3, str(case.office.appraisal("kepala_dinas"))),
        (3, 3, str(case.office.appraisal("sekretaris"))),
    ]


def test_a_kepala_daerah_signs_what_they_assess(case: Appraising) -> None:
    report = issue_documents(period=case.period, actor=case.bupati, region="92.03")
    assert (report.issued, report.signed, report.refused) == ((), (who(case, "kabid"),), ())
    assert case.office.appraisal("kepala_dinas").state == "approved"
    with pytest.raises(NotPermitted):
        issue_documents(period=case.period, actor=case.official)


def test_numbers_go_on_from_the_offices_last(case: Appraising) -> None:
    issue_documents(period=case.period, actor=case.dirjen, numbers=True)
    issue_documents(period=case.period, actor=case.bupati, numbers=True)
    numbers = SignedDocument.objects.order_by("issued_at").values_list("number", flat=True)
    assert list(numbers) == [
        "800.1.3.3/1/Dukcapil",
        "800.1.3.3/2/Dukcapil",
        "800.1.3.3/3/Dukcapil",
        "800.1.3.3/1/Dukcapil",
    ]


def test_again_it_signs_nothing(case: Appraising) -> None:
    issue_documents(period=case.period, actor=case.dirjen)
    before = set(SignedDocument.objects.values_list("code", flat=True))
    report = issue_documents(period=case.period, actor=case.dirjen)
    assert (report.issued, report.signed, report.unsigned, report.in_force) == ((), (), 1, 3)
    assert set(SignedDocument.objects.values_list("code", flat=True)) == before


def test_what_one_lacks_keeps_nothing_from_the_others(case: Appraising) -> None:
    Appraisal.objects.filter(pk=case.office.appraisal("kepala_dinas").pk).update(result={})
    report = issue_documents(period=case.period, actor=case.dirjen)
    assert (report.signed, report.refused, report.unsigned) == (
        (who(case, "sekretaris"),),
        ((who(case, "kepala_dinas"), BROKEN),),
        1,
    )


def test_only_what_the_actor_sees_is_counted_as_waiting(case: Appraising) -> None:
    """Two appraisals of Fakfak wait for the Dirjen; a Bupati elsewhere is told of none of them."""
    elsewhere = Office(make_region("92.02", "Manokwari", parent=case.province), case.period)
    case.open()
    whole, foreign = (
        issue_documents(period=case.period, actor=actor)
        for actor in (case.bupati, elsewhere.users["kepala_daerah"])
    )
    assert (whole.unsigned, foreign.unsigned) == (2, 0)
