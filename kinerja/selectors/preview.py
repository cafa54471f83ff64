"""What figures would come to before they are saved: the same rules over them, nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.completion import completion
from kinerja.rules.entry import Figures, faults
from kinerja.rules.record import Figure, score
from kinerja.rules.types import Completion, FigureError, Realization, UnitScore
from kinerja.rules.unfit import without_unfit
from kinerja.selectors.entry import entry_indicators, registered, rules_indicator
from kinerja.selectors.inputs import scoring_inputs, unit_input


@dataclass(frozen=True, slots=True)
class Preview:
    """What unsaved figures would come to.

    ``score`` is the unit's result over every indicator; ``completions`` has each one by code, with what is
    declared for the province (P2.b) beside those of the unit's own table. An indicator in ``errors``
    (code -> field -> sentence) cannot be judged and counts as not reported.
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
    inputs = unit_input(evaluation)
    inputs = replace(inputs, figures=tuple(_with(row, given, errors) for row in inputs.figures))
    judged = score(inputs)
    completions = {row.code: row for row in judged.completions}
    for code, figure in given.items():
        if code not in completions:
            entered = None if code in errors else figure.as_realization()
            completions[code] = completion(rules[code], entered, inputs.policy, cutoff=period.cutoff)
    return Preview(judged, completions, errors)


def previews(period: Period, wanted: Mapping[int, Mapping[str, Figures]]) -> dict[int, UnitScore]:
    """Judge many units of a period as if some figures were saved; a province as its kab/kota stand now.

    Args:
        period: theirs.
        wanted: figures that can be stored, by the id of an evaluation and by indicator code.

    Source: R2 to R5.
    """
    found = {}
    for read in scoring_inputs(period, list(wanted)):
        given = wanted[read.row.pk]
        rows = tuple(_with(row, given, {}) for row in read.inputs.figures)
        inputs = replace(read.inputs, figures=rows)
        try:
            found[read.row.pk] = score(inputs)
        except FigureError:
            found[read.row.pk] = score(without_unfit(inputs)[0])
    return found


def _with(row: Figure, given: Mapping[str, Figures], errors: Mapping[str, object]) -> Figure:
    """The figure of the form in place of the stored one; what others decide is kept (incidents, a zero)."""
    code, stored = row.indicator.code, row.realization or Realization()
    if code not in given:
        return row
    entered = Realization() if code in errors else given[code].as_realization()
    kept = replace(entered, incidents=stored.incidents, decided_zero=stored.decided_zero)
    return replace(row, realization=kept)
