"""The entry form: its inputs, what it reads, where each message stands, and going on after a stale save."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.forms.entry import EntryForm
from kinerja.models import SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.services.errors import FigureErrors
from kinerja.services.evaluation import save_figures
from kinerja.services.stale import StaleEntry
from tests.builders import (
    make_evaluation,
    make_figures,
    make_innovation,
    make_period,
    make_region,
    make_unit,
    make_user,
)

OUTSIDE = "Tanggal 1 Juli 2018 di luar periode; isi tanggal dari 1 Januari 2018 sampai 30 Juni 2018."


@pytest.fixture
def kabupaten(db: None) -> SemesterEvaluation:
    province = make_region("92", "Papua Barat")
    made = make_evaluation(make_unit("92.03", parent=province), make_period())
    make_figures(made, {"K1.2": (4_500, 5_000), "K1.3": "7.4.3", "K1.6": ("95.5", 100)})
    return made


def posted(evaluation: SemesterEvaluation, **inputs: str) -> dict[str, Any]:
    """What a browser sends: every input as it was shown, and some typed over; K1_2_n stands for K1.2:n."""
    form = EntryForm(evaluation)
    shown = {key: form[key].value() for key in form.fields}
    data = {key: form.fields[key].widget.format_value(value) or "" for key, value in shown.items()}
    return data | {_name(key): value for key, value in inputs.items()}


def _name(key: str) -> str:
    """``K1_2__n`` → ``K1.2:n``."""
    code, _, suffix = key.partition("__")
    return f"{code.replace('_', '.')}:{suffix}"


def test_the_inputs_of_a_kabupaten(kabupaten: SemesterEvaluation) -> None:
    rows = {row.indicator.code: list(row.fields) for row in EntryForm(kabupaten).rows()}
    counted = ["numerator", "denominator", "percent", "cutoff", "denominator_cutoff", "source", "note"]
    said = ["value", "source", "note"]
    assert rows == {
        "K1.1a": counted,
        "K1.1b": counted,
        "K1.2": counted,
        "K1.3": said,
        "K1.4": counted,
        "K1.5": said,
        "K1.6": counted,
        "K2": counted,
        "K3": ["numerator", "source", "note"],
        "P2.b": said,
    }


def test_the_inputs_of_a_province(kabupaten: SemesterEvaluation) -> None:
    made = make_evaluation(make_unit(kabupaten.province), kabupaten.period)
    rows = {row.indicator.code: "percent" in row.fields for row in EntryForm(made).rows()}
    assert rows == {
        "P1.1a": True,
        "P1.1b": True,
        "P1.2": True,
        "P1.3": True,
        "P1.4": True,
        "P1.5": True,
        "P2.a": False,
        "P2.b": True,
    }


def test_stored_figures_are_shown_in_indonesian(kabupaten: SemesterEvaluation) -> None:
    shown = posted(kabupaten)
    assert (shown["K1.2:n"], shown["K1.2:d"], shown["K1.6:n"], shown["K1.3:v"], shown["K1.4:n"]) == (
        "4.500",
        "5.000",
        "95,5",
        "7.4.3",
        "",
    )


def test_a_form_sent_back_untouched_says_what_is_stored(kabupaten: SemesterEvaluation) -> None:
    form = EntryForm(kabupaten, posted(kabupaten))
    assert form.is_valid()
    said = {code: figure for code, figure in form.figures.items() if not figure.is_empty}
    assert said == {
        "K1.2": Figures(Decimal(4_500), Decimal(5_000), source="Laporan unit"),
        "K1.3": Figures(value="7.4.3", source="Laporan unit"),
        "K1.6": Figures(Decimal("95.5"), Decimal(100), source="Laporan unit"),
    }


def test_what_is_typed_is_read(kabupaten: SemesterEvaluation) -> None:
    typed = {
        "K1_1a__n": "336 569",
        "K1_1a__d": "399,092",
        "K1_1a__tgl": "2018-03-31",
        "K1_1a__tgl_penyebut": "31/12/2017",
        "K1_1a__sumber": " DKB ",
        "K1_2__p": "90,4725 %",
        "K1_6__n": "Rp 1.234.567,50",
        "K1_6__d": "2000000",
    }
    form = EntryForm(kabupaten, posted(kabupaten, **typed))
    assert form.is_valid()
    assert form.figures["K1.1a"] == Figures(
        Decimal(336_569),
        Decimal(399_092),
        cutoff=date(2018, 3, 31),
        denominator_cutoff=date(2017, 12, 31),
        source="DKB",
    )
    assert form.figures["K1.2"].percent == Decimal("90.4725")
    assert form.figures["K1.6"].numerator == Decimal("1234567.50")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"K1_2__d": "0"}, {"K1.2:d": ["Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."]}),
        ({"K1_2__n": "-5"}, {"K1.2:n": ["Pembilang -5 tidak boleh negatif."]}),
        (
            {"K1_2__n": "empat ribu"},
            {"K1.2:n": ["“empat ribu” bukan angka; tulis misalnya 336569 atau 84,33."]},
        ),
        (
            {"K1_2__n": "4.50.0"},
            {"K1.2:n": ["“4.50.0” meragukan; tulis tanpa tanda ribuan, dengan satu koma desimal: 1234,56."]},
        ),
        (
            {"K1_4__n": "21", "K1_4__d": "20"},
            {"K1.4:n": ["Pembilang 21 tidak mungkin melebihi penyebut 20."]},
        ),
        ({"K1_2__tgl": "31/06/2018"}, {"K1.2:tgl": ["Bukan tanggal; tulis misalnya 30/06/2025."]}),
        ({"K1_2__tgl": "30/06/18"}, {"K1.2:tgl": ["Bukan tanggal; tulis misalnya 30/06/2025."]}),
        (
            {"K1_2__tgl": "01/07/2018"},
            {"K1.2:tgl": [OUTSIDE]},
        ),
        (
            {"K1_2__p": "90,47", "K1_2__sumber": ""},
            {"K1.2:sumber": ["Persentase terbitan harus menyebut sumbernya."]},
        ),
        (
            {"K1_5__v": "tidak ada"},
            {
                "K1.5:v": [
                    "Pernyataan harus bilangan bulat jumlah kejadian (0 = tidak ada), bukan 'tidak ada'."
                ]
            },
        ),
        (
            {"K1_2__d": "0", "K1_6__n": "x"},
            {
                "K1.2:d": ["Penyebut 0 adalah salah isi: bukan 0 % dan bukan 100 %."],
                "K1.6:n": ["“x” bukan angka; tulis misalnya 336569 atau 84,33."],
            },
        ),
    ],
)
def test_each_fault_stands_at_its_input(
    kabupaten: SemesterEvaluation, typed: dict[str, str], errors: dict[str, list[str]]
) -> None:
    form = EntryForm(kabupaten, posted(kabupaten, **typed))
    assert (form.is_valid(), dict(form.errors)) == (False, errors)


def test_what_is_readable_is_there_for_a_preview(kabupaten: SemesterEvaluation) -> None:
    form = EntryForm(kabupaten, posted(kabupaten, K1_2__n="x", K1_6__n="96"))
    form.is_valid()
    assert "K1.2" not in form.figures
    assert form.figures["K1.6"].numerator == 96


def test_what_was_typed_is_shown_again(kabupaten: SemesterEvaluation) -> None:
    form = EntryForm(kabupaten, posted(kabupaten, K1_2__n="4.50.0"))
    form.is_valid()
    row = next(row for row in form.rows() if row.indicator.code == "K1.2")
    assert 'value="4.50.0"' in str(row.fields["numerator"])
    assert len(row.errors) == 1


@pytest.mark.parametrize("version", ["", "x", "-1"])
def test_a_form_without_its_version_is_refused(kabupaten: SemesterEvaluation, version: str) -> None:
    form = EntryForm(kabupaten, posted(kabupaten) | {"version": version})
    assert (form.is_valid(), list(form.errors)) == (False, ["version"])


def test_a_figure_from_a_register_is_closed(kabupaten: SemesterEvaluation) -> None:
    make_innovation(kabupaten)
    form = EntryForm(kabupaten, posted(kabupaten) | {"K3:n": "99"})
    row = next(row for row in form.rows() if row.indicator.code == "K3")
    assert form.is_valid()
    assert (row.closed, row.fields["numerator"].field.disabled, "K3" in form.figures) == (
        "Angka ini dihitung dari daftar inovasi.",
        True,
        False,
    )


def test_what_the_service_refuses_stands_at_its_input(kabupaten: SemesterEvaluation) -> None:
    operator = make_user("operator_unit", kabupaten.unit.region)
    form = EntryForm(kabupaten, posted(kabupaten, K3__n="5", K3__sumber="Laporan"))
    assert form.is_valid()
    with pytest.raises(FigureErrors) as caught:
        save_figures(evaluation=kabupaten, actor=operator, version=0, figures=form.figures)
    form.show_errors(caught.value.errors)
    assert dict(form.errors) == {"K3:n": ["Daftarkan inovasi satu per satu; di sini hanya 0 bila tidak ada."]}


def test_a_stale_form_goes_on_without_undoing_the_other(kabupaten: SemesterEvaluation) -> None:
    first, second = (make_user("operator_ditjen") for _ in range(2))
    form = EntryForm(kabupaten, posted(kabupaten, K1_2__n="4.600"))
    theirs = {"K1.2": (4_700, 5_000), "K1.6": (96, 100)}
    save_figures(
        evaluation=kabupaten,
        actor=first,
        version=0,
        figures={code: Figures(*map(Decimal, pair), source="Surat") for code, pair in theirs.items()},
    )
    assert form.is_valid()
    with pytest.raises(StaleEntry) as caught:
        save_figures(evaluation=kabupaten, actor=second, version=0, figures=form.figures)
    form.rebase(caught.value)
    assert (
        form["version"].value(),
        form["K1.2:n"].value(),
        form["K1.6:n"].value(),
        form["K1.6:sumber"].value(),
    ) == (
        "1",
        "4.600",
        "96",
        "Surat",
    )
    kabupaten.refresh_from_db()
    again = EntryForm(kabupaten, form.data)
    assert again.is_valid()
    saved = save_figures(
        evaluation=kabupaten, actor=second, version=again.cleaned_data["version"], figures=again.figures
    )
    assert saved.changed == ("K1.2",)
