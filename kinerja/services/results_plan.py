"""What a table of results would do: every row checked against what is stored, nothing written (R2 to R6)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.results_columns import SHEETS, SUFFIXES, ResultRow, figures_row, head_of
from kinerja.models import Indicator, Period, SemesterEvaluation
from kinerja.rules.entry import Figures, ends_zero, revised, told
from kinerja.rules.rounding import written
from kinerja.rules.types import Completion, UnitScore
from kinerja.selectors.entry import entry_indicators, registers
from kinerja.selectors.preview import previews
from kinerja.selectors.results import (
    figures_by_evaluation,
    past_completions,
    zeros_by_evaluation,
)
from kinerja.services.evaluation import figure_errors
from kinerja.services.import_plan import Plan, in_order
from kinerja.services.unit_row import closed_entry, other_name, unknown_unit, wrong_sheet
from officials.models import User

#: Percentage points between two periods from which a completion is asked about.
JUMP = Decimal(15)


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure that would change: as stored, as it would be, and its completion then."""

    indicator: Indicator
    before: Figures
    after: Figures
    completion: Completion | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would do to its unit: the figures that change, and the result they would come to."""

    row: ResultRow
    evaluation: SemesterEvaluation
    changes: tuple[Changed, ...]
    score: UnitScore
    remarks: tuple[Fault, ...]

    @property
    def size(self) -> int:
        """How many figures change."""
        return len(self.changes)

    @property
    def signature(self) -> Any:
        """What it does, as plain data."""
        said = [[each.indicator.code, each.after.to_data()] for each in self.changes]
        return [self.evaluation.pk, self.evaluation.version, said]


def plan_results(*, period: Period, file: LaidOut, actor: User) -> Plan:
    """Check every row and say what an import would do; nothing is written.

    Args:
        period: whose figures the file brings.
        file: as it was read by the layout of the period.
        actor: an operator; only units within their reach are found.

    Source: II.C.1; R2, R4, R6; facts 7.
    """
    lines = [figures_row(row, file.layout.sheets[row.sheet]) for row in file.rows]
    known = Known(period, lines, actor)
    drafts, faults = list[Draft](), list(file.faults)
    for row in lines:
        said = known.draft(row)
        if isinstance(said, Draft):
            drafts.append(said)
        else:
            faults += said
    rows = plan_drafts(period, drafts)
    faults += [remark for draft in drafts for remark in draft.remarks]
    faults += [remark for row in rows for remark in row.remarks]
    return Plan(rows, len(drafts) - len(rows), in_order(faults, SHEETS), file.layout)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row without a fault: its unit, and the figures that differ from those stored."""

    row: ResultRow
    evaluation: SemesterEvaluation
    indicators: Mapping[str, Indicator]
    before: Mapping[str, Figures]
    after: Mapping[str, Figures]
    remarks: tuple[Fault, ...]


class Known:
    """What the rows are checked against, read at once."""

    def __init__(self, period: Period, rows: Iterable[ResultRow], actor: User) -> None:
        self.period, self.actor = period, actor
        codes = [row.code for row in rows]
        found = SemesterEvaluation.objects.visible_to(actor).filter(period=period, region_code__in=codes)
        found = found.select_related("period__policy", "period__indicator_set", "unit__region", "province")
        self.evaluations = {row.region_code: row for row in found}
        keys = [row.pk for row in self.evaluations.values()]
        self.stored, self.decided = figures_by_evaluation(keys), registers(keys)
        self.zeroed = zeros_by_evaluation(keys)
        self._indicators: dict[tuple[str, bool], dict[str, Indicator]] = {}

    def draft(self, row: ResultRow) -> Draft | list[Fault]:
        """What a row changes, or everything that is wrong with it."""
        evaluation = self.evaluations.get(row.code)
        if evaluation is None:
            return [unknown_unit(row.cells, self.period)]
        if evaluation.duties != SHEETS[row.sheet]:
            return [wrong_sheet(row.cells)]
        indicators = self._indicators_of(evaluation)
        stored = self.stored.get(evaluation.pk, {})
        after, faults = self._after(row, indicators, stored)
        if after:
            faults += closed_entry(row.cells, evaluation, self.actor)
            faults += self._impossible(row, evaluation, {indicators[code]: after[code] for code in after})
        remarks = tuple(_remarks(row, evaluation, stored, after, self.zeroed[evaluation.pk]))
        return faults or Draft(row, evaluation, indicators, stored, after, remarks)

    def _indicators_of(self, evaluation: SemesterEvaluation) -> dict[str, Indicator]:
        key = (evaluation.duties, evaluation.province_id is not None)
        if key not in self._indicators:
            self._indicators[key] = {row.code: row for row in entry_indicators(evaluation)}
        return self._indicators[key]

    def _after(
        self, row: ResultRow, indicators: Mapping[str, Indicator], stored: Mapping[str, Figures]
    ) -> tuple[dict[str, Figures], list[Fault]]:
        """The figures that differ from those stored; those of no indicator of the unit are faults."""
        after: dict[str, Figures] = {}
        faults = []
        for code, given in row.figures.items():
            kept = stored.get(code, Figures())
            new = revised(kept, given)
            new, kept = (Figures() if each.is_empty else each for each in (new, kept))
            if new == kept:
                continue
            if code in indicators:
                after[code] = new
            else:
                what, todo = _("indikator ini tidak dinilai pada unit ini"), _("kosongkan selnya.")
                filled = (head_of(code, name) for name, value in given.items() if value)
                head = next(filled, "kode")
                faults.append(row.fault(head, what, todo, value=_shown(given)))
        return after, faults

    def _impossible(
        self, row: ResultRow, evaluation: SemesterEvaluation, figures: Mapping[Indicator, Figures]
    ) -> Iterator[Fault]:
        """Figures that cannot be stored, each at its cell."""
        sections = {indicator.code: indicator.section for indicator in figures}
        decided = self.decided.get(evaluation.pk, {})
        for code, fields in figure_errors(evaluation, self.actor, figures, decided).items():
            for name, text in fields.items():
                heads = [head_of(code, each) for each in ((name,) if name in SUFFIXES else SUFFIXES)]
                head = next((each for each in heads if each in row.columns), heads[0])
                value = row.figures[code].get(name)
                what, _mark, todo = text.partition("; ")
                shown = "" if value is None else _text(value)
                todo = todo or _("perbaiki selnya, lalu unggah lagi.")
                todo = todo if name else _("kembalikan angka yang tersimpan, atau ubah registernya.")
                yield row.fault(head, what, todo, value=shown, rule=sections[code])


