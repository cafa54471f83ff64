"""Example registers: designated SIAK versions, the target that is not published, an agreement for each unit.

No target for akta kelahiran in 2025 is published, so one stands in a series of its own, whose name says that
it is synthetic; the agreements of 2025 name that series, and every derivation prints it.
"""

from datetime import date
from decimal import Decimal

from kinerja.demo import EXAMPLE, SYNTHETIC
from kinerja.demo.seed import pick
from kinerja.models import (
    DesignatedVersion,
    Indicator,
    IndicatorTarget,
    NationalTarget,
    PerformanceAgreement,
    Period,
    SemesterEvaluation,
)

#: Versions that "are designated" from a day on; the older one is what slow units still run.
VERSIONS = {date(2017, 7, 1): "7.1-contoh", date(2018, 1, 1): "7.2-contoh", date(2025, 1, 1): "8.1-contoh"}
AKTA_2025 = Decimal(98)
#: The series of national targets that the agreements of a year name.
SERIES = {2018: "Ditjen Dukcapil", 2025: SYNTHETIC}


def add_registers() -> int:
    """Make the versions and the target that the registers do not have; returns how many."""
    made = 0
    for day, version in VERSIONS.items():
        words = {"version": version, "source": SYNTHETIC, "synthetic": True}
        made += DesignatedVersion.objects.get_or_create(valid_from=day, defaults=words)[1]
    made += NationalTarget.objects.get_or_create(
        measure="akta_0_18",
        year=2025,
        series=SYNTHETIC,
        defaults={"target": AKTA_2025, "source": SYNTHETIC, "synthetic": True},
    )[1]
    return made


def add_agreements(period: Period, evaluations: list[SemesterEvaluation]) -> int:
    """Make the agreements of a period's year that are missing, with a target for K3; returns how many."""
    have = set(PerformanceAgreement.objects.filter(year=period.year).values_list("unit", flat=True))
    without = [row for row in evaluations if row.unit_id not in have]
    made = PerformanceAgreement.objects.bulk_create(_agreement(period, row) for row in without)
    innovations = period.indicator_set.indicators.filter(kind=Indicator.Kind.COUNT)
    IndicatorTarget.objects.bulk_create(
        IndicatorTarget(agreement=agreement, indicator=indicator, target=k3_target(row.region_code))
        for agreement, row in zip(made, without, strict=True)
        for indicator in innovations
        if indicator.duties == row.duties
    )
    return len(made)


def k3_target(code: str) -> int:
    """How many innovations the unit of a region promises."""
    return pick(1, 3, code, "K3", "target")


def _agreement(period: Period, row: SemesterEvaluation) -> PerformanceAgreement:
    return PerformanceAgreement(
        unit_id=row.unit_id,
        year=period.year,
        indicator_set=period.indicator_set,
        number=f"PK-{row.region_code}/{period.year} {EXAMPLE}",
        state=PerformanceAgreement.State.SIGNED,
        signed_on=date(period.year, 1, pick(8, 26, row.region_code, "agreement")),
        national_series=SERIES[period.year],
        synthetic=True,
    )
