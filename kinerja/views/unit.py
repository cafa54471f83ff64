"""The page of a unit in a period: result, how it was reached, history, and what one may do."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kinerja.forms.passphrase import AskingPassphrase
from kinerja.models import Period, SemesterEvaluation, SignedDocument
from kinerja.permissions import is_dirjen, may_enter
from kinerja.selectors import overview
from kinerja.selectors import unit as selectors
from kinerja.selectors.derivation import derivation
from kinerja.selectors.document_number import DITJEN, suggested_number
from kinerja.selectors.past_score import past_seen
from kinerja.services.errors import Refused
from kinerja.services.innovation import may_decide_innovations
from kinerja.views.export import asked_format, exported_one
from kinerja.views.lookup import chosen_period, evaluation_or_404
from kinerja.views.offers import offers
from kinerja.views.unit_lists import lists_of


@require_safe
@login_required
def unit(request: HttpRequest, code: str) -> HttpResponseBase:
    """A unit in the period at work or in ``?periode=``, or one of its lists as a file.

    A code of another time explains itself.
    """
    _found, period = chosen_period(request.GET.get("periode", ""))
    if period is None:
        raise Http404(_("Belum ada periode yang dibuka."))
    then = selectors.of_another_time(code, period)
    if then is not None:
        context = {"code": code, "period": period, "then": then}
        return render(request, "kinerja/unit/other_time.html", context)
    evaluation = evaluation_or_404(request.user, period.code, code)
    if asked_format(request):
        return exported_one(request, lists_of(request.user, evaluation))
    return unit_page(request, evaluation)


def unit_page(
    request: HttpRequest,
    evaluation: SemesterEvaluation,
    *,
    refusal: Refused | None = None,
    act: str = "",
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page itself; after a refusal with every reason, and with the words that were typed."""
    period: Period = evaluation.period
    context: dict[str, Any] = {
        "evaluation": evaluation,
        "period": period,
        "here": f"{reverse('kinerja:unit', args=[evaluation.region_code])}?periode={period.code}",
        "derivation": derivation(evaluation),
        "past": past_seen(evaluation),
        "history": selectors.history(evaluation),
        "files": selectors.files(evaluation),
        "documents": list(selectors.documents(evaluation)),
        "semesters": selectors.other_semesters(evaluation, request.user),
        "children": overview.child_rows(request.user, evaluation),
        "offers": offers(evaluation, request.user),
        "zero_candidates": selectors.zero_candidates(evaluation),
        "innovations": selectors.innovations(evaluation),
        "may_decide_innovations": may_decide_innovations(evaluation, request.user),
        "reports": selectors.reports(evaluation),
        "may_enter": evaluation.is_editable and may_enter.test(request.user, evaluation),
        "refusal": refusal,
        "refused_act": act,
        "note": note,
    }
    context["may_issue"] = _may_issue(request, evaluation, context["documents"])
    context["may_recapitulate"] = _may_recapitulate(request, evaluation)
    if context["may_issue"] or context["may_recapitulate"]:
        number = suggested_number(DITJEN, "Dukcapil")
        forms = {
            "passphrase_form": AskingPassphrase(),
            "second_passphrase": AskingPassphrase(auto_id="rekap-%s"),
        }
        context |= forms | {"suggested_number": number}
    return render(request, "kinerja/unit/page.html", context, status=status)


def _may_recapitulate(request: HttpRequest, evaluation: SemesterEvaluation) -> bool:
    """Whether the page offers the recapitulation: a final province, and the Dirjen asks."""
    final = evaluation.province_id is None and evaluation.state == SemesterEvaluation.State.FINAL
    return final and bool(is_dirjen.test(request.user, evaluation))


def _may_issue(request: HttpRequest, evaluation: SemesterEvaluation, issued: list[SignedDocument]) -> bool:
    """Whether the page offers to issue: final, no document of this revision yet, and the Dirjen asks."""
    results = [row for row in issued if row.kind == SignedDocument.Kind.UNIT_RESULT]
    done = any(row.revision == evaluation.revision for row in results)
    final = evaluation.state == SemesterEvaluation.State.FINAL
    return final and not done and bool(is_dirjen.test(request.user, evaluation))
