"""Signed appraisals of Fakfak's officials, with names and numbers that could leak."""

from datetime import date
from typing import Any

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.kinds import read
from kinerja.documents.verify import verify
from kinerja.models import Appraisal, SignedDocument
from kinerja.selectors.document import content
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_document import sign_appraisal, sign_decision
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from officials.models import Delegation, Official, Position, User
from tests.builders import LONG_AGO
from tests.kinerja.appraisal_cast import Appraising

NIPS = {"kabid": "198504152010012003", "kepala_dinas": "196905201994032001"}
DECREE = "821.2/77/2025"
ASSESSOR_NIP = "197001011995031002"


def name_people(case: Appraising) -> None:
    """Give the people of a case numbers, as the opening of the period would have copied them."""
    for kind, nip in NIPS.items():
        row = case.office.appraisal(kind)
        Official.objects.filter(pk=row.official_id).update(nip=nip)
        Appraisal.objects.filter(pk=row.pk).update(nip=nip)
    Appraisal.objects.filter(kind="kabid").update(superior_nip=NIPS["kepala_dinas"])
    Official.objects.filter(pk=case.bupati.official_id).update(nip=ASSESSOR_NIP, rank="IV/c")


def signed(case: Appraising, kind: str = "kabid") -> SignedDocument:
    """The document of an official's approved appraisal."""
    return sign_appraisal(appraisal=case.bring("approved", kind), actor=case.assessor(kind))


def decide(case: Appraising, changed: dict[str, Any] | None = None) -> None:
    """The Kepala Bidang receives a signed result and objects; the Bupati answers, the Gubernur decides."""
    perform_act(appraisal=case.kabid, act="receive", actor=case.official)
    file_objection(appraisal=case.kabid, actor=case.official, text="Target saya terlampaui")
    answer_objection(appraisal=case.kabid, actor=case.bupati, text="Tetap")
    decide_objection(appraisal=case.kabid, actor=case.gubernur, text="Diubah", changed=changed)


def decided(case: Appraising) -> SignedDocument:
    """The Gubernur's document after the Kepala Bidang objected to a signed result."""
    decide(case, {"predikat": "Sangat Baik"})
    return sign_decision(appraisal=case.kabid, actor=case.gubernur)


def snapshot_of(document: SignedDocument) -> AppraisalSnapshot:
    """What a stored document freezes; its file proves itself."""
    found = verify(content(document))
    frozen = read(document.snapshot)
    assert isinstance(frozen, AppraisalSnapshot)
    assert (found.valid, found.snapshot) == (True, frozen)
    return frozen


def acting(case: Appraising, post: Position | None) -> User:
    """The Sekretaris, who acts for the holder of a post by a dated decision."""
    user = case.office.users["sekretaris"]
    Delegation.objects.create(
        position=post,
        delegate=user.official,
        decree_number=DECREE,
        decree_date=date(2025, 8, 1),
        valid_from=LONG_AGO,
        valid_until=date(2100, 1, 1),
        recorded_by=case.admin,
    )
    return User.objects.get(pk=user.pk)
