"""Forms of the Perjanjian Kinerja: its targets, and its signature (II.C.1)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import DayField, NumberField, text_field
from kinerja.forms.passphrase import AskingPassphrase
from kinerja.forms.registers import NOTE_LENGTH, ServiceForm
from kinerja.models import Indicator, IndicatorSet, PerformanceAgreement
from kinerja.rules.types import Kind
from kinerja.services.agreement import agreed_indicators
from kinerja.services.agreement_faults import (
    MOST_PROGRAMS,
    NUMBER_LENGTH,
    PROGRAM_LENGTH,
    Planned,
    program_faults,
)
from officials.models import WorkUnit

SERIES_LENGTH = 60
#: Empty rows of programs offered beside those that are there.
EMPTY_PROGRAMS = 3


class AgreementForm(ServiceForm):
    """The targets an office promises for a year; an empty one leaves it to the decree's own target."""

    number = text_field(_("Nomor"), length=NUMBER_LENGTH)
    national_series = text_field(_("Deret target nasional"), length=SERIES_LENGTH)

    def __init__(
        self,
        unit: WorkUnit,
        indicator_set: IndicatorSet,
        agreement: PerformanceAgreement | None = None,
        data: Any = None,
    ) -> None:
        super().__init__(data)
        self.indicators = {row.code: row for row in agreed_indicators(unit, indicator_set)}
        kept: dict[str, Decimal] = {}
        if agreement is not None:
            kept = dict(agreement.targets.values_list("indicator__code", "target"))
            self.initial.update({"number": agreement.number, "national_series": agreement.national_series})
        self._offer_programs(agreement, data)
        for code, row in self.indicators.items():
            percent = row.kind != Kind.COUNT
            unit_of = "%" if percent else row.unit_label
            self.fields[_key(code)] = NumberField(label=f"{row} ({unit_of})", percent=percent)
            self.initial[_key(code)] = kept.get(code)

    def rows(self) -> Iterator[tuple[Indicator, forms.BoundField]]:
        """The indicators with the input of their target, in the order of the decree."""
        for code, row in self.indicators.items():
            yield row, self[_key(code)]

    def _offer_programs(self, agreement: PerformanceAgreement | None, data: Any) -> None:
        """Add the rows of the annex: those that are there, and some empty ones."""
        kept = list(agreement.programs.order_by("sequence")) if agreement is not None else []
        self.places = range(min(MOST_PROGRAMS, max(len(kept) + EMPTY_PROGRAMS, _sent(data))))
        for place in self.places:
            name, budget, note = _program_keys(place)
            self.fields[name] = text_field(_("Program"), length=PROGRAM_LENGTH)
            self.fields[budget] = NumberField(label=_("Anggaran (rupiah)"))
            self.fields[note] = text_field(_("Keterangan"), length=PROGRAM_LENGTH)
            if place < len(kept):
                row = kept[place]
                self.initial.update({name: row.name, budget: row.budget, note: row.note})

    def program_rows(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The three inputs of each program."""
        for place in self.places:
            yield tuple(self[key] for key in _program_keys(place))

    def clean(self) -> dict[str, Any]:
        """A program has a name and whole rupiah, or nothing at all."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in self.places:
            keys = dict(zip(("name", "budget", "note"), _program_keys(place), strict=True))
            said = {field: cleaned.get(key) for field, key in keys.items()}
            faults = program_faults(said["name"] or "", said["budget"], said["note"] or "")
            for field, fault in faults.items():
                if keys[field] not in self.errors:
                    self.add_error(keys[field], fault)
        return cleaned

    @property
    def programs(self) -> tuple[Planned, ...]:
        """The programs, as ``services.agreement.draft_agreement`` takes them; an empty row is none."""
        rows = ([self.cleaned_data[key] for key in _program_keys(place)] for place in self.places)
        return tuple(Planned(name, int(budget), note) for name, budget, note in rows if name)

    @property
    def targets(self) -> dict[str, Decimal | None]:
        """The targets by indicator code, as ``services.agreement.draft_agreement`` takes them."""
        return {code: self.cleaned_data[_key(code)] for code in self.indicators}

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what the service refused at the inputs: a target by its indicator, the rest by its field."""
        for code, fields in errors.items():
            for name, text in fields.items():
                self.add_error(_key(code) if code in self.indicators else name, text)


class PaperForm(ServiceForm):
    """Day and number of a signature on paper."""

    signed_on = DayField(label=_("Tanggal tanda tangan"))
    number = text_field(_("Nomor"), length=NUMBER_LENGTH)


class OfferForm(AskingPassphrase, ServiceForm):
    """The first party's signature: the number of the letter."""

    number = text_field(_("Nomor"), length=NUMBER_LENGTH)


class SecondForm(AskingPassphrase, ServiceForm):
    """The second party's signature."""


class ReturnForm(ServiceForm):
    """Why an offered agreement goes back."""

    note = text_field(_("Alasan (wajib)"), length=NOTE_LENGTH, rows=2)


def _program_keys(place: int) -> tuple[str, str, str]:
    return f"program-{place}-name", f"program-{place}-budget", f"program-{place}-note"


def _sent(data: Any) -> int:
    """How many rows of programs were sent."""
    return sum(f"program-{place}-name" in data for place in range(MOST_PROGRAMS)) if data else 0


def _key(code: str) -> str:
    return f"{code}:target"
