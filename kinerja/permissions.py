"""Who may do what to an evaluation: role × region, from the table in ``rules.workflow`` (contract, Roles).

Each predicate says one thing; they are combined with ``&``, ``|`` and ``~``. Pages, services and the API ask
the same ones, so that a page never offers what its service refuses.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.utils import timezone
from rules import Predicate, predicate

from kinerja.models import SemesterEvaluation
from kinerja.rules.acts import Act
from kinerja.rules.workflow import NOT_THE_ENTERER
from officials.access import holds
from officials.models import WorkUnit
from regions.models import RegionCode


@predicate
def is_unit_operator(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Enters for this very unit."""
    return holds(user, "operator_unit", evaluation.unit.region_id)


@predicate
def is_ditjen_operator(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Enters for every unit, or for those of a region."""
    return holds(user, "operator_ditjen", evaluation.unit.region_id, evaluation.province_id)


@predicate
def is_province_monitor(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Watches over the kab/kota of the province; its own evaluation passes nobody below the Ditjen (R6)."""
    return evaluation.province_id is not None and holds(user, "pemantau_provinsi", evaluation.province_id)


@predicate
def is_verifier(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Verifies for the Ditjen."""
    return holds(user, "verifikator_ditjen", evaluation.unit.region_id, evaluation.province_id)


@predicate
def is_dirjen(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Assesses for the Menteri (II.B.1.a)."""
    return holds(user, "dirjen", evaluation.unit.region_id, evaluation.province_id)


@predicate
def is_admin(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Keeps the reference data and reopens."""
    return holds(user, "admin_pusat", evaluation.unit.region_id, evaluation.province_id)


@predicate
def has_entered(user: Any, evaluation: SemesterEvaluation) -> bool:
    """Entered a figure, a report or an innovation that stands, or submitted this revision."""
    submits = evaluation.events.filter(act="submit", revision=evaluation.revision)
    return (
        evaluation.submitted_by_id == user.pk
        or submits.filter(actor=user).exists()
        or evaluation.realizations.filter(entered_by=user, zero_reason="").exists()
        or evaluation.reports.filter(entered_by=user).exists()
        or evaluation.innovations.filter(entered_by=user).exists()
    )


@predicate
def enters_for(user: Any, unit: WorkUnit) -> bool:
    """Operator of this very office, apart from any evaluation."""
    return holds(user, "operator_unit", unit.region_id)


@predicate
def operates_for(user: Any, unit: WorkUnit) -> bool:
    """Operator of the Ditjen for an office."""
    return holds(user, "operator_ditjen", *places_of(unit))


@predicate
def verifies_for(user: Any, unit: WorkUnit) -> bool:
    """Verifier of the Ditjen for an office."""
    return holds(user, "verifikator_ditjen", *places_of(unit))


@predicate
def signs_for(user: Any, unit: WorkUnit) -> bool:
    """The Dirjen, second party of every office's agreement (II.C.1)."""
    return holds(user, "dirjen", *places_of(unit))


def places_of(unit: WorkUnit) -> tuple[int, ...]:
    """The region of an office, and the province it belongs to today."""
    codes = RegionCode.objects.on(timezone.localdate()).filter(region=unit.region_id)
    return (unit.region_id, *codes.filter(parent__isnull=False).values_list("parent", flat=True))


OF_ROLE: dict[str, Predicate] = {
    "operator_unit": is_unit_operator,
    "operator_ditjen": is_ditjen_operator,
    "pemantau_provinsi": is_province_monitor,
    "verifikator_ditjen": is_verifier,
    "dirjen": is_dirjen,
    "admin_pusat": is_admin,
}
may_enter: Predicate = is_unit_operator | is_ditjen_operator
may_decide: Predicate = is_verifier & ~has_entered
may_record_incident: Predicate = operates_for | verifies_for
may_decide_incident: Predicate = verifies_for
may_draft_agreement: Predicate = enters_for | operates_for
may_sign_agreement: Predicate = signs_for


def may_act(row: Act, state: str) -> Predicate | None:
    """Who may do an act to an evaluation in a state; None where nobody may.

    Args:
        row: a row of the table in ``rules.workflow``.
        state: the state of the evaluation.
    """
    roles = row.roles_in(state)
    if not roles:
        return None
    by_role: Predicate = reduce(or_, (OF_ROLE[role] for role in roles))
    return by_role & ~has_entered if NOT_THE_ENTERER in row.preconditions else by_role
