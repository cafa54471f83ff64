"""What anybody may see: unit results once they are final (R12); no account and no person is named."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from kinerja import tables
from kinerja.listings import unit as listings
from kinerja.models import SemesterEvaluation
from kinerja.selectors import overview
from kinerja.selectors.derivation import derivation
from kinerja.selectors.period import policy_of
from kinerja.selectors.progress import progress
from kinerja.views.asking import by_htmx
from kinerja.views.export import asked_format, exported, exported_one
from kinerja.views.lookup import chosen_period
from kinerja.views.period import listing
from kinerja.views.unit_lists import derivation_lists


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Lead to the latest period that has a final result."""
    code = overview.latest_public()
    if code is None:
        return render(request, "kinerja/public/none.html")
    return redirect("kinerja:public", code)


@require_safe
@vary_on_headers("HX-Request")
def results(request: HttpRequest, code: str) -> HttpResponseBase:
    """The final results of a period; for htmx only the list; or the list as a file."""
    found, chosen = chosen_period(code)
    assert chosen is not None
    rows = overview.public_rows(chosen)
    context = listing(request, chosen, rows, tables.PUBLIC)
    if asked_format(request):
        return exported(request, f"hasil-final-{chosen.code}", listings.PUBLIC, context["rows"])
    if by_htmx(request):
        return render(request, "kinerja/public/list.html", context)
    context |= {"periods": found, "progress": progress(rows, policy_of(chosen))}
    return render(request, "kinerja/public/page.html", context)


@require_safe
def unit(request: HttpRequest, period: str, code: str) -> HttpResponseBase:
    """How a final result was reached, figure by figure; whoever is not final does not exist here."""
    rows = SemesterEvaluation.objects.public().select_related(
        "period__policy", "period__indicator_set", "unit__region", "province"
    )
    evaluation = get_object_or_404(rows, period__code=period, region_code=code)
    if asked_format(request):
        return exported_one(request, derivation_lists(evaluation))
    context = {
        "evaluation": evaluation,
        "period": evaluation.period,
        "here": request.path,
        "derivation": derivation(evaluation),
        "document": overview.public_document(evaluation),
    }
    return render(request, "kinerja/public/unit.html", context)
