"""The results of many example officials, judged as an approval does, from what was read once."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kinerja.models import Appraisal, SemesterEvaluation
from kinerja.rules.appraisal import (
    AppraisalInput,
    AppraisalResult,
    StaffInput,
    appraisal_data,
    appraise,
    outputs_from,
)
from kinerja.rules.element import NO_OUTPUTS
from kinerja.rules.record import UnitInput
from kinerja.selectors.appraisal_input import fields_carried
from kinerja.selectors.outputs import field_key


class Verdict(NamedTuple):
    """A result, and what an approval freezes of it."""

    result: AppraisalResult
    inputs: dict[str, Any]
    data: dict[str, Any]


class Verdicts:
    """Judges officials of units that are final.

    Args:
        evaluations: final ones, with their frozen input.
    """

    def __init__(self, evaluations: Iterable[SemesterEvaluation]) -> None:
        self._units = {
            row.pk: UnitInput.from_data(row.inputs) for row in evaluations if row.inputs is not None
        }

    def of(self, appraisal: Appraisal, rating: Mapping[str, Any]) -> Verdict:
        """Judge one official.

        Args:
            appraisal: with its evaluation.
            rating: the columns of the rating.
        """
        fields = fields_carried(appraisal)
        stored = appraisal.evaluation.fields
        outputs = outputs_from(stored[field_key(fields)]["outputs"]) if fields else NO_OUTPUTS
        known = rating["result"] is not None
        staff = StaffInput(rating["regime"], rating["origin"], rating["data"]) if known else None
        inputs = AppraisalInput(self._units[appraisal.evaluation_id], fields, outputs, staff)
        result = appraise(inputs)
        return Verdict(result, inputs.to_data(), appraisal_data(result))
