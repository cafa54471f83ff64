"""What the page of one appraisal shows beside its result: head, history of acts, objections, files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kinerja.models import (
    Appraisal,
    AppraisalEvent,
    Attachment,
    Clarification,
    Evidence,
    Objection,
    SemesterEvaluation,
    SignedDocument,
)
from kinerja.rules.workflow import appraisal_act
from kinerja.selectors.unit import files
from officials.access import nip_scope, regions_in
from officials.nip import mask_nip

_BESIDE = (
    *("period__policy", "period__indicator_set", "evaluation__unit__region", "evaluation__province"),
    *("evaluation__period", "position__unit", "official", "approved_by"),
    *("assessor__region", "decider__region", "superior__unit", "superior__superior__unit"),
)


def visible_appraisals(user: Any) -> "QuerySet[Any]":
    """The appraisals that an account may see, each with everything its page reads around it."""
    return Appraisal.objects.visible_to(user).select_related(*_BESIDE)


def nip_of(appraisal: Appraisal, user: Any) -> str:
    """The NIP as frozen; whole for the person and for whoever needs it in that region, else masked (R12)."""
    return nips_of([appraisal], user)[appraisal.pk]


def nips_of(appraisals: Iterable[Appraisal], user: Any) -> dict[int, str]:
    """``nip_of`` many, by their ids; at most one query."""
    scope = nip_scope(user)
    regions = set(regions_in(scope).values_list("pk", flat=True)) if scope.regions else set()

    def shown(row: Appraisal) -> str:
        own = user.official_id == row.official_id
        whole = own or scope.everything or row.evaluation.unit.region_id in regions
        return row.nip if whole else mask_nip(row.nip)

    return {row.pk: shown(row) for row in appraisals}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: what, when, by whom in which capacity, and their words."""

    at: datetime
    label: str
    who: str
    change: str = ""
    note: str = ""
    revision: int = 0


def timeline(appraisal: Appraisal, asked: list[Clarification]) -> list[Entry]:
    """Everything that happened to an appraisal, the latest first.

    Args:
        appraisal: whoever calls has checked that it may be seen.
        asked: of ``clarifications``.
    """
    events = [_entry(event) for event in appraisal.events.order_by("at", "id")]
    found = [*events, *(entry for row in asked for entry in _of_clarification(row))]
    return sorted(found, key=lambda entry: entry.at)[::-1]


def _entry(event: AppraisalEvent) -> Entry:
    moved = event.from_state != event.to_state
    change = f"{event.get_from_state_display()} → {event.get_to_state_display()}" if moved else ""
    who = event.acting_as or event.actor_name
    return Entry(event.at, appraisal_act(event.act).label, who, change, event.note, event.revision)


def _of_clarification(row: Clarification) -> Iterator[Entry]:
    yield Entry(row.asked_at, _("Minta klarifikasi data"), row.asked_by.display_name, note=row.text)
    if row.answered_at is not None and row.answered_by is not None:
        who = _("%s untuk Ditjen") % row.answered_by.display_name
        outcome = str(row.get_outcome_display())
        yield Entry(row.answered_at, _("Jawab klarifikasi data"), who, outcome, row.answer)


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection with its files, by what they back."""

    row: Objection
    files: tuple[Attachment, ...]
    answer_files: tuple[Attachment, ...]
    decision_files: tuple[Attachment, ...]


class Attachments:
    """The files of an appraisal, read once, by purpose and revision."""

    def __init__(self, appraisal: Appraisal) -> None:
        self._rows: dict[str, list[Attachment]] = defaultdict(list)
        for row in appraisal.attachments.all():
            self._rows[row.purpose].append(row)

    def of(self, purpose: str, revision: int | None = None) -> tuple[Attachment, ...]:
        """The files for a purpose, of one revision or of all."""
        rows = self._rows.get(purpose, [])
        return tuple(row for row in rows if revision in (None, row.revision))


def objections(appraisal: Appraisal, kept: Attachments) -> list[ObjectionView]:
    """Every objection of an appraisal, one a revision, the latest first."""
    rows = appraisal.objections.select_related("filed_by").order_by("-revision")
    return [
        ObjectionView(
            row,
            kept.of(Attachment.Purpose.OBJECTION, row.revision),
            kept.of(Attachment.Purpose.ANSWER, row.revision),
            kept.of(Attachment.Purpose.DECISION, row.revision),
        )
        for row in rows
    ]


def clarifications(appraisal: Appraisal) -> list[Clarification]:
    """Every clarification of an appraisal, the latest first."""
    people = ("asked_by__official", "answered_by__official")
    return list(appraisal.clarifications.select_related(*people).order_by("-asked_at"))


def open_clarifications(user: Any) -> "QuerySet[Clarification]":
    """The unanswered clarifications of the appraisals that an account may see, the most urgent first."""
    rows = Clarification.objects.filter(answer="", appraisal__in=Appraisal.objects.visible_to(user))
    beside = ("appraisal__period", "appraisal__evaluation", "asked_by__official")
    unread = ("inputs", "result", "evaluation__inputs", "evaluation__result", "evaluation__fields")
    light = rows.select_related(*beside).defer(*(f"appraisal__{name}" for name in unread))
    return light.order_by("due", "asked_at")


def documents(appraisal: Appraisal) -> "QuerySet[SignedDocument]":
    """The documents ever issued for an appraisal, the latest first; without their frozen data."""
    return appraisal.documents.defer("snapshot").order_by("-issued_at")


def evidence(appraisal: Appraisal, user: Any) -> list[Evidence] | None:
    """The evidence of the unit, by indicator; None for whoever may not see the unit's evaluation."""
    seen = SemesterEvaluation.objects.visible_to(user).filter(pk=appraisal.evaluation_id)
    return list(files(appraisal.evaluation)) if seen.exists() else None
