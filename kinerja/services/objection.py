"""Objection to an appraisal, its answer and its decision (R10)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kinerja.models import Appraisal, Objection
from kinerja.rules.appraisal import appraisal_data, appraise
from kinerja.rules.deadlines import answer_until
from kinerja.rules.staff.regime import regime_on
from kinerja.rules.staff.types import StaffResult
from kinerja.selectors.appraisal_input import appraisal_input
from kinerja.selectors.period import policy_of
from kinerja.services.appraisal import summary
from kinerja.services.appraisal_acting import Doing, acting, supersede
from kinerja.services.appraisal_preconditions import PLAN_MISSING, is_low, is_planned, objection_of
from kinerja.services.attachment import Upload, attach
from kinerja.services.errors import FigureErrors
from kinerja.services.recommendation import Planned, add_steps, plan_faults, plan_text
from kinerja.services.staff_rating import decided_rating, store_rating
from officials.models import User

Outcome = Objection.Outcome


def file_objection(
    *, appraisal: Appraisal, actor: User, text: str, files: tuple[Upload, ...] = ()
) -> Objection:
    """Object in writing, within 14 days of the receipt, once a revision.

    Args:
        appraisal: received.
        actor: the official appraised.
        text: the reasons; mandatory.
        files: what backs them.

    Raises:
        NotPermitted, Refused: as ``acting``; after the last day too.
        FigureErrors: a file that is not taken.

    Source: R10.
    """
    with acting(appraisal=appraisal, act="object", actor=actor, note=text) as doing:
        appraisal = doing.appraisal
        made = Objection.objects.create(
            appraisal=appraisal,
            revision=appraisal.revision,
            text=doing.note,
            filed_at=doing.now,
            filed_by=actor,
            answer_due=answer_until(doing.today, policy_of(appraisal.period)),
        )
        attach(doing, "objection", files)
        doing.after |= {"answer_due": made.answer_due}
    return made


def answer_objection(
    *, appraisal: Appraisal, actor: User, text: str, files: tuple[Upload, ...] = ()
) -> Objection:
    """Answer an objection within 14 days; after that it is decided without an answer.

    Raises:
        NotPermitted, Refused: as ``acting``; after the last day or after the decision too.
        FigureErrors: a file that is not taken.

    Source: R10.
    """
    with acting(appraisal=appraisal, act="answer", actor=actor, note=text) as doing:
        objection = _open(doing)
        objection.answer, objection.answered_at, objection.answered_by = doing.note, doing.now, actor
        objection.answered_as = doing.signature
        objection.save(update_fields=["answer", "answered_at", "answered_by", "answered_as"])
        attach(doing, "answer", files)
    return objection


def decide_objection(
    *,
    appraisal: Appraisal,
    actor: User,
    text: str,
    changed: Mapping[str, Any] | None = None,
    plan: Sequence[Planned] = (),
    files: tuple[Upload, ...] = (),
) -> Objection:
    """Decide an objection; final. The decision makes a new revision, whose document the decider signs.

    Args:
        appraisal: with an objection that is answered, or whose days to answer are over.
        actor: the assessor's superior.
        text: the decision with its reasons; mandatory.
        changed: ``value`` and ``predikat`` of element 2 where the decision changes it; None upholds it.
        plan: guidance beside what is planned; mandatory where the changed result is low and none is to come.
        files: what backs the decision.

    Raises:
        NotPermitted, Refused: as ``acting``; a second decision too.
        FigureErrors: a value outside the regime's scale, or one that its predikat contradicts, or the
            same as now; a step that is
            empty, too long, or due in the past, or none where there must be one.

    Source: R10; I.B; facts.md 1 (order of the form).
    """
    with acting(appraisal=appraisal, act="decide", actor=actor, note=text) as doing:
        objection = _open(doing)
        doing.before |= {"outcome": objection.outcome} | summary(doing.appraisal)
        objection.decision, objection.decided_at, objection.decided_by = doing.note, doing.now, actor
        objection.outcome = Outcome.UPHELD if changed is None else Outcome.CHANGED
        objection.decided_as = doing.signature
        columns = ["decision", "decided_at", "decided_by", "outcome", "decided_as"]
        objection.save(update_fields=columns)
        attach(doing, "decision", files)
        if changed is not None:
            _change(doing, changed)
        _guide(doing, plan, is_changed=changed is not None)
        doing.appraisal.revision += 1
        supersede(doing)
        doing.after |= {"outcome": objection.outcome} | summary(doing.appraisal)
    return objection


def _open(doing: Doing) -> Objection:
    """The objection under way; the state of the appraisal says that there is one."""
    found = objection_of(doing.appraisal)
    assert found is not None
    return found


def _refuse_same(now: StaffResult | None, values: Mapping[str, Any]) -> None:
    """Refuse a change that changes nothing: the decision would be told as one that it is not."""
    if now is not None and (now.value, now.predikat) == (values["value"], values["predikat"]):
        raise FigureErrors({"": {"predikat": _("Sama dengan hasil sekarang; pilih “Hasil tetap”.")}})


def _change(doing: Doing, changed: Mapping[str, Any]) -> None:
    """Put the decided value in the place of element 2, and freeze the result anew; element 1 stays."""
    appraisal = doing.appraisal
    old = appraisal_input(appraisal)
    regime = regime_on(appraisal.period.cutoff).key
    number = f"{doing.signature['post']}, {doing.today.strftime('%d-%m-%Y')}"
    data = {"value": None, "predikat": None} | dict(changed)
    data |= {"source": "Putusan atas keberatan", "document_number": number[:200]}
    values = decided_rating(regime, data)
    _refuse_same(appraise(old).two, values)
    rating = store_rating(doing, values)
    inputs = old.with_staff(regime, "decision", rating.data)
    flags = (appraisal.result or {}).get("red_flags", [])
    appraisal.inputs = inputs.to_data()
    appraisal.result = appraisal_data(appraise(inputs)) | {"red_flags": flags}


def _guide(doing: Doing, plan: Sequence[Planned], *, is_changed: bool) -> None:
    """Add guidance to what is planned; a result that the decision made low does not stay without (I.B)."""
    appraisal, faults = doing.appraisal, plan_faults(plan, doing.today)
    steps = list(appraisal.guidance_steps.filter(done_on__isnull=True))
    if is_changed and not plan and not is_planned(steps, doing.today) and is_low(appraisal):
        faults["plan"] = str(PLAN_MISSING)
    if faults:
        raise FigureErrors({"": faults})
    if plan:
        doing.before |= {"plan": plan_text(steps)}
        doing.after |= {"plan": plan_text([*steps, *add_steps(appraisal, plan)])}
