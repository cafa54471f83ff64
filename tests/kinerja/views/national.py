"""A period of many units, made in few statements: what the national page is measured on."""

from decimal import Decimal

from django.utils import timezone

from kinerja.models import Period, SemesterEvaluation
from officials.models import User, WorkUnit
from regions.models import Region, RegionCode
from tests.builders import make_period, make_user

BANDS = [("95.12", 90, "Sangat Baik"), ("84.33", 80, "Baik"), ("70.05", 70, "Cukup"), ("55.88", 60, "Kurang")]


def make_national_period(provinces: int, children: int) -> Period:
    """A period of so many provinces, and so many kab/kota in all; every state and kategori occurs."""
    period = make_period("2025-1")
    heads = _regions([f"{11 + number}" for number in range(provinces)], Region.Kind.PROVINSI, [])
    codes = [f"{11 + number % provinces}.{1 + number // provinces:02}" for number in range(children)]
    rows = heads + _regions(codes, Region.Kind.KABUPATEN, heads)
    _open(period, rows)
    return period


def add_kabkota(first: int, last: int) -> None:
    """More kab/kota of the first province, in the period there is."""
    period = Period.objects.get()
    head = Region.objects.get(codes__code="11")
    codes = [f"11.{number:02}" for number in range(first, last + 1)]
    _open(period, _regions(codes, Region.Kind.KABUPATEN, [("11", head, None)]))


Row = tuple[str, Region, Region | None]


def _open(period: Period, rows: list[Row]) -> None:
    """Offices and evaluations for some regions."""
    operator = make_user("operator_ditjen")
    units = WorkUnit.objects.bulk_create(
        WorkUnit(region=region, name=f"Disdukcapil {region.name}", duties=_duties(region))
        for _code, region, _parent in rows
    )
    SemesterEvaluation.objects.bulk_create(
        _evaluation(place, period, unit, row, operator)
        for place, (unit, row) in enumerate(zip(units, rows, strict=True))
    )


def _regions(codes: list[str], kind: str, heads: list[Row]) -> list[Row]:
    parents = {code: region for code, region, _parent in heads}
    named = [Region(name=f"Wilayah Contoh {code}", kind=kind) for code in codes]
    made = Region.objects.bulk_create(named)
    rows = [(code, region, parents.get(code[:2])) for code, region in zip(codes, made, strict=True)]
    RegionCode.objects.bulk_create(
        RegionCode(region=region, code=code, parent=parent) for code, region, parent in rows
    )
    return rows


def _duties(region: Region) -> str:
    return "provinsi" if region.kind == Region.Kind.PROVINSI else "kabkota"


def _evaluation(place: int, period: Period, unit: WorkUnit, row: Row, by: User) -> SemesterEvaluation:
    code, region, parent = row
    made = SemesterEvaluation(
        period=period,
        unit=unit,
        region_code=code,
        region_name=region.name,
        region_kind=region.kind,
        province=parent,
        duties=unit.duties,
        required=6 if parent is None else 8,
        synthetic=True,
    )
    if place % 3:
        completion, made.nilai, made.kategori = BANDS[place % len(BANDS)]
        made.completion, made.provisional, made.reported = Decimal(completion), False, made.required
        made.state, made.submitted_at, made.submitted_by = "submitted", timezone.now(), by
    return made
