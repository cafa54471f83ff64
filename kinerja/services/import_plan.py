"""What taking over a file would do: its rows that change something, and everything that is wrong or odd."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.exchange.laid_out import LaidOut
from kinerja.exchange.layout import Filled, Layout
from kinerja.exchange.template import MOST_ROWS, write_template
from kinerja.models import Period
from kinerja.selectors.imports import differences, why_no_office
from kinerja.selectors.lookup import NothingFoundError
from kinerja.services.errors import Refused
from officials.models import User


class Both(Protocol):
    """What is stored of a thing, None for nothing, and what would be, by their headers."""

    @property
    def before(self) -> Mapping[str, Any] | None:
        """What is stored."""

    @property
    def after(self) -> Mapping[str, Any]:
        """What would be."""


class Differing:
    """A planned row that is told by its values before and after."""

    __slots__ = ()

    @property
    def changed(self: Both) -> dict[str, tuple[Any, Any]]:
        """The values that differ, by their headers: before, after."""
        return differences(self.before, self.after)

    @property
    def size(self: Both) -> int:
        """How many values change; a name that begins with "_" is no header."""
        return sum(not head.startswith("_") for head in differences(self.before, self.after))


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; with a grave fault it does nothing at all.

    ``same`` counts the rows that say what is stored already; ``faults`` holds faults and remarks in the order
    of the file, ``layout`` is the file's.
    """

    rows: tuple[Any, ...]
    same: int
    faults: tuple[Fault, ...]
    layout: Layout

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What keeps the file from being taken over."""
        return tuple(fault for fault in self.faults if fault.grave)

    @property
    def remarks(self) -> tuple[Fault, ...]:
        """What somebody should look at, and no fault."""
        return tuple(fault for fault in self.faults if not fault.grave)

    @property
    def figures(self) -> int:
        """How many values change."""
        return sum(row.size for row in self.rows)

    @property
    def digest(self) -> str:
        """What tells this plan from another: a page carries it, applying compares it."""
        said = json.dumps([row.signature for row in self.rows], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def in_order(faults: Iterable[Fault], sheets: Iterable[str]) -> tuple[Fault, ...]:
    """Faults in the order of the file."""
    order = {title: place for place, title in enumerate(sheets)}
    return tuple(
        sorted(faults, key=lambda fault: (order.get(fault.sheet, len(order)), fault.row, fault.column))
    )


#: What applying wrote, as plain data by the key of each thing; undoing it needs no more.
Changes = dict[str, Any]


def given_period(period: Period | None) -> Period:
    """The period of a kind that always has one.

    Raises:
        Refused: none was given.
    """
    if period is None:
        raise Refused([_("Pilih periodenya.")])
    return period


@dataclass(frozen=True, slots=True)
class Book:
    """One kind of workbook: who sends it, what it looks like, and what is done with it.

    Args:
        kind: ``WorkbookImport.Kind``.
        role: whose holders send it.
        has_period: it is for one period; else ``None`` stands for it everywhere.
        has_region: its rows lie in regions, so that a template may be for one of them.
        layout: its sheets and columns.
        filled: the workbook to fill in, for a region's code or "" for all that an account may see.
        plan: what a file would do; scoped to the account, nothing is written.
        lock: lock whatever a file touches, inside a transaction.
        store: write a plan with a note for the audit trail, inside a transaction.
        restore: put back what was changed, or refuse; inside a transaction.
    """

    kind: str
    role: str
    has_period: bool
    layout: Callable[[Period | None], Layout]
    filled: Callable[[Period | None, str, User], Filled]
    plan: Callable[[Period | None, LaidOut, User], Plan]
    lock: Callable[[Period | None, LaidOut], None]
    store: Callable[[Period | None, Plan, User, str], Changes]
    restore: Callable[[Period | None, Changes, User, str], None]
    has_region: bool = True

    def template(self, period: Period | None, region: str, user: User) -> bytes:
        """The file to fill in, for a region's code or "" for all that an account may see.

        Raises:
            NothingFoundError: no such region, or nothing within reach that can be filled in; says which.
            Refused: more rows than one file sent in may have.
        """
        if region and (reason := self._why_no_template(period, region, user)):
            raise NothingFoundError(reason)
        layout, lines = self.filled(period, region, user)
        rows = max(map(len, lines.values()), default=0)
        if not rows and not layout.is_open:
            raise NothingFoundError(_("Tidak ada unit kerja yang dapat diisi dalam jangkauan Anda."))
        if rows > MOST_ROWS:
            text = _("Semuanya %(rows)d baris, sedangkan satu berkas paling banyak %(most)d. %(todo)s")
            todo = _("Unduh templatnya per wilayah, lalu kirim satu berkas untuk setiap wilayah.")
            raise Refused([text % {"rows": rows, "most": MOST_ROWS, "todo": todo}])
        return write_template(layout, lines)

    def _why_no_template(self, period: Period | None, region: str, user: User) -> str:
        if not self.has_region:
            return _("Buku kerja ini untuk seluruh Indonesia, bukan per wilayah.")
        return why_no_office(user, region, period.cutoff if period else timezone.localdate())
