"""The kinds of document: how each is told apart, printed and recomputed; all else they share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kinerja.documents import (
    agreement_layout,
    appraisal_layout,
    decision_layout,
    layout,
    recapitulation_layout,
)
from kinerja.documents.agreement_snapshot import AgreementSnapshot
from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.decision_snapshot import DecisionSnapshot
from kinerja.documents.issuer import PLACE
from kinerja.documents.parts import Part
from kinerja.documents.recapitulation_snapshot import RecapitulationSnapshot
from kinerja.documents.snapshot import Frozen, Judged, Snapshot, SnapshotError, form_of, parse
from kinerja.documents.wording import graded
from kinerja.rules.data import Data
from kinerja.rules.plain import DataError
from kinerja.rules.policy import PolicyError
from kinerja.rules.proof import JUDGEMENTS, Judgement
from kinerja.rules.staff.types import StaffError
from kinerja.rules.types import FigureError

#: What judging raises where the frozen data are not those of a result.
UNJUDGEABLE = (DataError, PolicyError, FigureError, StaffError)


@dataclass(frozen=True, slots=True)
class Kind:
    """What differs between documents.

    ``context`` fills ``template``; ``reason`` and ``place`` go into the signature, whose field is named after
    the first ``part``. ``outcome`` says a result in words; None where a document promises and has none.
    """

    snapshot: type[Frozen]
    template: str
    context: Callable[[Any], Data]
    reason: Callable[[Any], str]
    place: Callable[[Any], str]
    outcome: Callable[[Data], str] | None = None
    part: Part = Part.ISSUER

    @property
    def judgement(self) -> Judgement | None:
        """How its result is recomputed."""
        return JUDGEMENTS[self.snapshot.form]


def kind_of(snapshot: Frozen) -> Kind:
    """The kind of a snapshot."""
    return next(kind for kind in KINDS if type(snapshot) is kind.snapshot)


def read(text: str | bytes) -> Frozen:
    """Read a snapshot of any kind back, strictly, by its format.

    Raises:
        SnapshotError: not JSON, an unknown format, a part absent or unknown.
    """
    data = parse(text)
    form = form_of(data)
    kind = next((kind for kind in KINDS if kind.snapshot.form == form), None)
    if kind is None:
        raise SnapshotError("bukan data dokumen hasil penilaian")
    return kind.snapshot.from_data(data)


def recomputes(snapshot: Frozen) -> bool:
    """Whether the rules give the frozen result from the frozen input; true of what has no result."""
    judgement = kind_of(snapshot).judgement
    if judgement is None or not isinstance(snapshot, Judged):
        return True
    try:
        return judgement.same(judgement.judge(snapshot.inputs), snapshot.result)
    except (*UNJUDGEABLE, KeyError, TypeError):
        return False


def _unit_reason(snapshot: Snapshot) -> str:
    words = {"region": snapshot.office.region, "period": snapshot.period.label}
    return _("Hasil Penilaian Kinerja Unit Kerja %(region)s, %(period)s") % words


def _appraisal_reason(snapshot: AppraisalSnapshot) -> str:
    words = {"post": snapshot.assessed.post, "period": snapshot.period.label}
    return _("Hasil Penilaian Kinerja Pejabat: %(post)s, %(period)s") % words


def _decision_reason(snapshot: DecisionSnapshot) -> str:
    words = {"post": snapshot.assessed.post, "period": snapshot.period.label}
    return _("Keputusan atas Keberatan: %(post)s, %(period)s") % words


def _recapitulation_reason(snapshot: RecapitulationSnapshot) -> str:
    words = {"region": snapshot.office.region, "period": snapshot.period.label}
    return _("Rekapitulasi Hasil Penilaian Kinerja %(region)s, %(period)s") % words


def _agreement_reason(snapshot: AgreementSnapshot) -> str:
    words = {"office": snapshot.office.name, "year": snapshot.year}
    return _("Perjanjian Kinerja Tahun %(year)s, %(office)s") % words


KINDS = (
    Kind(
        snapshot=AgreementSnapshot,
        template="documents/agreement.html",
        context=agreement_layout.context,
        reason=_agreement_reason,
        place=lambda snapshot: snapshot.place,
        part=Part.FIRST_PARTY,
    ),
    Kind(
        snapshot=Snapshot,
        template="documents/unit_result.html",
        context=layout.context,
        outcome=graded,
        reason=_unit_reason,
        place=lambda snapshot: PLACE,
    ),
    Kind(
        snapshot=AppraisalSnapshot,
        template="documents/appraisal.html",
        context=appraisal_layout.context,
        outcome=appraisal_layout.outcome,
        reason=_appraisal_reason,
        place=lambda snapshot: snapshot.place,
    ),
    Kind(
        snapshot=RecapitulationSnapshot,
        template="documents/recapitulation.html",
        context=recapitulation_layout.context,
        outcome=recapitulation_layout.outcome,
        reason=_recapitulation_reason,
        place=lambda snapshot: PLACE,
    ),
    Kind(
        snapshot=DecisionSnapshot,
        template="documents/decision.html",
        context=decision_layout.context,
        outcome=appraisal_layout.outcome,
        reason=_decision_reason,
        place=lambda snapshot: snapshot.place,
    ),
)
