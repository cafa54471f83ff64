"""One measure: ours beside its limit, taken in turns so that a busy machine slows both."""

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Measure:
    """``ours`` may be at most ``goal`` times ``limit``; with a limit of 0 it must be 0."""

    name: str
    ours: float
    limit: float
    goal: float
    unit: str = "s"

    @property
    def ratio(self) -> float | None:
        """Ours over the limit; None where the limit is 0."""
        return self.ours / self.limit if self.limit else None

    @property
    def holds(self) -> bool:
        """Whether the goal is met."""
        return self.ours <= self.goal * self.limit

    def line(self) -> str:
        """For people: name, ours, limit, ratio, goal, holds or falls short."""
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = "holds" if self.holds else "falls short"
        return (
            f"{self.name}: ours {self.ours:.4g} {self.unit}, limit {self.limit:.4g} {self.unit}, "
            f"ratio {ratio}, goal <= {self.goal:g}, {verdict}"
        )

    def as_data(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self) | {"ratio": self.ratio, "holds": self.holds}


def in_turns(
    ours: Callable[[], Any],
    limit: Callable[[], Any],
    prepare: Callable[[], Any] = lambda: None,
    rounds: int = ROUNDS,
) -> tuple[float, float]:
    """The median seconds of two pieces of work, run alternately.

    Args:
        ours: the work measured.
        limit: what it is measured against.
        prepare: runs before each round and is not timed.
        rounds: fewer for work of many seconds.
    """
    taken: list[tuple[float, float]] = []
    for number in range(rounds):
        prepare()
        if number % 2:
            second, first = seconds(limit), seconds(ours)
        else:
            first, second = seconds(ours), seconds(limit)
        taken.append((first, second))
    return median(pair[0] for pair in taken), median(pair[1] for pair in taken)


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes, with nothing left over to be swept up."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
