"""The forms of the registers: what they read, and where each message stands."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja.forms.registers import (
    DecisionForm,
    EvidenceForm,
    IncidentForm,
    InnovationForm,
    NoteForm,
    ReportsForm,
)
from kinerja.rules.reports import Report
from kinerja.services.errors import FigureErrors
from kinerja.services.evidence import attach_evidence
from kinerja.services.innovation import propose_innovation
from kinerja.services.report import save_reports
from kinerja.services.stale import StaleEntry
from tests.builders import make_evaluation, make_unit
from tests.kinerja.cast import Cast
from tests.kinerja.exchange.test_upload import pdf

DAY = date(2018, 7, 20)


class TestReports:
    """Two inputs an output."""

    def form(self, cast: Cast, version: str = "0", **inputs: str) -> ReportsForm:
        """A form as posted; o1_a__tgl stands for 1.a:tgl."""
        named = {key[1:].replace("_", ".", 1).replace("__", ":"): value for key, value in inputs.items()}
        return ReportsForm(cast.kabupaten, {"version": version} | named)

    def test_one_row_an_output_in_the_order_of_the_decree(self, cast: Cast) -> None:
        codes = [row.output.code for row in ReportsForm(cast.kabupaten).rows()]
        assert (len(codes), codes[:3], codes[-1]) == (22, ["1.a", "1.b", "1.d"], "4.b")

    def test_what_is_typed_is_read(self, cast: Cast) -> None:
        first = {"o1_a__tgl": "20/07/2018", "o1_a__jumlah": "1.234"}
        form = self.form(cast, **first, o1_b__tgl="2018-07-20", o1_b__jumlah="0")
        assert form.is_valid()
        said = {code: report for code, report in form.reports.items() if not report.is_empty}
        assert said == {"1.a": Report(DAY, 1234), "1.b": Report(DAY, 0)}

    @pytest.mark.parametrize(
        ("typed", "errors"),
        [
            ({"o1_a__jumlah": "1,5"}, {"1.a:jumlah": ["Jumlah dokumen harus bilangan bulat."]}),
            (
                {"o1_a__jumlah": "banyak"},
                {"1.a:jumlah": ["“banyak” bukan angka; tulis misalnya 336569 atau 84,33."]},
            ),
            ({"o1_a__tgl": "kemarin"}, {"1.a:tgl": ["Bukan tanggal; tulis misalnya 30/06/2025."]}),
        ],
    )
    def test_each_fault_stands_at_its_input(
        self, cast: Cast, typed: dict[str, str], errors: dict[str, list[str]]
    ) -> None:
        form = self.form(cast, **typed)
        assert (form.is_valid(), dict(form.errors)) == (False, errors)

    def test_what_the_service_refuses_stands_at_its_input(self, cast: Cast) -> None:
        form = self.form(cast, o1_a__tgl="20/07/2018", o1_b__jumlah="3")
        assert form.is_valid()
        with pytest.raises(FigureErrors) as caught:
            save_reports(evaluation=cast.kabupaten, actor=cast.operator, version=0, reports=form.reports)
        form.show_errors(caught.value.errors)
        assert dict(form.errors) == {
            "1.a:jumlah": ["Jumlah dokumen belum diisi; tulis 0 bila nihil."],
            "1.b:tgl": ["Tanggal laporan belum diisi."],
        }

    def test_a_stale_form_goes_on_without_undoing_the_other(self, cast: Cast) -> None:
        theirs = {"1.a": Report(DAY, 1), "1.b": Report(DAY, 2)}
        form = self.form(cast, o1_a__tgl="20/07/2018", o1_a__jumlah="9")
        save_reports(evaluation=cast.kabupaten, actor=cast.operator, version=0, reports=theirs)
        assert form.is_valid()
        with pytest.raises(StaleEntry) as caught:
            save_reports(evaluation=cast.kabupaten, actor=cast.ditjen, version=0, reports=form.reports)
        form.rebase(caught.value)
        again = ReportsForm(cast.kabupaten, form.data)
        assert again.is_valid()
        assert (again.cleaned_data["version"], again.reports["1.a"], again.reports["1.b"]) == (
            1,
            Report(DAY, 9),
            Report(DAY, 2),
        )


class TestInnovation:
    """A name, a field, and a file of the same evaluation."""

    def test_it_is_read(self, cast: Cast) -> None:
        form = InnovationForm(
            cast.kabupaten, {"title": "Jemput bola", "field": "dafduk", "description": " x "}
        )
        assert form.is_valid()
        assert form.cleaned_data == {
            "title": "Jemput bola",
            "field": "dafduk",
            "description": "x",
            "evidence": None,
        }

    def test_a_title_that_is_taken_stands_at_the_title(self, cast: Cast) -> None:
        words: dict[str, Any] = {"title": "Jemput bola", "field": "dafduk"}
        propose_innovation(evaluation=cast.kabupaten, actor=cast.operator, **words)
        form = InnovationForm(cast.kabupaten, words)
        assert form.is_valid()
        with pytest.raises(FigureErrors) as caught:
            propose_innovation(evaluation=cast.kabupaten, actor=cast.operator, **words)
        form.show_errors(caught.value.errors)
        assert dict(form.errors) == {"title": ["Inovasi dengan nama ini sudah didaftarkan."]}

    def test_files_of_another_unit_are_no_choice(self, cast: Cast, media_root: Any) -> None:
        other = make_evaluation(make_unit("91"), cast.period)
        file = {"file": BytesIO(pdf()), "name": "surat.pdf", "size": len(pdf())}
        made = attach_evidence(evaluation=other, actor=cast.ditjen, **file).evidence
        words = {"title": "Jemput bola", "field": "dafduk", "evidence": str(made.pk)}
        assert [InnovationForm(unit, words).is_valid() for unit in (other, cast.kabupaten)] == [True, False]


class TestEvidence:
    """A file and what it backs."""

    def form(self, cast: Cast, content: bytes, **data: str) -> EvidenceForm:
        return EvidenceForm(cast.kabupaten, data, {"file": SimpleUploadedFile("surat.pdf", content)})

    def test_it_gives_the_service_its_arguments(self, cast: Cast, media_root: Any) -> None:
        form = self.form(cast, pdf(), indicator="K1.2")
        assert form.is_valid()
        made = attach_evidence(evaluation=cast.kabupaten, actor=cast.operator, **form.upload()).evidence
        assert made.indicator is not None
        assert (made.name, made.size, made.indicator.code) == ("surat.pdf", len(pdf()), "K1.2")

    def test_what_the_service_refuses_stands_at_the_file(self, cast: Cast, media_root: Any) -> None:
        form = self.form(cast, b"bukan pdf")
        assert form.is_valid()
        with pytest.raises(FigureErrors) as caught:
            attach_evidence(evaluation=cast.kabupaten, actor=cast.operator, **form.upload())
        form.show_errors(caught.value.errors)
        assert dict(form.errors) == {"file": ["Berkas bukan seperti namanya: bernama .pdf, isinya lain."]}

    @pytest.mark.parametrize("indicator", ["P1.4", "K1.1", "apa saja"])
    def test_an_indicator_of_somebody_else_is_no_choice(self, cast: Cast, indicator: str) -> None:
        form = self.form(cast, pdf(), indicator=indicator)
        assert (form.is_valid(), list(form.errors)) == (False, ["indicator"])

    def test_without_a_file(self, cast: Cast) -> None:
        form = EvidenceForm(cast.kabupaten, {}, {})
        assert (form.is_valid(), list(form.errors)) == (False, ["file"])


class TestIncident:
    """The units to choose from are those the account reaches."""

    WORDS: dict[str, Any] = {
        "kind": "levy",
        "happened_on": "14/03/2018",
        "description": "Pungutan",
        "source": "Putusan",
    }

    def test_it_is_read(self, cast: Cast) -> None:
        form = IncidentForm(cast.ditjen, self.WORDS | {"unit": cast.kabupaten.unit_id})
        assert form.is_valid()
        assert (form.cleaned_data["unit"], form.cleaned_data["happened_on"]) == (
            cast.kabupaten.unit,
            date(2018, 3, 14),
        )

    def test_another_region_is_no_choice(self, cast: Cast) -> None:
        form = IncidentForm(cast.operator, self.WORDS | {"unit": make_unit("91").pk})
        assert (form.is_valid(), list(form.errors)) == (False, ["unit"])


def test_words_and_decisions() -> None:
    note = NoteForm({"note": " Baik "})
    yes, no = DecisionForm({"decision": "ya"}), DecisionForm({"decision": "tidak"})
    assert all(form.is_valid() for form in (note, yes, no))
    assert (note.cleaned_data["note"], yes.accepted, no.accepted) == ("Baik", True, False)
    assert not DecisionForm({"decision": "mungkin"}).is_valid()
