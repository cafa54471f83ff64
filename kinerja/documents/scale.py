"""The scale in the result box: the rows of the decree's table side by side, and where the unit stands."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kinerja.documents.snapshot import Snapshot
from kinerja.rules.data import Data
from kinerja.rules.rounding import written

_TOP = Decimal(100)


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table as a stretch of the scale; ``left`` and ``width`` in per cent of the scale."""

    left: str
    width: str
    label: str
    bound: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretches from the worst to the best, and the mark."""

    fields: tuple[Field, ...]
    mark: str


def scale(snapshot: Snapshot) -> Scale:
    """Draw the table of the snapshot's own policy from 0 to 100 %."""
    return scale_of(snapshot.inputs, snapshot.result["completion"])


def scale_of(unit: Data, completion: str) -> Scale:
    """Draw the table of a policy, and where a completion stands.

    Args:
        unit: the input of a unit as data; its policy has the table.
        completion: in per cent, as text.
    """
    bands = unit["policy"]["data"]["bands"]
    rows = sorted(((Decimal(band["lower"]), str(band["kategori"])) for band in bands), key=lambda row: row[0])
    stretches = [(Decimal(0), _("di bawah tabel")), *rows]
    ends = [lower for lower, _label in rows] + [_TOP]
    value = min(Decimal(completion), _TOP)
    fields = tuple(
        Field(
            left=f"{lower}",
            width=f"{end - lower}",
            label=label,
            bound=written(lower) if lower else "",
            reached=lower <= value and (value < end or end == _TOP),
        )
        for (lower, label), end in zip(stretches, ends, strict=True)
        if end > lower
    )
    return Scale(fields, f"{value}")
