"""Forms of the acts on one appraisal: words with files, recommendation, decision, follow-up (II.B, R10)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.forms.fields import DayField, NumberField, text_field
from kinerja.forms.registers import NOTE_LENGTH, ServiceForm
from kinerja.forms.uploads import FilesField
from kinerja.models import Appraisal, Clarification, GuidanceStep, Objection, Recommendation
from kinerja.rules.staff.regime import regime_on
from kinerja.selectors.appraisal_input import recommendation_of
from kinerja.services.attachment import MOST_FILES, Upload
from kinerja.services.recommendation import LONGEST_STEP, Planned

#: Empty rows offered for a guidance plan, beside those that are there.
EMPTY_ROWS = 3
_SENT = re.compile(r"plan-(?P<place>[0-9]{1,2})-what")


class ActForm(ServiceForm):
    """The words of an act; whether they are mandatory the act itself says."""

    note = text_field(gettext_lazy("Catatan"), length=NOTE_LENGTH, rows=3)

    def __init__(self, appraisal: Appraisal, data: Any = None, files: Any = None, **options: Any) -> None:
        self.appraisal = appraisal
        options = {"auto_id": f"{type(self).__name__.lower()}-%s"} | options
        super().__init__(data, files, **options)

    def words(self) -> dict[str, Any]:
        """The arguments of the act's service that the form gives."""
        return {"note": self.cleaned_data["note"]}


class ApproveForm(ActForm):
    """Words on the red flags, and what the assessor looked at."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def words(self) -> dict[str, Any]:
        """Note and digest."""
        return {"note": self.cleaned_data["note"], "seen": self.cleaned_data["seen_digest"]}


class WritingForm(ActForm):
    """An objection, an answer to it, a question about the figures: words and what backs them."""

    attachments = FilesField(
        label=gettext_lazy("Lampiran"),
        help_text=gettext_lazy(
            "Paling banyak %d berkas PDF, PNG, JPEG, XLSX, atau DOCX; seluruhnya paling besar 10 MB."
        )
        % MOST_FILES,
    )

    def words(self) -> dict[str, Any]:
        """Text and files."""
        return {"text": self.cleaned_data["note"], "files": self.uploads()}

    def uploads(self) -> tuple[Upload, ...]:
        """The files as the services take them."""
        return tuple(self.cleaned_data.get("attachments", ()))

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what the service refused at the inputs: files are attachments here."""
        found = {name: text for rows in errors.values() for name, text in rows.items()}
        if "files" in found:
            found["attachments"] = found.pop("files")
        super().show_errors({"": found})


class DecideForm(WritingForm):
    """The decision on an objection: the result stays, or element 2 becomes another one (R10)."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil putusan"), choices=Objection.Outcome.choices, widget=forms.RadioSelect
    )
    value = NumberField(label=gettext_lazy("Nilai unsur 2 yang baru"))
    predikat = forms.ChoiceField(
        label=gettext_lazy("Predikat unsur 2 yang baru"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ["outcome", "value", "predikat", "note", "attachments"]

    def __init__(self, appraisal: Appraisal, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(appraisal, data, files, **options)
        self.regime = regime_on(appraisal.period.cutoff)
        chosen = cast("forms.ChoiceField", self.fields["predikat"])
        chosen.choices = [("", _("Pilih…")), *((word, word) for word in self.regime.predikats)]
        if self.regime.scale is None:
            del self.fields["value"]

    def words(self) -> dict[str, Any]:
        """Text, files, and value and predikat where they change."""
        data = self.cleaned_data
        if data["outcome"] == Objection.Outcome.UPHELD:
            return super().words()
        value = data.get("value")
        changed = {"value": None if value is None else str(value), "predikat": data["predikat"] or None}
        return super().words() | {"changed": changed}


class RecommendForm(ActForm):
    """The recommendation's four parts and a guidance plan in rows; an empty row is no step (I.B)."""

    career = text_field(gettext_lazy("Karier"), length=NOTE_LENGTH, rows=2)
    training = text_field(gettext_lazy("Pelatihan"), length=NOTE_LENGTH, rows=2)
    guidance = text_field(gettext_lazy("Pembinaan"), length=NOTE_LENGTH, rows=2)
    proposal = text_field(gettext_lazy("Usulan kepada Menteri"), length=NOTE_LENGTH, rows=2)

    def __init__(self, appraisal: Appraisal, data: Any = None, files: Any = None, **options: Any) -> None:
        kept, steps = recommendation_of(appraisal), _open_steps(appraisal)
        initial = {name: getattr(kept, name, "") for name in Recommendation.PARTS}
        super().__init__(appraisal, data, files, initial=initial, **options)
        del self.fields["note"]
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
        super().show_errors(
            {
                code: {names.get(name, name): text for name, text in rows.items()}
                for code, rows in errors.items()
            }
        )

    def words(self) -> dict[str, Any]:
        """The four parts and the plan."""
        data = self.cleaned_data
        plan = tuple(Planned(data[_keys(place)[0]], data[_keys(place)[1]]) for place in self._filled())
        return {name: data[name] for name in Recommendation.PARTS} | {"plan": plan}

    def _filled(self) -> list[int]:
        return [place for place in self.places if self.cleaned_data.get(_keys(place)[0])]


class FollowUpForm(ActForm):
    """When a step of guidance was done, and what came of it."""

    done_on = DayField(label=gettext_lazy("Dilaksanakan"))
    note = text_field(gettext_lazy("Hasil tindak lanjut"), length=NOTE_LENGTH, rows=2)
    field_order = ["done_on", "note"]

    def words(self) -> dict[str, Any]:
        """Day and words."""
        return {"done_on": self.cleaned_data["done_on"], "note": self.cleaned_data["note"]}


class SignForm(ActForm):
    """The official number of a document; may be empty."""

    number = text_field(gettext_lazy("Nomor surat (boleh kosong)"), length=80)

    def __init__(self, appraisal: Appraisal, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(appraisal, data, files, **options)
        del self.fields["note"]

    def words(self) -> dict[str, Any]:
        """The number."""
        return {"number": self.cleaned_data["number"]}


class ClarifyForm(WritingForm):
    """A question to the Ditjen about the figures of element 1."""

    note = text_field(gettext_lazy("Angka mana yang ditanyakan, dan mengapa"), length=NOTE_LENGTH, rows=3)


class ClarificationAnswerForm(ServiceForm):
    """The Ditjen's answer, and whether the figures stay."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hasil"), choices=Clarification.Outcome.choices, widget=forms.RadioSelect
    )
    answer = text_field(gettext_lazy("Jawaban"), length=NOTE_LENGTH, rows=3)

    def words(self) -> dict[str, Any]:
        """Answer and outcome."""
        return {"text": self.cleaned_data["answer"], "outcome": self.cleaned_data["outcome"]}


def _open_steps(appraisal: Appraisal) -> list[GuidanceStep]:
    return list(appraisal.guidance_steps.filter(done_on__isnull=True))


def _rows(data: Any, least: int) -> int:
    """How many rows a form has: as many as were sent, and those that are there already."""
    if data is None:
        return least
    sent = [int(found["place"]) for name in data if (found := _SENT.fullmatch(name))]
    return max([least, *(place + 1 for place in sent)])


def _keys(place: int) -> tuple[str, str]:
    return f"plan-{place}-what", f"plan-{place}-due_on"
