"""Innovations of a unit: the unit names them, the Ditjen decides on each; only verified ones count (K3)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Evidence, Indicator, Innovation, Realization, SemesterEvaluation
from kinerja.permissions import has_entered, is_verifier, may_decide
from kinerja.rules.entry import Figures
from kinerja.rules.types import Kind
from kinerja.selectors.entry import indicator_of_kind
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.evaluation import check_entry
from kinerja.services.locking import lock, touch
from kinerja.services.realization import ENTERED, store
from kinerja.services.scoring import score_unit
from officials import audit
from officials.models import Position, User

PROPOSED = audit.register("innovation.propose", gettext_lazy("Inovasi didaftarkan"))
WITHDRAWN = audit.register("innovation.withdraw", gettext_lazy("Inovasi ditarik"))
DECIDED = audit.register("innovation.decide", gettext_lazy("Inovasi diputuskan"))
State = Innovation.State
TITLE_LENGTH = 160
#: States of an evaluation in which its innovations are decided: handed in, and not yet final.
DECIDABLE = (SemesterEvaluation.State.SUBMITTED, SemesterEvaluation.State.VERIFIED)


def propose_innovation(
    *,
    evaluation: SemesterEvaluation,
    actor: User,
    title: str,
    field: str,
    description: str = "",
    evidence: Evidence | None = None,
    synthetic: bool = False,
) -> Innovation:
    """Name an innovation; until the Ditjen decides, the number of innovations is not known (R4).

    Args:
        evaluation: of the unit, editable, within the entry window.
        actor: an operator of the unit or of the Ditjen.
        title: not yet used in this evaluation, at most 160 letters.
        field: one of ``Position.Field``.
        description: what it is and whom it serves.
        evidence: a file of the same evaluation.
        synthetic: made up for the demonstration.

    Raises:
        NotPermitted, Refused: as ``evaluation.save_figures``.
        FigureErrors: a title that is empty, too long or taken, an unknown field, a file of another unit.

    Source: II.C.1.b no. 3; R2 (K3).
    """
    title = " ".join(title.split())
    with transaction.atomic():
        locked = lock(evaluation)
        check_entry(locked, actor)
        indicator = _indicator(locked)
        _check(locked, title, field, evidence)
        said: dict[str, Any] = {"title": title, "field": field, "description": description.strip()}
        made = Innovation.objects.create(
            evaluation=locked, evidence=evidence, synthetic=synthetic, entered_by=actor, **said
        )
        if Realization.objects.filter(evaluation=locked, indicator=indicator).exists():
            store(evaluation=locked, actor=actor, action=ENTERED, figures={indicator: Figures()})
        else:
            _judge(locked, actor)
        audit.record(PROPOSED, actor=actor, obj=made, after=said)
    return made


def withdraw_innovation(*, innovation: Innovation, actor: User) -> None:
    """Take an innovation back that the Ditjen has not verified, while the evaluation is editable.

    Raises:
        NotPermitted, Refused: as ``evaluation.save_figures``; or it is verified, or gone already.
    """
    with transaction.atomic():
        locked = lock(innovation.evaluation)
        check_entry(locked, actor)
        row = _locked(innovation)
        if row.state == State.VERIFIED:
            raise Refused([_("Inovasi ini sudah terverifikasi dan tidak dapat ditarik.")])
        gone = Innovation.objects.get(pk=row.pk)
        row.delete()
        _judge(locked, actor)
        audit.record(WITHDRAWN, actor=actor, obj=gone, before=_facts(gone))


def decide_innovation(*, innovation: Innovation, actor: User, accept: bool, note: str = "") -> Innovation:
    """Verify or reject an innovation; a decision may be changed until the evaluation is final.

    Args:
        innovation: of an evaluation that is submitted or verified.
        actor: a verifier who entered nothing in it.
        accept: whether it counts.
        note: the reason, mandatory for a rejection and for a decision that changes an earlier one.

    Raises:
        NotPermitted: the actor's roles do not reach it, or the actor entered in this evaluation.
        Refused: the state does not allow it, or no reason is given.

    Source: R2 ("verified innovations").
    """
    words = note.strip()
    with transaction.atomic():
        locked = lock(innovation.evaluation)
        _check_may_decide(locked, actor)
        row = _locked(innovation)
        if not words and (not accept or row.state != State.PROPOSED):
            raise Refused([_("Tuliskan alasannya: catatan wajib diisi bila menolak atau mengubah putusan.")])
        before = _facts(row)
        row.state, row.note = (State.VERIFIED if accept else State.REJECTED), words
        row.decided_by, row.decided_at = actor, timezone.now()
        row.save(update_fields=["state", "note", "decided_by", "decided_at"])
        _judge(locked, actor)
        audit.record(DECIDED, actor=actor, obj=row, before=before, after=_facts(row), note=words)
    return row


def may_decide_innovations(evaluation: SemesterEvaluation, user: Any) -> bool:
    """Whether a page offers somebody to decide: the same question the service asks."""
    return evaluation.state in DECIDABLE and bool(may_decide.test(user, evaluation))


def _judge(evaluation: SemesterEvaluation, actor: User) -> None:
    """Judge a unit anew whose register changed."""
    touch(evaluation)
    score_unit(evaluation=evaluation, actor=actor)


def _check_may_decide(evaluation: SemesterEvaluation, actor: User) -> None:
    if not is_verifier.test(actor, evaluation):
        raise NotPermitted([_("Peran Anda tidak mencakup putusan atas inovasi unit kerja ini.")])
    if has_entered.test(actor, evaluation):
        raise NotPermitted([_("Anda ikut mengisi penilaian ini; orang lain yang harus memutuskannya.")])
    if evaluation.state not in DECIDABLE:
        state = evaluation.get_state_display()
        raise Refused([_("Inovasi diputuskan setelah diajukan dan sebelum final; keadaannya %s.") % state])


def _indicator(evaluation: SemesterEvaluation) -> Indicator:
    found = indicator_of_kind(evaluation, Kind.COUNT)
    if found is None:
        raise Refused([_("Inovasi tidak dinilai pada unit kerja ini.")])
    return found


def _check(evaluation: SemesterEvaluation, title: str, field: str, evidence: Evidence | None) -> None:
    found = {}
    if not title:
        found["title"] = _("Nama inovasi belum diisi.")
    elif len(title) > TITLE_LENGTH:
        found["title"] = _("Terlalu panjang: paling banyak %d huruf.") % TITLE_LENGTH
    elif evaluation.innovations.filter(title__iexact=title).exists():
        found["title"] = _("Inovasi dengan nama ini sudah didaftarkan.")
    if field not in Position.Field.values:
        found["field"] = _("Pilih bidang inovasi ini.")
    if evidence is not None and evidence.evaluation_id != evaluation.pk:
        found["evidence"] = _("Bukti ini bukan milik penilaian ini.")
    if found:
        raise FigureErrors({"": found})


def _locked(innovation: Innovation) -> Innovation:
    row: Innovation | None = Innovation.objects.select_for_update().filter(pk=innovation.pk).first()
    if row is None:
        raise Refused([_("Inovasi ini sudah ditarik.")])
    return row


def _facts(row: Innovation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("title", "field", "description", "state", "note")}
