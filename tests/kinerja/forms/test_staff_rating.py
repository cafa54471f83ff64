"""The forms of element 2: what is typed, what it comes to, and every fault at its input."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from kinerja.forms.staff_rating_elsewhere import ElsewhereForm
from kinerja.forms.staff_rating_judged import JudgedForm
from kinerja.forms.staff_rating_panrb6 import Line, Panrb6Form
from kinerja.forms.staff_rating_pp30 import Pp30Form
from kinerja.forms.staff_rating_pp46 import MOST_ROWS, Pp46Form
from kinerja.rules.staff.regime import regime

DONE = {
    "name": "Menyusun laporan",
    "quantity_target": "12",
    "quantity_realised": "12",
    "quality_target": "100",
    "quality_realised": "90,5",
    "time_target": "12",
    "time_realised": "9,12",
}
BEHAVIOURS = {
    f"behaviours.{key}": "80"
    for key in ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama", "kepemimpinan")
}


def activity(place: int, **changed: str) -> dict[str, str]:
    return {f"activities.{place}.{key}": value for key, value in (DONE | changed).items() if value}


def posted(data: dict[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(data)
    return query


def pp46(data: dict[str, str]) -> Pp46Form:
    return Pp46Form(regime("pp46"), posted(data))


def errors(form: JudgedForm) -> dict[str, list[str]]:
    assert not form.is_valid()
    assert form.result is None
    return {name: [str(text) for text in found] for name, found in form.errors.items()}


def test_pp46_reads_commas_and_points_and_judges() -> None:
    form = pp46(
        activity(0, quality_realised="90.5") | BEHAVIOURS | {"additional_tasks": "3", "creativity": "3"}
    )
    assert form.is_valid()
    row = dict.fromkeys(("cost_target", "cost_realised"))
    row |= DONE | {"quality_realised": "90.5", "time_realised": "9.12", "carried_out": True}
    assert form.rating == {
        "activities": [row],
        "additional_tasks": "3",
        "creativity": "3",
        "behaviours": {key.removeprefix("behaviours."): value for key, value in BEHAVIOURS.items()},
        "structural": True,
    }
    assert form.result is not None
    assert (str(form.result.value), form.result.predikat) == ("92.50", "Sangat Baik")


def test_pp46_closes_up_empty_rows_and_keeps_the_rest_as_typed() -> None:
    form = pp46(activity(0) | activity(3, name="Melatih operator", time_realised="sembilan") | BEHAVIOURS)
    assert errors(form) == {
        "activities.1.time_realised": ["“sembilan” bukan angka; tulis misalnya 336569 atau 84,33."]
    }
    names = [row.name.value() for row in form.rows()]
    assert names == ["Menyusun laporan", "Melatih operator", None, None, None]
    assert form["activities.1.time_realised"].value() == "sembilan"
    assert [(part.label, str(part.value)) for part in form.parts()] == [("Menyusun laporan", "96.83")]


def test_pp46_tells_every_fault_at_once() -> None:
    data = activity(0, name="", quality_target="101", quantity_realised="-1", cost_target="5")
    data |= BEHAVIOURS | {"behaviours.integritas": "", "behaviours.komitmen": "100,1"}
    assert errors(pp46(data | {"additional_tasks": "1,5", "creativity": "4"})) == {
        "creativity": ["Masukkan pilihan yang valid. 4 bukan salah satu dari pilihan yang tersedia."],
        "activities.0.name": ["Nama pada kegiatan 1 belum diisi; isi teks paling panjang 300 huruf."],
        "activities.0.quantity_realised": [
            (
                "Realisasi kuantitas pada kegiatan 1 harus angka 0,01 sampai 1.000.000.000.000, bukan -1; "
                "perbaiki isiannya."
            )
        ],
        "activities.0.quality_target": [
            "Target mutu pada kegiatan 1 harus angka 0,01 sampai 100, bukan 101; perbaiki isiannya."
        ],
        "activities.0.cost_realised": [
            "Realisasi biaya pada kegiatan 1 belum diisi; isi angka 0 sampai 1.000.000.000.000."
        ],
        "behaviours.integritas": ["Integritas pada perilaku kerja belum diisi; isi angka 0 sampai 100."],
        "behaviours.komitmen": [
            "Komitmen pada perilaku kerja harus angka 0 sampai 100, bukan 100.1; perbaiki isiannya."
        ],
        "additional_tasks": [
            "Jumlah tugas tambahan harus bilangan bulat 0 sampai 999, bukan 1.5; perbaiki isiannya."
        ],
    }


def test_pp46_an_activity_not_carried_out_has_no_realisation() -> None:
    bare = {key: "" for key in DONE if key.endswith("_realised")}
    undone = activity(0, not_done="on", **bare)
    assert pp46(undone | BEHAVIOURS).is_valid()
    assert errors(pp46(undone | BEHAVIOURS | {"activities.0.time_realised": "3"})) == {
        "activities.0.time_realised": [
            (
                "Realisasi waktu pada kegiatan 1 harus kosong, karena kegiatannya tidak dilaksanakan; "
                "hapus isiannya."
            )
        ]
    }


def test_pp46_without_any_activity() -> None:
    assert errors(pp46(BEHAVIOURS)) == {
        "__all__": ["Kegiatan tugas jabatan harus daftar paling sedikit satu kegiatan; tambahkan."]
    }


def test_pp46_offers_five_rows_then_more_up_to_a_limit() -> None:
    form = Pp46Form(regime("pp46"))
    counts = [form.rows_shown]
    for _ in range(12):
        form.add_rows()
        counts.append(form.rows_shown)
    assert counts == [*range(5, 60, 5), MOST_ROWS, MOST_ROWS]
    assert (len(list(form.rows())), form.is_full) == (MOST_ROWS, True)
    assert pp46({f"activities.{number}.name": "x" for number in (0, 70, 999)}).rows_shown == MOST_ROWS


def test_pp46_shows_what_is_stored_as_indonesians_write() -> None:
    first = pp46(activity(0) | BEHAVIOURS | {"additional_tasks": "3"})
    assert first.is_valid()
    again = Pp46Form(regime("pp46"), stored=first.rating)
    shown = {row.name.value() for row in again.rows()}
    assert shown == {"Menyusun laporan", None}
    html = str(again["activities.0.time_realised"])
    assert 'value="9,12"' in html


PP30 = {"skp": "118,5", "perilaku": "100", "peers_heard": "ya", "new_idea": "ya"}


def test_pp30_judges() -> None:
    form = Pp30Form(regime("pp30"), PP30)
    assert form.is_valid()
    assert form.rating == {"skp": "118.5", "perilaku": "100", "peers_heard": True, "new_idea": True}
    assert form.result is not None
    assert (str(form.result.value), form.result.predikat) == ("111.10", "Sangat Baik")
    assert Pp30Form(regime("pp30"), stored=form.rating)["new_idea"].value() == "ya"


def test_pp30_tells_every_fault_at_once() -> None:
    assert errors(Pp30Form(regime("pp30"), {"skp": "120,01", "perilaku": "dua", "new_idea": "entah"})) == {
        "skp": ["Nilai SKP harus angka 0 sampai 120, bukan 120.01; perbaiki isiannya."],
        "perilaku": ["“dua” bukan angka; tulis misalnya 336569 atau 84,33."],
        "peers_heard": ["Pilih apakah rekan kerja dan bawahan didengar."],
        "new_idea": ["Pilih apakah ada ide baru."],
    }


def test_panrb6_marks_the_cell_of_the_result() -> None:
    form = Panrb6Form(regime("panrb6"), {"hasil_kerja": "di_atas", "perilaku": "sesuai"})
    assert form.is_valid()
    assert form.matrix() == [
        Line("di atas ekspektasi", (("Kurang", False), ("Baik", True), ("Sangat Baik", False))),
        Line("sesuai ekspektasi", (("Kurang", False), ("Baik", False), ("Baik", False))),
        Line(
            "di bawah ekspektasi",
            (("Sangat Kurang", False), ("Butuh Perbaikan", False), ("Butuh Perbaikan", False)),
        ),
    ]


def test_panrb6_asks_for_both() -> None:
    assert errors(Panrb6Form(regime("panrb6"), {"perilaku": "luar biasa"})) == {
        "hasil_kerja": ["Pilih penilaian hasil kerja."],
        "perilaku": ["Pilih penilaian perilaku kerja."],
    }


def elsewhere(key: str, data: dict[str, str], *files: Any) -> ElsewhereForm:
    sent = MultiValueDict({"luar-documents": list(files)})
    return ElsewhereForm(regime(key), {f"luar-{name}": value for name, value in data.items()}, sent)


def test_elsewhere_begins_with_the_usual_source_and_knows_the_regimes_words() -> None:
    words, figures = ElsewhereForm(regime("panrb6")), ElsewhereForm(regime("pp46"))
    assert words["source"].value() == "BKN e-Kinerja"
    assert ("value" in words.fields, "value" in figures.fields) == (False, True)
    assert [key for key, _label in figures.fields["predikat"].choices] == [  # type: ignore[attr-defined] # a choice
        *("", "Sangat Baik", "Baik", "Cukup", "Kurang", "Buruk")
    ]


def test_elsewhere_takes_a_value_alone_and_refuses_what_disagrees() -> None:
    told = {"source": "BKN e-Kinerja", "document_number": "SK/1"}
    form = elsewhere("pp46", told | {"value": "87,5"})
    assert form.is_valid()
    assert form.rating == {"value": "87.5", "predikat": None, **told}
    assert errors(elsewhere("pp46", told | {"value": "87,5", "predikat": "Cukup"})) == {
        "predikat": [
            (
                "Predikat Cukup tidak cocok dengan nilai 87,50, yang menurut PP 46/2011 berarti Baik; "
                "perbaiki nilai atau predikatnya."
            )
        ]
    }
    assert errors(elsewhere("panrb6", {})) == {
        "predikat": [
            (
                "Predikat belum diisi; isi salah satu dari: Sangat Baik, Baik, Butuh Perbaikan, Kurang, "
                "Sangat Kurang."
            )
        ],
        "source": ["Sumber belum diisi; isi teks paling panjang 200 huruf."],
        "document_number": ["Nomor dokumen belum diisi; isi teks paling panjang 200 huruf."],
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "a.pdf: Berkas ini kosong."),
        ("a.pdf", b"GIF89a", "a.pdf: Berkas bukan seperti namanya: bernama .pdf, isinya lain."),
        (
            "../b.exe",
            b"MZ",
            "b.exe: Berkas berakhiran “.exe” tidak diterima; kirim PDF, PNG, JPEG, XLSX, atau DOCX.",
        ),
    ],
)
def test_elsewhere_names_each_file_that_is_not_taken(name: str, content: bytes, said: str) -> None:
    told = {"source": "BKN", "document_number": "SK/1", "predikat": "Baik"}
    form = elsewhere("panrb6", told, SimpleUploadedFile(name, content))
    assert errors(form) == {"documents": [said]}
