"""Forms of the Perjanjian Kinerja: its targets, and its signature (II.C.1)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import DayField, NumberField, text_field
from kinerja.forms.registers import ServiceForm
from kinerja.models import Indicator, IndicatorSet, PerformanceAgreement
from kinerja.rules.types import Kind
from kinerja.services.agreement import agreed_indicators
from officials.models import WorkUnit

NUMBER_LENGTH, SERIES_LENGTH = 80, 60


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
        for code, row in self.indicators.items():
            percent = row.kind != Kind.COUNT
            unit_of = "%" if percent else row.unit_label
            self.fields[_key(code)] = NumberField(label=f"{row} ({unit_of})", percent=percent)
            self.initial[_key(code)] = kept.get(code)

    def rows(self) -> Iterator[tuple[Indicator, forms.BoundField]]:
        """The indicators with the input of their target, in the order of the decree."""
        for code, row in self.indicators.items():
            yield row, self[_key(code)]

    @property
    def targets(self) -> dict[str, Decimal | None]:
        """The targets by indicator code, as ``services.agreement.draft_agreement`` takes them."""
        return {code: self.cleaned_data[_key(code)] for code in self.indicators}

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what the service refused at the inputs: a target by its indicator, the rest by its field."""
        for code, fields in errors.items():
            for name, text in fields.items():
                self.add_error(_key(code) if code in self.indicators else name, text)


class SignForm(ServiceForm):
    """Day and number of a signature."""

    signed_on = DayField(label=_("Tanggal tanda tangan"))
    number = text_field(_("Nomor"), length=NUMBER_LENGTH)


def _key(code: str) -> str:
    return f"{code}:target"
