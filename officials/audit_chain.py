"""Is the audit trail whole? Walks every entry and names the first that is not as it was written.

A changed row breaks its hash; a missing one leaves a gap; entries cut off at the end are missed by the head;
a chain reckoned anew from some entry on lacks the seals of the key that is not in the database; and a
roll-back of entries and head together is told by a head that was exported before.
"""

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from officials.audit import entry_hash, head_seal, seal
from officials.models import AuditEntry, AuditHead


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many entries, the hash of the last, and the seal over both."""

    sequence: int = 0
    hash: str = ""
    mac: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the key that is not in the database sealed it; an empty chain needs no seal."""
        given = head_seal(self.sequence, self.hash) if self.sequence else ""
        return hmac.compare_digest(given, self.mac)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Head":
        """Read an exported head.

        Raises:
            ValueError: something else than what ``asdict`` gave.
        """
        match data:
            case {"sequence": int(sequence), "hash": str(last), "mac": str(mac)}:
                return cls(sequence, last, mac)
        raise ValueError("not an exported head")


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not as it was written, and what is wrong, in Indonesian."""

    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many entries are whole, the head as it is now, and the first break; None where all is whole."""

    entries: int
    head: Head
    broken: Break | None

    def to_data(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


class _BrokenError(Exception):
    def __init__(self, sequence: int, reason: str) -> None:
        super().__init__(reason)
        self.found = Break(sequence, reason)


class _Walk:
    """Walks entries in order and remembers the hashes it needs."""

    def __init__(self, exported: Head | None) -> None:
        self.last, self.hash = 0, ""
        self.exported = exported

    def starts(self) -> None:
        """Refuse an exported head that our key never sealed."""
        if self.exported and not self.exported.is_ours:
            raise _BrokenError(self.exported.sequence, _("Ujung yang diekspor bukan buatan aplikasi ini."))

    def over(self, entries: "QuerySet[AuditEntry]") -> None:
        """Follow the chain; stops at the first entry that does not fit."""
        for entry in entries.iterator(chunk_size=1000):
            self._follow(entry)
            self.last, self.hash = entry.sequence, entry.hash
            if self.exported and self.exported.sequence == entry.sequence:
                self._compare(self.exported)

    def _follow(self, entry: AuditEntry) -> None:
        expected = self.last + 1
        if entry.sequence != expected:
            raise _BrokenError(expected, _("Entri ini hilang."))
        if entry.previous_hash != self.hash:
            raise _BrokenError(expected, _("Entri ini tidak menyambung pada entri sebelumnya."))
        if entry_hash(entry) != entry.hash:
            raise _BrokenError(expected, _("Isi entri ini berubah sejak dicatat."))
        if not hmac.compare_digest(seal(entry.hash), entry.mac):
            raise _BrokenError(expected, _("Segel entri ini palsu: rantai dihitung ulang tanpa kunci."))

    def _compare(self, exported: Head) -> None:
        if exported.hash != self.hash:
            raise _BrokenError(exported.sequence, _("Entri ini bukan entri yang ada saat ujung diekspor."))

    def ends_at(self, head: Head) -> None:
        """Check the end of the chain against the head, and against the head that was exported."""
        if head.sequence > self.last:
            raise _BrokenError(self.last + 1, _("Entri ini hilang: ujung jejak audit terpotong."))
        if (head.sequence, head.hash) != (self.last, self.hash):
            raise _BrokenError(self.last, _("Ujung jejak audit tidak menunjuk entri terakhir."))
        if not head.is_ours:
            raise _BrokenError(self.last, _("Segel ujung jejak audit palsu."))
        if self.exported and self.exported.sequence > self.last:
            raise _BrokenError(self.last + 1, _("Entri ini hilang: jejak audit diputar mundur."))


def verify_chain(exported: Head | None = None) -> ChainReport:
    """Walk the whole chain.

    Writers go on meanwhile: only the last stretch is walked with the head locked.

    Args:
        exported: a head that was exported earlier and kept elsewhere.

    Returns:
        A report that names the first entry that is missing, changed, forged or rolled back.
    """
    walk = _Walk(exported)
    head = _head()
    try:
        walk.starts()
        walk.over(_entries())
        with transaction.atomic():
            head = _head(lock=True)
            walk.over(_entries().filter(sequence__gt=walk.last))
            walk.ends_at(head)
    except _BrokenError as error:
        return ChainReport(walk.last, head, error.found)
    return ChainReport(walk.last, head, None)


def _entries() -> "QuerySet[AuditEntry]":
    return AuditEntry.objects.order_by("sequence")


def _head(*, lock: bool = False) -> Head:
    rows = AuditHead.objects.select_for_update() if lock else AuditHead.objects.all()
    row = rows.filter(pk=1).first()
    return Head(row.sequence, row.hash, row.mac) if row else Head()
