"""The results workbook of a period: its columns, and what is known of each unit in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Func, JSONField, OuterRef, QuerySet, Subquery

from kinerja.exchange.columns import UNIT
from kinerja.exchange.layout import Filled, Layout, Line
from kinerja.exchange.results_columns import SHEETS, Terms, results_layout
from kinerja.models import DesignatedVersion, Period, Realization, SemesterEvaluation, WorkbookImport
from kinerja.rules.entry import OLDEST_DENOMINATOR, Figures
from kinerja.selectors.entry import entry_fields, figures_of, indicators_of, registers

#: No values beside the figures.
NOTHING: Mapping[int, Mapping[str, Any]] = {}


def layout_of(period: Period) -> Layout:
    """The results workbook of a period (contract, The results workbook)."""
    asked = {}
    for title, duties in SHEETS.items():
        rows = indicators_of(period.indicator_set_id, duties, in_province=duties == "kabkota")
        asked[title] = [(row, entry_fields(row, duties)) for row in rows]
    return results_layout(asked, terms_of(period))


def figures_by_evaluation(evaluations: Iterable[int]) -> dict[int, dict[str, Figures]]:
    """The stored figures of some evaluations, by id and indicator code, in one query."""
    found: dict[int, dict[str, Figures]] = defaultdict(dict)
    rows = Realization.objects.filter(evaluation__in=list(evaluations)).select_related("indicator")
    for row in rows:
        found[row.evaluation_id][row.indicator.code] = figures_of(row)
    return found


def zeros_by_evaluation(evaluations: Iterable[int]) -> dict[int, set[str]]:
    """The indicators for which a zero was decided (R4), by id of an evaluation, in one query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Realization.objects.filter(evaluation__in=list(evaluations)).exclude(zero_reason="")
    for pk, code in rows.values_list("evaluation", "indicator__code"):
        found[pk].add(code)
    return found


def results_template(period: Period, evaluations: "QuerySet[Any]") -> Filled:
    """The workbook to fill in for some evaluations of a period, with what is stored already.

    Args:
        period: with its set.
        evaluations: those that whoever asks may see.
    """
    rows: list[SemesterEvaluation] = list(evaluations.order_by("region_code"))
    layout = layout_of(period)
    return layout, result_lines(period, rows, layout)


def result_lines(
    period: Period,
    rows: Sequence[SemesterEvaluation],
    layout: Layout,
    more: Mapping[int, Mapping[str, Any]] = NOTHING,
) -> dict[str, list[Line]]:
    """What is known of some units, line by line under the heads of a workbook of results.

    Args:
        period: with its set.
        rows: its evaluations.
        layout: the workbook; columns of no figure are filled by ``more``.
        more: further values by the id of an evaluation and by header.
    """
    keys = [row.pk for row in rows]
    figures, decided = figures_by_evaluation(keys), registers(keys)
    kinds = dict(period.indicator_set.indicators.values_list("code", "kind"))
    lines: dict[str, list[Line]] = {title: [] for title in SHEETS}
    titles = {duties: title for title, duties in SHEETS.items()}
    for row in rows:
        title, known = titles[row.duties], figures.get(row.pk, {})
        columns = [column for column in layout.sheets[title] if column.group]
        values = {
            column.head: getattr(known[column.group], column.name)
            for column in columns
            if column.group in known
        }
        closed = {column.head for column in columns if kinds[column.group] in decided.get(row.pk, {})}
        names = dict(zip(UNIT, (row.region_code, row.full_name), strict=True))
        lines[title].append(Line({**names, **values, **more.get(row.pk, {})}, frozenset(closed)))
    return lines


def terms_of(period: Period) -> Terms:
    """What a period's workbook is for, and what its cells may hold (R6)."""
    versions = DesignatedVersion.objects.filter(valid_from__lte=period.cutoff).order_by("-valid_from")
    return Terms(
        period=period.code,
        indicator_set=period.indicator_set.code,
        label=period.label,
        starts=period.starts,
        cutoff=period.cutoff,
        oldest=period.starts - OLDEST_DENOMINATOR,
        versions=tuple(versions.values_list("version", flat=True)[:5]),
    )


class _Completions(Func):
    """Of a stored result no more than the completion of each indicator, by its code."""

    output_field = JSONField()
    SQLITE = (
        "(SELECT json_group_object(json_extract(value, '$.code'), json_extract(value, '$.completion')) "
        "FROM json_each(%(expressions)s, '$.indicators'))"
    )
    POSTGRESQL = (
        "(SELECT jsonb_object_agg(judged ->> 'code', judged -> 'completion') "
        "FROM jsonb_array_elements(%(expressions)s -> 'indicators') AS judged)"
    )

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """As SQLite takes JSON apart."""
        return self.as_sql(compiler, connection, template=self.SQLITE, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """As PostgreSQL takes JSON apart."""
        return self.as_sql(compiler, connection, template=self.POSTGRESQL, **context)


def past_completions(period: Period, units: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """The completion of each indicator in the last period before that was judged, by the id of an office and
    indicator code.
    """
    judged = SemesterEvaluation.objects.filter(period__code__lt=period.code, result__isnull=False)
    last = judged.filter(unit=OuterRef("unit")).order_by("-period__code").values("pk")[:1]
    rows = judged.filter(unit__in=list(units), pk=Subquery(last)).order_by()
    return {
        unit: {code: Decimal(value) for code, value in (found or {}).items() if value}
        for unit, found in rows.values_list("unit", _Completions("result"))
    }


class AppliedChange(NamedTuple):
    """One figure that an import wrote."""

    code: str
    before: Figures
    after: Figures


class AppliedUnit(NamedTuple):
    """What an import wrote of one unit."""

    evaluation: SemesterEvaluation
    changes: list[AppliedChange]


def applied_changes(run: WorkbookImport, user: Any) -> list[AppliedUnit]:
    """What applying a file wrote of the units that an account sees today, in the order of their codes."""
    done: dict[str, Any] = run.changes or {}
    rows = SemesterEvaluation.objects.visible_to(user).filter(pk__in=list(done)).order_by("region_code")
    return [
        AppliedUnit(
            row,
            [
                AppliedChange(code, Figures.from_data(said["before"]), Figures.from_data(said["after"]))
                for code, said in done[str(row.pk)]["figures"].items()
            ],
        )
        for row in rows
    ]
