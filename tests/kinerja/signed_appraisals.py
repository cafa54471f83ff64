"""Signed appraisals of Fakfak's officials, with names and numbers that could leak."""

from kinerja.models import Appraisal, SignedDocument
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_document import sign_appraisal, sign_decision
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from officials.models import Official
from tests.kinerja.appraisal_cast import Appraising

NIPS = {"kabid": "198504152010012003", "kepala_dinas": "196905201994032001"}
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


def decided(case: Appraising) -> SignedDocument:
    """The Gubernur's document after the Kepala Bidang objected to a signed result."""
    perform_act(appraisal=case.kabid, act="receive", actor=case.official)
    file_objection(appraisal=case.kabid, actor=case.official, text="Target saya terlampaui")
    answer_objection(appraisal=case.kabid, actor=case.bupati, text="Tetap")
    decided_value = {"predikat": "Sangat Baik"}
    decide_objection(appraisal=case.kabid, actor=case.gubernur, text="Diubah", changed=decided_value)
    return sign_decision(appraisal=case.kabid, actor=case.gubernur)
