"""Documents for whoever may read them: the public page of a code, the register's word, the bytes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.code import clean_code
from kinerja.documents.kinds import read
from kinerja.documents.parts import Part, act_text, part_text
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.summary import period_text
from kinerja.models import Appraisal, DocumentSignature, SemesterEvaluation, SignedDocument

Status = SignedDocument.Status
#: What a document is about, with the period.
ABOUT = ("evaluation__period", "appraisal__evaluation__period", "agreement__unit__region")


#: What the files of an evaluation's documents are called.
_NAMES = {"unit_result": "hasil", "recapitulation": "rekapitulasi"}


class DamagedFileError(Exception):
    """The stored file is gone or no longer the one that was signed."""


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """What anybody may know of a document: what it prints, without NIP, and what became of it (R12).

    ``personal``: it is about an official. Then it tells the post, but neither name nor result. ``period`` is
    a semester, or the year of an agreement; ``signatures`` are parts with their days; ``finished``: nobody
    has yet to sign for it to bind.
    """

    code: str
    kind: str
    office: str
    region_code: str
    region: str
    period: str
    completion: str | None
    nilai: int | None
    kategori: str | None
    revision: int
    signer: str
    post: str
    issued_on: date
    development: bool
    synthetic: bool
    status: str
    status_text: str
    superseded_by: str
    sha256: str
    signatures: tuple[tuple[str, date], ...]
    personal: bool = False
    appraised: str = ""
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """The register's word on a verified file.

    ``name`` is ``current``, ``superseded``, ``withdrawn``, ``altered`` (its code names another file),
    ``unfinished`` (an agreement that its second party has yet to sign), ``unknown`` (not in this register) or
    ``unchecked`` (no register within reach). ``passed`` is None for the last three: they say nothing against
    the file.
    """

    name: str
    passed: bool | None
    text: str
    code: str = ""


def public_document(code: str) -> PublicDocument | None:
    """The document of a verification code, as the public may see it; None where there is none.

    Args:
        code: as printed, or as somebody typed it (small letters, without hyphens).
    """
    found = _by_code(code)
    if found is None:
        return None
    snapshot = read(found.snapshot)
    personal = isinstance(snapshot, AppraisalSnapshot)
    result = snapshot.result if isinstance(snapshot, Snapshot) else {}
    return PublicDocument(
        code=found.code,
        kind=found.get_kind_display(),
        office=snapshot.office.name,
        region_code=snapshot.office.region_code,
        region=snapshot.office.region,
        period=period_text(snapshot),
        completion=result.get("completion"),
        nilai=result.get("nilai"),
        kategori=result.get("kategori"),
        revision=found.revision,
        signer=snapshot.signer.name,
        post=snapshot.signer.post,
        issued_on=snapshot.issued,
        development=snapshot.development,
        synthetic=snapshot.synthetic,
        status=found.status,
        status_text=status_text(found),
        superseded_by=found.superseded_by.code if found.superseded_by else "",
        sha256=found.sha256,
        signatures=_signatures(found),
        personal=personal,
        appraised=snapshot.assessed.post if isinstance(snapshot, AppraisalSnapshot) else "",
        finished=is_finished(found),
    )


def _signatures(document: SignedDocument) -> tuple[tuple[str, date], ...]:
    """In which part was signed and when; nobody is named."""

    def said(part: str) -> str:
        if document.kind in SignedDocument.PERSONAL:
            return act_text(part, decides=document.kind == SignedDocument.Kind.DECISION)
        return part_text(part)

    rows = document.signatures.all()
    return tuple((said(row.part), timezone.localtime(row.signed_at).date()) for row in rows)


def visible_documents(user: Any) -> "QuerySet[SignedDocument]":
    """The documents that an account may see, the latest first, without their frozen data."""
    rows: QuerySet[SignedDocument] = SignedDocument.objects.visible_to(user)
    return rows.defer("snapshot").select_related(*ABOUT, "superseded_by").order_by("-issued_at")


def readable_documents(user: Any) -> "QuerySet[SignedDocument]":
    """The documents whose bytes an account may have; those of officials print whole NIPs (R12)."""
    papers = Appraisal.objects.papers_for(user)
    return visible_documents(user).filter(Q(appraisal=None) | Q(appraisal__in=papers))


def current_documents(evaluations: "QuerySet[SemesterEvaluation]") -> "QuerySet[SignedDocument]":
    """The documents in force of some evaluations and of their officials, without their frozen data.

    Those of units come first, in order of region code, then those of officials.
    """
    about = Q(evaluation__in=evaluations) | Q(appraisal__evaluation__in=evaluations)
    rows = SignedDocument.objects.filter(about, status=Status.CURRENT).defer("snapshot")
    places = ("evaluation__region_code", "appraisal__evaluation__region_code")
    return rows.select_related(*ABOUT).order_by("-kind", *places, "code")


def evaluation_of(document: SignedDocument) -> SemesterEvaluation | None:
    """The evaluation that a document is about, or that of the office whose official it is about.

    None for an agreement, which is older than any.
    """
    if document.evaluation is not None:
        return document.evaluation
    return document.appraisal.evaluation if document.appraisal is not None else None


def content(document: SignedDocument) -> bytes:
    """The stored bytes: every reprint is the same file.

    A row read before its file got a further signature is read again: the shorter file is gone by then.

    Raises:
        DamagedFileError: the file is gone, or its SHA-256 is not the recorded one.
    """
    try:
        return _stored(document)
    except DamagedFileError:
        seen = document.sha256
        document.refresh_from_db(fields=["file", "size", "sha256"])
        if document.sha256 == seen:
            raise
        return _stored(document)


def _stored(document: SignedDocument) -> bytes:
    try:
        with document.file.storage.open(str(document.file.name)) as file:
            stored = bytes(file.read())
    except OSError as error:
        raise DamagedFileError(_("Berkas dokumen %s tidak ada di penyimpanan.") % document.code) from error
    if hashlib.sha256(stored).hexdigest() != document.sha256:
        raise DamagedFileError(_("Berkas dokumen %s di penyimpanan sudah berubah.") % document.code)
    return stored


def file_name(document: SignedDocument) -> str:
    """The name under which a document is downloaded or copied."""
    evaluation = evaluation_of(document)
    if evaluation is None:
        assert document.agreement is not None  # the constraint document_kind_fits
        return f"perjanjian-{document.agreement.year}-{document.code}.pdf"
    what = f"pejabat-{document.appraisal.kind}" if document.appraisal else _NAMES[document.kind]
    return f"{what}-{evaluation.period.code}-{evaluation.region_code}-{document.code}.pdf"


def standing(pdf: bytes, code: str) -> Standing:
    """What the register says of a file that verified by itself.

    Args:
        pdf: the whole file.
        code: the verification code in its data.
    """
    try:
        found = _by_code(code)
    except DatabaseError:
        return Standing(
            "unchecked", None, _("Register dokumen tidak terjangkau; status berlaku tidak diperiksa.")
        )
    if found is None:
        return Standing("unknown", None, _("Dokumen ini tidak tercatat di register instalasi ini."))
    stages = list(found.signatures.all())
    known = hashlib.sha256(pdf).hexdigest()
    place = next((row.place for row in stages if row.sha256 == known), None)
    if place is None:
        text = _("Berkas ini bukan berkas yang diterbitkan dengan kode %s.") % found.code
        return Standing("altered", False, text)
    said = " ".join([status_text(found), *_added(row for row in stages if row.place > place)])
    if found.status == Status.CURRENT and not is_finished(found):
        return Standing("unfinished", None, said, found.code)
    return Standing(found.status, found.status == Status.CURRENT, said, found.code)


def _added(rows: "Iterable[DocumentSignature]") -> Iterator[str]:
    """The signatures that came into the file after the stage in somebody's hands."""
    for row in rows:
        words = {"part": part_text(row.part), "day": _day(row.signed_at)}
        yield _("Sesudah berkas ini, ditambahkan tanda tangan %(part)s pada %(day)s.") % words


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def is_finished(document: SignedDocument) -> bool:
    """Whether all signed: an agreement binds with the signature of its second party."""
    if document.kind != SignedDocument.Kind.AGREEMENT:
        return True
    return any(row.part == Part.SECOND_PARTY for row in document.signatures.all())


