"""A figure as people enter it: its fields, and what keeps it from being stored (R2, R4, R6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from kinerja.rules.completion import completion
from kinerja.rules.data import Data, decimal_text
from kinerja.rules.types import FigureError, Indicator, Kind, Realization
from kinerja.rules.warnings import date_text

NUMBERS: Final = ("numerator", "denominator", "percent")
DATES: Final = ("cutoff", "denominator_cutoff")
#: Digits before and after the decimal mark, and lengths of text, that are kept. SQLite keeps a decimal as a
#: number of 15 digits: one more and a figure would come back as another one, or not at all.
DIGITS: Final = {"numerator": (13, 2), "denominator": (13, 2), "percent": (5, 4)}
LENGTHS: Final = {"value": 40, "source": 200}
#: Denominators are the consolidated data of an earlier semester, at most of the year before (facts 7).
OLDEST_DENOMINATOR: Final = timedelta(days=366)
#: Control characters, which neither a database nor a workbook keeps; line ends and tabs are none of them.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAKES: Final = {Kind.VERSION: ("value",), Kind.NONE_ALLOWED: ("value",), Kind.COUNT: NUMBERS[:2]}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a unit reports on one indicator; an empty one takes the figure back, so that it is missing (R4).

    ``numerator`` and ``denominator`` are counts or amounts of rupiah, ``percent`` a published percentage,
    ``value`` a SIAK version or a declared number of incidents.  ``cutoff`` is the date of the figure
    where it is not the period's, ``denominator_cutoff`` that of a denominator which bears another.
    ``synthetic`` marks made-up figures of the demonstration and does not make two figures differ.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    percent: Decimal | None = None
    value: str = ""
    cutoff: date | None = None
    denominator_cutoff: date | None = None
    source: str = ""
    note: str = ""
    synthetic: bool = field(default=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is reported, whatever the source or the note say."""
        return all(getattr(self, name) is None for name in NUMBERS) and not self.value

    def to_data(self) -> Data:
        """Return what is not empty in plain JSON types; equal figures give equal data."""
        said = {name: _plain(getattr(self, name)) for name in NAMES}
        return {name: value for name, value in said.items() if value not in {None, "", False}}

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Figures:
        """Read ``to_data`` back; None is an empty figure, and keys that are no field are left alone."""
        said: Data = {name: value for name, value in (data or {}).items() if name in NAMES}
        said |= {name: Decimal(said[name]) for name in NUMBERS if name in said}
        said |= {name: date.fromisoformat(said[name]) for name in DATES if name in said}
        return cls(**said)

    def as_realization(self) -> Realization:
        """Return the figure as it is judged."""
        return Realization(
            numerator=self.numerator,
            denominator=self.denominator,
            percent=self.percent,
            value=self.value or None,
            cutoff=self.cutoff,
            denominator_cutoff=self.denominator_cutoff,
            source=self.source,
            synthetic=self.synthetic,
        )


NAMES: Final = tuple(named.name for named in fields(Figures))


def told(figures: Figures | Realization) -> tuple[object, ...]:
    """Return what a figure says in numbers or as a value, None where nothing."""
    return (*(getattr(figures, name) for name in NUMBERS), figures.value or None)


def revised(stored: Figures, given: Mapping[str, Any]) -> Figures:
    """Return a stored figure with some fields given anew; it is synthetic while it tells the same."""
    new = replace(stored, **given)
    return new if told(new) == told(stored) else replace(new, synthetic=False)


def ends_zero(stored: Figures | Realization, given: Figures) -> bool:
    """Return whether a zero that the Ditjen decided ends: a figure came in, or another half of one (R4).

    Another source or note of the half that stood beside the zero leaves it as it is, and so does taking that
    half back.
    """
    return not given.is_empty and told(given) != told(stored)


def takes(indicator: Indicator) -> tuple[str, ...]:
    """Return the fields in which an indicator is reported.

    A rolled-up indicator takes the province's own counts or published percentage, whatever its kind (R5).
    """
    return NUMBERS if indicator.rollup else _TAKES.get(indicator.kind, NUMBERS)


