"""One example semester: opened by the service, filled in bulk, scored by the service, brought to states."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from kinerja.demo import figures as made_up
from kinerja.demo import history, published
from kinerja.demo.extras import add_innovations, add_reports
from kinerja.demo.incidents import add_incidents
from kinerja.demo.plan import is_reported, plan_of
from kinerja.demo.registers import VERSIONS, add_agreements
from kinerja.models import Period, Realization, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.rules.rounding import round_half_up
from kinerja.services.period import open_period
from kinerja.services.scoring import score_period
from officials.models import User, WorkUnit

#: By id of the evaluation, then by code of the indicator.
Stored = dict[int, dict[str, Figures]]
#: The period that the published percentages of akta kelahiran belong to.
AKTA_PERIOD = "2018-1"


def add_semester(code: str, actors: Mapping[str, User]) -> dict[str, int]:
    """Make a period with its figures and states.

    Args:
        code: ``2018-1``, ``2025-1`` or ``2025-2``; no such period exists yet.
        actors: the example accounts by name.

    Returns:
        How many of what was made.
    """
    period = open_period(code=code, actor=None).period
    evaluations = list(
        SemesterEvaluation.objects.filter(period=period)
        .select_related("unit__region", "period")
        .order_by("region_code")
    )
    agreements = add_agreements(period, evaluations)
    figures = figures_of(period, evaluations)
    realizations = _store(period, figures, actors["operator_ditjen"])
    reports = add_reports(period, evaluations, figures, actors["operator_ditjen"])
    innovations = add_innovations(evaluations, figures, actors)
    score_period(period=period, actor=None)
    incidents = add_incidents(period, actors)
    events = history.bring(period, _by_state(period, evaluations), actors)
    return {
        "evaluations": len(evaluations),
        "agreements": agreements,
        "realizations": realizations,
        "reports": reports,
        "innovations": innovations,
        "incidents": incidents,
        "events": events,
    }


def figures_of(period: Period, evaluations: Iterable[SemesterEvaluation]) -> Stored:
    """The figures of a period: the published ones, and made-up ones everywhere else."""
    units = {row.pk: unit_of(period, row) for row in evaluations}
    found = {
        row.pk: units[row.pk].province()
        if row.duties == WorkUnit.Duties.PROVINSI
        else units[row.pk].kabkota()
        for row in evaluations
    }
    for row in evaluations:
        plan = plan_of(row.region_code, period.code)
        given = found[row.pk].items()
        found[row.pk] = {code: said for code, said in given if is_reported(plan, row.region_code, code)}
    if period.code == AKTA_PERIOD:
        _add_akta(found, {row.region_code: row for row in evaluations}, units)
    return found


def unit_of(period: Period, row: SemesterEvaluation) -> made_up.Unit:
    """What the made-up figures of an evaluation are reckoned from."""
    return made_up.Unit(
        row.region_code, period.code, row.unit.region.population or 0, _versions(period.cutoff)
    )


def _versions(cutoff: date) -> tuple[str, str]:
    """The version designated at a cut-off, and the one before it."""
    known = [version for day, version in sorted(VERSIONS.items()) if day <= cutoff]
    return known[-1], known[-2]


def _add_akta(
    found: Stored, by_code: Mapping[str, SemesterEvaluation], units: Mapping[int, made_up.Unit]
) -> None:
    """Put the published P1.2 in, and spread it over the kab/kota, whose counts nobody published."""
    for code, figure in published.akta_2018().items():
        found[by_code[code].pk]["P1.2"] = figure
        kabkota = [row.pk for other, row in by_code.items() if other.startswith(f"{code}.")]
        children = [units[pk].children() for pk in kabkota]
        owners = made_up.spread(figure.percent or round_half_up(0), children, code, "K1.2")
        for pk, above, below in zip(kabkota, owners, children, strict=True):
            found[pk]["K1.2"] = made_up.counts(above, below)


def _store(period: Period, figures: Stored, by: User) -> int:
    ids = dict(period.indicator_set.indicators.values_list("code", "id"))
    rows = [
        Realization(
            evaluation_id=evaluation,
            indicator_id=ids[code],
            numerator=figure.numerator,
            denominator=figure.denominator,
            percent=figure.percent,
            value=figure.value,
            cutoff=figure.cutoff,
            denominator_cutoff=figure.denominator_cutoff,
            source=figure.source,
            note=figure.note,
            synthetic=figure.synthetic,
            entered_by=by,
        )
        for evaluation, said in figures.items()
        for code, figure in said.items()
    ]
    return len(Realization.objects.bulk_create(rows))


def _by_state(
    period: Period, evaluations: Iterable[SemesterEvaluation]
) -> dict[str, list[SemesterEvaluation]]:
    found = defaultdict(list)
    for row in evaluations:
        found[plan_of(row.region_code, period.code).state].append(row)
    return found
