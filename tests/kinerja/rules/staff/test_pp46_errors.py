"""What PP 46 ratings are refused for: every fault at once, each with its place and what to do."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja.rules.staff.pp46 import Rating
from kinerja.rules.staff.types import StaffError
from tests.kinerja.rules.staff.builders import SIX, activity_data, pp46_data

MOST = "1.000.000.000.000"


def errors(data: object) -> dict[str, str]:
    with pytest.raises(StaffError) as caught:
        Rating.from_data(data)
    assert str(caught.value) == " ".join(caught.value.errors.values())
    return caught.value.errors


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("130", "harus angka 0 sampai 100, bukan 130; perbaiki isiannya."),
        ("100.01", "harus angka 0 sampai 100, bukan 100.01; perbaiki isiannya."),
        ("-1", "harus angka 0 sampai 100, bukan -1; perbaiki isiannya."),
        (-1, "harus angka 0 sampai 100, bukan -1; perbaiki isiannya."),
        ("NaN", "harus angka 0 sampai 100, bukan NaN; perbaiki isiannya."),
        ("sNaN", "harus angka 0 sampai 100, bukan sNaN; perbaiki isiannya."),
        (Decimal("NaN"), "harus angka 0 sampai 100, bukan NaN; perbaiki isiannya."),
        ("Infinity", "harus angka 0 sampai 100, bukan Infinity; perbaiki isiannya."),
        ("1e-400", "harus angka 0 sampai 100, bukan 1e-400; perbaiki isiannya."),
        ("baik", "harus angka 0 sampai 100, bukan baik; perbaiki isiannya."),
        ("80,5", "harus angka 0 sampai 100, bukan 80,5; perbaiki isiannya."),
        (10**5000, f"harus angka 0 sampai 100, bukan 1{'0' * 39}; perbaiki isiannya."),
        (80.0, "harus angka yang ditulis sebagai teks, bukan float; isi angka 0 sampai 100."),
        (True, "harus angka yang ditulis sebagai teks, bukan bool; isi angka 0 sampai 100."),
        (["80"], "harus angka yang ditulis sebagai teks, bukan list; isi angka 0 sampai 100."),
        (None, "belum diisi; isi angka 0 sampai 100."),
        ("  ", "belum diisi; isi angka 0 sampai 100."),
    ],
    ids=lambda value: str(value)[:20] if isinstance(value, str) else type(value).__name__,
)
def test_a_figure_is_an_exact_number_in_its_range(value: Any, text: str) -> None:
    data = pp46_data(
        activities=[activity_data(), activity_data(quality_realised=value)],
        behaviours=dict.fromkeys(SIX, "80") | {"disiplin": value},
    )
    assert errors(data) == {
        "activities.1.quality_realised": f"Realisasi mutu pada kegiatan 2 {text}",
        "behaviours.disiplin": f"Disiplin pada perilaku kerja {text}",
    }


def test_every_field_of_an_activity_is_asked_for_at_once() -> None:
    figure = f"belum diisi; isi angka 0,01 sampai {MOST}."
    assert errors(pp46_data(activities=[{}])) == {
        "activities.0.name": "Nama pada kegiatan 1 belum diisi; isi teks paling panjang 300 huruf.",
        "activities.0.quantity_target": f"Target kuantitas pada kegiatan 1 {figure}",
        "activities.0.quality_target": "Target mutu pada kegiatan 1 belum diisi; isi angka 0,01 sampai 100.",
        "activities.0.time_target": f"Target waktu pada kegiatan 1 {figure}",
        "activities.0.quantity_realised": f"Realisasi kuantitas pada kegiatan 1 {figure}",
        "activities.0.quality_realised": (
            "Realisasi mutu pada kegiatan 1 belum diisi; isi angka 0 sampai 100."
        ),
        "activities.0.time_realised": (
            f"Realisasi waktu pada kegiatan 1 belum diisi; isi angka 0 sampai {MOST}."
        ),
    }


def test_nothing_at_all() -> None:
    assert errors({}) == {
        "activities": "Kegiatan tugas jabatan harus daftar paling sedikit satu kegiatan; tambahkan.",
        "behaviours": "Perilaku kerja belum diisi; isi nilai tiap aspek.",
    }


@pytest.mark.parametrize(("data", "kind"), [(None, "null"), ([], "list"), ("{}", "str"), (1.5, "float")])
def test_what_is_no_object(data: object, kind: str) -> None:
    assert errors(data) == {"": f"Isi penilaian harus objek JSON, bukan {kind}; kirim objek."}


@pytest.mark.parametrize("rows", [[], None, {}, "kegiatan", 3])
def test_activities_are_a_list_with_something_in_it(rows: object) -> None:
    text = "Kegiatan tugas jabatan harus daftar paling sedikit satu kegiatan; tambahkan."
    assert errors(pp46_data(activities=rows)) == {"activities": text}


def test_parts_that_are_no_objects() -> None:
    assert errors(pp46_data(activities=[activity_data(), "akta"], behaviours=[80])) == {
        "activities.1": "Isian pada kegiatan 2 harus objek JSON, bukan str; kirim objek.",
        "behaviours": "Isian pada perilaku kerja harus objek JSON, bukan list; kirim objek.",
    }


def test_keys_that_nobody_reads() -> None:
    data = pp46_data(
        activities=[activity_data(speed="1")], behaviours=dict.fromkeys((*SIX, "iman"), "80"), nilai="90"
    )
    assert errors(data) == {
        "nilai": "Isian 'nilai' tidak dikenal; hapus isian itu.",
        "activities.0.speed": "Isian 'speed' pada kegiatan 1 tidak dikenal; hapus isian itu.",
        "behaviours.iman": "Isian 'iman' pada perilaku kerja tidak dikenal; hapus isian itu.",
    }


def test_a_target_of_zero_and_a_name_too_long() -> None:
    row = activity_data(
        quantity_target="0",
        quality_target="0",
        time_target="0",
        cost_target="0",
        cost_realised="1",
        name="a" * 301,
    )
    figure = f"harus angka 0,01 sampai {MOST}, bukan 0; perbaiki isiannya."
    assert errors(pp46_data(activities=[row])) == {
        "activities.0.name": "Nama pada kegiatan 1 harus teks paling panjang 300 huruf; perbaiki isiannya.",
        "activities.0.quantity_target": f"Target kuantitas pada kegiatan 1 {figure}",
        "activities.0.quality_target": (
            "Target mutu pada kegiatan 1 harus angka 0,01 sampai 100, bukan 0; perbaiki isiannya."
        ),
        "activities.0.time_target": f"Target waktu pada kegiatan 1 {figure}",
        "activities.0.cost_target": f"Target biaya pada kegiatan 1 {figure}",
    }


@pytest.mark.parametrize(
    ("given", "key", "text"),
    [
        (
            {"cost_target": "5"},
            "cost_realised",
            f"Realisasi biaya pada kegiatan 1 belum diisi; isi angka 0 sampai {MOST}.",
        ),
        (
            {"cost_realised": "5"},
            "cost_target",
            f"Target biaya pada kegiatan 1 belum diisi; isi angka 0,01 sampai {MOST}.",
        ),
    ],
)
def test_cost_is_given_whole_or_not_at_all(given: dict[str, str], key: str, text: str) -> None:
    assert errors(pp46_data(activities=[activity_data(**given)])) == {f"activities.0.{key}": text}


def test_an_output_of_zero_is_an_activity_not_carried_out() -> None:
    assert errors(pp46_data(activities=[activity_data(quantity_realised="0")])) == {
        "activities.0.quantity_realised": (
            f"Realisasi kuantitas pada kegiatan 1 harus angka 0,01 sampai {MOST}, bukan 0; perbaiki isiannya."
        )
    }


def test_what_was_not_carried_out_has_no_realisation() -> None:
    row = activity_data(carried_out=False, quality_realised=None, cost_target="5", cost_realised="5")
    text = "pada kegiatan 1 harus kosong, karena kegiatannya tidak dilaksanakan; hapus isiannya."
    assert errors(pp46_data(activities=[row])) == {
        "activities.0.quantity_realised": f"Realisasi kuantitas {text}",
        "activities.0.time_realised": f"Realisasi waktu {text}",
        "activities.0.cost_realised": f"Realisasi biaya {text}",
    }


def test_flags_are_true_or_false() -> None:
    row = activity_data(carried_out="ya")
    text = "harus true atau false, bukan"
    assert errors(pp46_data(activities=[row], structural=1)) == {
        "structural": f"Keterangan jabatan struktural {text} 1; pilih salah satu.",
        "activities.0.carried_out": (f"Keterangan dilaksanakan pada kegiatan 1 {text} ya; pilih salah satu."),
    }


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("additional_tasks", "1.5", "harus bilangan bulat 0 sampai 999, bukan 1.5; perbaiki isiannya."),
        ("additional_tasks", "-1", "harus bilangan bulat 0 sampai 999, bukan -1; perbaiki isiannya."),
        (
            "additional_tasks",
            1.0,
            "harus angka yang ditulis sebagai teks, bukan float; isi bilangan bulat 0 sampai 999.",
        ),
        ("creativity", "4", "harus salah satu dari: 0, 3, 6, 12, bukan 4; perbaiki isiannya."),
        ("creativity", "13", "harus salah satu dari: 0, 3, 6, 12, bukan 13; perbaiki isiannya."),
        (
            "creativity",
            3.0,
            "harus angka yang ditulis sebagai teks, bukan float; isi salah satu dari: 0, 3, 6, 12.",
        ),
    ],
)
def test_what_is_added_is_counted(key: str, value: Any, text: str) -> None:
    label = {"additional_tasks": "Jumlah tugas tambahan", "creativity": "Nilai kreativitas"}[key]
    assert errors(pp46_data(**{key: value})) == {key: f"{label} {text}"}


def test_each_post_is_rated_on_its_own_behaviours() -> None:
    assert errors(pp46_data(behaviours=dict.fromkeys(SIX[:-1], "80"))) == {
        "behaviours.kepemimpinan": "Kepemimpinan pada perilaku kerja belum diisi; isi angka 0 sampai 100."
    }
    assert errors(pp46_data(structural=False)) == {
        "behaviours.kepemimpinan": "Kepemimpinan hanya dinilai pada jabatan struktural; kosongkan isian itu."
    }


def test_a_value_beyond_reason_is_a_mistyped_figure() -> None:
    # (quantity + 100 + 76) ÷ 3 × 60 % + 32 passes 200 above a quantity of 664 %
    assert Rating.from_data(pp46_data(activities=[activity_data(quantity_realised="79.68")]))
    assert errors(pp46_data(activities=[activity_data(quantity_realised="79.69")])) == {
        "activities": (
            "Nilai prestasi kerja 200,02 melebihi 200; periksa kembali target dan realisasi tiap kegiatan."
        )
    }
