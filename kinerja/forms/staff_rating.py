"""Element 2 on one page: under the regime of the period, decided elsewhere, or not available yet (R8).

The three ways stand in one form, so that nothing typed is lost on changing one's mind; only the chosen one is
judged.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import text_field
from kinerja.forms.staff_rating_elsewhere import ElsewhereForm
from kinerja.forms.staff_rating_judged import JudgedForm, WayForm
from kinerja.forms.staff_rating_panrb6 import Panrb6Form
from kinerja.forms.staff_rating_pp30 import Pp30Form
from kinerja.forms.staff_rating_pp46 import Pp46Form
from kinerja.models import Appraisal, StaffRating
from kinerja.rules.staff.regime import regime_on
from kinerja.services.staff_rating import version_of

ENTERED, ELSEWHERE, UNAVAILABLE = "entered", "elsewhere", "unavailable"
WAYS = (
    (ENTERED, _("Diisi di sini")),
    (ELSEWHERE, _("Diputuskan di tempat lain")),
    (UNAVAILABLE, _("Belum tersedia")),
)
REASON_LENGTH = 2000
#: The form of each regime.
FORMS: Mapping[str, type[JudgedForm]] = {"pp46": Pp46Form, "pp30": Pp30Form, "panrb6": Panrb6Form}


class HeadForm(forms.Form):
    """Which way was chosen, and which rating the page showed when it was opened."""

    way = forms.ChoiceField(
        label=_("Cara mengisi"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih cara mengisi unsur 2.")},
    )
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class UnavailableForm(WayForm):
    """Why there is no element 2 yet."""

    reason = text_field(
        _("Alasan belum tersedia"),
        length=REASON_LENGTH,
        required=True,
        rows=3,
        error_messages={"required": _("Tuliskan mengapa unsur 2 belum tersedia.")},
    )


class RatingForms:
    """Everything that the page asks.

    Args:
        appraisal: its period decides the regime.
        rating: as it is stored, or None; what a blank page shows.
        data: what was posted; None for a blank page.
        files: the files that were posted.
    """

    def __init__(
        self, appraisal: Appraisal, rating: StaffRating | None, data: Any = None, files: Any = None
    ) -> None:
        self.regime = regime_on(appraisal.period.cutoff)
        self._rating = rating
        origin = way_of(rating)
        stored = rating.data if rating else {}
        self.head = HeadForm(data, initial={"way": origin, "version": version_of(rating)}, label_suffix="")
        self.entered = FORMS[self.regime.key](
            self.regime, data, files, stored=stored if origin == ENTERED else {}
        )
        self.elsewhere = ElsewhereForm(self.regime, data, files, stored=stored if origin == ELSEWHERE else {})
        self.unavailable = UnavailableForm(data, initial={"reason": rating.reason if rating else ""})
        self.ways = {ENTERED: self.entered, ELSEWHERE: self.elsewhere, UNAVAILABLE: self.unavailable}
        for name, form in self.ways.items():
            if name != self.way:
                form.hold()

    @property
    def is_bound(self) -> bool:
        """Whether something was posted."""
        return self.head.is_bound

    @property
    def way(self) -> str:
        """The chosen way; the first where none is."""
        said = str(self.head["way"].value())
        return said if said in dict(WAYS) else ENTERED

    @property
    def chosen(self) -> WayForm:
        """The form of the chosen way."""
        return self.ways[self.way]

    @property
    def judged(self) -> JudgedForm | None:
        """The chosen form, where it has a result."""
        return self.chosen if isinstance(self.chosen, JudgedForm) else None

    def is_valid(self) -> bool:
        """Whether the chosen way can be saved; every fault stands beside its input."""
        return all([self.head.is_valid(), self.chosen.is_valid()])

    def hold(self) -> None:
        """Keep everything as it was typed without judging it."""
        for form in self.ways.values():
            form.hold()

    def show_stored(self) -> None:
        """Show what the stored rating comes to, on a blank page."""
        if self.judged is not None and self._rating is not None and self._rating.is_available:
            self.judged.show(self._rating.data)

    def rebase(self, rating: StaffRating) -> None:
        """Go on from a rating that was saved in between; everything stays as it was typed."""
        self.head.data = {**dict(self.head.data.items()), "version": version_of(rating)}


def way_of(rating: StaffRating | None) -> str:
    """The way that a stored rating was said; a decision on an objection is one made elsewhere."""
    if rating is None or rating.origin == StaffRating.Origin.ENTERED:
        return ENTERED
    return UNAVAILABLE if rating.origin == StaffRating.Origin.UNAVAILABLE else ELSEWHERE
