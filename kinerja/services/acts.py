"""Which acts a person may do now: asked by the service that acts and by the page that offers."""

from typing import Any

from django.utils.translation import gettext as _

from kinerja.models import Appraisal, SemesterEvaluation
from kinerja.models.appraisal import WITH_APPROVAL
from kinerja.permissions import has_entered, may_act
from kinerja.rules import workflow
from kinerja.rules.acts import Act
from kinerja.selectors.period import policy_of
from kinerja.services.errors import NotPermitted, Refused

State = SemesterEvaluation.State


def available_acts(evaluation: SemesterEvaluation, user: Any) -> list[Act]:
    """The acts that a user may do to an evaluation in its present state, in the order of the table.

    What may still be missing for one of them is told by ``preconditions.missing``.
    """
    rows = workflow.allowed(evaluation.state, policy_of(evaluation.period))
    return [row for row in rows if _may(row, evaluation.state, evaluation, user)]


def check_may(row: Act, evaluation: SemesterEvaluation, actor: Any) -> None:
    """Refuse an actor whose roles do not reach an act, or an act that this state does not know.

    Raises:
        NotPermitted: the actor may not do this act here, in this state or in any.
        Refused: the state is another one (somebody may have been faster); says which, and by whom.
    """
    if row in workflow.allowed(evaluation.state, policy_of(evaluation.period)):
        if not _may(row, evaluation.state, evaluation, actor):
            raise NotPermitted([_not_permitted(row, evaluation, actor)])
    elif any(_may(row, state, evaluation, actor) for state in row.from_states):
        raise Refused([wrong_state(row, evaluation)])
    else:
        raise NotPermitted([_not_permitted(row, evaluation, actor)])


def warnings_for(evaluation: SemesterEvaluation, act: str) -> list[str]:
    """What an actor should know before an act that nothing forbids.

    Reopening a kab/kota whose province is final leaves the province's decided figures as they are; the
    province is named, so that whoever reopens can reopen it as well (a choice of ours; R5 is silent). The
    same holds for appraisals of officials that are approved already: what was decided stays (R8, R9).
    """
    if act != "reopen":
        return []
    return [*_final_provinces(evaluation), *_decided_appraisals(evaluation)]


def _decided_appraisals(evaluation: SemesterEvaluation) -> list[str]:
    decided = evaluation.appraisals.filter(state__in=WITH_APPROVAL).count()
    if not decided:
        return []
    text = _(
        "%d penilaian pejabat unit kerja ini sudah disetujui dan tetap memakai hasil yang sudah ditetapkan; "
        "buka kembali penilaian itu bila unsur 1-nya harus ikut berubah."
    )
    return [text % decided]


def _final_provinces(evaluation: SemesterEvaluation) -> list[str]:
    if evaluation.province_id is None:
        return []
    provinces = SemesterEvaluation.objects.filter(
        period=evaluation.period_id, unit__region=evaluation.province_id, state=State.FINAL
    )
    return [
        _(
            "%(name)s (%(code)s) sudah final dan tetap memakai angka yang sudah ditetapkan; "
            "buka kembali juga bila angka provinsinya harus ikut berubah."
        )
        % {"name": province.full_name, "code": province.region_code}
        for province in provinces
    ]


def _may(row: Act, state: str, evaluation: SemesterEvaluation, user: Any) -> bool:
    allowed = may_act(row, state)
    return allowed is not None and bool(allowed.test(user, evaluation))


def _not_permitted(row: Act, evaluation: SemesterEvaluation, actor: Any) -> str:
    if workflow.NOT_THE_ENTERER in row.preconditions and has_entered.test(actor, evaluation):
        return _("Anda ikut mengisi atau mengajukan penilaian ini; orang lain yang harus memverifikasinya.")
    return _("Peran Anda tidak mencakup tindakan “%s” pada unit kerja ini.") % row.label


def wrong_state(row: Act, judged: SemesterEvaluation | Appraisal) -> str:
    """That an act is not possible in the state something is in, and who put it there."""
    last = judged.events.order_by("-id").first()
    said = _("Tindakan “%(act)s” tidak mungkin: keadaan penilaian ini %(state)s") % {
        "act": row.label,
        "state": judged.get_state_display(),
    }
    return f"{said}." if last is None else said + _(" (tindakan terakhir oleh %s).") % last.actor_name
