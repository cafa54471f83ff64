"""What figures would come to before they are saved: the same rules over them, nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.completion import completion
from kinerja.rules.entry import Figures, faults
from kinerja.rules.record import UnitInput, score
from kinerja.rules.types import Completion, FigureError, UnitScore
from kinerja.rules.unfit import without_unfit
from kinerja.selectors.entry import entry_indicators, registered, rules_indicator
from kinerja.selectors.inputs import scoring_inputs


@dataclass(frozen=True, slots=True)
class Preview:
    """What unsaved figures would come to.

    ``score`` is the unit's result over every indicator; ``completions`` has each one by code, with what is
    declared for the province (P2.b) beside those of the unit's own table. An indicator in ``errors``
    (code -> field -> sentence) cannot be stored and counts as not reported.
    """

    score: UnitScore
    completions: dict[str, Completion]
    errors: dict[str, dict[str, str]]


def preview(evaluation: SemesterEvaluation, figures: Mapping[str, Figures]) -> Preview:
    """Judge an evaluation as if some figures were saved.

    Args:
        evaluation: of the unit; whoever calls has checked that it may be seen.
        figures: by indicator code; the others count as they are stored, and so do those that a register
            decides (K2, K3). Codes of no indicator are left alone.

    Returns:
        The provisional result and each indicator's completion and band.

    Source: R2 to R5.
    """
    period, decided = evaluation.period, registered(evaluation)
    rows = {row.code: row for row in entry_indicators(evaluation) if row.kind not in decided}
    rules = {code: rules_indicator(row, evaluation.duties) for code, row in rows.items()}
    given = {code: figure for code, figure in figures.items() if code in rules}
    checked = {
        code: faults(figure, rules[code], period.starts, period.cutoff) for code, figure in given.items()
    }
    errors = {code: found for code, found in checked.items() if found}
    instead = {code: Figures() if code in errors else figure for code, figure in given.items()}
    [read] = scoring_inputs(period, [evaluation.pk], {evaluation.pk: instead})
    judged = _judged(read.inputs)
    completions = {row.code: row for row in judged.completions}
    for code in given.keys() - completions.keys():
        entered, policy = read.own.get(code), read.inputs.policy
        completions[code] = completion(rules[code], entered, policy, cutoff=period.cutoff)
    return Preview(judged, completions, errors)


def previews(period: Period, wanted: Mapping[int, Mapping[str, Figures]]) -> dict[int, UnitScore]:
    """Judge many units of a period as if some figures were saved; and a province over those.

    Args:
        period: theirs.
        wanted: figures that can be stored, by the id of an evaluation and by indicator code.

    Source: R2 to R5.
    """
    return {read.row.pk: _judged(read.inputs) for read in scoring_inputs(period, list(wanted), wanted)}


def _judged(inputs: UnitInput) -> UnitScore:
    """The result; a figure that cannot be judged, as where a register changed under it, is not reported."""
    try:
        return score(inputs)
    except FigureError:
        return score(without_unfit(inputs)[0])
