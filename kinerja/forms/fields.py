"""Fields that read numbers and dates as people write them, and show them the same way."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kinerja.exchange.cell_values import DATE_FORMATS
from kinerja.exchange.numbers import NumberError, parse_number
from kinerja.rules.rounding import written


class NumberField(forms.CharField):
    """An exact number in Indonesian or English notation; empty is None.

    Args:
        percent: a percentage, where a lone mark is always a decimal mark.
    """

    def __init__(self, *, percent: bool = False, **options: Any) -> None:
        self.percent = percent
        attrs = {"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}
        given: dict[str, Any] = {"required": False, "widget": forms.TextInput(attrs=attrs)}
        super().__init__(**(given | options))

    def to_python(self, value: Any) -> Any:
        """Read the text; a number is taken as it is."""
        text = super().to_python(value)
        if value is None or isinstance(value, Decimal) or not text:
            return value or None
        try:
            return parse_number(text, percent=self.percent)
        except NumberError as error:
            raise ValidationError(str(error), code="number") from error

    def prepare_value(self, value: Any) -> Any:
        """Write a stored number as Indonesians do; what was typed is shown as it was typed."""
        return written(value) if isinstance(value, Decimal) else value


class DayField(forms.DateField):
    """A date written 30/06/2025 or 2025-06-30; empty is None where the field is not required."""

    default_error_messages = {"invalid": _("Bukan tanggal; tulis misalnya 30/06/2025.")}

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "form-control", "placeholder": "hh/bb/tttt", "autocomplete": "off"}
        widget = forms.DateInput(attrs=attrs, format="%d/%m/%Y")
        given: dict[str, Any] = {"input_formats": DATE_FORMATS, "widget": widget}
        super().__init__(**(given | options))

    def to_python(self, value: Any) -> date | None:
        """Read a date; its year has four digits, because "30/06/25" could be any century."""
        if isinstance(value, str):
            value = value.strip()
        found = super().to_python(value)
        return found.date() if isinstance(found, datetime) else found


def text_field(
    label: Any, *, length: int, required: bool = False, rows: int = 0, **options: Any
) -> forms.CharField:
    """A text of at most some letters; ``rows`` makes it an area."""
    attrs: dict[str, Any] = {"class": "form-control"}
    widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    given: dict[str, Any] = {"label": label, "max_length": length, "required": required, "widget": widget}
    return forms.CharField(**(given | options))
