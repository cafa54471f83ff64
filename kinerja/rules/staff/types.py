"""The words of element 2: what a regime is, what a rating comes to, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.rules.types import Step


class StaffError(ValueError):
    """A rating that cannot be judged; never turned into a zero.

    Args:
        errors: by the path of the field (``activities.0.quality_realised``; "" is the whole), one
            Indonesian sentence each that says what is wrong, where, and what to do.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class Part:
    """An intermediate figure that a page or a document shows; ``text`` stands beside it."""

    key: str
    label: str
    value: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class StaffResult:
    """Element 2 judged.

    ``regime`` is the key of the regime.  ``value`` is on the regime's own scale, rounded once to
    2 decimals (None where the regime knows only words, or the document elsewhere gave only one);
    ``predikat`` is the regime's word for it.
    """

    regime: str
    value: Decimal | None
    predikat: str
    steps: tuple[Step, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a regime's table: from ``lower`` on, the value may be called by one of ``words``.

    Two words stand where something else than the value decides (PP 30: a new idea), the better one
    first.  ``top`` is the upper bound that is printed, None where the row reaches the next one.
    """

    lower: Decimal
    words: tuple[str, ...]
    top: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """The staff-appraisal rules of a time, in force up to ``valid_until`` inclusive (None: still).

    ``scale`` holds the lowest and the highest value (None: words only), ``predikats`` the words,
    best first, ``low`` those that call for a guidance plan, ``bands`` the table, best row first.
    """

    key: str
    name: str
    basis: str
    valid_until: date | None
    scale: tuple[Decimal, Decimal] | None
    predikats: tuple[str, ...]
    low: frozenset[str]
    bands: tuple[Band, ...] = ()
