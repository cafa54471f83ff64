"""Element 1 of an official as lists show it: live until the approval, then as it was decided (R8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.db.models import Case, DecimalField, F, Q, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from kinerja.models import SemesterEvaluation
from kinerja.models.appraisal import WITH_APPROVAL
from kinerja.rules.policy import Policy
from kinerja.selectors.outputs import SINGLE, field_key
from officials.models import Position

#: Posts that answer for the whole unit (R8; ``Appraisal.carries_unit``).
CARRY_UNIT = (Position.Kind.KEPALA_DINAS, Position.Kind.SEKRETARIS)
#: The bidang that a post may carry: one field, or two merged ones.
BIDANG = (*SINGLE, *combinations(sorted(field for (field,) in SINGLE), 2))
#: Where an approved result keeps what the official carries.
CARRIED = KeyTransform("carried", KeyTransform("element_one", "result"))


@dataclass(frozen=True, slots=True)
class Element:
    """Element 1 in short; ``completion`` is only an indication while ``provisional`` (R4)."""

    completion: Decimal | None = None
    nilai: int | None = None
    kategori: str = ""
    provisional: bool = True


def element_of(
    *,
    kind: str,
    fields: Sequence[str],
    policy: Policy,
    unit: Element,
    of_fields: Mapping[str, Any],
    frozen: Any,
) -> Element:
    """Element 1 of one official.

    Args:
        kind: of the post.
        fields: the bidang it carries.
        policy: ``responsibility``.
        unit: the unit's own result.
        of_fields: ``SemesterEvaluation.fields``.
        frozen: what an approved result says the official carries; None before the approval.
    """
    if frozen is not None:
        return _read(frozen)
    if kind in CARRY_UNIT or policy.responsibility == "unit" or not fields:
        return unit
    own = of_fields.get(field_key(fields))
    return Element() if own is None else _read(own)


def completion_shown(policy: Policy) -> Any:
    """The completion of ``element_of`` as an expression, to sort by.

    A result is decided while its unit is final, so that it reads the same on the unit until that is reopened;
    only then the decided result itself, a large document, is looked into.
    """
    decided = Q(state__in=WITH_APPROVAL)
    moved_on = ~Q(evaluation__state=SemesterEvaluation.State.FINAL)
    moved_on |= Q(evaluation__final_at__gt=F("approved_at"))
    live, frozen = _live(policy), _number(CARRIED)
    return Case(
        When(decided & moved_on, then=frozen),
        When(decided, then=Coalesce(live, frozen)),
        default=live,
        output_field=_column(),
    )


def _live(policy: Policy) -> Any:
    whole = F("evaluation__completion")
    if policy.responsibility == "unit":
        return whole
    own = [
        When(fields=list(fields), then=_number(KeyTransform(field_key(fields), "evaluation__fields")))
        for fields in BIDANG
    ]
    return Case(
        When(Q(kind__in=CARRY_UNIT) | Q(fields=[]), then=whole), *own, default=None, output_field=_column()
    )


def _number(result: Any) -> Any:
    return Cast(KeyTextTransform("completion", result), _column())


def _column() -> "DecimalField[Any, Any]":
    return DecimalField(max_digits=6, decimal_places=2)


def _read(data: Mapping[str, Any]) -> Element:
    completion = data["completion"]
    return Element(
        None if completion is None else Decimal(completion),
        data["nilai"],
        data["kategori"] or "",
        data["provisional"],
    )
