"""What a document freezes, gathered from the register: the words of a snapshot, of one unit or of many."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.documents.code import new_code
from kinerja.documents.issuer import DITJEN, Issuer
from kinerja.documents.snapshot import (
    Acknowledgement,
    Basis,
    Label,
    Office,
    PeriodText,
    SignerText,
    Snapshot,
)
from kinerja.models import EvaluationEvent, Period, SemesterEvaluation
from officials.models import Appointment, WorkUnit
from officials.models.official import RANKS
from officials.selectors import dirjen_on
from regions.models import Emblem, Region


@dataclass(frozen=True)
class Tables:
    """What all documents of a period say of what they were judged by, read once."""

    period: Period

    @cached_property
    def labels(self) -> dict[str, tuple[Label, ...]]:
        """The words of the decree's tables, by duties."""
        rows = list(self.period.indicator_set.indicators.select_related("parent").order_by("sequence"))
        parts = {row.code: tuple(part.code for part in rows if part.parent_id == row.pk) for row in rows}
        return {
            duties: tuple(_label(row, parts[row.code]) for row in rows if row.duties == duties)
            for duties in WorkUnit.Duties.values
        }

    @cached_property
    def basis(self) -> Basis:
        """The set and the policy that the period froze."""
        tables, policy = self.period.indicator_set, self.period.policy
        return Basis(
            set_code=tables.code,
            set_number=tables.number,
            set_title=tables.title,
            set_date=tables.decided_on.isoformat(),
            policy_version=str(policy.version),
            policy_name=policy.name,
        )


@dataclass(frozen=True, slots=True)
class CertificateSort:
    """What a document says of the certificate that signs it: a development one, one of BSrE, or neither."""

    development: bool
    bsre: bool = False


@dataclass(frozen=True)
class Frame(Tables):
    """What all documents of a period's units issued on one day share."""

    signer: SignerText
    sort: CertificateSort
    day: date

    @cached_property
    def issuer(self) -> Issuer:
        """The Ditjen's letterhead."""
        return with_emblem(DITJEN, None)


def signer_on(day: date) -> SignerText | None:
    """The visible signature block of the Dirjen of a day; None where the post is empty."""
    held = dirjen_on(day)
    return None if held is None else _signer(held)


def frozen_results(
    frame: Frame, evaluations: Iterable[SemesterEvaluation], number: str = ""
) -> Iterator[tuple[SemesterEvaluation, Snapshot]]:
    """The snapshots of final evaluations of one period; the number of queries does not depend on how many.

    Args:
        frame: the period, the day and who signs.
        evaluations: final, with unit, region and province loaded.
        number: the official number, free text; "" for none.

    Returns:
        Each evaluation with its snapshot: result and input are those stored when it became final.
    """
    rows = list(evaluations)
    notes = _acknowledgements(rows)
    for row in rows:
        yield row, _snapshot(frame, row, notes.get(row.pk, ()), number)


def _snapshot(
    frame: Frame,
    evaluation: SemesterEvaluation,
    notes: tuple[Acknowledgement, ...],
    number: str,
) -> Snapshot:
    code, period = new_code(), frame.period
    return Snapshot(
        code=code,
        url=address_of(code),
        number=number,
        revision=evaluation.revision,
        issued_on=frame.day.isoformat(),
        finalised_on=timezone.localtime(evaluation.final_at).date().isoformat(),
        synthetic=evaluation.synthetic,
        development=frame.sort.development,
        bsre=frame.sort.bsre,
        issuer=frame.issuer,
        office=office_of(evaluation),
        period=PeriodText(period.code, period.label, period.cutoff.isoformat()),
        basis=frame.basis,
        signer=frame.signer,
        labels=frame.labels[evaluation.duties],
        acknowledgements=notes if (evaluation.result or {}).get("red_flags") else (),
        inputs=evaluation.inputs or {},
        result=evaluation.result or {},
    )


def with_emblem(issuer: Issuer, region: Region | None) -> Issuer:
    """A letterhead with the coat of arms of a region, of the ministry where there is none."""
    found = Emblem.objects.filter(region=region).first()
    return replace(issuer, emblem=b64encode(found.png).decode()) if found else issuer


def address_of(code: str) -> str:
    """Where anybody checks the document of a code."""
    return f"{settings.PUBLIC_URL}/verifikasi/{code}/"


def _label(row: Any, parts: tuple[str, ...]) -> Label:
    return Label(
        code=row.code,
        text=row.text,
        short=row.short_text,
        target=row.target_text,
        unit=row.unit_label,
        section=row.section,
        parts=parts,
    )


def office_of(evaluation: SemesterEvaluation) -> Office:
    """The office as the document names it: region and province of the cut-off, letterhead data of today."""
    unit, province = evaluation.unit, evaluation.province
    phone = _("Telepon %s") % unit.phone if unit.phone else ""
    return Office(
        region_code=evaluation.region_code,
        region=evaluation.full_name,
        government=(_("Pemerintah %s") % evaluation.full_name).upper(),
        name=evaluation.unit_name,
        address=f"{unit.address} {unit.postal_code}".strip(),
        contact=" · ".join(part for part in (phone, unit.email, unit.website) if part),
        province=province.full_name if province else "",
    )


def _signer(held: Appointment) -> SignerText:
    """Post, name, rank and NIP; whoever only acts in the post signs as such (R9)."""
    person, post = held.official, held.position.title
    short = "" if held.kind == Appointment.Kind.DEFINITIF else f"{held.kind.capitalize()}. "
    return SignerText(
        post=f"{short}{post}",
        name=person.name,
        rank=f"{RANKS[person.rank]} ({person.rank})" if person.rank else "",
        nip=person.nip or "",
    )


def _acknowledgements(rows: list[SemesterEvaluation]) -> dict[int, tuple[Acknowledgement, ...]]:
    """What was said of the red flags when each result was made final, by evaluation."""
    current = {row.pk: row.revision for row in rows}
    events = EvaluationEvent.objects.filter(evaluation__in=current, act="finalise").exclude(note="")
    return {
        event.evaluation_id: (Acknowledgement(event.note, event.actor_name, _day(event)),)
        for event in events.order_by("id")
        if event.revision == current[event.evaluation_id]
    }


def _day(event: EvaluationEvent) -> str:
    return timezone.localtime(event.at).date().isoformat()
