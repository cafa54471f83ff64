"""The rows of a guidance plan in a form: what, and by when it is followed up (I.B)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kinerja.forms.fields import DayField, text_field
from kinerja.forms.registers import ServiceForm
from kinerja.models import GuidanceStep
from kinerja.services.recommendation import LONGEST_STEP, Planned

#: Empty rows offered for a guidance plan, beside those that are there.
EMPTY_ROWS = 3
_SENT = re.compile(r"plan-(?P<place>[0-9]{1,2})-what")


class PlanRows(ServiceForm):
    """A form with a guidance plan in rows; an empty row is no step."""

    places = range(0)

    def offer_rows(self, data: Any, steps: Sequence[GuidanceStep] = ()) -> None:
        """Add the rows.

        Args:
            data: what was sent, or None.
            steps: those that are there already and may be written anew.
        """
        self.places = range(_rows(data, len(steps) + EMPTY_ROWS))
        for place in self.places:
            what, due = _keys(place)
            self.fields[what] = text_field(_("Pembinaan %d") % (place + 1), length=LONGEST_STEP)
            self.fields[due] = DayField(label=_("Tindak lanjut paling lambat"), required=False)
            if place < len(steps):
                self.initial.update({what: steps[place].what, due: steps[place].due_on})

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The two inputs of each row."""
        for place in self.places:
            what, due = _keys(place)
            yield self[what], self[due]

    def clean(self) -> dict[str, Any]:
        """A row has both, or neither."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in self.places:
            what, due = _keys(place)
            if what not in cleaned or due not in cleaned:
                continue
            if cleaned[what] and not cleaned[due]:
                self.add_error(due, _("Isi tanggal tindak lanjutnya."))
            elif cleaned[due] and not cleaned[what]:
                self.add_error(what, _("Tuliskan pembinaannya."))
        return cleaned

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what the service refused at the inputs: its steps are our rows that are not empty."""
        names = {
            f"plan.{number}.{part}": _keys(place)[side]
            for number, place in enumerate(self._filled())
            for side, part in enumerate(("what", "due_on"))
        }
        names["plan"] = _keys(0)[0]
        super().show_errors(
            {
                code: {names.get(name, name): text for name, text in rows.items()}
                for code, rows in errors.items()
            }
        )

    def plan(self) -> tuple[Planned, ...]:
        """The rows that are not empty, as the services take them."""
        data = self.cleaned_data
        return tuple(Planned(data[_keys(place)[0]], data[_keys(place)[1]]) for place in self._filled())

    def _filled(self) -> list[int]:
        return [place for place in self.places if self.cleaned_data.get(_keys(place)[0])]


def _rows(data: Any, least: int) -> int:
    """How many rows a form has: as many as were sent, and those that are there already."""
    if data is None:
        return least
    sent = [int(found["place"]) for name in data if (found := _SENT.fullmatch(name))]
    return max([least, *(place + 1 for place in sent)])


def _keys(place: int) -> tuple[str, str]:
    return f"plan-{place}-what", f"plan-{place}-due_on"