def status_text(document: SignedDocument) -> str:
    """The status in a sentence; of an official's document nothing that may tell who it is (R12)."""
    personal = document.kind in SignedDocument.PERSONAL
    if document.status == Status.CURRENT and not is_finished(document):
        return _("Perjanjian ini baru ditandatangani pihak pertama dan belum mengikat.")
    if document.status == Status.CURRENT:
        return _("Dokumen ini berlaku.")
    if document.status == Status.WITHDRAWN:
        reason = "" if personal else document.withdrawn_reason
        return _("Dokumen ini ditarik: %s") % reason if reason else _("Dokumen ini ditarik.")
    if document.superseded_by is None:
        if personal:
            return _("Dokumen ini tidak berlaku lagi: penilaiannya diperbarui dan penggantinya belum terbit.")
        return _("Dokumen ini tidak berlaku lagi: penilaiannya dibuka kembali dan penggantinya belum terbit.")
    newer = document.superseded_by
    words = {"code": newer.code, "day": _day(newer.issued_at)}
    return _("Dokumen ini digantikan dokumen %(code)s yang terbit %(day)s.") % words


def _by_code(code: str) -> SignedDocument | None:
    cleaned = clean_code(code)
    rows = SignedDocument.objects.select_related("superseded_by").prefetch_related("signatures")
    return rows.filter(code=cleaned).first() if cleaned else None
