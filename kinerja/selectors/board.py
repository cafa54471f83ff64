"""How far the appraisals of a period are: by region and by assessor, what is open, late, held up, and why.

Counted in SQL in three queries, whatever the number of appraisals, and only what the account may see.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import PROVINCE_ALONE, in_region
from kinerja.selectors.appraisal_wait import (
    BLOCKED,
    BLOCKED_REASONS,
    GROUPS,
    LATE,
    LATE_REASONS,
    attention,
)
from kinerja.selectors.progress import Share
from regions.models import Region

KINDS = dict(Region.Kind.choices)
#: The look of each group of states in a bar, that of the units' states.
LOOKS = {
    "belum": "draft",
    "penilai": "submitted",
    "pejabat": "verified",
    "keberatan": "returned",
    "selesai": "final",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many appraisals there are: by group of states, late, held up, and by reason."""

    counts: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        keys = {**self.counts, **other.counts}
        return Tally({key: self.of(key) + other.of(key) for key in keys})

    def of(self, key: str) -> int:
        """The number of a group, of ``LATE``, ``BLOCKED`` or a reason."""
        return self.counts.get(key, 0)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.of(key) for key in GROUPS)

    @property
    def open(self) -> int:
        """Those that are not at their end."""
        return self.total - self.of("selesai")

    @property
    def late(self) -> int:
        """Those whose deadline has passed."""
        return self.of(LATE)

    @property
    def blocked(self) -> int:
        """Those that are held up."""
        return self.of(BLOCKED)

    @property
    def shares(self) -> list[Share]:
        """The groups as parts of a bar, from done to not begun."""
        return [
            Share(key, str(GROUPS[key][0]), LOOKS[key], self.of(key), self.total) for key in reversed(GROUPS)
        ]

    @property
    def late_reasons(self) -> list[tuple[str, Any, int]]:
        """Why they are late: key, words, number; only what occurs."""
        return self._told(LATE_REASONS)

    @property
    def blocked_reasons(self) -> list[tuple[str, Any, int]]:
        """Why they are held up: key, words, number; only what occurs."""
        return self._told(BLOCKED_REASONS)

    def _told(self, reasons: Mapping[str, Any]) -> list[tuple[str, Any, int]]:
        return [(key, label, self.of(key)) for key, label in reasons.items() if self.of(key)]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A province with its kab/kota, or one office."""

    code: str
    name: str
    tally: Tally
    offices: tuple["RegionRow", ...] = ()

    @property
    def query(self) -> str:
        """What narrows the list of appraisals to it."""
        alone = "" if self.offices or "." in self.code else PROVINCE_ALONE
        return f"wilayah={self.code}{alone}"


@dataclass(frozen=True, slots=True)
class AssessorRow:
    """A post that assesses; ``post`` is None for appraisals without one."""

    post: int | None
    title: str
    name: str
    tally: Tally
    region: str = ""

    @property
    def query(self) -> str:
        """What narrows the list of appraisals to it; "" where no list does."""
        if self.post is None:
            return ""
        return f"penilai={self.post}" + (f"&wilayah={self.region}" if self.region else "")


@dataclass(frozen=True, slots=True)
class Board:
    """The whole, by region and by assessor."""

    total: Tally
    provinces: tuple[RegionRow, ...]
    assessors: tuple[AssessorRow, ...]

    def regions(self, opened: str) -> Iterator[RegionRow]:
        """The provinces, the one of a code followed by its offices."""
        for row in self.provinces:
            yield row
            if row.code == opened:
                yield from row.offices


def board(rows: Appraisals, region: str = "") -> Board:
    """The board of a period.

    Args:
        rows: the period's, for the account.
        region: a code to which the assessors are narrowed; "" for all.
    """
    offices = _offices(rows)
    provinces = tuple(_provinces(offices))
    total = sum((row.tally for row in provinces), Tally())
    assessors = sorted(
        _assessors(rows, region), key=lambda row: (-row.tally.late, -row.tally.open, row.title)
    )
    return Board(total, provinces, tuple(assessors))


def _counted(rows: Appraisals) -> dict[str, Count]:
    """One conditional count for each group and reason."""
    wanted = {key: Q(state__in=states) for key, (_label, states) in GROUPS.items()}
    wanted |= attention(rows.period, rows.clock)
    return {_column(key): Count("pk", filter=condition) for key, condition in wanted.items()}


def _column(key: str) -> str:
    return "n_" + key.replace("-", "_")


_KEYS = (*GROUPS, LATE, BLOCKED, *LATE_REASONS, *BLOCKED_REASONS)


def _tally(row: Mapping[str, Any]) -> Tally:
    return Tally({key: number for key in _KEYS if (number := row[_column(key)])})


def _offices(rows: Appraisals) -> list[tuple[Mapping[str, Any], RegionRow]]:
    where = ("region_code", "region_name", "region_kind", "province__name")
    named = [f"evaluation__{name}" for name in where]
    found = rows.all.order_by("evaluation__region_code").values(*named).annotate(**_counted(rows))
    return [
        (
            row,
            RegionRow(
                row["evaluation__region_code"],
                f"{KINDS[row['evaluation__region_kind']]} {row['evaluation__region_name']}",
                _tally(row),
            ),
        )
        for row in found
    ]


def _provinces(offices: Iterable[tuple[Mapping[str, Any], RegionRow]]) -> Iterable[RegionRow]:
    """The offices under their provinces, whose codes begin theirs (``scores.in_region``)."""
    below: dict[str, list[RegionRow]] = {}
    names: dict[str, str] = {}
    for row, office in offices:
        code, province = office.code[:2], row["evaluation__province__name"]
        below.setdefault(code, []).append(office)
        names[code] = f"{KINDS[Region.Kind.PROVINSI]} {province}" if province else office.name
    for code, found in below.items():
        yield RegionRow(code, names[code], sum((row.tally for row in found), Tally()), tuple(found))


def _assessors(rows: Appraisals, region: str) -> Iterable[AssessorRow]:
    narrow = rows.all.filter(in_region(region)) if region else rows.all
    named = ("assessor", "assessor_title", "assessor_name")
    found = narrow.order_by().values(*named).annotate(**_counted(rows))
    for row in found:
        yield AssessorRow(row["assessor"], row["assessor_title"], row["assessor_name"], _tally(row), region)
