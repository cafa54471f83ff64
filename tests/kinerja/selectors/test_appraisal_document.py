"""Reading the documents of officials: nothing personal in the open, the register's word, who sees which."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from kinerja.models import Realization, SemesterEvaluation, SignedDocument
from kinerja.selectors.document import (
    PublicDocument,
    Standing,
    content,
    current_documents,
    file_name,
    public_document,
    standing,
    visible_documents,
)
from kinerja.services.scoring import score_unit
from regions.zones import local_day
from tests.builders import make_region, make_user
from tests.kinerja.appraisal_cast import Appraising, Office
from tests.kinerja.signed_appraisals import ASSESSOR_NIP, NIPS, decided, name_people, signed


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """Fakfak's officials, with NIPs."""
    made = Appraising()
    name_people(made)
    return made


def test_the_open_page_tells_nothing_personal(case: Appraising) -> None:
    made = signed(case)
    expected = PublicDocument(
        code=made.code,
        kind="Hasil Penilaian Kinerja Pejabat",
        office="Disdukcapil Fakfak",
        region_code="92.03",
        region="Kabupaten Fakfak",
        period="Semester I Tahun 2025",
        completion=None,
        nilai=None,
        kategori=None,
        revision=1,
        signer=case.bupati.display_name,
        post="kepala_daerah Fakfak",
        issued_on=local_day("WIT", made.issued_at),
        development=True,
        synthetic=False,
        status="current",
        status_text="Dokumen ini berlaku.",
        superseded_by="",
        sha256=made.sha256,
        signatures=(("Pejabat penilai", local_day("WIB", made.issued_at)),),
        personal=True,
        appraised=case.kabid.title,
    )
    found = public_document(made.code)
    assert found == expected
    row = case.kabid
    personal = [row.name, *NIPS.values(), ASSESSOR_NIP]
    assert [word for word in personal if word not in made.snapshot] == []
    assert [word for word in personal if word in repr(found)] == []


def test_what_became_of_it(case: Appraising) -> None:
    first = signed(case)
    pdf = content(first)
    assert standing(pdf, first.code) == Standing("current", True, "Dokumen ini berlaku.", first.code)
    second = decided(case)
    found = public_document(first.code)
    assert found is not None
    assert (found.status, found.superseded_by) == ("superseded", second.code)
    SignedDocument.objects.filter(pk=first.pk).update(superseded_by=None)
    said = "Dokumen ini tidak berlaku lagi: penilaiannya diperbarui dan penggantinya belum terbit."
    again = standing(content(SignedDocument.objects.get(pk=first.pk)), first.code)
    assert again == Standing("superseded", False, said, first.code)


def test_a_reason_of_withdrawal_may_name_the_person(case: Appraising) -> None:
    made = signed(case)
    SignedDocument.objects.update(status="withdrawn", withdrawn_reason="Pejabat X dipindahkan")
    found = public_document(made.code)
    assert found is not None
    assert found.status_text == "Dokumen ini ditarik."


def test_who_sees_which(case: Appraising) -> None:
    """Region, own, subordinates; nobody else, and no operator of the unit."""
    Office(make_region("92.02", "Manokwari", parent=case.province), case.period)
    jayapura = make_region("91.03", "Jayapura", parent=make_region("91", "Papua"))
    far = Office(jayapura, case.period)
    case.open()
    documents = {"kabid": signed(case), "kepala_dinas": signed(case, "kepala_dinas")}
    names = {made.pk: kind for kind, made in documents.items()}
    users = {
        "own": case.official,
        "superior": case.superior,
        "subordinate": case.office.users["kasi"],
        "bupati": case.bupati,
        "gubernur": case.gubernur,
        "dirjen": case.dirjen,
        "auditor": make_user("auditor"),
        "far bupati": far.users["kepala_daerah"],
        "far kabid": far.users["kabid"],
        "operator": make_user("operator_unit", case.fakfak),
        "nobody": make_user(),
        "visitor": AnonymousUser(),
    }
    seen = {name: sorted(names[row.pk] for row in visible_documents(user)) for name, user in users.items()}
    everything = ["kabid", "kepala_dinas"]
    assert seen == {
        "own": ["kabid"],
        "superior": everything,
        "subordinate": [],
        "bupati": everything,
        "gubernur": everything,
        "dirjen": everything,
        "auditor": everything,
        "far bupati": [],
        "far kabid": [],
        "operator": [],
        "nobody": [],
        "visitor": [],
    }


def test_documents_in_force_of_units_and_officials(case: Appraising, django_assert_num_queries: Any) -> None:
    made = signed(case)
    evaluations = SemesterEvaluation.objects.filter(period=case.period)
    with django_assert_num_queries(1):
        names = [file_name(row) for row in current_documents(evaluations)]
    assert names == [f"pejabat-kabid-2025-1-92.03-{made.code}.pdf"]
    second = decided(case)
    assert list(current_documents(evaluations)) == [second]


def test_a_made_up_figure_marks_the_document_whatever_the_unit_says_by_now(
    db: None, media_root: Path
) -> None:
    case = Appraising(final=False)
    Realization.objects.filter(evaluation=case.office.evaluation, indicator__code="K1.2").update(
        synthetic=True
    )
    score_unit(evaluation=case.office.evaluation, actor=None)
    case.office.make_final()
    case.bring("approved")
    SemesterEvaluation.objects.filter(pk=case.office.evaluation.pk).update(synthetic=False)
    assert json.loads(signed(case).snapshot)["synthetic"] is True
