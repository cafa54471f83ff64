"""What the entry page shows: indicators grouped as in the decree, each with its inputs, files and result."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.forms import BoundField
from django.http import HttpRequest

from kinerja.forms.entry import EntryForm, EntryRow
from kinerja.forms.registers import InnovationForm, ReportsForm
from kinerja.models import Evidence, Indicator, SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.rules.types import Completion, Kind
from kinerja.selectors.preview import Preview
from kinerja.selectors.unit import files
from kinerja.services.stale import Conflict, StaleEntry
from kinerja.views.offers import offers

#: Inputs that are always open; the others stand behind "Posisi, persentase terbitan, catatan".
MAIN = ("numerator", "denominator", "value", "source")


@dataclass(frozen=True)
class Item:
    """One indicator on the page."""

    row: EntryRow
    completion: Completion | None
    files: tuple[Evidence, ...]

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.row.indicator

    @property
    def rolled_up(self) -> bool:
        """Whether its figure is drawn from the kab/kota, so that an entry here stands in for the sum (R5)."""
        return bool(self.row.indicator.rollup and "percent" in self.row.fields)

    @property
    def main(self) -> list[BoundField]:
        """The inputs that are always open."""
        return [field for name, field in self.row.fields.items() if name in MAIN]

    @property
    def more(self) -> list[BoundField]:
        """The inputs that few need."""
        return [field for name, field in self.row.fields.items() if name not in MAIN]

    @property
    def more_is_open(self) -> bool:
        """Whether one of those is filled or at fault."""
        return any(field.value() or field.errors for field in self.more)

    @property
    def is_filled(self) -> bool:
        """Whether anything is entered here."""
        return any(field.value() or field.errors for field in self.row.fields.values())


@dataclass(frozen=True)
class Section:
    """A sasaran of the decree, and its indicators."""

    sasaran: str
    items: tuple[Item, ...]


def blank_form(evaluation: SemesterEvaluation) -> EntryForm:
    """The form with what is stored."""
    return EntryForm(evaluation)


def sections(
    form: EntryForm, judged: Preview, evidence: dict[int | None, list[Evidence]] | None = None
) -> list[Section]:
    """The indicators of a form by sasaran, in the order of the decree."""
    rows = list(form.rows())
    prefetch_related_objects([row.indicator for row in rows], "parent")
    found = evidence or {}
    return [
        Section(sasaran, tuple(_items(same, judged, found)))
        for sasaran, same in groupby(rows, key=lambda row: row.indicator.sasaran)
    ]


def _items(rows: Any, judged: Preview, evidence: dict[int | None, list[Evidence]]) -> Iterator[Item]:
    for row in rows:
        code = row.indicator.code
        yield Item(row, judged.completions.get(code), tuple(evidence.get(row.indicator.pk, ())))


def page_context(request: HttpRequest, form: EntryForm, judged: Preview) -> dict[str, Any]:
    """Everything the entry page shows."""
    evaluation = form.evaluation
    evidence: dict[int | None, list[Evidence]] = {}
    for file in files(evaluation):
        evidence.setdefault(file.indicator_id, []).append(file)
    kinds = {row.kind for row in form.indicators.values()}
    return {
        "evaluation": evaluation,
        "period": evaluation.period,
        "form": form,
        "sections": sections(form, judged, evidence),
        "score": judged.score,
        "max_bytes": settings.EVIDENCE_MAX_BYTES,
        "reports": ReportsForm(evaluation) if Kind.REPORTS in kinds else None,
        "innovation_form": InnovationForm(evaluation) if Kind.COUNT in kinds else None,
        "innovations": evaluation.innovations.all(),
        "offers": [offer for offer in offers(evaluation, request.user) if offer.act.name == "submit"],
    }


@dataclass(frozen=True)
class Line:
    """One input of a figure that two people changed: as both found it, and as each of them left it."""

    label: str
    base: Any
    theirs: Any
    mine: Any

    @property
    def differs(self) -> bool:
        """Whether the two disagree on this very input."""
        return bool(self.theirs != self.mine)


@dataclass(frozen=True)
class Choice:
    """A figure that two people changed, for the page on which the second one chooses."""

    conflict: Conflict[Figures]
    row: EntryRow

    @property
    def lines(self) -> list[Line]:
        """The inputs of the figure that say something in one of the versions."""
        both = self.conflict
        lines = [
            Line(str(field.label), *(getattr(each, name) for each in (both.base, both.theirs, both.mine)))
            for name, field in self.row.fields.items()
        ]
        return [line for line in lines if line.base or line.theirs or line.mine]


def conflict_context(form: EntryForm, stale: StaleEntry[Figures], pick: str) -> dict[str, Any]:
    """Both versions of each figure in question; every other input goes along as it was typed."""
    rows = {row.indicator.code: row for row in form.rows()}
    return {
        "evaluation": form.evaluation,
        "period": form.evaluation.period,
        "form": form,
        "pick": pick,
        "choices": [Choice(conflict, rows[conflict.code]) for conflict in stale.conflicts],
    }