def plan_drafts(period: Period, drafts: Iterable[Draft]) -> tuple[Planned, ...]:
    """What the rows that change a figure would do; a province is judged over the kab/kota among them."""
    changed = [draft for draft in drafts if draft.after]
    scores = previews(period, {draft.evaluation.pk: draft.after for draft in changed}) if changed else {}
    past = past_completions(period, [draft.evaluation.unit_id for draft in changed])
    return tuple(
        _planned(draft, scores[draft.evaluation.pk], past.get(draft.evaluation.unit_id, {}))
        for draft in changed
    )


def _planned(draft: Draft, score: UnitScore, past: Mapping[str, Decimal]) -> Planned:
    judged = {row.code: row for row in score.completions}
    changes = tuple(
        Changed(draft.indicators[code], draft.before.get(code, Figures()), after, judged.get(code))
        for code, after in draft.after.items()
    )
    remarks = tuple(remark for each in changes for remark in _asked(draft.row, each, past))
    return Planned(draft.row, draft.evaluation, changes, score, remarks)


def _remarks(
    row: ResultRow,
    evaluation: SemesterEvaluation,
    stored: Mapping[str, Figures],
    after: Mapping[str, Figures],
    zeroed: Collection[str],
) -> Iterator[Fault]:
    """What is odd about a row, apart from its result."""
    yield from other_name(row.cells, evaluation.full_name)
    for code, figure in after.items():
        kept = stored.get(code, Figures())
        before, now = told(kept), told(figure)
        if any(old is not None and new is None for old, new in zip(before, now, strict=True)):
            what = _("%s yang tersimpan dihapus: menjadi belum dilaporkan") % code
            if not figure.is_empty:
                what = _("%s: sebagian angka yang tersimpan dihapus") % code
            yield row.fault(_first(row, code), what, grave=False, rule="R4")
        if code in zeroed and ends_zero(kept, figure):
            what = _("%s: nol yang ditetapkan Ditjen berakhir") % code
            yield row.fault(_first(row, code), what, grave=False, rule="R4")


def _asked(row: ResultRow, change: Changed, past: Mapping[str, Decimal]) -> Iterator[Fault]:
    """What is odd about a figure's result: warnings of the rules (facts 7, R6), and a jump."""
    judged, code = change.completion, change.indicator.code
    if judged is None:
        return
    for notice in judged.warnings:
        rule = "R6" if "cutoff" in notice.code else change.indicator.section
        yield row.fault(_first(row, code), notice.text, grave=False, rule=rule)
    before = past.get(code)
    if before is not None and judged.percent is not None and abs(judged.percent - before) > JUMP:
        words = {"before": written(before, 2), "after": written(judged.percent, 2)}
        what = _("capaian berubah lebih dari 15 poin sejak periode lalu: %(before)s menjadi %(after)s")
        yield row.fault(_first(row, code), what % words, grave=False)


def _first(row: ResultRow, code: str) -> str:
    """The first header of an indicator in the file."""
    return min((head for head in row.columns if head.startswith(f"{code}:")), key=row.columns.__getitem__)


def _shown(given: Mapping[str, Any]) -> str:
    return "; ".join(_text(value) for value in given.values() if value)


def _text(value: Any) -> str:
    return written(value) if isinstance(value, Decimal) else str(value)
