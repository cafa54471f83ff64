"""A semester with figures for all 552 offices, made up and always the same, in a database of its own."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kinerja.models import (
    Incident,
    IndicatorTarget,
    Innovation,
    PerformanceAgreement,
    Period,
    Realization,
    SemesterEvaluation,
)
from kinerja.services.period import open_period
from kinerja.services.reference import load_reference
from officials.models import User, WorkUnit
from regions.models import Region
from tests.builders import FIXTURES, KABKOTA_FIGURES, PROVINCE_FIGURES, SIAK, make_designated, make_user

PERIOD = "2023-1"  # the latest year with a national target of the Ditjen's series
PEOPLE = ("K1.1a", "K1.1b", "K1.2", "K1.6", "P1.5")


def build() -> Period:
    """Reference data, an office for every region, agreements, an open period and figures for all of it."""
    load_reference(actor=None, folder=FIXTURES)
    make_designated()
    WorkUnit.objects.bulk_create(
        WorkUnit(region=region, name=f"Disdukcapil {region.name}", duties=_duties(region))
        for region in Region.objects.all()
    )
    period = open_period(code=PERIOD, actor=None).period
    by = make_user("operator_ditjen")
    _agree(period)
    _report(period, by)
    _register(period, by)
    return period


def _duties(region: Region) -> str:
    province = region.kind == Region.Kind.PROVINSI
    return WorkUnit.Duties.PROVINSI if province else WorkUnit.Duties.KABKOTA


def _agree(period: Period) -> None:
    """A signed agreement for every kab/kota, with two innovations promised."""
    signed = {"state": PerformanceAgreement.State.SIGNED, "signed_on": date(period.year, 1, 15)}
    agreements = PerformanceAgreement.objects.bulk_create(
        PerformanceAgreement(unit=unit, year=period.year, indicator_set=period.indicator_set, **signed)
        for unit in WorkUnit.objects.filter(duties=WorkUnit.Duties.KABKOTA)
    )
    innovations = period.indicator_set.indicators.get(code="K3")
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(agreement=agreement, indicator=innovations, target=2) for agreement in agreements
    )


def _report(period: Period, by: User) -> None:
    """Every unit reports on every indicator of its own."""
    chance = random.Random(1077)
    ids = dict(period.indicator_set.indicators.values_list("code", "id"))
    Realization.objects.bulk_create(
        Realization(
            evaluation=evaluation,
            indicator_id=ids[code],
            entered_by=by,
            source="Laporan unit kerja",
            synthetic=True,
            **_figure(code, given, chance),
        )
        for evaluation in SemesterEvaluation.objects.filter(period=period).order_by("region_code")
        for code, given in _figures(evaluation).items()
    )


def _figures(evaluation: SemesterEvaluation) -> dict[str, Any]:
    return PROVINCE_FIGURES if evaluation.duties == WorkUnit.Duties.PROVINSI else KABKOTA_FIGURES


def _figure(code: str, given: Any, chance: random.Random) -> dict[str, Any]:
    if code in PEOPLE:
        whole = chance.randint(5_000, 900_000)
        return {"numerator": Decimal(whole * chance.randint(50, 100) // 100), "denominator": Decimal(whole)}
    if isinstance(given, tuple):
        return {"numerator": Decimal(chance.randint(10, given[0])), "denominator": Decimal(given[1])}
    if isinstance(given, int):
        return {"numerator": Decimal(given)}
    return {"value": given if given != SIAK or chance.random() < 0.9 else "7.3.1"}


def _register(period: Period, by: User) -> None:
    """Incidents in one office of fifty, innovations in one of five."""
    decided = {"decided_by": by, "decided_at": timezone.now(), "synthetic": True}
    rows = list(SemesterEvaluation.objects.filter(period=period, province__isnull=False).order_by("pk"))
    Incident.objects.bulk_create(
        Incident(
            kind=("levy", "breach")[place % 2],
            unit_id=row.unit_id,
            happened_on=period.cutoff,
            description="Kejadian",
            source="Putusan",
            state=Incident.State.VERIFIED,
            recorded_by=by,
            **decided,
        )
        for place, row in enumerate(rows[::50])
    )
    Innovation.objects.bulk_create(
        Innovation(
            evaluation=row,
            title=f"Inovasi {number}",
            field="dafduk",
            entered_by=by,
            state=Innovation.State.VERIFIED,
            **decided,
        )
        for row in rows[::5]
        for number in (1, 2)
    )
