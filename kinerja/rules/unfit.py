"""Figures that cannot be judged, as where a register changed under them, never keep the others back (R4)."""

from __future__ import annotations

from dataclasses import replace

from kinerja.rules.completion import completion
from kinerja.rules.record import Figure, UnitInput
from kinerja.rules.types import FigureError, Notice, Realization


def without_unfit(inputs: UnitInput) -> tuple[UnitInput, list[str]]:
    """Take each figure that cannot be judged as not reported, with a warning.

    Returns:
        The input that can be judged, and one sentence for each figure at fault, behind its code.

    Source: R4.
    """
    faults = [(figure, _fault(figure, inputs)) for figure in inputs.figures]
    rows = tuple(_emptied(figure, fault) if fault else figure for figure, fault in faults)
    told = [f"{figure.indicator.code}: {fault}" for figure, fault in faults if fault]
    return replace(inputs, figures=rows), told


def _fault(figure: Figure, inputs: UnitInput) -> str:
    try:
        if figure.realization is not None:
            completion(figure.indicator, figure.realization, inputs.policy, cutoff=inputs.cutoff)
    except FigureError as error:
        return error.text
    return ""


def _emptied(figure: Figure, fault: str) -> Figure:
    notice = Notice("figure_unfit", fault)
    return replace(figure, realization=Realization(notices=(notice,)))
