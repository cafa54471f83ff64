"""Load regions and their dated codes from ``fixtures/``; may be repeated at any time.

``Region.loaded`` keeps what the fixture said last time. Only what the fixture says differently since is
written, so a correction that staff made in the admin survives every repetition.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from django.db import transaction

from regions.models import Region, RegionCode

Row = dict[str, Any]
Outcome = Literal["added", "changed", "unchanged"]
CURRENT, FORMER = "regions.csv", "region_codes_before_2022.csv"
CODE_COLUMNS = ("code", "parent_code", "valid_from", "valid_until", "source")
REFERENCE_FIELDS = (
    "name",
    "short_name",
    "kind",
    "capital",
    "timezone",
    "latitude",
    "longitude",
    "area_km2",
    "population",
    "is_administrative",
)


@dataclass
class LoadCounts:
    """How many rows a load added, changed and found as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def count(self, outcome: Outcome) -> None:
        """Count one row."""
        setattr(self, outcome, getattr(self, outcome) + 1)


def load_regions(folder: Path) -> LoadCounts:
    """Bring the regions of ``fixtures/`` into the database in one transaction.

    Args:
        folder: holds ``regions.csv`` and ``region_codes_before_2022.csv`` (see ``fixtures/SOURCES.md``).

    Returns:
        Counts of regions, a region with its codes being one.

    Raises:
        FileNotFoundError: a file is missing. KeyError: a column is missing, or a
            code that a row names has no row.
    """
    rows = read_rows(folder)
    counts = LoadCounts()
    with transaction.atomic():
        known = _known_by_code()
        regions = {row["code"]: _same(row, known) or Region() for row in rows}
        news = {row["code"]: _news(row, regions[row["code"]]) for row in rows}
        for row in rows:
            counts.count(_note(row, regions[row["code"]], news[row["code"]]))
        _save([regions[code] for code, new in news.items() if new])
        _replace_codes([row for row in rows if "codes" in news[row["code"]]], regions)
    return counts


def read_rows(folder: Path) -> list[Row]:
    """The regions of the fixtures, each with ``codes``: every [code, parent code, from, until, source].

    Raises:
        KeyError: a former code leads to a code that no region bears now.
    """
    former = {row["current_code"]: row for row in _read(folder / FORMER)}
    rows = [_row(raw, former.pop(raw["code"], None)) for raw in _read(folder / CURRENT)]
    if former:
        raise KeyError(f"{FORMER}: {', '.join(former)}")
    return rows


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row(raw: dict[str, str], former: dict[str, str] | None) -> Row:
    row: Row = {field: raw[field] for field in REFERENCE_FIELDS}
    row["is_administrative"] = raw["is_administrative"] == "1"
    row["population"] = int(raw["population"])
    row["code"] = raw["code"]
    row["codes"] = [[raw["code"], raw["parent_code"], raw["valid_from"], "", raw["source"]]]
    if former:
        row["codes"].insert(0, [former[column] for column in CODE_COLUMNS])
    return row


def _known_by_code() -> dict[str, Region]:
    """Regions by the code they bear now, and by the one that the fixture gave them last."""
    rows = RegionCode.objects.filter(valid_until__isnull=True).select_related("region")
    known = {row.code: row.region for row in rows}
    return {region.loaded["codes"][-1][0]: region for region in Region.objects.exclude(loaded={})} | known


def _same(row: Row, known: dict[str, Region]) -> Region | None:
    """The stored region that a row means: it bears the row's code, or still the one before it."""
    codes = [code for code, *_rest in reversed(row["codes"])]
    return next((known[code] for code in codes if code in known), None)


def _news(row: Row, region: Region) -> Row:
    """What the fixture says differently from last time."""
    return {key: row[key] for key in (*REFERENCE_FIELDS, "codes") if region.loaded.get(key) != row[key]}


def _note(row: Row, region: Region, news: Row) -> Outcome:
    """Put what is new onto a region, unsaved."""
    for field in news.keys() - {"codes"}:
        setattr(region, field, news[field])
    region.loaded = {key: row[key] for key in (*REFERENCE_FIELDS, "codes")}
    if not news:
        return "unchanged"
    return "changed" if region.pk else "added"


def _save(regions: Sequence[Region]) -> None:
    fresh = [region for region in regions if region.pk is None]
    for region in regions:
        if region.pk:
            region.save()
    Region.objects.bulk_create(fresh)


def _replace_codes(rows: list[Row], regions: Mapping[str, Region]) -> None:
    RegionCode.objects.filter(region__in=[regions[row["code"]] for row in rows]).delete()
    RegionCode.objects.bulk_create(
        RegionCode(
            region=regions[row["code"]],
            code=code,
            parent=regions[parent_code] if parent_code else None,
            valid_from=date.fromisoformat(valid_from) if valid_from else None,
            valid_until=date.fromisoformat(valid_until) if valid_until else None,
            source=source,
        )
        for row in rows
        for code, parent_code, valid_from, valid_until, source in row["codes"]
    )
