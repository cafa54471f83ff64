"""Withdrawing the appraisal of a wrong person, so that the next opening appraises the right one (R7, R9).

The opening leaves alone what anybody touched. Where the tenure at the cut-off was recorded wrongly and
somebody had rated already, this takes the appraisal away; the audit trail keeps what was in it.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Appraisal, Recommendation
from kinerja.relations import is_self
from kinerja.selectors.appraisal_input import rating_of, recommendation_of
from kinerja.services.appraisal_acting import lock_appraisal
from kinerja.services.errors import NotPermitted, Refused
from officials import audit
from officials.access import holds
from officials.models import User

WITHDRAWN = audit.register("appraisal.withdraw", gettext_lazy("Penilaian pejabat ditarik"))
#: With whom the work lies while it may be withdrawn: nobody has approved or signed anything.
WITHDRAWABLE = (Appraisal.State.DRAFT, Appraisal.State.RETURNED)


def may_withdraw(user: Any, appraisal: Appraisal) -> bool:
    """Whether an account withdraws appraisals: an admin_pusat of all Indonesia, never their own."""
    return holds(user, "admin_pusat") and not is_self.test(user, appraisal)


def missing_to_withdraw(appraisal: Appraisal) -> list[str]:
    """Everything that stands in the way of withdrawing an appraisal now, in sentences."""
    reasons = []
    if appraisal.state not in WITHDRAWABLE:
        text = _("Hanya draf dan yang dikembalikan yang dapat ditarik; keadaan penilaian ini %s.")
        reasons.append(text % appraisal.get_state_display())
    left: dict[str, Any] = {
        _("klarifikasi data"): appraisal.clarifications,
        _("keberatan"): appraisal.objections,
        _("lampiran"): appraisal.attachments,
        _("dokumen yang pernah terbit"): appraisal.documents,
    }
    found = [label for label, rows in left.items() if rows.exists()]
    if found:
        reasons.append(_("Penilaian ini tidak dapat ditarik karena memuat: %s.") % ", ".join(found))
    return reasons


def withdraw_appraisal(*, appraisal: Appraisal, actor: User, note: str) -> None:
    """Take an appraisal away whose post or person was recorded wrongly; the next opening adds what is right.

    Args:
        appraisal: any copy of the row; a draft, or returned.
        actor: an admin_pusat of all Indonesia, not the official.
        note: why; mandatory.

    Raises:
        NotPermitted: the actor is somebody else.
        Refused: it is further on, somebody asked, objected or attached a file, a document was issued, or no
            reason is given; all reasons at once. Also where somebody else was faster.

    Source: R7, R9.
    """
    words = note.strip()
    with transaction.atomic():
        locked = lock_appraisal(appraisal)
        if not may_withdraw(actor, locked):
            raise NotPermitted([_("Penilaian hanya ditarik admin pusat, dan bukan penilaiannya sendiri.")])
        reasons = missing_to_withdraw(locked)
        if not words:
            reasons.append(_("Tuliskan mengapa penilaian ini ditarik."))
        if reasons:
            raise Refused(reasons)
        audit.record(WITHDRAWN, actor=actor, obj=locked, before=_content(locked), note=words)
        locked.delete()


def _content(appraisal: Appraisal) -> dict[str, Any]:
    """Everything that goes with an appraisal."""
    rating, advice = rating_of(appraisal), recommendation_of(appraisal)
    rated = ("origin", "value", "predikat", "reason", "data", "rated_at")
    acts = appraisal.events.values("act", "from_state", "to_state", "actor_name", "note", "at")
    return {
        "period": appraisal.period.code,
        "name": appraisal.name,
        "title": appraisal.title,
        "state": appraisal.state,
        "revision": appraisal.revision,
        "rating": rating and {name: getattr(rating, name) for name in rated},
        "recommendation": advice and {name: getattr(advice, name) for name in Recommendation.PARTS},
        "plan": list(appraisal.guidance_steps.values("what", "due_on", "done_on", "note")),
        "acts": list(acts),
    }
