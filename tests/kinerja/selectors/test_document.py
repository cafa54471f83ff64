"""Reading documents: the public page, the register's word, who sees which, the stored bytes."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format

from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors import document as reads
from kinerja.selectors.document import (
    DamagedFileError,
    PublicDocument,
    Standing,
    content,
    current_documents,
    file_name,
    public_document,
    standing,
    visible_documents,
)
from kinerja.services.document import issue_document
from officials.models import Official
from tests.builders import make_region, make_user
from tests.kinerja.cast import Cast

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def issued(cast: Cast, media_root: Path) -> SignedDocument:
    """The document of Fakfak."""
    Official.objects.update(name="Dr. Contoh", nip="196803121993031004")
    final = cast.act(cast.kabupaten, *TO_FINAL)
    return issue_document(evaluation=final, actor=cast.dirjen)


def test_the_public_page_of_a_code(issued: SignedDocument) -> None:
    expected = PublicDocument(
        code=issued.code,
        kind="Hasil Penilaian Kinerja Unit Kerja",
        office="Disdukcapil Fakfak",
        region_code="92.03",
        region="Kabupaten Fakfak",
        period="Semester I Tahun 2018",
        completion="99.50",
        nilai=90,
        kategori="Sangat Baik",
        revision=1,
        signer="Dr. Contoh",
        post=issued.issued_by.roles.get().appointment.position.title,
        issued_on=timezone.localtime(issued.issued_at).date(),
        development=True,
        synthetic=False,
        status="current",
        status_text="Dokumen ini berlaku.",
        superseded_by="",
        sha256=issued.sha256,
        signatures=(("yang menetapkan", timezone.localtime(issued.issued_at).date()),),
    )
    assert public_document(issued.code) == expected
    assert public_document(f" {issued.code.lower().replace('-', '')} ") == expected
    assert "196803121993031004" in issued.snapshot
    assert "196803121993031004" not in repr(expected)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "'; DROP TABLE", "x" * 500])
def test_no_document_of_that_code(issued: SignedDocument, code: str) -> None:
    assert public_document(code) is None


def test_what_became_of_a_document(cast: Cast, issued: SignedDocument) -> None:
    pdf = content(issued)
    assert standing(pdf, issued.code) == Standing("current", True, "Dokumen ini berlaku.", issued.code)
    cast.act(issued.evaluation, "reopen", note="Salah angka")
    said = "Dokumen ini tidak berlaku lagi: penilaiannya dibuka kembali dan penggantinya belum terbit."
    assert standing(pdf, issued.code) == Standing("superseded", False, said, issued.code)
    second = issue_document(evaluation=cast.act(issued.evaluation, *TO_FINAL), actor=cast.dirjen)
    found = public_document(issued.code)
    assert found is not None
    day = date_format(timezone.localtime(second.issued_at), "j F Y")
    said = f"Dokumen ini digantikan dokumen {second.code} yang terbit {day}."
    assert (found.status, found.superseded_by, found.status_text) == ("superseded", second.code, said)
    SignedDocument.objects.filter(pk=second.pk).update(status="withdrawn", withdrawn_reason="Salah cetak")
    assert standing(content(second), second.code) == Standing(
        "withdrawn", False, "Dokumen ini ditarik: Salah cetak", second.code
    )


def test_a_file_that_was_not_issued(issued: SignedDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = content(issued)
    assert standing(pdf + b"x", issued.code) == Standing(
        "altered", False, f"Berkas ini bukan berkas yang diterbitkan dengan kode {issued.code}."
    )
    assert standing(pdf, "AAAA-AAAA-AAAA") == Standing(
        "unknown", None, "Dokumen ini tidak tercatat di register instalasi ini."
    )

    def away(*words: Any) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(reads, "_by_code", away)
    assert standing(pdf, issued.code) == Standing(
        "unchecked", None, "Register dokumen tidak terjangkau; status berlaku tidak diperiksa."
    )


def test_who_sees_which_documents(cast: Cast, issued: SignedDocument) -> None:
    other = cast.evaluation(make_region("91.01", "Merauke", parent=make_region("91", "Papua")))
    operator, cast.operator = cast.operator, cast.ditjen
    cast.monitor = make_user("pemantau_provinsi", other.province, username="pemantau91")
    second = issue_document(evaluation=cast.act(other, *TO_FINAL), actor=cast.dirjen)
    seen = {
        name: {row.code for row in visible_documents(user)}
        for name, user in {
            "operator": operator,
            "pemantau91": cast.monitor,
            "dirjen": cast.dirjen,
            "auditor": make_user("auditor"),
            "nobody": make_user(),
            "visitor": AnonymousUser(),
        }.items()
    }
    assert seen == {
        "operator": {issued.code},
        "pemantau91": {second.code},
        "dirjen": {issued.code, second.code},
        "auditor": {issued.code, second.code},
        "nobody": set(),
        "visitor": set(),
    }


def test_documents_in_force(cast: Cast, issued: SignedDocument, django_assert_num_queries: Any) -> None:
    evaluations = SemesterEvaluation.objects.filter(period=cast.period)
    with django_assert_num_queries(1):
        names = [file_name(row) for row in current_documents(evaluations)]
    assert names == [f"hasil-2018-1-92.03-{issued.code}.pdf"]
    cast.act(issued.evaluation, "reopen", note="Salah angka")
    assert list(current_documents(evaluations)) == []


def test_the_stored_bytes(issued: SignedDocument) -> None:
    stored = content(issued)
    assert (hashlib.sha256(stored).hexdigest(), content(issued)) == (issued.sha256, stored)


def test_bytes_that_are_no_longer_those_signed(issued: SignedDocument) -> None:
    path = Path(issued.file.path)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(DamagedFileError, match=f"Berkas dokumen {issued.code} di penyimpanan sudah berubah"):
        content(issued)
    path.unlink()
    with pytest.raises(DamagedFileError, match="tidak ada di penyimpanan"):
        content(issued)
