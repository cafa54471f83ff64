"""Results of element 2 decided elsewhere, many at once: every row is checked, then all are taken or none."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kinerja.exchange.staff_rating import RatingRow, RowError
from kinerja.models import Appraisal, Period, StaffRating
from kinerja.rules.data import decimal_text
from kinerja.rules.staff.regime import judge, regime_on
from kinerja.rules.staff.types import Regime, StaffError
from kinerja.rules.workflow import appraisal_act
from kinerja.services.appraisal_acts import check_party
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.errors import Refused
from kinerja.services.staff_rating import import_rating, said_by, version_of
from officials.models import Official, User
from officials.nip import mask_nip

NEW, CHANGED, SAME = "new", "changed", "same"
#: Key of a rating's data → column of the file.
COLUMN_OF = {
    "value": "nilai",
    "predikat": "predikat",
    "source": "sumber",
    "document_number": "nomor_dokumen",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One row that can be taken over: whose it is, what it says, and what it does to what is stored.

    ``replaces`` tells what is stored now, "" where nothing is; ``notes`` what is odd, but no fault.
    """

    row: RatingRow
    appraisal: Appraisal
    data: dict[str, Any]
    predikat: str
    effect: str
    version: str
    replaces: str
    notes: tuple[str, ...]

    @property
    def nip(self) -> str:
        """The NIP as a page shows it (R12)."""
        return mask_nip(self.row.nip)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; with an error it does nothing at all."""

    rows: tuple[Planned, ...]
    errors: tuple[RowError, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new, changed and the same as stored."""
        found = Counter(row.effect for row in self.rows)
        return {effect: found[effect] for effect in (NEW, CHANGED, SAME)}

    @property
    def digest(self) -> str:
        """What tells this plan from another: a page carries it, the import compares it."""
        said = [[row.appraisal.pk, row.version, row.data, row.effect] for row in self.rows]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class ImportRefused(Refused):
    """Some rows cannot be taken over, so none was.

    Args:
        errors: every fault of every row.
    """

    def __init__(self, errors: Sequence[RowError]) -> None:
        self.errors = tuple(errors)
        super().__init__(str(error) for error in errors)


def plan_import(*, period: Period, rows: Iterable[RatingRow], actor: User) -> Plan:
    """Check every row and say what an import would do; nothing is written.

    Args:
        period: whose appraisals the rows are about; its regime judges them.
        rows: as ``exchange.staff_rating`` read them.
        actor: an operator_ditjen; only appraisals within their reach are found.

    Source: R8; contract, Roles.
    """
    found = list(rows)
    known = _Known(period, found, actor)
    planned, errors = [], []
    for row in found:
        said = known.plan(row)
        if isinstance(said, Planned):
            planned.append(said)
        else:
            errors += said
    return Plan(tuple(planned), tuple(errors))


def apply_import(*, period: Period, rows: Iterable[RatingRow], actor: User, seen: str = "") -> Plan:
    """Take over all rows, or none; what is stored already in the same words is left alone.

    Args:
        period, rows, actor: as ``plan_import``.
        seen: ``digest`` of the plan that was shown; "" where none was.

    Returns:
        The plan that was carried out.

    Raises:
        ImportRefused: with every fault; nothing is written.
        Refused: the plan changed since it was shown.
    """
    found = list(rows)
    with transaction.atomic():
        _lock(period, {row.nip for row in found}, actor)
        plan = plan_import(period=period, rows=found, actor=actor)
        if plan.errors:
            raise ImportRefused(plan.errors)
        if seen and seen != plan.digest:
            raise Refused([_("Ada penilaian yang berubah sejak rencana ini ditampilkan; periksa lagi.")])
        errors = [error for row in plan.rows if row.effect != SAME for error in _taken(row, actor)]
        if errors:
            raise ImportRefused(errors)
    return plan


def _lock(period: Period, nips: set[str], actor: User) -> None:
    """Lock every appraisal of a file before the first of them writes to the audit trail.

    Whoever acts on one appraisal locks it, then the end of the trail. An import that held the end while it
    waited for its next row, and they for the end, would wait for each other for ever.
    """
    rows = _named(period, nips, actor).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))


def _taken(row: Planned, actor: User) -> list[RowError]:
    """Take one row over; what came in between the check and its lock is a fault of the row."""
    try:
        import_rating(appraisal=row.appraisal, actor=actor, data=row.data)
    except Refused as refusal:
        return [RowError(row.row.row, "nip", " ".join(refusal.reasons), _("periksa lalu impor lagi."))]
    return []


