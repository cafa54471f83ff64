"""Two provinces with a kabupaten each: whoever belongs to one must not learn of the other."""

from dataclasses import dataclass

from kinerja.models import Period, SemesterEvaluation
from officials.models import User
from regions.models import Region
from tests.builders import make_evaluation, make_period, make_region, make_unit, make_user

#: The roles of the contract that sign in, and those of them that reach all of Indonesia.
ROLES = (
    "admin_pusat",
    "operator_ditjen",
    "verifikator_ditjen",
    "dirjen",
    "menteri",
    "auditor",
    "kepala_daerah",
    "pemantau_provinsi",
    "operator_unit",
    "atasan",
    "pejabat",
)
NATIONAL = ("admin_pusat", "operator_ditjen", "verifikator_ditjen", "dirjen", "menteri", "auditor")


@dataclass(frozen=True)
class World:
    """Papua Barat with Fakfak, Aceh with Sabang, in one period."""

    period: Period
    papua: SemesterEvaluation
    fakfak: SemesterEvaluation
    aceh: SemesterEvaluation
    sabang: SemesterEvaluation

    def account(self, role: str, evaluation: SemesterEvaluation | None = None) -> User:
        """An account with a role: nationwide, or at the office of an evaluation (default Fakfak's)."""
        region: Region | None = None if role in NATIONAL else (evaluation or self.fakfak).unit.region
        return make_user(role, region)


def make_world() -> World:
    """The four units, nothing entered."""
    period = make_period("2025-1")
    papua, aceh = make_region("92", "Papua Barat"), make_region("11", "Aceh")
    fakfak = make_region("92.03", "Fakfak", parent=papua)
    sabang = make_region("11.72", "Sabang", parent=aceh)
    made = [make_evaluation(make_unit(region), period) for region in (papua, fakfak, aceh, sabang)]
    return World(period, *made)
