"""What the page of a unit shows beside its derivation: history, kab/kota, files, other semesters."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kinerja.models import (
    EvaluationEvent,
    Evidence,
    Indicator,
    Innovation,
    Period,
    SemesterEvaluation,
    ServiceReport,
    SignedDocument,
)
from kinerja.rules.workflow import act
from kinerja.selectors.entry import entry_indicators
from regions.models import RegionCode
from regions.selectors import why_not_valid


@dataclass(frozen=True, slots=True)
class Event:
    """One act of the history, in words."""

    label: str
    event: EvaluationEvent


def history(evaluation: SemesterEvaluation) -> list[Event]:
    """What happened to an evaluation, the latest first."""
    return [Event(act(event.act).label, event) for event in evaluation.events.order_by("-at", "-id")]


def files(evaluation: SemesterEvaluation) -> "QuerySet[Evidence]":
    """The evidence of an evaluation, by indicator."""
    rows = Evidence.objects.filter(evaluation=evaluation).select_related("indicator", "uploaded_by__official")
    return rows.order_by("indicator__sequence", "uploaded_at")


def reports(evaluation: SemesterEvaluation) -> "QuerySet[ServiceReport]":
    """The reports of an evaluation, by output."""
    return evaluation.reports.select_related("output").order_by("output__sequence")


def innovations(evaluation: SemesterEvaluation) -> "QuerySet[Innovation]":
    """The innovations of an evaluation, in the order in which they were named."""
    return evaluation.innovations.order_by("id")


def documents(evaluation: SemesterEvaluation) -> "QuerySet[SignedDocument]":
    """The documents ever issued for an evaluation, the latest first; without their frozen data."""
    return evaluation.documents.defer("snapshot").order_by("-issued_at")


def other_semesters(evaluation: SemesterEvaluation, user: Any) -> list[tuple[Period, str]]:
    """Every period in which the account may see this unit, with the code the unit bore then."""
    rows = SemesterEvaluation.objects.visible_to(user).filter(unit=evaluation.unit_id)
    found = rows.select_related("period").order_by("-period__code")
    return [(row.period, row.region_code) for row in found]


@dataclass(frozen=True, slots=True)
class OtherTime:
    """Why a code names no unit in a period, and where the same region is found instead."""

    reason: str
    elsewhere: tuple[tuple[Period, str, str], ...]


def of_another_time(code: str, period: Period) -> OtherTime | None:
    """Explain a code that was valid at another time than a period's cut-off; None for any other code.

    Args:
        code: Kemendagri code.
        period: the one asked for.

    Source: R5; facts.md 5.
    """
    known = RegionCode.objects.filter(code=code)
    if not known.exists() or known.on(period.cutoff).exists():
        return None
    regions = set(known.values_list("region", flat=True))
    return OtherTime(why_not_valid(code, period.cutoff), tuple(_elsewhere(regions)))


def _elsewhere(regions: set[int]) -> Iterator[tuple[Period, str, str]]:
    for period in Period.objects.order_by("-code"):
        rows = RegionCode.objects.on(period.cutoff).filter(region__in=regions).select_related("region")
        for row in rows:
            yield period, row.code, row.region.full_name


def zero_candidates(evaluation: SemesterEvaluation) -> list[Indicator]:
    """The indicators nobody reported on, for which the Ditjen may decide a zero (R4).

    Those of its own table as the stored result tells them, and what it declares for its province alone.
    """
    judged = (evaluation.result or {}).get("indicators", [])
    silent = {row["code"] for row in judged if row["state"] == "missing"}
    declared = set(evaluation.realizations.values_list("indicator__code", flat=True))
    return [
        row
        for row in entry_indicators(evaluation)
        if row.code in silent or (row.duties != evaluation.duties and row.code not in declared)
    ]
