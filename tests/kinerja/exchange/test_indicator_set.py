"""A set of indicators that is not sound is refused with every reason and its place (R11)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kinerja.exchange.indicator_set import read_set
from kinerja.exchange.reference_file import ReferenceFileError

DECREE = settings.BASE_DIR / "fixtures" / "indicator_sets" / "100-1077-2017.json"
Change = Callable[[dict[str, Any]], object]


def faults(tmp_path: Path, change: Change) -> list[str]:
    """What is said about the decree's set after a change to it."""
    data = json.loads(DECREE.read_text(encoding="utf-8"))
    change(data)
    file = tmp_path / "set.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as refused:
        read_set(file)
    return refused.value.reasons


def at(code: str, **values: Any) -> Change:
    """Change fields of an indicator."""

    def change(data: dict[str, Any]) -> None:
        next(row for row in data["indicators"] if row["code"] == code).update(values)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.pop("title"), "set.json, berkas: kunci yang kurang: title."),
        (lambda data: data.update(extra=1), "set.json, berkas: kunci yang tidak dikenal: extra."),
        (lambda data: data.update(decided_on="kemarin"), "set.json, set 100-1077/2017: decided_on: "),
        (at("K1.2", weigth="2"), "set.json, indikator K1.2: kunci yang tidak dikenal: weigth."),
        (at("K1.2", kind="guess"), "set.json, indikator K1.2: kind: "),
        (at("K1.2", target="banyak"), "set.json, indikator K1.2: target: "),
        (at("K1.2", text=""), "set.json, indikator K1.2: text: "),
        (at("K1.2", measure=""), "set.json: indikator K1.2: measure wajib untuk jenis national_target."),
        (at("K1.6", upper=None), "set.json: indikator K1.6: upper wajib untuk jenis range."),
        (
            at("K1.6", upper="90"),
            "set.json: indikator K1.6: batas atas harus sama dengan atau di atas target.",
        ),
        (at("K1.1a", target="0"), "set.json: indikator K1.1a: target harus lebih besar dari 0."),
        (at("K3", weight="0"), "set.json: indikator K3: bobot harus lebih besar dari 0."),
        (
            at("P1.2", fed_by="K9"),
            "set.json: indikator P1.2: cara menggulung dan indikator asalnya harus disebut bersama",
        ),
        (
            at("P1.2", rollup=""),
            "set.json: indikator P1.2: cara menggulung dan indikator asalnya harus disebut bersama",
        ),
        (
            at("P1.2", rollup="share"),
            "set.json: indikator P1.2: jenis national_target tidak dapat digulung dengan cara share.",
        ),
        (
            at("P1.3", rollup="sum"),
            "set.json: indikator P1.3: jenis version tidak dapat digulung dengan cara sum.",
        ),
        (
            at("P1.2", fed_by="K1.1a"),
            "set.json: indikator P1.2: asal “K1.1a” harus indikator kabupaten/kota dengan jenis yang sama.",
        ),
        (
            at("P1.2", kind="ratio", target="100", fed_by="P1.1a"),
            "set.json: indikator P1.2: asal “P1.1a” harus indikator kabupaten/kota dengan jenis yang sama.",
        ),
        (
            at("K1.2", rollup="sum", fed_by="K1.2"),
            "set.json: indikator K1.2: hanya indikator provinsi yang digulung dari kabupaten/kota.",
        ),
        (
            at("K1.5", measure="fraud"),
            "set.json: indikator K1.5: measure harus salah satu dari: levy, breach.",
        ),
        (
            at("K1.1a", weight="2"),
            "set.json: indikator K1.1a: bagian tidak berbobot sendiri; bobotnya pada induknya.",
        ),
        (
            at("K2", kind="count"),
            "set.json: jenis count muncul 2 kali pada tabel kabkota; hanya boleh sekali.",
        ),
        (
            lambda data: data.update(outputs=[]),
            "set.json: jenis reports pada tabel kabkota membutuhkan keluaran yang dilaporkan.",
        ),
        (lambda data: data.update(indicators=[], outputs=[]), "set.json: set ini tidak memuat indikator."),
        (lambda data: data.update(indicators=None), "set.json, indicators: harus daftar JSON."),
        (lambda data: data.update(outputs={}), "set.json, outputs: harus daftar JSON."),
        (
            at("K1.1a", parent="P1.1"),
            "set.json: indikator K1.1a: induk “P1.1” harus baris jenis mean pada tabel yang sama.",
        ),
        (
            at("K3", kind="mean"),
            "set.json: indikator K3: jenis mean harus punya bagian dan tidak boleh menjadi bagian.",
        ),
        (
            lambda data: data["outputs"][2].update(scored_by="K9"),
            "set.json: keluaran 1.c: indikator “K9” tidak ada.",
        ),
        (
            lambda data: data["outputs"].append(data["outputs"][0]),
            "set.json: keluaran kabkota 1.a muncul 2 kali.",
        ),
        (
            lambda data: data["indicators"].append(data["indicators"][0]),
            "set.json: indikator P1.1 muncul 2 kali.",
        ),
        (lambda data: data["indicators"].append("K4"), "set.json, indikator: harus objek JSON."),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, change: Change, said: str) -> None:
    told = faults(tmp_path, change)

    assert [fault[: len(said)] for fault in told] == [said]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        at("K1.6", upper=None)(data)
        at("K3", weight="-1")(data)

    assert faults(tmp_path, change) == [
        "set.json: indikator K1.6: upper wajib untuk jenis range.",
        "set.json: indikator K3: bobot harus lebih besar dari 0.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "set.json: bukan berkas JSON yang utuh"),
        (b"\xff\xfe", "set.json: bukan berkas JSON yang utuh"),
        (b"[]", "set.json: isinya harus satu objek JSON."),
    ],
)
def test_a_file_that_is_no_json_object_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "set.json"
    file.write_bytes(content)

    with pytest.raises(ReferenceFileError) as refused:
        read_set(file)

    assert [reason[: len(said)] for reason in refused.value.reasons] == [said]
