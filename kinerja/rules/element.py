"""Element 1 of an official: whose result one carries (II.C.1, R8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kinerja.rules.aggregate import unit_score
from kinerja.rules.policy import DEFAULT, Policy
from kinerja.rules.types import Completion, Kind, UnitScore


@dataclass(frozen=True, slots=True)
class ElementOne:
    """What an official carries, and what stands beside it for comparison (None: nothing else)."""

    carried: UnitScore
    beside: UnitScore | None


def element_one(
    field: str,
    completions: Iterable[Completion],
    policy: Policy = DEFAULT,
    own_outputs: Completion | None = None,
) -> ElementOne:
    """Choose the result an official carries.

    Args:
        field: the official's bidang as in ``Indicator.field``; "" for Kepala Dinas and Sekretaris,
            who carry the unit.
        completions: all of the unit's; those with field "" (K1.5, K3) count in every field.
        policy: ``responsibility``.
        own_outputs: K2 over the field's own outputs, which replaces the unit's K2 in the field's
            result; None leaves K2 out (a secretariat has no outputs).

    Returns:
        The field's result with the unit's beside it; with ``responsibility: unit`` the other way
        round.

    Source: R8; II.A.1, II.D.1.
    """
    rows = list(completions)
    unit = unit_score(rows, policy)
    if not field:
        return ElementOne(unit, None)
    inside = [row for row in rows if row.kind is not Kind.REPORTS and row.field in (field, "")]
    if own_outputs is not None:
        inside.append(own_outputs)
    own = unit_score(inside, policy)
    if policy.responsibility == "unit":
        return ElementOne(unit, own)
    return ElementOne(own, unit)
