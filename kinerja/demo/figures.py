"""The figures of example units: synthetic counts of a plausible size, reckoned from the region's code.

What a year leaves alone (tier, SIAK, number of SKPD) is that of its first semester; what is cumulative at a
cut-off (K3, the budget of K1.6) is never less in the second (R2, R6).
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kinerja.demo import SYNTHETIC
from kinerja.demo.registers import k3_target
from kinerja.demo.seed import pick
from kinerja.demo.tiers import Bounds, Tier, tier_of
from kinerja.rules.entry import Figures
from kinerja.rules.rounding import round_half_up

OUTPUTS = 22
#: Inhabitants of a year per mille of the register's head count (semester II 2024).
GROWTH = {"2018-1": 930, "2025-1": 1005, "2025-2": 1009}
MILLION = 1_000_000


class Unit:
    """A unit in a period: what its figures are reckoned from.

    Args:
        code: of the region at the cut-off.
        period: ``2025-1`` or ``2025-2``.
        people: inhabitants in the register of regions.
        versions: the designated SIAK version, and the one before it.
    """

    def __init__(self, code: str, period: str, people: int, versions: tuple[str, str]) -> None:
        self.code, self.period, self.versions = code, period, versions
        self.first, self.semester = f"{period[:4]}-1", int(period[5:])
        self.people = people * GROWTH[period] // 1000
        self.tier: Tier = tier_of(code, self.first)

    def between(self, bounds: Bounds, *words: object) -> int:
        """A number of this unit within bounds."""
        return pick(*bounds, self.code, self.period, *words)

    def yearly(self, bounds: Bounds, *words: object) -> int:
        """A number of this unit within bounds, the same in both semesters of a year."""
        return pick(*bounds, self.code, self.first, *words)

    def kabkota(self) -> dict[str, Figures]:
        """The ten figures that a kab/kota reports (K1.1a to K3, and P2.b for its province)."""
        required = self.people * self.yearly((680, 735), "wajib KTP") // 1000
        recorded = self._part(required, self.tier.recorded, "K1.1a")
        children = self.children()
        return {
            "K1.1a": counts(recorded, required),
            "K1.1b": self.printed(recorded),
            "K1.2": counts(self._part(children, self.tier.akta, "K1.2"), children),
            "K1.3": value(self.versions[0 if self.yearly((1, 100), "K1.3") <= self.tier.siak else 1]),
            "K1.4": self._offices("K1.4", (24, 38)),
            "K1.5": value("0"),
            "K1.6": self._budget("K1.6", (2_500, 24_000)),
            "K2": counts(self.between(self.tier.reports, "K2"), OUTPUTS),
            "K3": number(self.innovations()),
            "P2.b": value("0"),
        }

    def province(self) -> dict[str, Figures]:
        """The three figures that a province reports itself; the others are rolled up (R5)."""
        return {
            "P1.4": self._offices("P1.4", (30, 48)),
            "P1.5": self._budget("P1.5", (9_000, 60_000)),
            "P2.a": value("0"),
        }

    def children(self) -> int:
        """Children from 0 to 18."""
        return self.people * self.yearly((290, 345), "anak") // 1000

    def printed(self, recorded: int) -> Figures:
        """K1.1b over those recorded in K1.1a."""
        return counts(self._part(recorded, self.tier.printed, "K1.1b"), recorded)

    def innovations(self) -> int:
        """How many innovations are verified since the year began (R6)."""
        first = max(0, k3_target(self.code) + self.yearly(self.tier.innovations, "K3"))
        return first + (self.between((0, 1), "K3") if self.semester > 1 else 0)

    def _part(self, whole: int, bounds: Bounds, *words: object) -> int:
        return whole * self.between((bounds[0] * 1000, bounds[1] * 1000), *words) // 1_000_000

    def _offices(self, code: str, bounds: Bounds) -> Figures:
        offices = self.yearly(bounds, code, "SKPD")
        return counts(self._part(offices, self.tier.offices, code), offices)

    def _budget(self, code: str, bounds: Bounds) -> Figures:
        """Spent of what was planned up to the cut-off: half a year's cash, then the whole budget (R2)."""
        plan = self.yearly(bounds, code, "anggaran") * self.semester * MILLION
        return counts(self._part(plan, self.tier.budget, code), plan)


def counts(numerator: int, denominator: int, **published: Any) -> Figures:
    """A synthetic figure of two counts."""
    return synthetic(numerator=Decimal(numerator), denominator=Decimal(denominator), **published)


def value(text: str) -> Figures:
    """A synthetic version, or declaration."""
    return synthetic(value=text)


def number(numerator: int) -> Figures:
    """A synthetic number without a denominator."""
    return synthetic(numerator=Decimal(numerator))


def synthetic(**said: Any) -> Figures:
    """A figure that is made up, and says so in its source."""
    return Figures(**said, source=SYNTHETIC, synthetic=True)


def spread(percent: Decimal, wholes: Sequence[int], *words: object) -> list[int]:
    """Parts of some wholes that add up to a published percentage of their sum.

    So the made-up figures of a province's kab/kota do not contradict what is published of the province.

    Args:
        percent: of the sum of the wholes; may be above 100.
        wholes: one for each kab/kota.
        words: what the numbers are about.
    """
    total = int(round_half_up(Fraction(percent) * sum(wholes) / 100, 0))
    weights = [whole * pick(970, 1030, *words, place) for place, whole in enumerate(wholes)]
    parts = [total * weight // sum(weights) for weight in weights]
    return [part + (place < total - sum(parts)) for place, part in enumerate(parts)]
