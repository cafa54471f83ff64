"""Bring evaluations to a state along the path that the table of ``rules.workflow`` knows, in bulk.

The signatures and the history say what the acts would have said, dated in the weeks after the cut-off; the
audit trail has one entry for the stage, as nobody really acted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.demo.seed import pick
from kinerja.models import EvaluationEvent, Period, Realization, SemesterEvaluation
from kinerja.rules import workflow
from kinerja.selectors.inputs import scoring_inputs
from officials.models import User

#: The acts that lead to a state, from a draft.
PATHS = {
    workflow.DRAFT: (),
    workflow.SUBMITTED: ("submit",),
    workflow.VERIFIED: ("submit", "verify"),
    workflow.FINAL: ("submit", "verify", "finalise"),
    workflow.RETURNED: ("submit", "return_"),
    workflow.REOPENED: ("submit", "verify", "finalise", "reopen"),
}
#: Who does each act, how many days after the cut-off at the least, and in what words.
ACTORS = {
    "submit": "operator_ditjen",
    "verify": "verifikator_ditjen",
    "return_": "verifikator_ditjen",
    "finalise": "dirjen",
    "reopen": "admin_pusat",
}
DAYS = {"submit": 12, "verify": 26, "return_": 26, "finalise": 40, "reopen": 54}
NOTES = {
    "return_": _("Contoh: angka yang kosong belum dijelaskan; lengkapi lalu ajukan kembali."),
    "reopen": _("Contoh: penyebut akta kelahiran perlu diperbaiki."),
}
#: How the Dirjen considered a red flag before making a result final.
FLAGGED = _("Contoh: kejadian yang terbukti sudah dipertimbangkan; hasilnya memuat akibatnya.")
#: The columns that an act signs, and the states in which its signature stands.
SIGNED = {
    "submit": ("submitted", {workflow.SUBMITTED, workflow.VERIFIED, workflow.FINAL}),
    "verify": ("verified", {workflow.VERIFIED, workflow.FINAL}),
    "finalise": ("final", {workflow.FINAL}),
}
SPREAD = 10


def bring(
    period: Period, wanted: Mapping[str, Iterable[SemesterEvaluation]], actors: Mapping[str, User]
) -> int:
    """Bring draft evaluations, already scored, to their states.

    Args:
        period: of all of them.
        wanted: by state.
        actors: the accounts of ``ACTORS``, by name.

    Returns:
        How many acts the history tells.
    """
    events, flagged = [], _flagged(period)
    inputs = {found.row.pk: found.inputs.to_data() for found in scoring_inputs(period)}
    for state, rows in wanted.items():
        for days, some in _by_day(rows).items():
            at = {act: moment_of(period, DAYS[act] + days) for act in PATHS[state]}
            _sign(some, state, at, actors, inputs)
            for act, moment in at.items():
                events += _events(some, state, act, moment, actors[ACTORS[act]])
    for event in events:
        if event.act == "finalise" and event.evaluation_id in flagged:
            event.note = FLAGGED
    _store(events)
    return len(events)


def _by_day(rows: Iterable[SemesterEvaluation]) -> dict[int, list[SemesterEvaluation]]:
    """Evaluations by how many days later than the first ones they were."""
    found = defaultdict(list)
    for row in rows:
        found[pick(0, SPREAD - 1, row.region_code, "day")].append(row)
    return found


def _flagged(period: Period) -> set[int]:
    """The ids of the evaluations whose result has a red flag."""
    rows = SemesterEvaluation.objects.filter(period=period).values_list("pk", "result__red_flags")
    return {pk for pk, flags in rows if flags}


def moment_of(period: Period, days: int) -> datetime:
    """The hour of an act, some days after a period's cut-off."""
    day = period.cutoff + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(10, 30)))


def _sign(
    rows: list[SemesterEvaluation],
    state: str,
    at: Mapping[str, datetime],
    actors: Mapping[str, User],
    inputs: Mapping[int, dict[str, Any]],
) -> None:
    """Write the state with the signatures that stand in it; figures are as old as their submission."""
    columns: dict[str, Any] = {"state": state, "revision": 2 if state == workflow.REOPENED else 1}
    for act, (name, states) in SIGNED.items():
        if state in states:
            columns |= {f"{name}_at": at[act], f"{name}_by": actors[ACTORS[act]]}
    for row in rows:
        row.inputs = inputs[row.pk] if state == workflow.FINAL else None
        for name, value in columns.items():
            setattr(row, name, value)
    SemesterEvaluation.objects.bulk_update(rows, [*columns, "inputs"], batch_size=100)
    if "submit" in at:
        Realization.objects.filter(evaluation__in=rows).update(entered_at=at["submit"] - timedelta(days=3))


def _events(
    rows: Iterable[SemesterEvaluation], state: str, act: str, moment: datetime, actor: User
) -> list[EvaluationEvent]:
    before = PATHS[state][: PATHS[state].index(act)]
    from_state = workflow.act(before[-1]).next_state("") if before else workflow.DRAFT
    return [
        EvaluationEvent(
            evaluation=row,
            act=act,
            from_state=from_state,
            to_state=workflow.act(act).next_state(from_state),
            revision=2 if act == "reopen" else 1,
            actor=actor,
            actor_name=actor.display_name,
            note=NOTES.get(act, ""),
            at=moment,
        )
        for row in rows
    ]


def _store(events: list[EvaluationEvent]) -> None:
    """Store the history in the order of time; the moment of storing gives way to that of the act."""
    events.sort(key=lambda event: event.at)
    moments = [event.at for event in events]
    EvaluationEvent.objects.bulk_create(events)
    same = defaultdict(list)
    for event, moment in zip(events, moments, strict=True):
        same[moment].append(event.pk)
    for moment, ids in same.items():
        EvaluationEvent.objects.filter(pk__in=ids).update(at=moment)
