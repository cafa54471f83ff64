"""The published figures of ``fixtures/`` as a period has them; nothing else is reported."""

import csv
from decimal import Decimal
from typing import Any

from kinerja.models import Period
from kinerja.services.scoring import score_period
from regions.models import Region
from tests.builders import (
    FIXTURES,
    make_designated,
    make_evaluation,
    make_figures,
    make_period,
    make_region,
    make_unit,
)


def _rows(name: str) -> list[dict[str, str]]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def birth_certificates_2018() -> Period:
    """2018-1: the published P1.2 of the 34 provinces of that time, scored."""
    period = make_period("2018-1")
    for row in _rows("birth_certificates_2018_provinces.csv"):
        region = make_region(row["region_code"], row["region_name"])
        figure = {"percent": Decimal(row["percent"]), "source": row["source"]}
        make_figures(make_evaluation(make_unit(region), period), {"P1.2": figure})
    score_period(period=period, actor=None)
    return period


def ktpel_2025() -> Period:
    """2025-1: K1.1a of the seven kabupaten of Papua Barat, scored with their province."""
    make_designated()
    period = make_period("2025-1")
    province = make_region("92", "Papua Barat")
    make_evaluation(make_unit(province), period)
    for row in _rows("ktpel_2025_1_papua_barat.csv"):
        _kabupaten(period, province, row)
    score_period(period=period, actor=None)
    return period


def _kabupaten(period: Period, province: Region, row: dict[str, str]) -> None:
    region = make_region(row["region_code"], row["region_name"], parent=province)
    figure: dict[str, Any] = {name: Decimal(row[name]) for name in ("numerator", "denominator", "percent")}
    make_figures(make_evaluation(make_unit(region), period), {"K1.1a": figure | {"source": row["source"]}})
