"""The page of one appraisal: both elements and how they were reached, what happened, what one may do."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.forms.appraisal_act import ActForm, ClarificationAnswerForm, ClarifyForm
from kinerja.models import Appraisal, Attachment, Clarification
from kinerja.relations import is_official
from kinerja.rules.workflow import APPRAISAL_ACTS, appraisal_act
from kinerja.selectors import appraisal_page as selectors
from kinerja.selectors.appraisal import neighbours
from kinerja.selectors.appraisal_asked import MINE, Asked
from kinerja.selectors.appraisal_deadlines import deadlines
from kinerja.selectors.appraisal_elements import elements
from kinerja.selectors.appraisal_history import history
from kinerja.selectors.appraisal_input import recommendation_of
from kinerja.selectors.appraisal_parties import notices, seats
from kinerja.selectors.appraisal_peers import places_of_official, places_of_unit
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.selectors.recommendation import shows_recommendation
from kinerja.selectors.red_flags import red_flags
from kinerja.services.appraisal_acts import available_acts
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.appraisal_withdrawal import WITHDRAWABLE, may_withdraw, missing_to_withdraw
from kinerja.services.clarification import may_answer, missing_to_ask
from kinerja.services.errors import Refused
from kinerja.views.appraisal_lists import appraisal_lists
from kinerja.views.appraisal_offers import Offer, Tried, follow_ups, offers
from kinerja.views.appraisals import asked_in
from kinerja.views.export import asked_format, exported_one
from kinerja.views.lookup import appraisal_or_404, page_url

RATE = appraisal_act("rate")


@require_safe
@login_required
def appraisal(request: HttpRequest, period: str, pk: int) -> HttpResponseBase:
    """One appraisal, for every party to it and whoever oversees it; or one of its lists as a file."""
    found = appraisal_or_404(request.user, period, pk)
    if asked_format(request):
        return exported_one(request, appraisal_lists(request.user, found))
    return appraisal_page(request, found)


def appraisal_page(
    request: HttpRequest,
    found: Appraisal,
    *,
    refusal: Refused | None = None,
    tried: Tried | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page itself; after a refusal with every reason, and with everything that was typed."""
    around, acts = seats(found), available_acts(found, request.user)
    open_acts = offers(found, acts, tried)
    context = {
        "appraisal": found,
        "here": page_url(found),
        "evaluation": found.evaluation,
        "period": found.period,
        "elements": elements(found),
        "seats": around,
        "notices": notices(found, around),
        "deadlines": deadlines(found, guidance=shows_recommendation(request.user, found)),
        "refusal": refusal,
        "refused_act": tried.act if tried else "",
        "beside": neighbours_of(request, found, request.POST.get("daftar", request.GET.urlencode())),
        "offers": open_acts,
        "may_rate": RATE in acts,
        "rate_reasons": missing(RATE, found) if RATE in acts else [],
        "follow_ups": follow_ups(found, acts, tried),
        "withdraw": _withdraw(request, found, tried),
        "lost": _lost(tried, open_acts),
        **_seen(found),
        **_said(request, found, tried),
        **_compared(request, found),
    }
    return render(request, "kinerja/appraisal/page.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Beside:
    """The appraisals before and after in the list one came from; ``kept`` is what its address asks for."""

    previous: int | None
    next: int | None
    place: int
    total: int
    kept: str


def neighbours_of(request: HttpRequest, found: Appraisal, listed: str) -> Beside:
    """Who comes before and after in a list.

    Args:
        listed: the query of the list's address; "" is the account's own queue, the longest wait first.
    """
    params = QueryDict(listed)
    asked = asked_in(params) if params else Asked(turn=MINE, order="umur", descending=True)
    near = neighbours(request.user, found.period, asked, found.pk)
    return Beside(near.previous, near.next, near.place, near.total, params.urlencode())


def _lost(tried: Tried | None, open_acts: list[Offer]) -> str:
    """The words typed for an act that is not open any more, so that nobody has to write them again."""
    if tried is None or tried.act not in {row.name for row in APPRAISAL_ACTS}:
        return ""
    shown = tried.act == "follow_up" or tried.act in {offer.act.name for offer in open_acts}
    return "" if shown else str(tried.form.data.get("note", ""))


def _seen(found: Appraisal) -> dict[str, Any]:
    """The red flags, and the digest by which approval and signature know that nothing changed since."""
    flags = (found.result or {}).get("red_flags") if found.is_decided else None
    return {"flags": red_flags(found) if flags is None else flags, "seen": seen_now(found)}


def _said(request: HttpRequest, found: Appraisal, tried: Tried | None) -> dict[str, Any]:
    """What was written: recommendation and plan, objections, clarifications, files, history of acts."""
    kept, asked = selectors.Attachments(found), selectors.clarifications(found)
    shown = shows_recommendation(request.user, found)
    return {
        "recommendation": recommendation_of(found) if shown else None,
        "recommendation_waits": not shown,
        "steps": found.guidance_steps.all() if shown else [],
        "rating_files": kept.of(Attachment.Purpose.RATING),
        "objections": selectors.objections(found, kept),
        "clarifications": asked,
        "clarification_files": kept.of(Attachment.Purpose.CLARIFICATION),
        "clarify": _clarify(request, found, tried),
        "answering": _answering(request, found, asked, tried),
        "timeline": selectors.timeline(found, asked),
    }


def _compared(request: HttpRequest, found: Appraisal) -> dict[str, Any]:
    """What an assessor looks at beside the result, and where the account goes from here."""
    return {
        "nip": selectors.nip_of(found, request.user),
        "history": history(found, request.user),
        "unit_places": places_of_unit(found.evaluation),
        "own_places": places_of_official(found),
        "evidence": selectors.evidence(found, request.user),
        "documents": list(selectors.documents(found)),
    }


def _clarify(request: HttpRequest, found: Appraisal, tried: Tried | None) -> dict[str, Any] | None:
    """The form with which the official asks about the figures, and what stands in its way."""
    if not is_official.test(request.user, found):
        return None
    mine = tried if tried and tried.act == "clarify" else None
    form = mine.form if mine else ClarifyForm(found, auto_id="klarifikasi-%s")
    return {"form": form, "reasons": missing_to_ask(found), "opened": mine is not None}


def _withdraw(request: HttpRequest, found: Appraisal, tried: Tried | None) -> dict[str, Any] | None:
    """The form with which an admin_pusat withdraws a draft; None where it may not, or it is further on."""
    if found.state not in WITHDRAWABLE or not may_withdraw(request.user, found):
        return None
    mine = tried if tried and tried.act == "withdraw" else None
    form = mine.form if mine else ActForm(found, auto_id="withdraw-%s")
    return {"form": form, "reasons": missing_to_withdraw(found), "opened": mine is not None}


def _answering(
    request: HttpRequest, found: Appraisal, asked: list[Clarification], tried: Tried | None
) -> dict[str, Any] | None:
    """The form with which the Ditjen answers the open question; None where there is none or it may not."""
    open_ = next((row for row in asked if not row.answer), None)
    if open_ is None or not may_answer.test(request.user, found):
        return None
    mine = tried if tried and tried.act == "clarify_answer" else None
    return {"row": open_, "form": mine.form if mine else ClarificationAnswerForm(auto_id="jawab-%s")}
