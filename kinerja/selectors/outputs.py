"""The outputs of II.A.1 by bidang: how many are reported on, how many reports came in time (R8)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from kinerja.models import Period, ServiceOutput, ServiceReport
from kinerja.rules.element import OwnOutputs
from officials.models import Position

Field = Position.Field
#: Every bidang by itself; merged ones come from the posts of an office.
SINGLE = tuple((field.value,) for field in sorted(Field))


def field_key(fields: Collection[str]) -> str:
    """The name under which a bidang's result is stored: "capil", or "capil+dafduk" of a merged one."""
    return "+".join(sorted(fields))


@dataclass(frozen=True, slots=True)
class Outputs:
    """What was read of a period: required outputs by duties and field, reports by evaluation and field."""

    required: Mapping[str, Mapping[str, int]]
    on_time: Mapping[int, Mapping[str, tuple[int, bool]]]
    merged: Mapping[int, tuple[tuple[str, ...], ...]]

    def bidang(self, unit: int) -> tuple[tuple[str, ...], ...]:
        """The bidang of an office whose result somebody may carry: each field, and the merged ones."""
        return (*SINGLE, *self.merged.get(unit, ()))

    def of(self, evaluation: int, duties: str, fields: tuple[str, ...]) -> OwnOutputs:
        """The outputs of a bidang; ``on_time`` is None where the unit made no single reports."""
        required = sum(self.required.get(duties, {}).get(field, 0) for field in fields)
        told = self.on_time.get(evaluation)
        if told is None or not required:
            return OwnOutputs(required)
        rows = [told.get(field, (0, False)) for field in fields]
        return OwnOutputs(required, sum(number for number, _ in rows), any(made_up for _, made_up in rows))


def read_outputs(period: Period, evaluations: Collection[int] | None, units: Collection[int]) -> Outputs:
    """Read them in three queries.

    Args:
        period: with its set; a report counts in time until ``reports_due``.
        evaluations: ids; None for all of the period.
        units: ids of the offices whose merged bidang matter; all of them where ``evaluations`` is None.
    """
    required: dict[str, dict[str, int]] = defaultdict(dict)
    outputs = ServiceOutput.objects.filter(indicator_set=period.indicator_set_id, scored_by="")
    counted = outputs.order_by().values_list("duties", "field").annotate(number=Count("pk"))
    for duties, field, number in counted:
        required[duties][field] = number
    return Outputs(required, _on_time(period, evaluations), _merged(None if evaluations is None else units))


def _on_time(period: Period, evaluations: Collection[int] | None) -> dict[int, dict[str, tuple[int, bool]]]:
    rows = ServiceReport.objects.filter(evaluation__period=period, output__scored_by="")
    if evaluations is not None:
        rows = rows.filter(evaluation__in=list(evaluations))
    counted = (
        rows.order_by()
        .values_list("evaluation_id", "output__field")
        .annotate(
            number=Count("pk", filter=Q(reported_on__lte=period.reports_due)),
            made_up=Count("pk", filter=Q(synthetic=True)),
        )
    )
    found: dict[int, dict[str, tuple[int, bool]]] = defaultdict(dict)
    for evaluation, field, number, made_up in counted:
        found[evaluation][field] = (number, bool(made_up))
    return found


def _merged(units: Collection[int] | None) -> dict[int, tuple[tuple[str, ...], ...]]:
    posts = Position.objects.exclude(second_field="").filter(unit__isnull=False)
    if units is not None:
        posts = posts.filter(unit__in=list(units))
    found: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for unit, first, second in posts.order_by().values_list("unit_id", "field", "second_field").distinct():
        found[unit].add(tuple(sorted((first, second))))
    return {unit: tuple(sorted(pairs)) for unit, pairs in found.items()}
