"""The Perjanjian Kinerja of a unit and year, as its page shows it (II.C.1)."""

from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from django.utils import timezone

from kinerja.models import IndicatorSet, NationalTarget, PerformanceAgreement, Period, SignedDocument
from officials.acting import Capacity, capacity
from officials.models import Position, WorkUnit
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


def first_party(user: Any, unit: WorkUnit) -> Capacity | None:
    """As what an account signs an office's agreement as its first party today; None where it may not."""
    post = Position.objects.filter(unit=unit, kind=Position.Kind.KEPALA_DINAS).first()
    return capacity(user, post, timezone.localdate())


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


def years_of(unit: WorkUnit) -> list[int]:
    """The years for which an office has an agreement or there is a period, the latest first."""
    agreed = PerformanceAgreement.objects.filter(unit=unit).values_list("year", flat=True)
    opened = Period.objects.values_list("year", flat=True)
    return sorted({*agreed, *opened}, reverse=True)


def series_of(year: int) -> list[str]:
    """The series of national targets that are registered for a year."""
    rows = NationalTarget.objects.filter(year=year).order_by("series")
    return list(rows.values_list("series", flat=True).distinct())
