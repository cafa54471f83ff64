"""Writing reports on outputs, of one unit or of many; K2 follows in the same transaction (II.A.1, R2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

from django.utils.translation import gettext as _

from kinerja.models import Indicator, Period, SemesterEvaluation, ServiceOutput, ServiceReport
from kinerja.rules.reports import Report, reports_figure
from kinerja.rules.types import Kind
from kinerja.selectors.report import outputs_of, report_of, reports_by_evaluation
from kinerja.services.entered import Written, save_entered
from kinerja.services.errors import Refused
from kinerja.services.realization import REPORTED, Beside, Entry, store_many
from officials.models import User

_SAID = ("reported_on", "quantity", "synthetic")


@dataclass(frozen=True, slots=True)
class Filed:
    """What a unit says of one output from now on; an empty report takes it back.

    ``entered_by`` and ``at`` are who had entered it and when, where an act is undone.
    """

    report: Report
    entered_by: int | None = None
    at: datetime | None = None

    @classmethod
    def back(cls, change: Mapping[str, Any]) -> Self:
        """What puts a report back to what it was before a change, as ``store_reports`` tells one."""
        moment = datetime.fromisoformat(change["at"]) if change["at"] else None
        return cls(Report.from_data(change["before"]), change["by"], moment)


def store_reports(
    *,
    period: Period,
    filed: Mapping[SemesterEvaluation, Mapping[str, Filed]],
    actor: User,
    note: str = "",
    figures: Mapping[int, Entry] = MappingProxyType({}),
) -> dict[str, Any]:
    """Write reports of many units in a constant number of queries; K2 follows, each unit is judged anew.

    Args:
        period: of them all.
        filed: evaluations, locked and checked by the caller, with what changes in each by code of the output.
        actor: who reports.
        note: for the trail.
        figures: by id of an evaluation what K2 shall say instead, where an act is undone.

    Returns:
        As ``store_many``, with each report before and after as it has each figure.

    Raises:
        Refused: a unit that reports on no outputs.

    Source: R2 (K2), R4.
    """
    stored = reports_by_evaluation([row.pk for row in filed])
    terms = {duties: _Terms.of(period, duties) for duties in {row.duties for row in filed}}
    batch = _Batch(actor)
    entries: dict[SemesterEvaluation, dict[Indicator, Entry]] = {}
    for evaluation, wanted in filed.items():
        own, asked = stored.get(evaluation.pk, {}), terms[evaluation.duties]
        for code, each in wanted.items():
            batch.put(evaluation, asked.outputs[code], own, each)
        figure = reports_figure(map(report_of, own.values()), len(asked.outputs), period.reports_due)
        entries[evaluation] = {asked.indicator: figures.get(evaluation.pk, Entry(figure))}
    save_entered(ServiceReport, batch.written, batch.emptied, [*_SAID, "entered_by"])
    beside = {key: _beside(reports) for key, reports in batch.changes.items()}
    told: dict[str, Any] = {"action": REPORTED, "beside": beside, "note": note}
    done = store_many(period=period, entries=entries, actor=actor, **told)
    return {key: made | {"reports": batch.changes[int(key)]} for key, made in done.items()}


def reports_indicator(period: Period, duties: str) -> Indicator:
    """The indicator whose figure follows the reports of units with some duties (K2).

    Raises:
        Refused: there is none.
    """
    rows = Indicator.objects.filter(indicator_set=period.indicator_set_id, duties=duties, kind=Kind.REPORTS)
    found: Indicator | None = rows.first()
    if found is None:
        raise Refused([_("Unit kerja ini tidak menyampaikan laporan per keluaran.")])
    return found


@dataclass(frozen=True, slots=True)
class _Terms:
    """What units with some duties report on, and the indicator that follows."""

    outputs: Mapping[str, ServiceOutput]
    indicator: Indicator

    @classmethod
    def of(cls, period: Period, duties: str) -> Self:
        outputs = {row.code: row for row in outputs_of(period.indicator_set_id, duties)}
        return cls(outputs, reports_indicator(period, duties))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows to be saved and deleted, and what each report said before and says after."""

    actor: User
    written: list[Written] = field(default_factory=list)
    emptied: list[int] = field(default_factory=list)
    changes: dict[int, dict[str, Any]] = field(default_factory=dict)

    def put(
        self,
        evaluation: SemesterEvaluation,
        output: ServiceOutput,
        own: dict[str, ServiceReport],
        filed: Filed,
    ) -> None:
        """Put one report among those that an evaluation has of its own, or take it from them."""
        row, report = own.pop(output.code, None), filed.report
        self.changes.setdefault(evaluation.pk, {})[output.code] = _change(row, report)
        if report.is_empty:
            self.emptied.extend([row.pk] if row else [])
            return
        kept = row or ServiceReport(evaluation=evaluation, output=output)
        for name in _SAID:
            setattr(kept, name, getattr(report, name))
        kept.entered_by_id = filed.entered_by or self.actor.pk
        own[output.code] = kept
        self.written.append((kept, filed.at))


def _change(row: ServiceReport | None, after: Report) -> dict[str, Any]:
    """What a report says before and after, with who had entered it and when, in plain JSON."""
    was: dict[str, Any] = {"before": None, "by": None, "at": None}
    if row is not None:
        was = {"before": report_of(row).to_data(), "by": row.entered_by_id, "at": row.entered_at.isoformat()}
    return was | {"after": None if after.is_empty else after.to_data()}


def _beside(reports: Mapping[str, Mapping[str, Any]]) -> Beside:
    """The reports behind a figure, before and after, for the trail."""
    before, after = (
        {"reports": {code: row[side] for code, row in reports.items()}} for side in ("before", "after")
    )
    return before, after
