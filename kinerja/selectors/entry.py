"""What a unit reports on: the leaves of the decree's table, and what it declares for its province."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kinerja.models import (
    Indicator,
    Innovation,
    Realization,
    SemesterEvaluation,
    ServiceOutput,
    ServiceReport,
)
from kinerja.rules import types as rules
from kinerja.rules.entry import DATES, NAMES, Figures, takes


def entry_indicators(evaluation: SemesterEvaluation) -> list[Indicator]:
    """The indicators that take a figure in an evaluation; see ``indicators_of``."""
    period = evaluation.period
    return indicators_of(
        period.indicator_set_id, evaluation.duties, in_province=evaluation.province_id is not None
    )


def indicators_of(indicator_set: int, duties: str, *, in_province: bool) -> list[Indicator]:
    """The indicators that units with some duties report on, in the order of the decree.

    A kab/kota under a province also declares what stands in the province's table alone and is drawn from the
    declarations of its kab/kota (P2.b: ``fed_by`` names the indicator itself).

    Each carries ``required``, the number of outputs its unit reports on (22 of 24, R2).

    Source: II.C.1, R2, R5.
    """
    asked = Q(duties=duties)
    if in_province:
        asked |= Q(fed_by=F("code"))
    rows = Indicator.objects.filter(asked, indicator_set=indicator_set)
    leaves = rows.exclude(kind=Indicator.Kind.MEAN).annotate(required=Subquery(_required()))
    return sorted(leaves, key=lambda row: (row.duties != duties, row.sequence))


def indicator_of_kind(evaluation: SemesterEvaluation, kind: rules.Kind) -> Indicator | None:
    """The indicator of a kind that stands once in a table (reports, count); None where a unit has none."""
    period, duties = evaluation.period, evaluation.duties
    found: Indicator | None = Indicator.objects.filter(
        indicator_set=period.indicator_set_id, duties=duties, kind=kind
    ).first()
    return found


def _required() -> "QuerySet[Any]":
    """How many outputs of the same table are scored by no indicator of their own."""
    same = {"indicator_set": OuterRef("indicator_set"), "duties": OuterRef("duties"), "scored_by": ""}
    rows = ServiceOutput.objects.filter(**same).order_by().values("duties")
    return rows.annotate(number=Count("pk")).values("number")


def rules_indicator(indicator: Indicator, duties: str) -> rules.Indicator:
    """An indicator of ``indicators_of`` as a figure entered in it is checked by: without a target.

    It is rolled up only in the table it stands in; a kab/kota declares P2.b for itself.
    """
    rolled = indicator.rollup if indicator.duties == duties else ""
    kind = rules.Kind(indicator.kind)
    required = getattr(indicator, "required", None) if kind is rules.Kind.REPORTS else None
    return rules.Indicator(indicator.code, kind, rollup=rules.Rollup(rolled), required=required)


def entry_fields(indicator: Indicator, duties: str) -> tuple[str, ...]:
    """The fields of a figure that an indicator takes, with its dates and its source."""
    taken = takes(rules_indicator(indicator, duties))
    return (*taken, *(DATES if "denominator" in taken else ()), "source")


def figures_of(row: Realization | None) -> Figures:
    """The figure of a stored row; an empty one for no row."""
    return Figures() if row is None else Figures(**{name: getattr(row, name) for name in NAMES})


def stored_figures(evaluation: SemesterEvaluation) -> dict[str, Figures]:
    """The figures of an evaluation by indicator code; an indicator nobody reported on is absent."""
    rows = Realization.objects.filter(evaluation=evaluation).select_related("indicator")
    return {row.indicator.code: figures_of(row) for row in rows}


def registered(evaluation: SemesterEvaluation) -> dict[str, str]:
    """The kinds of indicator whose figure a register of the unit decides, with the sentence that says so.

    Reports of outputs decide ``reports`` (K2) and innovations decide ``count`` (K3) as soon as there is one.
    """
    return registers([evaluation.pk]).get(evaluation.pk, {})


def registers(evaluations: Collection[int]) -> dict[int, dict[str, str]]:
    """As ``registered``, by the id of an evaluation, in two queries."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    said: dict[type[ServiceReport | Innovation], tuple[str, str]] = {
        ServiceReport: (Indicator.Kind.REPORTS.value, _("Angka ini dihitung dari laporan per keluaran.")),
        Innovation: (Indicator.Kind.COUNT.value, _("Angka ini dihitung dari daftar inovasi.")),
    }
    for register, (kind, sentence) in said.items():
        rows = register.objects.filter(evaluation__in=evaluations)
        for pk in rows.order_by().values_list("evaluation", flat=True).distinct():
            found[pk][kind] = sentence
    return found