def faults(figures: Figures, indicator: Indicator, starts: date, cutoff: date) -> dict[str, str]:
    """Tell what keeps a figure from being stored.

    Args:
        figures: what was entered.
        indicator: whose kind and roll-up count; the target plays no part.
        starts: first day of the semester.
        cutoff: its last day.

    Returns:
        Field -> one Indonesian sentence; {} when the figure can be stored. A half figure can: it is
        not judged before its other half is in. An empty one can: it is missing.

    Source: R2, R4, R6.
    """
    if figures.is_empty:
        return {}
    unstorable: dict[str, str] = {}
    for name in NUMBERS:
        unstorable |= _unstorable(name, getattr(figures, name))
    for name in ("value", "source", "note"):
        unstorable |= _unwritable(name, getattr(figures, name))
    allowed = takes(indicator)
    foreign = {
        name: "Tidak diisi pada indikator ini."
        for name in (*NUMBERS, "value")
        if name not in allowed and getattr(figures, name) not in {None, ""}
    }
    found = _sources(figures) | _dates(figures, starts, cutoff) | _unjudgeable(figures, indicator)
    return found | unstorable | foreign


def _unjudgeable(figures: Figures, indicator: Indicator) -> dict[str, str]:
    try:
        completion(indicator, figures.as_realization())
    except FigureError as error:
        return {error.field: error.text}
    return {}


def _unstorable(name: str, number: Decimal | None) -> dict[str, str]:
    """Name a finite number that would be cut off or does not fit where it is kept."""
    if number is None or not number.is_finite() or not number:
        return {}
    before, after = DIGITS[name]
    exponent = number.normalize().as_tuple().exponent
    if number.adjusted() >= before:
        return {name: f"Terlalu besar: paling banyak {before} angka di depan koma."}
    if isinstance(exponent, int) and -exponent > after:
        return {name: f"Paling banyak {after} angka di belakang koma."}
    return {}


def _unwritable(name: str, text: str) -> dict[str, str]:
    fault = text_fault(text, LENGTHS.get(name))
    return {name: fault} if fault else {}


def text_fault(text: str, most: int | None) -> str:
    """Tell what keeps a text from being stored; "" for nothing.

    Args:
        text: any.
        most: the letters that a text of one line may have; None where lines and letters are free.
    """
    if UNWRITABLE.search(text) or (most is not None and "\r" in text):
        return "Berisi karakter yang tidak dapat disimpan; hapus lalu ketik kembali."
    if most is not None and len(text) > most:
        return f"Terlalu panjang: paling banyak {most} huruf."
    return ""


def _dates(figures: Figures, starts: date, cutoff: date) -> dict[str, str]:
    """Name dates outside the semester; the denominator may be that of an earlier one (R6)."""
    found = {}
    if figures.cutoff and not starts <= figures.cutoff <= cutoff:
        found["cutoff"] = _outside(figures.cutoff, starts, cutoff)
    oldest = starts - OLDEST_DENOMINATOR
    if figures.denominator_cutoff and not oldest <= figures.denominator_cutoff <= cutoff:
        found["denominator_cutoff"] = _outside(figures.denominator_cutoff, oldest, cutoff)
    return found


def _outside(day: date, first: date, last: date) -> str:
    return (
        f"Tanggal {date_text(day)} di luar periode; "
        f"isi tanggal dari {date_text(first)} sampai {date_text(last)}."
    )


def _sources(figures: Figures) -> dict[str, str]:
    """Ask where a figure comes from that could be mistaken for one not reported, or that has no counts."""
    if figures.source.strip():
        return {}
    if figures.percent is not None:
        return {"source": "Persentase terbitan harus menyebut sumbernya."}
    if figures.numerator == 0:
        text = "Pembilang 0 harus menyebut sumbernya; kosongkan pembilang bila memang belum dilaporkan."
        return {"source": text}
    return {}


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return decimal_text(value)
        case date():
            return value.isoformat()
    return value
