"""The Perjanjian Kinerja of a unit and year, as its page shows it (II.C.1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from django.db.models import F
from django.utils import timezone

from kinerja.documents.agreement_snapshot import AgreementSnapshot
from kinerja.documents.snapshot import SignerText
from kinerja.models import (
    Indicator,
    IndicatorSet,
    NationalTarget,
    PerformanceAgreement,
    Period,
    SignedDocument,
)
from kinerja.selectors.frozen_result import signer_on
from kinerja.selectors.targets import AGREED
from officials.acting import Capacity, capacity, of_holder
from officials.models import Appointment, Position, WorkUnit
from regions.models import RegionCode


def unit_of_year(user: Any, code: str, year: int) -> WorkUnit | None:
    """The office that bore a code at some time in a year, if the account may see it.

    A code that changed in the year (Papua 2022) finds its region by the old one and by the new one.
    """
    if not MINYEAR <= year <= MAXYEAR:
        return None
    bore = RegionCode.objects.filter(code=code).overlapping(date(year, 1, 1), date(year, 12, 31))
    rows = WorkUnit.objects.visible_to(user).filter(region__in=bore.values("region"))
    found: WorkUnit | None = rows.select_related("region").first()
    return found


def codes_in_year(agreements: Iterable[PerformanceAgreement]) -> dict[int, str]:
    """The code under which each agreement's page is found: the latest that its region bore in the year.

    Args:
        agreements: with ``unit``; one query for all of them.

    Returns:
        The code by the agreement's id; "" where the region bore none.
    """
    rows = list(agreements)
    years = {row.year for row in rows}
    first, last = (date(min(years), 1, 1), date(max(years), 12, 31)) if rows else (date.min, date.min)
    codes = RegionCode.objects.overlapping(first, last).order_by(F("valid_from").asc(nulls_first=True))
    borne: dict[int, list[RegionCode]] = defaultdict(list)
    for code in codes.filter(region__in={row.unit.region_id for row in rows}):
        borne[code.region_id].append(code)
    return {row.pk: _code_in(borne[row.unit.region_id], row.year) for row in rows}


def _code_in(codes: list[RegionCode], year: int) -> str:
    last = date(year, 12, 31)
    begun = [code.code for code in codes if code.valid_from is None or code.valid_from <= last]
    return begun[-1] if begun else ""


def first_party(user: Any, unit: WorkUnit) -> Capacity | None:
    """As what an account signs an office's agreement as its first party today; None where it may not."""
    post = Position.objects.filter(unit=unit, kind=Position.Kind.KEPALA_DINAS).first()
    return capacity(user, post, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Statement:
    """Who promises what to whom, as the document names them; None where a post is vacant."""

    signer: SignerText | Capacity | None
    second: SignerText | None


def statement_of(user: Any, agreement: PerformanceAgreement) -> Statement | None:
    """The parties of an agreement's statement, to be read before it is signed and afterwards.

    Args:
        user: who reads; whoever may sign as the first party sees themself, as they would be printed.
        agreement: of a draft the people of today are named, else those of the document in force.

    Returns:
        None for an agreement on paper, whose words are not kept here.
    """
    if agreement.state == PerformanceAgreement.State.DRAFT:
        first = first_party(user, agreement.unit) or _head(agreement.unit)
        return Statement(first, signer_on(timezone.localdate()))
    document = agreement.documents.filter(status=SignedDocument.Status.CURRENT).first()
    if document is None:
        return None
    frozen = AgreementSnapshot.from_json(document.snapshot)
    return Statement(frozen.signer, frozen.second)


def _head(unit: WorkUnit) -> Capacity | None:
    """Who heads an office today."""
    rows = Appointment.objects.on(timezone.localdate()).select_related("official", "position")
    held = rows.filter(position__unit=unit, position__kind=Position.Kind.KEPALA_DINAS).first()
    return None if held is None else of_holder(held, held.position)


def return_reason(agreement: PerformanceAgreement | None, documents: list[SignedDocument]) -> str:
    """Why a draft came back after its first signature; "" where it never did or was changed on paper.

    Args:
        agreement: a draft or anything else.
        documents: its documents, the latest first.
    """
    is_draft = agreement is not None and agreement.state == PerformanceAgreement.State.DRAFT
    return documents[0].withdrawn_reason if is_draft and documents else ""


def documents_of(agreement: PerformanceAgreement | None) -> list[SignedDocument]:
    """The documents of an agreement, the latest first, each with its signatures."""
    if agreement is None:
        return []
    rows = agreement.documents.defer("snapshot").order_by("-revision")
    return list(rows.prefetch_related("signatures"))


def agreement_of(unit: WorkUnit, year: int) -> PerformanceAgreement | None:
    """The agreement of an office for a year, drafted or signed; None where nobody began one."""
    rows = PerformanceAgreement.objects.filter(unit=unit, year=year).select_related("indicator_set")
    return rows.prefetch_related("targets__indicator", "programs").first()


def set_for_year(agreement: PerformanceAgreement | None, year: int) -> IndicatorSet | None:
    """The tables that an agreement promises by: its own, else those of the year's period, else the latest."""
    if agreement is not None:
        return agreement.indicator_set
    period = Period.objects.filter(year=year).select_related("indicator_set").first()
    return period.indicator_set if period else IndicatorSet.objects.order_by("-decided_on").first()


def promised(indicator_set: IndicatorSet, duties: str) -> list[Indicator]:
    """The indicators whose target an agreement may set for offices with some duties, in the order of the
    decree.
    """
    rows = indicator_set.indicators.filter(duties=duties, kind__in=[kind.value for kind in AGREED])
    return list(rows.order_by("sequence"))


def years_of(unit: WorkUnit) -> list[int]:
    """The years for which an office has an agreement or there is a period, the latest first."""
    agreed = PerformanceAgreement.objects.filter(unit=unit).values_list("year", flat=True)
    opened = Period.objects.values_list("year", flat=True)
    return sorted({*agreed, *opened}, reverse=True)


def series_of(year: int) -> list[str]:
    """The series of national targets that are registered for a year."""
    rows = NationalTarget.objects.filter(year=year).order_by("series")
    return list(rows.values_list("series", flat=True).distinct())
