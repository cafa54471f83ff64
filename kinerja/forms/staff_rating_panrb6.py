"""Element 2 under PermenPANRB 6/2022: two ratings against expectation, and the cell where they meet."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.staff_rating_judged import JudgedForm
from kinerja.rules.staff.panrb6 import EXPECTATIONS, MATRIX

_CHOICES = [(key, label.capitalize()) for key, label in EXPECTATIONS.items()]


@dataclass(frozen=True)
class Line:
    """A row of the matrix: the rating of work, and each cell with whether it is the result."""

    label: str
    cells: tuple[tuple[str, bool], ...]


def _choice(label: Any, missing: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=_CHOICES, widget=forms.RadioSelect, error_messages=messages)


class Panrb6Form(JudgedForm):
    """Work result and behaviour."""

    hasil_kerja = _choice(_("Hasil kerja"), _("Pilih penilaian hasil kerja."))
    perilaku = _choice(_("Perilaku kerja"), _("Pilih penilaian perilaku kerja."))

    #: The heads of the matrix's columns: behaviour.
    columns = tuple(EXPECTATIONS.values())

    def matrix(self) -> list[Line]:
        """The 3 × 3 matrix, best row first, with the cell that the ratings meet in."""
        work, behaviour = self["hasil_kerja"].value(), self["perilaku"].value()
        return [
            Line(
                EXPECTATIONS[row],
                tuple((cells[key], (row, key) == (work, behaviour)) for key in EXPECTATIONS),
            )
            for row, cells in MATRIX.items()
        ]
