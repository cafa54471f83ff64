"""Everything an official's result depends on: live until the unit is final, as frozen afterwards (R8)."""

from kinerja.models import Appraisal, Recommendation, StaffRating
from kinerja.rules.appraisal import (
    AppraisalInput,
    AppraisalResult,
    StaffInput,
    appraise,
    outputs_from,
)
from kinerja.rules.element import NO_OUTPUTS, OwnOutputs
from kinerja.rules.record import UnitInput
from kinerja.rules.unfit import without_unfit
from kinerja.selectors.inputs import unit_input
from kinerja.selectors.outputs import field_key, read_outputs


def appraisal_input(appraisal: Appraisal) -> AppraisalInput:
    """What one official is judged from now; of an approved one, what the approval froze.

    While the unit is not final a figure of its that cannot be judged counts as not reported, as in its score.
    """
    if appraisal.inputs is not None:
        return AppraisalInput.from_data(appraisal.inputs)
    evaluation = appraisal.evaluation
    frozen = evaluation.inputs
    unit = UnitInput.from_data(frozen) if frozen is not None else without_unfit(unit_input(evaluation))[0]
    fields = fields_carried(appraisal)
    return AppraisalInput(unit, fields, outputs_of(appraisal, fields), staff_of(rating_of(appraisal)))


def appraisal_result(appraisal: Appraisal) -> AppraisalResult:
    """Both elements of one official, judged from ``appraisal_input``."""
    return appraise(appraisal_input(appraisal))


def fields_carried(appraisal: Appraisal) -> tuple[str, ...]:
    """The bidang whose result an official carries; none for whoever carries the unit (R8)."""
    return () if appraisal.carries_unit else tuple(appraisal.fields)


def rating_of(appraisal: Appraisal) -> StaffRating | None:
    """The rating of element 2; None while nobody has said anything of it."""
    return StaffRating.objects.filter(appraisal=appraisal.pk).first()


def recommendation_of(appraisal: Appraisal) -> Recommendation | None:
    """The assessor's recommendation; None while there is none."""
    return Recommendation.objects.filter(appraisal=appraisal.pk).first()


def outputs_of(appraisal: Appraisal, fields: tuple[str, ...]) -> OwnOutputs:
    """The outputs of the bidang as they were scored; of a bidang merged since then, as they are now."""
    if not fields:
        return NO_OUTPUTS
    evaluation = appraisal.evaluation
    scored = evaluation.fields.get(field_key(fields))
    if scored is not None:
        return outputs_from(scored["outputs"])
    read = read_outputs(evaluation.period, [evaluation.pk], [evaluation.unit_id])
    return read.of(evaluation.pk, evaluation.duties, fields)


def staff_of(rating: StaffRating | None) -> StaffInput | None:
    """Element 2 as the rules judge it; None while it is not available."""
    if rating is None or not rating.is_available:
        return None
    return StaffInput(rating.regime, rating.origin, rating.data)
