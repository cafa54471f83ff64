"""Element 1 of an official: whose result one carries (II.C.1, R8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kinerja.rules.aggregate import unit_score
from kinerja.rules.completion import completion
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.reports import SOURCE
from kinerja.rules.types import Completion, Indicator, Kind, Realization, Step, UnitScore


@dataclass(frozen=True, slots=True)
class ElementOne:
    """What an official carries, and what stands beside it for comparison (None: nothing else)."""

    carried: UnitScore
    beside: UnitScore | None


@dataclass(frozen=True, slots=True)
class OwnOutputs:
    """The outputs of II.A.1 that a field reports on: how many are required, how many came in time.

    ``on_time`` is None where the unit told only the total of K2; ``required`` is 0 where a field has none.
    """

    required: int = 0
    on_time: int | None = None
    synthetic: bool = False


NO_OUTPUTS = OwnOutputs()


def element_one(
    fields: Iterable[str],
    completions: Iterable[Completion],
    policy: Policy = DEFAULT,
    own_outputs: Completion | None = None,
) -> ElementOne:
    """Choose the result an official carries.

    Args:
        fields: the official's bidang as in ``Indicator.field``, two in a merged one; none for Kepala Dinas
            and Sekretaris, who carry the unit.
        completions: all of the unit's; those with field "" (K1.5, K3) count in every field.
        policy: ``responsibility``.
        own_outputs: K2 over the fields' own outputs, which replaces the unit's K2 in the fields'
            result; None leaves K2 out (a secretariat has no outputs).

    Returns:
        The field's result with the unit's beside it; with ``responsibility: unit`` the other way
        round.

    Source: R8; II.A.1, II.D.1.
    """
    rows, named = list(completions), set(fields)
    unit = unit_score(rows, policy)
    if not named:
        return ElementOne(unit, None)
    own = field_score(named, rows, policy, own_outputs)
    if policy.responsibility == "unit":
        return ElementOne(unit, own)
    return ElementOne(own, unit)


def field_score(
    fields: Iterable[str], completions: Iterable[Completion], policy: Policy, own_outputs: Completion | None
) -> UnitScore:
    """Return the result of a bidang alone; arguments as ``element_one`` (R8)."""
    counted = {*fields, ""}
    inside = [row for row in completions if row.kind is not Kind.REPORTS and row.field in counted]
    if own_outputs is not None:
        inside.append(own_outputs)
    return unit_score(inside, policy)


def own_outputs(
    indicator: Indicator,
    of_unit: Completion,
    outputs: OwnOutputs,
    policy: Policy = DEFAULT,
    *,
    cutoff: date | None = None,
) -> Completion | None:
    """Judge K2 over the outputs of a bidang.

    Args:
        indicator: K2.
        of_unit: K2 of the whole unit.
        outputs: what the bidang reports on.
        policy: cap and table.
        cutoff: the period's.

    Returns:
        None where the bidang has no outputs. Where only the unit's total is known that result stands in for
        the bidang's, and a step says so.

    Source: R8 ("K2 over the field's own outputs"), II.A.1.
    """
    if not outputs.required:
        return None
    if outputs.on_time is None:
        text = "K2 hanya dilaporkan sebagai jumlah seluruh unit; hasil unit dipakai untuk bidang ini."
        return replace(of_unit, steps=(*of_unit.steps, Step(text, "R8", "II.A.1", policy=True)))
    figure = Realization(
        numerator=Decimal(outputs.on_time),
        denominator=Decimal(outputs.required),
        source=SOURCE,
        synthetic=outputs.synthetic,
    )
    return completion(replace(indicator, required=outputs.required), figure, policy, cutoff=cutoff)
