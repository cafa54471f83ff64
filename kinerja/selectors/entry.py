"""What a unit reports on: the leaves of the decree's table, and what it declares for its province."""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kinerja.models import Indicator, Realization, SemesterEvaluation, ServiceOutput
from kinerja.rules import types as rules
from kinerja.rules.entry import NAMES, Figures


def entry_indicators(evaluation: SemesterEvaluation) -> list[Indicator]:
    """The indicators that take a figure in an evaluation, in the order of the decree.

    A kab/kota under a province also declares what stands in the province's table alone and is drawn from the
    declarations of its kab/kota (P2.b: ``fed_by`` names the indicator itself).

    Each carries ``required``, the number of outputs its unit reports on (22 of 24, R2).

    Source: II.C.1, R2, R5.
    """
    asked = Q(duties=evaluation.duties)
    if evaluation.province_id is not None:
        asked |= Q(fed_by=F("code"))
    rows = Indicator.objects.filter(asked, indicator_set=evaluation.period.indicator_set_id)
    leaves = rows.exclude(kind=Indicator.Kind.MEAN).annotate(required=Subquery(_required()))
    return sorted(leaves, key=lambda row: (row.duties != evaluation.duties, row.sequence))


def _required() -> "QuerySet[Any]":
    """How many outputs of the same table are scored by no indicator of their own."""
    same = {"indicator_set": OuterRef("indicator_set"), "duties": OuterRef("duties"), "scored_by": ""}
    rows = ServiceOutput.objects.filter(**same).order_by().values("duties")
    return rows.annotate(number=Count("pk")).values("number")


def rules_indicator(indicator: Indicator, evaluation: SemesterEvaluation) -> rules.Indicator:
    """An indicator of ``entry_indicators`` as a figure entered in it is checked by: without a target.

    It is rolled up only in the table it stands in; a kab/kota declares P2.b for itself.
    """
    rolled = indicator.rollup if indicator.duties == evaluation.duties else ""
    kind = rules.Kind(indicator.kind)
    required = getattr(indicator, "required", None) if kind is rules.Kind.REPORTS else None
    return rules.Indicator(indicator.code, kind, rollup=rules.Rollup(rolled), required=required)


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
    found = {}
    if evaluation.reports.exists():
        found[Indicator.Kind.REPORTS.value] = _("Angka ini dihitung dari laporan per keluaran.")
    if evaluation.innovations.exists():
        found[Indicator.Kind.COUNT.value] = _("Angka ini dihitung dari daftar inovasi.")
    return found
