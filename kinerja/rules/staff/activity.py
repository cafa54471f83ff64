"""One activity of an SKP under PP 46/2011: what was planned, what was done, and its value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kinerja.rules.figures import exact
from kinerja.rules.rounding import written
from kinerja.rules.staff.fields import Fields, plain
from kinerja.rules.types import Step

CLAUSE: Final = "Perka BKN 1/2013"
_LEAST: Final = Decimal("0.01")  # a target, and the output of an activity that was carried out
_MOST: Final = Decimal(10**12)
_HUNDRED: Final = Decimal(100)
_LONGEST_NAME: Final = 300
_EFFICIENT: Final = 24  # per cent of saving up to which saving is rewarded
_ASPECTS: Final = {"quantity": "kuantitas", "quality": "mutu", "time": "waktu", "cost": "biaya"}


@dataclass(frozen=True, slots=True)
class Activity:
    """Target and realisation of each aspect, in the activity's own units (quality: 0 to 100).

    Cost is optional.  An activity not ``carried_out`` has targets and no realisation.
    """

    name: str
    quantity_target: Decimal
    quality_target: Decimal
    time_target: Decimal
    quantity_realised: Decimal | None = None
    quality_realised: Decimal | None = None
    time_realised: Decimal | None = None
    cost_target: Decimal | None = None
    cost_realised: Decimal | None = None
    carried_out: bool = True

    def to_data(self) -> dict[str, object]:
        """Return every field in plain JSON types, numbers as text."""
        return {name: plain(getattr(self, name)) for name in KEYS}


KEYS: Final = tuple(field.name for field in fields(Activity))


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect judged, exactly; ``saved`` is the efficiency in per cent (time and cost alone)."""

    key: str
    target: Decimal
    realised: Decimal
    raw: Fraction
    saved: Fraction | None = None

    @property
    def value(self) -> Fraction:
        """The value that counts: never below 0."""
        return max(self.raw, Fraction(0))

    @property
    def text(self) -> str:
        """How it came about: "waktu 75,00 (efisiensi 25 % > 24 %, ...)"."""
        target, realised = written(self.target), written(self.realised)
        base = f"(1,76 × {target} − {realised}) ÷ {target} × 100"
        if self.saved is None:
            how = f"{realised} ÷ {target} × 100"
        elif self.saved <= _EFFICIENT:
            how = f"efisiensi {written(self.saved)} % ≤ 24 %, {base}"
        else:
            how = f"efisiensi {written(self.saved)} % > 24 %, 76 − ({base} − 100)"
        return f"{_ASPECTS[self.key]} {written(self.value, 2)} ({how})"


def read_activity(row: Fields) -> Activity:
    """Read one activity; faults are noted in ``row``."""
    carried_out = row.flag("carried_out", "Keterangan dilaksanakan", default=True)
    cost = not (row.empty("cost_target") and row.empty("cost_realised"))
    return Activity(
        name=row.text("name", "Nama", _LONGEST_NAME),
        quantity_target=row.number("quantity_target", "Target kuantitas", _LEAST, _MOST),
        quality_target=row.number("quality_target", "Target mutu", _LEAST, _HUNDRED),
        time_target=row.number("time_target", "Target waktu", _LEAST, _MOST),
        quantity_realised=_realised(row, "quantity", carried_out, _LEAST),
        quality_realised=_realised(row, "quality", carried_out, high=_HUNDRED),
        time_realised=_realised(row, "time", carried_out),
        cost_target=row.number("cost_target", "Target biaya", _LEAST, _MOST) if cost else None,
        cost_realised=_realised(row, "cost", carried_out) if cost else None,
        carried_out=carried_out,
    )


def _realised(
    row: Fields, aspect: str, carried_out: bool, low: Decimal = Decimal(0), high: Decimal = _MOST
) -> Decimal | None:
    key, label = f"{aspect}_realised", f"Realisasi {_ASPECTS[aspect]}"
    if carried_out:
        return row.number(key, label, low, high)
    if not row.empty(key):
        row.fault(
            key, f"{label}{row.where} harus kosong, karena kegiatannya tidak dilaksanakan; hapus isiannya."
        )
    return None


