"""What assessors recommend in a period, by region and kind, and which guidance is overdue."""

from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.forms.filters import RecommendationFilter
from kinerja.listings.recommendation import PROVINCES, RECOMMENDATIONS
from kinerja.selectors import recommendation as selectors
from kinerja.selectors.appraisal import Appraisals
from kinerja.views.asking import kept_query
from kinerja.views.export import Listing, asked_format, exported_one
from kinerja.views.lookup import chosen_period, period_or_404
from kinerja.views.roles import roles_required


@require_safe
@roles_required(*selectors.READERS)
def recommendations(request: HttpRequest, code: str) -> HttpResponseBase:
    """The numbers of each province and the recommendations that fit the filters; or one of both as a file."""
    period = period_or_404(code)
    rows = Appraisals(request.user, period)
    provinces = selectors.by_province(rows)
    form = RecommendationFilter(request.GET, provinces=[(row.code, row.name) for row in provinces])
    found = selectors.recommended(rows, **form.filters())
    if asked_format(request):
        told = partial(selectors.all_advice, found, rows.clock)
        lists = {
            "": Listing(f"rekomendasi-{period.code}", RECOMMENDATIONS, told),
            "provinsi": Listing(f"rekomendasi-provinsi-{period.code}", PROVINCES, lambda: provinces),
        }
        return exported_one(request, lists)
    context = {
        "period": period,
        "periods": chosen_period()[0],
        "provinces": provinces,
        "parts": selectors.PARTS,
        "total": sum(row.officials for row in provinces),
        "filter": form,
        "filtered": any(form.filters().values()),
        "page": selectors.page_of_advice(found, request.GET.get("halaman"), rows.clock),
        "kept": kept_query(request),
    }
    return render(request, "kinerja/recommendation/list.html", context)
