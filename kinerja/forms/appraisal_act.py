"""Forms of the acts on one appraisal: words with files, recommendation, decision, follow-up (II.B, R10)."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.forms.fields import DayField, NumberField, text_field
from kinerja.forms.passphrase import AskingPassphrase
from kinerja.forms.plan_rows import PlanRows
from kinerja.forms.registers import NOTE_LENGTH, ServiceForm
from kinerja.forms.uploads import FilesField
from kinerja.models import Appraisal, Clarification, GuidanceStep, Objection, Recommendation
from kinerja.rules.staff.regime import regime_on
from kinerja.selectors.appraisal_input import recommendation_of
from kinerja.selectors.document_number import office_key, suggested_number
from kinerja.services.attachment import MOST_FILES, Upload


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


class DecideForm(PlanRows, WritingForm):
    """The decision on an objection: the result stays, or element 2 becomes another one (R10).

    The rows are for guidance where the decision makes a result low (I.B).
    """

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
        self.offer_rows(data)

    def clean(self) -> dict[str, Any]:
        """A result that stays has no new value and no new predikat: what is typed is not dropped silently."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Objection.Outcome.UPHELD:
            for name in ("value", "predikat"):
                if cleaned.get(name) not in (None, ""):
                    self.add_error(name, _("Kosongkan bila hasilnya tetap, atau pilih “Hasil diubah”."))
        return cleaned

    def words(self) -> dict[str, Any]:
        """Text, files, guidance, and value and predikat where they change."""
        data, said = self.cleaned_data, super().words() | {"plan": self.plan()}
        if data["outcome"] == Objection.Outcome.UPHELD:
            return said
        value = data.get("value")
        changed = {"value": None if value is None else str(value), "predikat": data["predikat"] or None}
        return said | {"changed": changed}


class RecommendForm(PlanRows, ActForm):
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
        self.offer_rows(data, steps)

    def words(self) -> dict[str, Any]:
        """The four parts and the plan."""
        data = self.cleaned_data
        return {name: data[name] for name in Recommendation.PARTS} | {"plan": self.plan()}


class FollowUpForm(ActForm):
    """When a step of guidance was done, and what came of it."""

    done_on = DayField(label=gettext_lazy("Dilaksanakan"))
    note = text_field(gettext_lazy("Hasil tindak lanjut"), length=NOTE_LENGTH, rows=2)
    field_order = ["done_on", "note"]

    def words(self) -> dict[str, Any]:
        """Day and words."""
        return {"done_on": self.cleaned_data["done_on"], "note": self.cleaned_data["note"]}


class SignForm(AskingPassphrase, ActForm):
    """The official number of a document, which may be empty, and the result that the signer looked at."""

    seen_digest = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Penilaian ini belum dilihat; buka halamannya lebih dahulu.")
        },
    )
    number = text_field(gettext_lazy("Nomor surat (boleh kosong)"), length=80)

    def __init__(self, appraisal: Appraisal, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(appraisal, data, files, **options)
        del self.fields["note"]
        self.fields["number"].initial = partial(self._suggested, appraisal)

    def words(self) -> dict[str, Any]:
        """Number, digest and passphrase."""
        said = {"number": self.cleaned_data["number"], "seen": self.cleaned_data["seen_digest"]}
        return said | {"passphrase": self.secret}

    def _suggested(self, appraisal: Appraisal) -> str:
        """The next number of the office that signs."""
        post = appraisal.decider if appraisal.state == Appraisal.State.DECIDED else appraisal.assessor
        return suggested_number(office_key(post), "Dukcapil") if post else ""


class ReceiveForm(AskingPassphrase, ActForm):
    """The receipt is a signature in the file; who has no certificate yet may receive without."""

    unsigned = forms.BooleanField(
        label=gettext_lazy("Saya belum mempunyai sertifikat elektronik: terima tanpa tanda tangan di berkas"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, appraisal: Appraisal, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(appraisal, data, files, **options)
        if "passphrase" in self.fields:
            self.fields["passphrase"].required = False
        else:
            del self.fields["unsigned"]

    def words(self) -> dict[str, Any]:
        """Words and passphrase."""
        return super().words() | {"passphrase": self.secret}

    @property
    def is_unsigned(self) -> bool:
        """Whether the official receives without a signature."""
        return bool(self.cleaned_data.get("unsigned"))


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