def share_value(target: Decimal, realised: Decimal) -> Fraction:
    """Return quantity or quality: realised ÷ target × 100; above 100 where more was done.

    Raises:
        FigureError: a float, or a negative number.
        ZeroDivisionError: a target of 0, which no rating read from data has.

    Source: Perka BKN 1/2013.
    """
    return Fraction(100 * exact(realised, "value"), exact(target, "target"))


def time_value(target: Decimal, realised: Decimal) -> Fraction:
    """Return the value of the time an activity took, never below 0.

    Saving up to 24 % is rewarded, saving more costs.  Exact throughout: in binary floats
    100 − 9.12 ÷ 12 × 100 is above 24 and would take the wrong branch.

    Args:
        target: above 0, in any unit.
        realised: in the same unit.

    Raises:
        FigureError: a float, or a negative number.
        ZeroDivisionError: a target of 0, which no rating read from data has.

    Source: Perka BKN 1/2013; the rule is silent on negative results, 0 is our reading.
    """
    return max(_value_of(_saved(target, realised)), Fraction(0))


def cost_value(target: Decimal, realised: Decimal) -> Fraction:
    """Return the value of what an activity cost, by the same branches as its time."""
    return time_value(target, realised)


def _saved(target: Decimal, realised: Decimal) -> Fraction:
    return 100 - share_value(target, realised)


def _value_of(saved: Fraction) -> Fraction:
    base = 76 + saved  # the same as (1.76 × target − realised) ÷ target × 100
    return base if saved <= _EFFICIENT else 76 - (base - 100)


def aspects(activity: Activity) -> tuple[Aspect, ...]:
    """Return the aspects that count, in the order of the form; none if it was not carried out."""
    if not activity.carried_out:
        return ()
    found = (_aspect(activity, key) for key in _ASPECTS)
    return tuple(aspect for aspect in found if aspect)


def _aspect(activity: Activity, key: str) -> Aspect | None:
    target: Decimal | None = getattr(activity, f"{key}_target")
    realised: Decimal | None = getattr(activity, f"{key}_realised")
    if target is None or realised is None:
        return None
    if key in {"quantity", "quality"}:
        return Aspect(key, target, realised, share_value(target, realised))
    saved = _saved(target, realised)
    return Aspect(key, target, realised, _value_of(saved), saved)


def activity_value(activity: Activity) -> Fraction:
    """Return the exact value of an activity: the mean of its three aspects, or four with cost.

    An activity not carried out is 0.

    Source: Perka BKN 1/2013.
    """
    return mean(aspects(activity))


def mean(found: tuple[Aspect, ...]) -> Fraction:
    """Return the exact mean of an activity's aspects; 0 where there are none."""
    return sum((aspect.value for aspect in found), Fraction(0)) / (len(found) or 1)


def formula(found: tuple[Aspect, ...]) -> str:
    """Write the mean of the aspects as a person would: "(100,00 + 90,00 + 76,00) ÷ 3"."""
    if not found:
        return "Tidak dilaksanakan"
    return f"({' + '.join(written(aspect.value, 2) for aspect in found)}) ÷ {len(found)}"


def activity_steps(number: int, name: str, found: tuple[Aspect, ...]) -> tuple[Step, ...]:
    """Tell how an activity came to its value; what the rule is silent on is marked."""
    head = f"Kegiatan {number}, {name}"
    if not found:
        return (Step(f"{head}: tidak dilaksanakan, nilai 0,00.", "R8", CLAUSE),)
    told = "; ".join(aspect.text for aspect in found)
    text = f"{head}: {told}; {formula(found)} = {written(mean(found), 2)}."
    below = (aspect for aspect in found if aspect.raw < 0)
    return Step(text, "R8", CLAUSE), *(_lifted(head, aspect) for aspect in below)


def _lifted(head: str, aspect: Aspect) -> Step:
    text = f"{head}: {_ASPECTS[aspect.key]} {written(aspect.raw, 2)} di bawah 0 dihitung 0,00."
    return Step(text, "R8", CLAUSE, policy=True)
