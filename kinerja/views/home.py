"""The first page: for visitors what is open, for accounts what is waiting for them."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.listings.agreement import OFFERED
from kinerja.models import Period
from kinerja.models.appraisal import SEES_REGION
from kinerja.selectors import overview
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.home import agreements_to_sign, open_questions, waiting
from kinerja.selectors.period import policy_of
from kinerja.selectors.progress import progress
from kinerja.views.asking import actor
from kinerja.views.export import Listing, asked_format, exported_one
from kinerja.views.lookup import chosen_period
from officials.access import grants, has_role, holds

#: A list on the first page is a beginning; the period's page shows all of it.
SHOWN = 8


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """What waits for whoever asks, in the period at work or in ``?periode=``; or a list of it as a file."""
    found, period = chosen_period(request.GET.get("periode", ""))
    if not request.user.is_authenticated:
        return render(request, "kinerja/home/visitor.html", {"periods": found})
    if asked_format(request):
        agreements = partial(agreements_to_sign, request.user)
        return exported_one(request, {"perjanjian": Listing("perjanjian-menunggu", OFFERED, agreements)})
    context: dict[str, Any] = {"periods": found, "period": period, "shown": SHOWN}
    if period is not None:
        context |= _in_period(request, period)
    return render(request, "kinerja/home/page.html", context)


def _in_period(request: HttpRequest, period: Period) -> dict[str, Any]:
    rows, policy = overview.unit_rows(request.user, period), policy_of(period)
    return {
        "rows": rows,
        "tasks": waiting(request.user, period, policy, rows),
        "agreements": agreements_to_sign(request.user),
        "questions": open_questions(request.user, rows),
        "progress": progress(rows, policy),
        "roles": {grant.role for grant in grants(request.user)},
        **_of_people(request, period),
    }


def _of_people(request: HttpRequest, period: Period) -> dict[str, Any]:
    """The appraisals that wait for the account, those of its own person, and how many are opened."""
    if actor(request).official_id is None and not has_role(request.user, *SEES_REGION):
        return {}
    appraisals = Appraisals(request.user, period)
    number, first = appraisals.waiting(SHOWN)
    return {
        "appraisals": first,
        "appraisals_waiting": number,
        "own_appraisals": appraisals.own(),
        "appraisals_opened": appraisals.all.count() if holds(request.user, "admin_pusat") else None,
    }
