"""The data clarification of element 1: an official asks the Ditjen about the unit's figures (R10).

The decree knows no objection to element 1; by analogy one may ask within ``clarification_days`` of the day on
which the unit's result became final, counted in the office's zone.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Appraisal, Clarification
from kinerja.relations import clarifies, is_official, is_self
from kinerja.rules.deadlines import answer_until, clarification_until, may_clarify
from kinerja.rules.warnings import date_text
from kinerja.selectors.period import policy_of
from kinerja.services.appraisal_acting import lock_appraisal
from kinerja.services.appraisal_preconditions import today
from kinerja.services.attachment import Upload, files_data, keep_files
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.notification import tell
from officials import audit
from officials.models import User
from regions.zones import local_day

ASKED = audit.register("clarification.ask", gettext_lazy("Klarifikasi data diminta"))
ANSWERED = audit.register("clarification.answer", gettext_lazy("Klarifikasi data dijawab"))
Outcome = Clarification.Outcome
may_answer = clarifies & ~is_self


def last_day_to_clarify(appraisal: Appraisal) -> date | None:
    """Until when one may ask (R10); None while the unit is not final, or where the policy turns it off."""
    final_at = appraisal.evaluation.final_at
    if final_at is None:
        return None
    return clarification_until(local_day(appraisal.zone, final_at), policy_of(appraisal.period))


def missing_to_ask(appraisal: Appraisal) -> list[str]:
    """Everything that stands in the way of asking now, in sentences; who asks is another question.

    Args:
        appraisal: with its period, policy and evaluation.
    """
    policy, evaluation = policy_of(appraisal.period), appraisal.evaluation
    if not policy.clarification_days:
        return [_("Kebijakan periode ini tidak membuka klarifikasi data.")]
    if evaluation.final_at is None:
        words = {"unit": evaluation.full_name, "state": evaluation.get_state_display()}
        return [
            _("Hasil %(unit)s belum final (keadaannya: %(state)s); klarifikasi dibuka sesudah final.") % words
        ]
    reasons = []
    until = last_day_to_clarify(appraisal)
    if until is not None and not may_clarify(
        local_day(appraisal.zone, evaluation.final_at), today(appraisal), policy
    ):
        words = {"day": date_text(until), "zone": appraisal.zone}
        text = _("Masa klarifikasi berakhir %(day)s (%(zone)s), jadi klarifikasi tidak dapat diminta lagi.")
        reasons.append(text % words)
    if appraisal.clarifications.filter(answer="").exists():
        reasons.append(_("Klarifikasi sebelumnya belum dijawab; tunggu jawabannya lebih dahulu."))
    return reasons


def ask_clarification(
    *, appraisal: Appraisal, actor: User, text: str, files: tuple[Upload, ...] = ()
) -> Clarification:
    """Ask the Ditjen about the figures of element 1; the unit's result stays as it is meanwhile.

    Args:
        appraisal: any copy of the row, in whatever state.
        actor: the official appraised.
        text: what is asked; mandatory.
        files: what backs it.

    Returns:
        The clarification, to be answered within as many days as an objection (a choice of ours).

    Raises:
        NotPermitted: the actor is somebody else.
        Refused: the unit is not final, the days are over, or one is open already; all reasons at once.
        FigureErrors: a file that is not taken.

    Source: R10.
    """
    words, undo = text.strip(), list[Callable[[], object]]()
    try:
        with transaction.atomic():
            locked = lock_appraisal(appraisal, evaluation=True)
            _check_ask(locked, actor, words)
            made = Clarification.objects.create(
                appraisal=locked,
                text=words,
                asked_at=timezone.now(),
                asked_by=actor,
                due=answer_until(today(locked), policy_of(locked.period)),
            )
            kept = keep_files(
                appraisal=locked, purpose="clarification", uploads=files, actor=actor, undo=undo
            )
            after: dict[str, Any] = {"due": made.due} | (files_data(kept) if kept else {})
            audit.record(ASKED, actor=actor, obj=made, after=after, note=words)
            tell(appraisal=locked, act="clarification.ask", actor=actor)
    except BaseException:
        for step in undo:
            step()
        raise
    return made


def answer_clarification(
    *, clarification: Clarification, actor: User, text: str, outcome: str
) -> Clarification:
    """Answer for the Ditjen, after the last day too: nothing in the decree closes a question unanswered.

    Args:
        clarification: open.
        actor: a verifikator_ditjen, not the one who asked.
        text: the answer; mandatory.
        outcome: ``kept``, or ``correct``: then the admin reopens the unit, by an act of its own.

    Raises:
        NotPermitted: the actor's roles do not reach the unit.
        Refused: it is answered already.
        FigureErrors: no words, or no outcome.

    Source: R10.
    """
    words = text.strip()
    with transaction.atomic():
        appraisal = lock_appraisal(clarification.appraisal)
        if not may_answer.test(actor, appraisal):
            raise NotPermitted([_("Klarifikasi data dijawab verifikator Ditjen.")])
        row = Clarification.objects.select_for_update(of=("self",)).get(pk=clarification.pk)
        _check_answer(row, words, outcome)
        before = {"outcome": row.outcome}
        row.answer, row.outcome = words, outcome
        row.answered_at, row.answered_by = timezone.now(), actor
        row.save(update_fields=["answer", "outcome", "answered_at", "answered_by"])
        audit.record(ANSWERED, actor=actor, obj=row, before=before, after={"outcome": outcome}, note=words)
        tell(appraisal=appraisal, act="clarification.answer", actor=actor)
    return row


def _check_ask(appraisal: Appraisal, actor: User, words: str) -> None:
    if not is_official.test(actor, appraisal):
        raise NotPermitted([_("Klarifikasi data hanya dapat diminta oleh pejabat yang dinilai.")])
    reasons = missing_to_ask(appraisal)
    if not words:
        reasons.append(_("Tuliskan angka mana yang ditanyakan dan mengapa."))
    if reasons:
        raise Refused(reasons)


def _check_answer(row: Clarification, words: str, outcome: str) -> None:
    if row.answered_by is not None:
        raise Refused([_("Klarifikasi ini sudah dijawab oleh %s.") % row.answered_by.display_name])
    faults = {}
    if not words:
        faults["answer"] = _("Tuliskan jawabannya.")
    if outcome not in Outcome.values:
        faults["outcome"] = _("Pilih hasilnya: angka tetap, atau angka perlu diperbaiki.")
    if faults:
        raise FigureErrors({"": faults})
