"""The only place that moves an evaluation from state to state, over the table in ``rules.workflow``.

Lock the row → find the act in the table → may this actor → what is missing → save → history → audit.
"""

from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import EvaluationEvent, Indicator, Realization, SemesterEvaluation, SignedDocument
from kinerja.rules import workflow
from kinerja.rules.acts import Act
from kinerja.rules.rounding import percent_text
from kinerja.selectors.entry import figures_of
from kinerja.selectors.inputs import unit_input
from kinerja.services.acts import check_may, warnings_for
from kinerja.services.errors import Refused
from kinerja.services.locking import lock
from kinerja.services.notification import tell_unit
from kinerja.services.preconditions import missing
from kinerja.services.realization import ZEROED, store
from kinerja.services.scoring import score_unit
from officials import audit
from officials.models import User

log = structlog.get_logger(__name__)
State = SemesterEvaluation.State
Stance = SemesterEvaluation.Stance
#: The signature an act leaves, and the stance of the province.
SIGNED = {"submit": "submitted", "verify": "verified", "finalise": "final"}
STANCES = {"endorse": Stance.ENDORSED, "question": Stance.QUESTIONED}
MOVED = (
    *("state", "revision", "province_stance", "province_note", "inputs", "updated_at"),
    *(f"{sign}_{what}" for sign in SIGNED.values() for what in ("at", "by")),
)
ACTIONS = {
    row.name: audit.register(f"evaluation.{row.name.rstrip('_')}", gettext_lazy(row.label))
    for row in workflow.ACTS
    if row.name != "decide_zero"
}
SUPERSEDED = audit.register("document.supersede", gettext_lazy("Dokumen digantikan"))


def perform(
    *, evaluation: SemesterEvaluation, act: str, actor: User, note: str = "", seen: str = ""
) -> SemesterEvaluation:
    """Do one act of the workflow.

    Args:
        evaluation: the row to act on; it is read again under a lock, so a stale copy does no harm.
        act: a name in ``rules.workflow.ACTS``, except ``decide_zero`` (it needs an indicator).
        actor: who acts.
        note: the actor's words; mandatory where the table says so, and to make a result with a red flag
            final.
        seen: ``result_digest`` of the result that the actor looked at; "" where none was shown.

    Returns:
        The evaluation as it stands after the act.

    Raises:
        NotPermitted: the actor's roles do not reach this act here.
        Refused: the act is not possible in this state, something is missing, or the result is no longer the
            one that was looked at; all reasons at once.

    Source: II.B, II.D; R4, R5, R6.
    """
    row, words = workflow.act(act), note.strip()
    if act == "decide_zero":
        raise ValueError("decide_zero names an indicator: call decide_zero()")
    with transaction.atomic():
        final = row.to_state == State.FINAL
        locked = lock(evaluation, children=final)
        check_may(row, locked, actor)
        changed = _changed_since(locked, seen)
        if final:
            locked = _rescored(locked, actor)
        _refuse(missing(row, locked, words) + changed)
        before, warned = _facts(locked), warnings_for(locked, act)
        came_from = locked.state
        _move(row, locked, actor, words)
        _remember(row, locked, actor, words, came_from)
        tell_unit(evaluation=locked, act=act, actor=actor)
        documents = put_out_of_force(locked.documents.all()) if act == "reopen" else []
        after = _facts(locked) | ({"warnings": warned} if warned else {})
        audit.record(ACTIONS[act], actor=actor, obj=locked, before=before, after=after, note=words)
        for document in documents:
            audit.record(SUPERSEDED, actor=actor, obj=document, after={"status": document.status}, note=words)
        return locked


def decide_zero(
    *, evaluation: SemesterEvaluation, indicator: Indicator, actor: User, note: str
) -> SemesterEvaluation:
    """Decide that a figure nobody reported counts 0: the Ditjen's explicit, reasoned, audited act.

    Args:
        evaluation: submitted or verified.
        indicator: one that is still "belum dilaporkan".
        actor: a verifier or the Dirjen.
        note: the reason, mandatory; it is printed with the result.

    Returns:
        The evaluation, judged anew.

    Raises:
        NotPermitted: the actor's roles do not reach this act here.
        Refused: the state does not allow it, no reason is given, or the indicator is not missing.

    Source: R4.
    """
    row, words = workflow.act("decide_zero"), note.strip()
    with transaction.atomic():
        locked = lock(evaluation)
        check_may(row, locked, actor)
        locked = _rescored(locked, actor)
        _refuse(missing(row, locked, words) + _not_missing(locked, indicator))
        half = Realization.objects.filter(evaluation=locked, indicator=indicator).first()
        locked = store(
            evaluation=locked,
            actor=actor,
            action=ZEROED,
            figures={indicator: figures_of(half)},
            zero_reason=words,
            note=words,
        )
        _remember(row, locked, actor, f"{indicator.code}: {words}", locked.state)
        return locked


