"""How well example units do: three tiers, and between which bounds each figure lies."""

from dataclasses import dataclass

from kinerja.demo.seed import pick

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tier:
    """Bounds of the figures of one tier.

    Shares are in per mille; ``reports`` is a number of 22 outputs; ``siak`` the chance in per cent of running
    the designated version; ``innovations`` what is added to the number promised (never below none).
    """

    recorded: Bounds
    printed: Bounds
    akta: Bounds
    offices: Bounds
    budget: Bounds
    reports: Bounds
    siak: int
    innovations: Bounds


STRONG = Tier((945, 998), (960, 1000), (925, 995), (850, 1000), (925, 985), (20, 22), 100, (0, 1))
FAIR = Tier((850, 960), (880, 985), (820, 960), (550, 850), (850, 950), (15, 21), 80, (-2, 0))
WEAK = Tier((600, 860), (750, 920), (550, 850), (200, 550), (650, 880), (6, 16), 30, (-3, -1))


def tier_of(code: str, period: str) -> Tier:
    """The tier of a unit in a period: half strong, two fifths fair, the rest weak."""
    place = pick(1, 100, code, period, "tier")
    if place <= 50:
        return STRONG
    return FAIR if place <= 88 else WEAK
