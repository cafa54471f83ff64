"""What a document says in a few lines, for whoever holds the file; a NIP is masked (R12)."""

from django.utils.translation import gettext as _

from kinerja.documents.agreement_snapshot import AgreementSnapshot
from kinerja.documents.appraisal_layout import figure, rated, signed
from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.kinds import kind_of
from kinerja.documents.snapshot import Frozen, Judged
from kinerja.documents.wording import graded
from officials.nip import mask_nip

Lines = list[tuple[str, str]]


def summary(snapshot: Frozen) -> Lines:
    """The contents of a document as names and values; what is empty is left out."""
    office = snapshot.office
    place = [
        (_("Unit kerja"), f"{office.name}, {office.region_code} {office.region}"),
        (_("Periode"), period_text(snapshot)),
        (_("Revisi"), str(snapshot.revision)),
    ]
    if isinstance(snapshot, AppraisalSnapshot):
        lines = [*_person(snapshot), *place, *elements(snapshot), (_("Selaku"), signed(snapshot.signer))]
    else:
        lines = [*place, *_outcome(snapshot)]
    return [(name, value) for name, value in lines if value]


def period_text(snapshot: Frozen) -> str:
    """The semester of a result, the year of an agreement."""
    if isinstance(snapshot, AgreementSnapshot):
        return _("Tahun %d") % snapshot.year
    return snapshot.period.label if isinstance(snapshot, Judged) else ""


def _outcome(snapshot: Frozen) -> Lines:
    outcome = kind_of(snapshot).outcome
    if outcome is None or not isinstance(snapshot, Judged):
        return []
    return [(_("Hasil"), outcome(snapshot.result))]


def elements(snapshot: AppraisalSnapshot) -> Lines:
    """Both elements of an official, and what the policy makes of them together."""
    result = snapshot.result
    two, joined = result["element_two"], result["composition"]["joined"]
    return [
        (_("Unsur 1"), graded(result["element_one"]["carried"])),
        (_("Unsur 2"), rated(two) if two else _("belum tersedia")),
        (_("Gabungan"), figure(joined)),
    ]


def _person(snapshot: AppraisalSnapshot) -> Lines:
    person = snapshot.assessed
    return [
        (_("Pejabat yang dinilai"), person.name),
        (_("NIP"), mask_nip(person.nip)),
        (_("Jabatan"), person.post),
    ]