class _Known:
    """What the rows are checked against, read at once."""

    def __init__(self, period: Period, rows: Sequence[RatingRow], actor: User) -> None:
        self.period, self.actor = period, actor
        self.regime: Regime = regime_on(period.cutoff)
        nips = {row.nip for row in rows}
        self.times = Counter(row.nip for row in rows)
        self.appraisals = _by_nip(period, nips, actor)
        people = Official.objects.visible_to(actor).filter(nip__in=nips)
        self.people = set(people.values_list("nip", flat=True))

    def plan(self, row: RatingRow) -> Planned | list[RowError]:
        """What a row does, or everything that is wrong with it."""
        appraisal = self.appraisals.get(row.nip)
        data, predikat, errors = self._judged(row)
        if self.times[row.nip] > 1:
            text = _("NIP ini ada %d kali dalam berkas") % self.times[row.nip]
            errors.insert(0, RowError(row.row, "nip", text, _("sisakan satu baris saja.")))
        elif appraisal is None:
            errors.insert(0, self._nobody(row))
        elif said := self._closed(appraisal):
            errors.insert(0, RowError(row.row, "nip", *said))
        if errors or appraisal is None:
            return errors
        return _planned(row, appraisal, data, predikat)

    def _nobody(self, row: RatingRow) -> RowError:
        if row.nip in self.people:
            what = _("pejabat ini tidak dinilai pada periode %s") % self.period.code
            return RowError(row.row, "nip", what, _("hapus barisnya, atau periksa periodenya."))
        what = _("NIP ini tidak dikenal dalam wilayah Anda")
        return RowError(row.row, "nip", what, _("periksa NIP-nya."))

    def _closed(self, appraisal: Appraisal) -> tuple[str, str] | None:
        """Why the account may not import for an appraisal now, and what to do."""
        row = appraisal_act("import_rating")
        if not row.roles_in(appraisal.state):
            what = _("keadaan penilaiannya %s, jadi unsur 2 terkunci") % appraisal.get_state_display()
            return what, _("hapus barisnya, atau minta pejabat penilai mengembalikannya.")
        try:
            check_party(row, appraisal, self.actor)
        except Refused as refusal:
            return " ".join(refusal.reasons), _("serahkan kepada operator lain.")
        if reasons := missing(row, appraisal):
            return " ".join(reasons).rstrip("."), _("hapus barisnya.")
        return None

    def _judged(self, row: RatingRow) -> tuple[dict[str, Any], str, list[RowError]]:
        """The plain data of a row, its predikat, and what the rules of the regime find."""
        data = {
            "value": decimal_text(row.value),
            "predikat": self._word(row.predikat),
            "source": row.source,
            "document_number": row.document_number,
        }
        try:
            return data, judge(self.regime.key, "elsewhere", data).predikat, []
        except StaffError as error:
            return data, "", [self._error(row, path, text) for path, text in error.errors.items()]

    def _error(self, row: RatingRow, path: str, text: str) -> RowError:
        """A sentence of the rules, "what is wrong; what to do", as a fault of a row."""
        if path == "predikat" and row.predikat and self._word(row.predikat) not in self.regime.predikats:
            words = {"said": row.predikat[:40], "rules": self.regime.name}
            what = _("“%(said)s” bukan predikat %(rules)s") % words
            return RowError(
                row.row, "predikat", what, _("pilih salah satu dari: %s.") % ", ".join(self.regime.predikats)
            )
        what, _mark, todo = text.partition("; ")
        return RowError(row.row, COLUMN_OF.get(path, path), what, todo)

    def _word(self, typed: str) -> str | None:
        """The regime's own spelling of a predikat, whatever the capitals."""
        words = {word.casefold(): word for word in self.regime.predikats}
        return words.get(" ".join(typed.split()).casefold(), typed) or None


def _named(period: Period, nips: set[str], actor: User) -> "QuerySet[Any]":
    rows = Appraisal.objects.visible_to(actor).filter(period=period)
    return rows.filter(Q(nip__in=nips) | Q(official__nip__in=nips))


def _by_nip(period: Period, nips: set[str], actor: User) -> dict[str, Appraisal]:
    """The appraisals of a period within somebody's reach, by the NIP copied onto them and by today's."""
    related = ("official", "period", "evaluation__unit", "rating__rated_by")
    found: dict[str, Appraisal] = {}
    rows = _named(period, nips, actor).select_related(*related).prefetch_related("objections")
    for appraisal in rows.order_by("pk"):
        found |= {nip: appraisal for nip in (appraisal.official.nip, appraisal.nip) if nip}
    return found


def _planned(row: RatingRow, appraisal: Appraisal, data: dict[str, Any], predikat: str) -> Planned:
    rating: StaffRating | None = getattr(appraisal, "rating", None)
    effect = NEW if rating is None else CHANGED
    if rating is not None and rating.origin == StaffRating.Origin.ELSEWHERE and rating.data == data:
        effect = SAME
    replaces = said_by(rating) if rating is not None and effect == CHANGED else ""
    return Planned(
        row, appraisal, data, predikat, effect, version_of(rating), replaces, _notes(row, appraisal)
    )


def _notes(row: RatingRow, appraisal: Appraisal) -> tuple[str, ...]:
    words, own = (set(name.casefold().replace(",", " ").split()) for name in (row.name, appraisal.name))
    if row.name and not words & own:
        return (_("Nama dalam berkas (%s) berbeda sama sekali.") % row.name[:80],)
    return ()
