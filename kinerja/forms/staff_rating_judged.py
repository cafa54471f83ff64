"""What the forms of element 2 share: what is typed becomes plain data, and the rules judge that."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.forms.utils import ErrorDict

from kinerja.forms.registers import ServiceForm
from kinerja.rules.data import decimal_text
from kinerja.rules.staff.regime import judge
from kinerja.rules.staff.types import Part, Regime, StaffError, StaffResult


class WayForm(ServiceForm):
    """One of the ways of saying element 2; the page shows several, so no browser insists on an input."""

    use_required_attribute = False

    def hold(self) -> None:
        """Keep what was typed without judging it: another way was chosen."""
        self._errors = ErrorDict()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Every message with the id of its input ("" for the form's own), in the order of the inputs."""
        for message in self.non_field_errors():
            yield "", str(message)
        for field in self:
            for message in field.errors:
                yield str(field.auto_id), str(message)

    def wrong(self) -> list[str]:
        """What is wrong with what is filled in."""
        found = [str(message) for field in self if not _blank(field.value()) for message in field.errors]
        return [*map(str, self.non_field_errors()), *found]

    def lacking(self) -> int:
        """How many inputs are still to be filled in."""
        return sum(1 for field in self if field.errors and _blank(field.value()))


class JudgedForm(WayForm):
    """A way with a result.

    Args:
        regime: the staff-appraisal rules in force at the period's end.
        data: what was posted; None shows ``stored``.
        files: the files that were posted.
        stored: a rating's plain data.

    After ``is_valid()`` ``rating`` is the plain data that a service stores, and ``result`` what it comes to;
    None while something is missing or wrong.
    """

    origin = "entered"

    def __init__(
        self,
        regime: Regime,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        stored: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial=self.from_rating(stored or {}))
        self.regime = regime
        self.rating: dict[str, Any] = {}
        self.result: StaffResult | None = None

    def from_rating(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs that a stored rating fills; here they bear the names of its keys."""
        return dict(stored)

    def to_rating(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The plain data of what was typed; what could not be read is left out."""
        return {name: plain(value) for name, value in cleaned.items()}

    def input_of(self, path: str) -> str:
        """The input that a fault of the rules is about."""
        return path

    def parts(self) -> tuple[Part, ...]:
        """The intermediate figures that are known already."""
        return self.result.parts if self.result else ()

    def show(self, stored: Mapping[str, Any]) -> None:
        """Judge a stored rating, for the page that shows it."""
        self.result = judge(self.regime.key, self.origin, stored)

    def clean(self) -> dict[str, Any]:
        """Judge the whole; each fault of the rules stands at its input, beside what Django found."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.rating = self.to_rating(cleaned)
        try:
            self.result = judge(self.regime.key, self.origin, self.rating)
        except StaffError as error:
            self._place(error.errors)
        if self.errors:
            self.result = None
        return cleaned

    def _place(self, errors: Mapping[str, str]) -> None:
        for path, text in errors.items():
            name = self.input_of(path)
            if name not in self.fields:
                self.add_error(None, text)
            elif name not in self.errors:
                self.add_error(name, text)


def plain(value: Any) -> Any:
    """A number as exact text; everything else as it is."""
    return decimal_text(value) if isinstance(value, Decimal) else value


def number(text: Any) -> Decimal | None:
    """A number out of plain data."""
    return Decimal(text) if text not in (None, "") else None


def _blank(value: Any) -> bool:
    return value in (None, "", [], False)
