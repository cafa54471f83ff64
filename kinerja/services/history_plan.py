"""What a workbook of a past period would do: figures, and the scores given then beside ours (R1 to R6)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.exchange.history_columns import HEADS, NOTHING, SCORE, past_data
from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.results_columns import SHEETS, SUFFIXES, ResultRow, figures_row, head_of
from kinerja.models import PastScore, Period, SemesterEvaluation
from kinerja.permissions import is_ditjen_operator
from kinerja.rules.data import decimal_text
from kinerja.rules.entry import Figures
from kinerja.rules.history import Comparison, Difference, Past
from kinerja.selectors.past_score import compared, past_facts
from kinerja.services.import_plan import Differing, Plan, in_order
from kinerja.services.record_import import Data
from kinerja.services.results_plan import Draft, Known, plan_drafts
from kinerja.services.unit_row import CODE
from officials.models import User

SOURCE = HEADS["source"]


@dataclass(frozen=True, slots=True)
class PlannedPast(Differing):
    """What a row would do to its unit: figures that change, and the score given then, stored and wanted."""

    draft: Draft
    stored: Data | None
    wanted: Data | None

    @property
    def evaluation(self) -> SemesterEvaluation:
        """The unit's."""
        return self.draft.evaluation

    @property
    def records(self) -> bool:
        """Whether the score given then changes."""
        return self.stored != self.wanted

    @property
    def title(self) -> str:
        """The unit as people know it."""
        return f"{self.evaluation.region_code} {self.evaluation.full_name}"

    @property
    def before(self) -> Data | None:
        """What is stored under the heads that change; None where nothing is."""
        said = {**(self.stored or NOTHING), **_flat(self.draft.before, self.draft.after)}
        return said if any(value is not None for value in said.values()) else None

    @property
    def after(self) -> Data:
        """What would be stored under the same heads."""
        return {**(self.wanted or NOTHING), **_flat(self.draft.after, self.draft.after)}

    @property
    def signature(self) -> Any:
        """What it does, as plain data."""
        return [self.evaluation.pk, self.evaluation.version, self.before, self.after]


def plan_history(*, period: Period, file: LaidOut, actor: User) -> Plan:
    """Check every row and say what an import would do; nothing is written.

    Args:
        period: which one the file is about.
        file: as it was read by the layout of the period.
        actor: an operator; only units within their reach are found.

    Source: II.C.1, II.D.2; R1 to R6.
    """
    lines = [figures_row(row, file.layout.sheets[row.sheet]) for row in file.rows]
    known = Known(period, lines, actor)
    stored = past_by_evaluation(row.pk for row in known.evaluations.values())
    found, faults = list[PlannedPast](), list(file.faults)
    for row in lines:
        said = _checked(row, known, stored)
        if isinstance(said, PlannedPast):
            found.append(said)
        else:
            faults += said
    rows = tuple(row for row in found if row.records or row.draft.after)
    faults += [remark for row in found for remark in row.draft.remarks]
    faults += [remark for row in plan_drafts(period, [row.draft for row in rows]) for remark in row.remarks]
    faults += _differing(period, rows)
    return Plan(rows, len(found) - len(rows), in_order(faults, SHEETS), file.layout)


def past_by_evaluation(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The scores given then that are stored, as a record keeps them, by the id of an evaluation."""
    rows = PastScore.objects.filter(evaluation__in=list(keys))
    return {row.evaluation_id: past_facts(row) for row in rows}


def _checked(row: ResultRow, known: Known, stored: Mapping[int, Data]) -> PlannedPast | list[Fault]:
    """What a row says of its unit, or everything that is wrong with it."""
    draft, evaluation = known.draft(row), known.evaluations.get(row.code)
    faults = [] if isinstance(draft, Draft) else draft
    if evaluation is None or _is_broken(row):
        return faults
    before = stored.get(evaluation.pk)
    wanted = _wanted(row, before)
    if wanted != before:
        faults = [*faults, *_faults(row, evaluation, wanted, known.actor)]
    if faults or not isinstance(draft, Draft):
        return faults
    return PlannedPast(draft, before, wanted)


def _is_broken(row: ResultRow) -> bool:
    """Whether a cell of the score given then could not be read; the reader has said so."""
    return not all(map(row.cells.is_readable, HEADS.values()))


def _wanted(row: ResultRow, stored: Data | None) -> Data | None:
    """The score given then as the file has it; a column that is not there leaves what is stored."""
    cells = row.cells.cells
    said = past_data({head: cells[head] for head in HEADS.values() if head in cells})
    wanted = {head: said[head] if head in cells else value for head, value in (stored or NOTHING).items()}
    return wanted if any(wanted.values()) else None


def _faults(
    row: ResultRow, evaluation: SemesterEvaluation, wanted: Data | None, actor: User
) -> Iterator[Fault]:
    """What keeps a score from being recorded."""
    if not is_ditjen_operator.test(actor, evaluation):
        yield row.fault(CODE, _("Peran Anda tidak mencakup unit kerja ini."), value=row.code, rule="R12")
    if wanted is None:
        return
    if all(wanted[head] is None for head in SCORE):
        what, todo = (
            _("ada sumber atau catatan, tetapi tidak ada skornya"),
            _("isi capaian, nilai, atau kategori."),
        )
        yield row.fault(SCORE[0], what, todo)
    elif not wanted[SOURCE]:
        what = _("skor dulu tanpa sumber")
        yield row.fault(SOURCE, what, _("tulis dokumen yang memuat skornya."))


def _differing(period: Period, rows: Sequence[PlannedPast]) -> Iterator[Fault]:
    """Remark where a score given then differs from ours, with the reason, and where it is removed."""
    pasts = {row.evaluation.pk: past_in(row.wanted) for row in rows if row.wanted is not None}
    instead = {row.evaluation.pk: row.draft.after for row in rows if row.draft.after}
    said = compared(period, pasts, instead)
    for row in rows:
        found = said.get(row.evaluation.pk)
        head = next((head for head in HEADS.values() if head in row.draft.row.columns), CODE)
        if found is None and row.stored is not None:
            yield row.draft.row.fault(head, _("skor dulu yang tersimpan dihapus"), grave=False)
        if found is not None and found.difference is not Difference.SAME:
            yield row.draft.row.fault(head, _told(found), grave=False, rule=found.explained[0][1])


def _told(found: Comparison) -> str:
    why = found.explained[0][0]
    if not found.reasons:
        return why
    words = {"then": found.past, "here": found.our_text, "why": why}
    return _("dulu %(then)s, di sini %(here)s. %(why)s") % words


def past_in(data: Data) -> Past:
    """A record of a score as the rules read it."""
    completion, nilai = (
        None if data[HEADS[name]] is None else Decimal(data[HEADS[name]]) for name in ("completion", "nilai")
    )
    return Past(completion, nilai, data[HEADS["kategori"]] or "")


def _flat(figures: Mapping[str, Figures], codes: Iterable[str]) -> dict[str, Any]:
    """Some figures under their heads, in plain data; None for nothing."""
    return {
        head_of(code, name): _plain(getattr(figures.get(code, Figures()), name))
        for code in codes
        for name in SUFFIXES
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return decimal_text(value)
    return value.isoformat() if isinstance(value, date) else value or None
