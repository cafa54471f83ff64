"""Forms of the registers behind the figures: reports, innovations, incidents, evidence; and of words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.forms.fields import DayField, NumberField, text_field
from kinerja.models import Incident, Indicator, SemesterEvaluation, ServiceOutput
from kinerja.rules.reports import Report
from kinerja.selectors.entry import entry_indicators
from kinerja.selectors.report import required_outputs, stored_reports
from kinerja.services.innovation import TITLE_LENGTH
from kinerja.services.stale import StaleEntry
from officials.models import Position, WorkUnit

NOTE_LENGTH = 4000
_SELECT = {"class": "form-select"}


class ServiceForm(forms.Form):
    """A form that shows what its service refused at the inputs it is about."""

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, label_suffix="", **options)

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what a service refused (``FigureErrors.errors``) at the inputs."""
        for fields in errors.values():
            for name, text in fields.items():
                self.add_error(name if name in self.fields else None, text)


class NoteForm(ServiceForm):
    """The words that go with an act; whether they are mandatory the act itself says."""

    note = text_field(gettext_lazy("Catatan"), length=NOTE_LENGTH, rows=3)


class DecisionForm(NoteForm):
    """Yes or no with words: an innovation, an incident."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Putusan"),
        choices=[("ya", gettext_lazy("Ya")), ("tidak", gettext_lazy("Tidak"))],
        widget=forms.RadioSelect,
    )

    @property
    def accepted(self) -> bool:
        """Whether the decision is yes."""
        return bool(self.cleaned_data["decision"] == "ya")


class InnovationForm(ServiceForm):
    """An innovation, with the file that shows it."""

    title = text_field(gettext_lazy("Nama inovasi"), length=TITLE_LENGTH, required=True)
    field = forms.ChoiceField(
        label=gettext_lazy("Bidang"), choices=Position.Field.choices, widget=forms.Select(attrs=_SELECT)
    )
    description = text_field(gettext_lazy("Uraian"), length=NOTE_LENGTH, rows=3)
    evidence: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Bukti"), queryset=None, required=False, widget=forms.Select(attrs=_SELECT)
    )

    def __init__(self, evaluation: SemesterEvaluation, data: Any = None) -> None:
        super().__init__(data)
        cast("forms.ModelChoiceField", self.fields["evidence"]).queryset = evaluation.evidence.all()


class EvidenceForm(ServiceForm):
    """A file, and what it backs."""

    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("PDF, PNG, JPEG, XLSX, atau DOCX; paling besar 10 MB."),
        allow_empty_file=True,  # the service says it in its own words
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,.png,.jpg,.jpeg,.xlsx,.docx"}),
    )
    indicator = forms.ChoiceField(
        label=gettext_lazy("Untuk indikator"), required=False, widget=forms.Select(attrs=_SELECT)
    )

    def __init__(self, evaluation: SemesterEvaluation, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self._indicators = {row.code: row for row in entry_indicators(evaluation)}
        choices = [(row.code, str(row)) for row in self._indicators.values()]
        cast("forms.ChoiceField", self.fields["indicator"]).choices = [("", _("Seluruh penilaian")), *choices]

    def upload(self) -> dict[str, Any]:
        """The arguments of ``services.evidence.attach_evidence`` that the form gives."""
        file: UploadedFile = self.cleaned_data["file"]
        chosen: Indicator | None = self._indicators.get(self.cleaned_data["indicator"])
        return {"file": file.file, "name": file.name, "size": file.size, "indicator": chosen}


class IncidentForm(ServiceForm):
    """An incident for the register; the units to choose from are those the account reaches."""

    unit: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Unit kerja"), queryset=None, widget=forms.Select(attrs=_SELECT)
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis"), choices=Incident.Kind.choices, widget=forms.Select(attrs=_SELECT)
    )
    happened_on = DayField(label=gettext_lazy("Tanggal kejadian"))
    description = text_field(gettext_lazy("Uraian"), length=NOTE_LENGTH, required=True, rows=3)
    source = text_field(gettext_lazy("Sumber atau bukti"), length=300, required=True)

    def __init__(self, user: Any, data: Any = None) -> None:
        super().__init__(data)
        units = WorkUnit.objects.visible_to(user).order_by("name")
        cast("forms.ModelChoiceField", self.fields["unit"]).queryset = units


@dataclass(frozen=True)
class ReportRow:
    """The two inputs of an output."""

    output: ServiceOutput
    reported_on: forms.BoundField
    quantity: forms.BoundField


class ReportsForm(forms.Form):
    """When a unit reported on each output, and how many documents there were; "0" is nihil.

    After ``is_valid()`` ``reports`` holds every readable report by code of the output.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, evaluation: SemesterEvaluation, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"version": evaluation.version}, label_suffix="")
        self.outputs = {row.code: row for row in required_outputs(evaluation)}
        self.reports: dict[str, Report] = {}
        stored = stored_reports(evaluation)
        for code in self.outputs:
            day, quantity = _report_keys(code)
            self.fields[day] = DayField(label=gettext_lazy("Tanggal laporan"), required=False)
            self.fields[quantity] = NumberField(label=gettext_lazy("Jumlah dokumen"))
            report = stored.get(code, Report())
            self.initial.update({day: report.reported_on, quantity: report.quantity})

    def rows(self) -> Iterator[ReportRow]:
        """The outputs with their inputs, in the order of the decree."""
        for code, output in self.outputs.items():
            day, quantity = _report_keys(code)
            yield ReportRow(output, self[day], self[quantity])

    def clean(self) -> dict[str, Any]:
        """Put the two inputs of each output together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in self.outputs:
            day, quantity = _report_keys(code)
            if day in cleaned and quantity in cleaned:
                number = cleaned[quantity]
                if number is not None and number != int(number):
                    self.add_error(quantity, _("Jumlah dokumen harus bilangan bulat."))
                    continue
                self.reports[code] = Report(cleaned[day], None if number is None else int(number))
        return cleaned

    def show_errors(self, errors: Mapping[str, Mapping[str, str]]) -> None:
        """Put what the service refused (``FigureErrors.errors``) at the inputs."""
        for code, fields in errors.items():
            day, quantity = _report_keys(code)
            for name, text in fields.items():
                self.add_error(day if name == "reported_on" else quantity, text)

    def rebase(self, stale: StaleEntry[Report]) -> None:
        """Go on from a newer version: what only others changed as they left it, mine as I typed it."""
        data = dict(self.data.items())
        data["version"] = str(stale.version)
        for code, report in stale.theirs.items():
            day, quantity = _report_keys(code)
            data |= {day: report.reported_on, quantity: report.quantity}
        self.data = data


def _report_keys(code: str) -> tuple[str, str]:
    return f"{code}:tgl", f"{code}:jumlah"
