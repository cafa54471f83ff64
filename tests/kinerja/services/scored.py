"""A province and its kab/kota to score, and what of it is stored."""

from typing import Any

from kinerja.models import SemesterEvaluation
from tests.builders import (
    make_agreement,
    make_evaluation,
    make_figures,
    make_region,
    make_unit,
)


def kabkota(
    province: SemesterEvaluation, code: str, figures: dict[str, Any] | None = None
) -> SemesterEvaluation:
    """A kab/kota of the province with a signed agreement and figures (default: all of them, target met)."""
    made = make_evaluation(make_unit(make_region(code, parent=province.unit.region)), province.period)
    make_agreement(made)
    if figures != {}:
        make_figures(made, figures)
    return made


def stored(evaluation: SemesterEvaluation) -> tuple[Any, ...]:
    """The result columns as they are stored."""
    row = SemesterEvaluation.objects.get(pk=evaluation.pk)
    return (
        row.completion,
        row.nilai,
        row.kategori,
        row.provisional,
        row.reported,
        row.required,
        row.synthetic,
    )
