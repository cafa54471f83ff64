"""Two people with the same entry form: what the second one's save may still do without losing anything.

Every save is in the audit trail with the version it made and what it changed, so what a form showed when it
was opened can be told for each figure and each report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, Self, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import SemesterEvaluation
from kinerja.services.errors import Refused
from kinerja.services.realization import ACTIONS
from officials.models import AuditEntry


class Said(Protocol):
    """Something a person says about one indicator or output; an empty one says nothing."""

    @property
    def is_empty(self) -> bool: ...

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Self: ...


T = TypeVar("T", bound=Said)


@dataclass(frozen=True, slots=True)
class Conflict(Generic[T]):
    """What two people changed: as both found it, as one and as the other left it, and who the other is."""

    code: str
    base: T
    mine: T
    theirs: T
    by: str
    at: datetime


class StaleEntry(Refused, Generic[T]):
    """Somebody saved the same figures in between; nothing was written.

    Args:
        version: the evaluation's version now: what the next save must carry.
        conflicts: by figure, so that a page shows both and the second person chooses.
        theirs: what only others changed, by code: a page shows these as they are now before it saves anew.
    """

    def __init__(self, version: int, conflicts: list[Conflict[T]], theirs: Mapping[str, T]) -> None:
        self.version, self.conflicts, self.theirs = version, conflicts, theirs
        super().__init__(
            _("%(code)s: diubah juga oleh %(by)s pukul %(at)s; pilih angka yang benar.")
            % {"code": row.code, "by": row.by, "at": timezone.localtime(row.at).strftime("%H.%M")}
            for row in conflicts
        )


@dataclass(frozen=True, slots=True)
class _Touch:
    """Something changed since a version: what it said at that version, and who changed it last."""

    base: Mapping[str, Any] | None
    by: str
    at: datetime


def mine_only(
    evaluation: SemesterEvaluation,
    version: int,
    *,
    mine: Mapping[str, T],
    stored: Mapping[str, T],
    nothing: T,
    part: str = "figures",
) -> tuple[dict[str, T], tuple[str, ...]]:
    """What a person really changed, measured against what their form showed.

    Args:
        evaluation: locked, as it is now.
        version: the evaluation's version when the form was opened.
        mine: what the form says, by code; untouched ones may be among them.
        stored: what is stored now.
        nothing: the empty one.
        part: where the trail keeps the changes: ``figures`` or ``reports``.

    Returns:
        What to write, and the codes of others' changes since that version which stay.

    Raises:
        Refused: a version that the evaluation never had.
        StaleEntry: something was changed by both, to different ends.
    """
    if not 0 <= version <= evaluation.version:
        raise Refused([_("Isian ini tidak dikenal lagi; muat ulang halaman lalu isi kembali.")])
    touched = _touched(evaluation, version, part)
    changed: dict[str, T] = {}
    conflicts = []
    for code, said in mine.items():
        touch, kept = touched.get(code), stored.get(code, nothing)
        shown = nothing.from_data(touch.base) if touch else kept
        wished, now, base = (nothing if each.is_empty else each for each in (said, kept, shown))
        if wished in {base, now}:
            continue
        if touch:
            conflicts.append(Conflict(code, base, wished, now, touch.by, touch.at))
        changed[code] = wished
    theirs = {code: stored.get(code, nothing) for code in touched if code not in changed}
    if conflicts:
        raise StaleEntry(evaluation.version, conflicts, theirs)
    return changed, tuple(theirs)


def _touched(evaluation: SemesterEvaluation, version: int, part: str) -> dict[str, _Touch]:
    """What changed since a version, by code; the newest entry names who, the oldest what was."""
    if version == evaluation.version:
        return {}
    found: dict[str, _Touch] = {}
    for entry in _entries(evaluation):
        if entry.after["version"] <= version:
            break
        before: dict[str, Any] = entry.before.get(part, {})
        for code, said in before.items():
            last = found.get(code)
            who = (last.by, last.at) if last else (entry.actor_name, entry.at)
            found[code] = _Touch(said, *who)
    return found


def _entries(evaluation: SemesterEvaluation) -> Any:
    kept = AuditEntry.objects.filter(
        object_type=evaluation._meta.label_lower, object_id=str(evaluation.pk), action__in=ACTIONS
    )
    return kept.order_by("-sequence").iterator(chunk_size=20)
