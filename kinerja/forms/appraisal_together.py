"""The form with which an assessor gives several appraisals the same recommendation."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.forms.fields import DayField, text_field
from kinerja.forms.registers import NOTE_LENGTH, ServiceForm
from kinerja.models import Recommendation
from kinerja.services.recommendation import LONGEST_STEP, Planned


class SameRecommendationForm(ServiceForm):
    """The recommendation's four parts, and one step of guidance for those whose result is low (I.B)."""

    career = text_field(gettext_lazy("Karier"), length=NOTE_LENGTH)
    training = text_field(gettext_lazy("Pelatihan"), length=NOTE_LENGTH)
    guidance = text_field(gettext_lazy("Pembinaan"), length=NOTE_LENGTH)
    proposal = text_field(gettext_lazy("Usulan kepada Menteri"), length=NOTE_LENGTH)
    what = text_field(gettext_lazy("Rencana pembinaan"), length=LONGEST_STEP)
    due_on = DayField(label=gettext_lazy("Tindak lanjut paling lambat"), required=False)

    def clean(self) -> dict[str, Any]:
        """The plan has both words and a day, or neither."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "due_on" in cleaned and "what" in cleaned:
            if cleaned["what"] and not cleaned["due_on"]:
                self.add_error("due_on", _("Isi tanggal tindak lanjutnya."))
            elif cleaned["due_on"] and not cleaned["what"]:
                self.add_error("what", _("Tuliskan pembinaannya."))
        return cleaned

    def words(self, *, low: bool) -> dict[str, Any]:
        """The arguments of ``services.recommendation.recommend``: the four parts and the plan.

        Args:
            low: whether the result of whom it is about is low; nobody else gets the plan.
        """
        data = self.cleaned_data
        plan = (Planned(data["what"], data["due_on"]),) if low and data["what"] else ()
        return {name: data[name] for name in Recommendation.PARTS} | {"plan": plan}
