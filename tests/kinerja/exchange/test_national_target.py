"""The register of national targets, read line by line (R2)."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from kinerja.exchange.national_target import key_of, read_targets
from kinerja.exchange.reference_file import ReferenceFileError

HEADER = "indicator,year,target_percent,series,source\n"


def faults(tmp_path: Path, *lines: str) -> list[str]:
    file = tmp_path / "targets.csv"
    file.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as refused:
        read_targets(file)
    return refused.value.reasons


def test_two_series_stand_side_by_side_for_2018() -> None:
    targets = {
        key_of(row): row.target for row in read_targets(settings.BASE_DIR / "fixtures/national_targets.csv")
    }

    assert len(targets) == 18
    assert targets["akta_0_18", 2018, "RPJMN 2015-2019"] == Decimal("82.5")
    assert targets["akta_0_18", 2018, "Ditjen Dukcapil"] == Decimal(90)
    assert targets["perekaman_ktpel", 2025, "Ditjen Dukcapil"] == Decimal("99.4")


def test_each_fault_names_its_line(tmp_path: Path) -> None:
    good = "akta_0_18,2026,98,Ditjen Dukcapil,contoh"

    assert faults(tmp_path, good, good, "akta_0_18,2027,0,x,y", "akta_0_18,2028,90,x,") == [
        "targets.csv:3: target yang sama sudah ada di atas.",
        "targets.csv:4: target harus lebih besar dari 0.",
        "targets.csv:5: source: Field ini tidak boleh kosong.",
    ]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReferenceFileError) as refused:
        read_targets(tmp_path / "targets.csv")

    assert refused.value.reasons[0].startswith("targets.csv: ")