def _changed_since(evaluation: SemesterEvaluation, seen: str) -> list[str]:
    """Why a result is not the one that was looked at: a register or a kab/kota changed it meanwhile."""
    if not seen or seen == evaluation.result_digest:
        return []
    if evaluation.completion is None:
        return [_("Hasilnya berubah sejak halaman ini dibuka. Periksa sekali lagi.")]
    text = _("Hasilnya berubah sejak halaman ini dibuka; sekarang capaian %s. Periksa sekali lagi.")
    return [text % percent_text(evaluation.completion)]


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise Refused(reasons)


def _rescored(evaluation: SemesterEvaluation, actor: User) -> SemesterEvaluation:
    """The evaluation, still locked, with the result of the figures as they are now."""
    score_unit(evaluation=evaluation, actor=actor)
    return lock(evaluation)


def _not_missing(evaluation: SemesterEvaluation, indicator: Indicator) -> list[str]:
    """Why a zero cannot be decided for an indicator; empty where it is "belum dilaporkan"."""
    rows = {row["code"]: row["state"] for row in (evaluation.result or {}).get("indicators", [])}
    state = rows.get(indicator.code)
    if state is None and indicator.fed_by == indicator.code and evaluation.province_id:
        declared = evaluation.realizations.filter(indicator=indicator).exists()
        state = "reported" if declared else "missing"
    if state == "missing":
        return []
    if state == "not_assessable":
        return [_("%s belum dapat dinilai, jadi tidak dapat ditetapkan nol.") % indicator.code]
    if state == "reported":
        return [
            _("%s sudah dilaporkan atau sudah ditetapkan; nol hanya untuk angka yang belum dilaporkan.")
            % indicator.code
        ]
    return [_("%s bukan indikator unit kerja ini.") % indicator.code]


def _move(row: Act, evaluation: SemesterEvaluation, actor: User, note: str) -> None:
    """Write the new state with its signatures; becoming editable again takes every signature back."""
    evaluation.state = row.next_state(evaluation.state)
    if row.name in STANCES:
        evaluation.province_stance, evaluation.province_note = STANCES[row.name], note
    if row.name in SIGNED:
        setattr(evaluation, f"{SIGNED[row.name]}_at", timezone.now())
        setattr(evaluation, f"{SIGNED[row.name]}_by", actor)
    if row.name == "finalise":
        evaluation.inputs = unit_input(evaluation).to_data()
    if evaluation.is_editable:
        evaluation.inputs = None
        for sign in SIGNED.values():
            setattr(evaluation, f"{sign}_at", None)
            setattr(evaluation, f"{sign}_by", None)
        evaluation.province_stance = evaluation.province_note = ""
    if row.name == "reopen":
        evaluation.revision += 1
    evaluation.save(update_fields=MOVED)


def _remember(row: Act, evaluation: SemesterEvaluation, actor: User, note: str, came_from: str) -> None:
    """Add the act to the history, and to the log once it is certain."""
    EvaluationEvent.objects.create(
        evaluation=evaluation,
        act=row.name,
        from_state=came_from,
        to_state=evaluation.state,
        revision=evaluation.revision,
        actor=actor,
        actor_name=actor.display_name,
        note=note,
    )
    told = {"act": row.name, "evaluation": evaluation.pk, "state": evaluation.state, "actor": actor.pk}
    transaction.on_commit(lambda: log.info("evaluation_moved", **told))


def put_out_of_force(documents: QuerySet[SignedDocument]) -> list[SignedDocument]:
    """Put those of some documents that are in force out of it; their bytes stay. The act audits each."""
    current = documents.filter(status=SignedDocument.Status.CURRENT)
    found = list(current.select_for_update(of=("self",)))
    for document in found:
        document.status = SignedDocument.Status.SUPERSEDED
        document.save(update_fields=["status"])
    return found


def _facts(evaluation: SemesterEvaluation) -> dict[str, Any]:
    names = ("state", "revision", "province_stance", "completion", "nilai", "kategori", "result_digest")
    return {name: getattr(evaluation, name) for name in names}
