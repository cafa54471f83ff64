"""Element 2 under PP 30/2019 with PermenPANRB 8/2021: SKP, behaviour, who was heard, a new idea."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import NumberField
from kinerja.forms.staff_rating_judged import JudgedForm, number

_YES, _NO = "ya", "tidak"


def _yes_or_no(label: Any, missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(_YES, _("Ya")), (_NO, _("Tidak"))],
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class Pp30Form(JudgedForm):
    """Two values of 0 to 120 and two questions."""

    skp = NumberField(label=_("Nilai SKP (0–120)"), percent=True)
    perilaku = NumberField(label=_("Nilai perilaku kerja (0–120)"), percent=True)
    peers_heard = _yes_or_no(
        _("Rekan kerja dan bawahan didengar tentang perilakunya?"),
        _("Pilih apakah rekan kerja dan bawahan didengar."),
    )
    new_idea = _yes_or_no(_("Ada ide baru?"), _("Pilih apakah ada ide baru."))

    def from_rating(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The two values as numbers, the two answers as words."""
        if not stored:
            return {}
        values = {key: number(stored[key]) for key in ("skp", "perilaku")}
        return values | {key: _YES if stored[key] else _NO for key in ("peers_heard", "new_idea")}

    def to_rating(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The answers as true or false."""
        answers = {key: cleaned[key] == _YES for key in ("peers_heard", "new_idea") if key in cleaned}
        return super().to_rating(cleaned) | answers
