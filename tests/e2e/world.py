"""A small world for the browser: Papua Barat with two kabupaten, a period to fill, one account a role."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.models import NationalTarget, Period, SemesterEvaluation
from officials.models import User
from regions.models import Region
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_period,
    make_region,
    make_unit,
    make_user,
)

PASSWORD = "kata-sandi-uji-2025"
ROLES = {
    "operator_unit": "92.02",
    "pemantau_provinsi": "92",
    "operator_ditjen": "",
    "verifikator_ditjen": "",
    "dirjen": "",
    "admin_pusat": "",
    "auditor": "",
}


@dataclass(frozen=True)
class World:
    """The period and the evaluations by region code."""

    period: Period
    evaluations: dict[str, SemesterEvaluation]
    users: dict[str, User]

    @property
    def manokwari(self) -> SemesterEvaluation:
        """The evaluation that the operator of the unit fills in, as it is now."""
        return SemesterEvaluation.objects.get(pk=self.evaluations["92.02"].pk)


def make_world() -> World:
    """Everything a semester needs before the first figure comes in."""
    province = make_region("92", "Papua Barat")
    regions = {"92": province} | {
        code: make_region(code, name, parent=province)
        for code, name in (("92.02", "Manokwari"), ("92.03", "Fakfak"))
    }
    period = make_period("2025-1")
    make_designated("8.1", date(2025, 1, 1))
    NationalTarget.objects.create(
        measure="akta_0_18", year=2025, series="Ditjen Dukcapil", target=Decimal(98), source="Uji"
    )
    units = {code: make_unit(region) for code, region in regions.items()}
    evaluations = {code: make_evaluation(unit, period) for code, unit in units.items()}
    make_agreement(evaluations["92.02"], {"K3": 1}, national_series="Ditjen Dukcapil")
    users = {role: _user(role, regions.get(code)) for role, code in ROLES.items()}
    return World(period, evaluations, users)


def _user(role: str, region: Region | None) -> User:
    user = make_user(role, region, username=role)
    user.set_password(PASSWORD)
    user.save()
    return user
