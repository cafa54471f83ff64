"""A period's results taken apart for a workbook: unit by unit, indicator by indicator, step by step."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from kinerja.models import SemesterEvaluation

#: Results held in memory at once.
CHUNK = 50


class IndicatorRow(NamedTuple):
    """One indicator of one unit, as it was judged last; ``said`` is its part of the stored result."""

    code: str
    unit: str
    said: Mapping[str, Any]


class StepRow(NamedTuple):
    """One step of a derivation; ``indicator`` is "" for the steps of the whole unit."""

    code: str
    unit: str
    indicator: str
    step: Mapping[str, Any]


def indicator_rows(evaluations: "QuerySet[Any]") -> Iterator[IndicatorRow]:
    """The indicators of some evaluations, in the order of their regions and of the decree."""
    for row, result in _results(evaluations):
        yield from indicators_of(row, result)


def step_rows(evaluations: "QuerySet[Any]") -> Iterator[StepRow]:
    """How each result was reached: the steps of each indicator, then those of the unit."""
    for row, result in _results(evaluations):
        yield from steps_of(row, result)


def indicators_of(row: SemesterEvaluation, result: Mapping[str, Any]) -> Iterator[IndicatorRow]:
    """The indicators of one result, in the order of the decree."""
    for said in result["indicators"]:
        yield IndicatorRow(row.region_code, row.full_name, said)


def steps_of(row: SemesterEvaluation, result: Mapping[str, Any]) -> Iterator[StepRow]:
    """How one result was reached: the steps of each indicator, then those of the unit."""
    for said in result["indicators"]:
        for step in said["steps"]:
            yield StepRow(row.region_code, row.full_name, said["code"], step)
    for step in result["steps"]:
        yield StepRow(row.region_code, row.full_name, "", step)


def _results(evaluations: "QuerySet[Any]") -> Iterator[tuple[SemesterEvaluation, Mapping[str, Any]]]:
    columns = ("region_code", "region_name", "region_kind", "result")
    rows = evaluations.filter(result__isnull=False).order_by("region_code").only(*columns)
    for row in rows.iterator(chunk_size=CHUNK):
        yield row, row.result
