"""What assessors recommend in a period, by region and kind, and which guidance is overdue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.forms.filters import RecommendationFilter
from kinerja.selectors import recommendation as selectors
from kinerja.selectors.appraisal import Appraisals
from kinerja.views.lookup import chosen_period, period_or_404
from kinerja.views.roles import roles_required


@require_safe
@roles_required(*selectors.READERS)
def recommendations(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers of each province, and the recommendations that fit the filters."""
    period = period_or_404(code)
    rows = Appraisals(request.user, period)
    provinces = selectors.by_province(rows)
    form = RecommendationFilter(request.GET, provinces=[(row.code, row.name) for row in provinces])
    found = selectors.recommended(rows, **form.filters())
    kept = request.GET.copy()
    kept.pop("halaman", None)
    context = {
        "period": period,
        "periods": chosen_period()[0],
        "provinces": provinces,
        "parts": selectors.PARTS,
        "total": sum(row.officials for row in provinces),
        "filter": form,
        "filtered": any(form.filters().values()),
        "page": selectors.page_of_advice(found, request.GET.get("halaman"), rows.clock),
        "kept": kept.urlencode(),
    }
    return render(request, "kinerja/recommendation/list.html", context)
