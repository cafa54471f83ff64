"""The board of a period: how far the appraisals are, by region and by assessor."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.listings.board import ASSESSORS, REGIONS
from kinerja.selectors import board as selectors
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_wait import GROUPS
from kinerja.selectors.recommendation import READERS
from kinerja.views.asking import kept_query
from kinerja.views.export import Listing, asked_format, exported_one
from kinerja.views.lookup import chosen_period, period_or_404
from officials.access import has_role

#: Assessors on a page: nationally there are more than 500.
PER_PAGE = 50


@require_safe
@login_required
def board(request: HttpRequest, code: str) -> HttpResponseBase:
    """Everything the account sees, or one of its two lists as a file.

    ``?wilayah=92`` opens a province and narrows the assessors to it.
    """
    period = period_or_404(code)
    asked = request.GET.get("wilayah", "")
    opened = asked if asked.isdecimal() and len(asked) == 2 else ""
    found = selectors.board(Appraisals(request.user, period), opened)
    if len(found.provinces) == 1:
        opened = found.provinces[0].code
    if asked_format(request):
        lists = {
            "wilayah": Listing(f"papan-wilayah-{period.code}", REGIONS, lambda: found.regions(opened)),
            "penilai": Listing(f"papan-penilai-{period.code}", ASSESSORS, lambda: found.assessors),
        }
        return exported_one(request, lists)
    context = {
        "period": period,
        "periods": chosen_period()[0],
        "board": found,
        "groups": [(key, label) for key, (label, _states) in GROUPS.items()],
        "opened": opened,
        "page": Paginator(found.assessors, PER_PAGE).get_page(request.GET.get("halaman")),
        "kept": kept_query(request),
        "sees_recommendations": has_role(request.user, *READERS),
    }
    return render(request, "kinerja/board/page.html", context)
