"""The figures that are really published, read from ``fixtures/`` (sources: ``fixtures/SOURCES.md``)."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.conf import settings

from kinerja.rules.entry import Figures

AKTA_2018 = "birth_certificates_2018_provinces.csv"
KTPEL_2025 = "ktpel_2025_1_papua_barat.csv"


def akta_2018() -> dict[str, Figures]:
    """P1.2 of the 34 provinces of 2018, as published percentages without counts.

    The numerator is of March 2018, the denominator of the consolidated data of December 2017 (R6).
    """
    return {
        row["region_code"]: Figures(
            percent=Decimal(row["percent"]),
            cutoff=date(2018, 3, 31),
            denominator_cutoff=date(2017, 12, 31),
            source=row["source"],
            note=row["as_of"],
        )
        for row in _rows(AKTA_2018)
    }


def ktpel_2025() -> dict[str, Figures]:
    """K1.1a of the seven kabupaten of Papua Barat, with counts and published percentages."""
    return {
        row["region_code"]: Figures(
            numerator=Decimal(row["numerator"]),
            denominator=Decimal(row["denominator"]),
            percent=Decimal(row["percent"]),
            source=row["source"],
            note=row["as_of"],
        )
        for row in _rows(KTPEL_2025)
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (settings.BASE_DIR / "fixtures" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
