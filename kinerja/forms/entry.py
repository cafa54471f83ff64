"""The entry form of a unit's semester, built from its indicators: each one its own inputs (II.C.1)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.exchange import results_columns
from kinerja.forms.fields import DayField, NumberField, text_field
from kinerja.models import Indicator, SemesterEvaluation
from kinerja.rules.entry import LENGTHS, Figures, faults, revised
from kinerja.rules.types import Kind
from kinerja.selectors.entry import (
    entry_fields,
    entry_indicators,
    registered,
    rules_indicator,
    stored_figures,
)
from kinerja.services.stale import StaleEntry

#: The end of an input's name by field of a figure; as in the headers of the results workbook.
SUFFIXES = results_columns.SUFFIXES | {"note": "catatan"}
NOTE_LENGTH = 2000


@dataclass(frozen=True)
class EntryRow:
    """The inputs of one indicator: ``fields`` by field of a figure, ``closed`` why none may be changed."""

    indicator: Indicator
    fields: Mapping[str, forms.BoundField]
    closed: str

    @property
    def errors(self) -> list[str]:
        """Every message of the row, for its heading."""
        return [str(message) for field in self.fields.values() for message in field.errors]


class EntryForm(forms.Form):
    """The figures of one unit.

    Args:
        evaluation: its set, duties and period decide which inputs there are.
        data: what was posted; None shows what is stored.

    After ``is_valid()`` ``figures`` holds every readable figure by indicator code, also where others are at
    fault: what a preview judges. ``version`` is the evaluation's when the form was shown.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, evaluation: SemesterEvaluation, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"version": evaluation.version}, label_suffix="")
        self.evaluation = evaluation
        self.indicators = {row.code: row for row in entry_indicators(evaluation)}
        self.figures: dict[str, Figures] = {}
        self._closed = registered(evaluation)
        self._stored = stored_figures(evaluation)
        for row in self.indicators.values():
            self._add(row)

    def rows(self) -> Iterator[EntryRow]:
        """The indicators with their inputs, in the order of the decree."""
        for row in self.indicators.values():
            fields = {name: self[key] for name, key in self._keys(row).items()}
            yield EntryRow(row, fields, self._closed.get(row.kind, ""))

    def clean(self) -> dict[str, Any]:
        """Put the inputs of each indicator together and each fault of the rules at its input."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.indicators.values():
            keys = self._keys(row)
            if row.kind not in self._closed and all(key in cleaned for key in keys.values()):
                self._read(row, keys, cleaned)
        return cleaned

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what a service refused (``FigureErrors.errors``) at the inputs."""
        for code, fields in errors.items():
            keys = self._keys(self.indicators[code])
            for name, text in fields.items():
                self.add_error(keys.get(name) or next(iter(keys.values())), text)

    def rebase(self, stale: StaleEntry) -> None:
        """Go on from a newer version: what only others changed as they left it, mine as I typed it."""
        data = dict(self.data.items())
        data["version"] = str(stale.version)
        for code, figure in stale.theirs.items():
            for name, key in self._keys(self.indicators[code]).items():
                data[key] = self[key].field.prepare_value(getattr(figure, name))
        self.data = data

    def _add(self, row: Indicator) -> None:
        stored = self._stored.get(row.code, Figures())
        for name, key in self._keys(row).items():
            field = _field(name, row)
            field.disabled = row.kind in self._closed
            self.fields[key] = field
            self.initial[key] = getattr(stored, name)

    def _keys(self, row: Indicator) -> dict[str, str]:
        """Field of a figure → name of its input; the target of innovations comes from the agreement."""
        taken = entry_fields(row, self.evaluation.duties)
        if row.kind == Kind.COUNT:
            taken = ("numerator", "source")
        return {name: f"{row.code}:{SUFFIXES[name]}" for name in (*taken, "note")}

    def _read(self, row: Indicator, keys: Mapping[str, str], cleaned: Mapping[str, Any]) -> None:
        given = {name: cleaned[key] for name, key in keys.items()}
        figure = revised(self._stored.get(row.code, Figures()), given)
        period = self.evaluation.period
        found = faults(figure, rules_indicator(row, self.evaluation.duties), period.starts, period.cutoff)
        if found:
            self.show_errors({row.code: found})
        else:
            self.figures[row.code] = figure


def _field(name: str, row: Indicator) -> forms.Field:
    labels = {
        "numerator": row.numerator_label or _("Pembilang"),
        "denominator": row.denominator_label or _("Penyebut"),
        "percent": _("Persentase terbitan, bila tanpa pembilang dan penyebut"),
        "value": row.value_label or _("Isian"),
        "cutoff": _("Tanggal posisi, bila bukan tanggal posisi periode"),
        "denominator_cutoff": _("Tanggal posisi penyebut, bila berbeda"),
        "source": _("Sumber"),
        "note": _("Catatan"),
    }
    match name:
        case "numerator" | "denominator":
            return NumberField(label=labels[name])
        case "percent":
            return NumberField(label=labels[name], percent=True)
        case "cutoff" | "denominator_cutoff":
            return DayField(label=labels[name], required=False)
        case "note":
            return text_field(labels[name], length=NOTE_LENGTH, rows=2)
    return text_field(labels[name], length=LENGTHS[name])
