"""Two people with the same entry form: what the second one's save may still do without losing anything.

Every save is in the audit trail with the version it made and the figures it changed, so what a form showed
when it was opened can be told for each figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.models import SemesterEvaluation
from kinerja.rules.entry import Figures
from kinerja.services.errors import Refused
from kinerja.services.realization import ACTIONS
from officials.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Conflict:
    """One figure that two people changed: as both found it, as one and as the other left it, and who."""

    code: str
    base: Figures
    mine: Figures
    theirs: Figures
    by: str
    at: datetime


class StaleEntry(Refused):
    """Somebody saved the same figures in between; nothing was written.

    Args:
        version: the evaluation's version now: what the next save must carry.
        conflicts: by figure, so that a page shows both and the second person chooses.
        theirs: what only others changed, by code: a page shows these as they are now before it saves anew.
    """

    def __init__(self, version: int, conflicts: list[Conflict], theirs: Mapping[str, Figures]) -> None:
        self.version, self.conflicts, self.theirs = version, conflicts, theirs
        super().__init__(
            _("%(code)s: diubah juga oleh %(by)s pukul %(at)s; pilih angka yang benar.")
            % {"code": row.code, "by": row.by, "at": timezone.localtime(row.at).strftime("%H.%M")}
            for row in conflicts
        )


@dataclass(frozen=True, slots=True)
class _Touch:
    """A figure somebody changed since a version: as it was at that version, and who changed it last."""

    base: Figures
    by: str
    at: datetime


def mine_only(
    evaluation: SemesterEvaluation,
    version: int,
    mine: Mapping[str, Figures],
    stored: Mapping[str, Figures],
) -> tuple[dict[str, Figures], tuple[str, ...]]:
    """The figures that a person really changed, measured against what their form showed.

    Args:
        evaluation: locked, as it is now.
        version: the evaluation's version when the form was opened.
        mine: the figures of the form, by code; untouched ones may be among them.
        stored: the figures as they are now.

    Returns:
        What to write, and the codes of others' changes since that version which stay.

    Raises:
        Refused: a version that the evaluation never had.
        StaleEntry: a figure was changed by both, to different ends.
    """
    if version > evaluation.version or version < 0:
        raise Refused([_("Isian ini tidak dikenal lagi; muat ulang halaman lalu isi kembali.")])
    touched = _touched(evaluation, version)
    changed: dict[str, Figures] = {}
    conflicts = []
    for code, wished in mine.items():
        touch, figure, now = touched.get(code), _said(wished), _said(stored.get(code, Figures()))
        shown = _said(touch.base) if touch else now
        if figure in {shown, now}:
            continue
        if touch:
            conflicts.append(Conflict(code, touch.base, figure, now, touch.by, touch.at))
        changed[code] = figure
    theirs = {code: stored.get(code, Figures()) for code in touched if code not in changed}
    if conflicts:
        raise StaleEntry(evaluation.version, conflicts, theirs)
    return changed, tuple(theirs)


def _said(figure: Figures) -> Figures:
    """The figure; an empty one says nothing, whatever stands in its source or note."""
    return Figures() if figure.is_empty else figure


def _touched(evaluation: SemesterEvaluation, version: int) -> dict[str, _Touch]:
    """The figures changed since a version, by code; the newest entry names who, the oldest what was."""
    if version == evaluation.version:
        return {}
    found: dict[str, _Touch] = {}
    for entry in _entries(evaluation):
        if entry.after["version"] <= version:
            break
        before: dict[str, Any] = entry.before["figures"]
        for code, said in before.items():
            last = found.get(code)
            who = (last.by, last.at) if last else (entry.actor_name, entry.at)
            found[code] = _Touch(Figures.from_data(said), *who)
    return found


def _entries(evaluation: SemesterEvaluation) -> Any:
    kept = AuditEntry.objects.filter(
        object_type=evaluation._meta.label_lower, object_id=str(evaluation.pk), action__in=ACTIONS
    )
    return kept.order_by("-sequence").iterator(chunk_size=20)
