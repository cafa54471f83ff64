"""Find what an address names; what is outside somebody's scope does not exist for them (404, never 403)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kinerja.models import Appraisal, Period, SemesterEvaluation
from kinerja.selectors.appraisal_page import visible_appraisals
from kinerja.selectors.period import choose, periods


def period_or_404(code: str) -> Period:
    """The period of a code, with its policy and set."""
    found = Period.objects.select_related("policy", "indicator_set").filter(code=code).first()
    if found is None:
        raise Http404(_("Periode ini tidak ada."))
    return found


def chosen_period(code: str = "") -> tuple[list[Period], Period | None]:
    """All periods, and the one asked for, or the one at work when none is asked for.

    Raises:
        Http404: a period is named and does not exist.
    """
    found = periods()
    chosen = choose(found, code)
    if code and chosen is None:
        raise Http404(_("Periode ini tidak ada."))
    return found, chosen


def to_period_at_work(request: HttpRequest, name: str) -> HttpResponse:
    """Lead to a page of the period at work; say so where there is none."""
    _found, period = chosen_period()
    if period is None:
        return render(request, "kinerja/period/none.html")
    return redirect(name, period.code)


def evaluation_or_404(user: Any, period: str, code: str) -> SemesterEvaluation:
    """The evaluation of the unit that bore a code at the cut-off, if the account may see it."""
    rows = SemesterEvaluation.objects.visible_to(user).select_related(
        "period__policy", "period__indicator_set", "unit__region", "province"
    )
    found: SemesterEvaluation | None = rows.filter(period__code=period, region_code=code).first()
    if found is None:
        raise Http404(_("Penilaian ini tidak ada, atau di luar wilayah Anda."))
    return found


def appraisal_or_404(user: Any, period: str, pk: int) -> Appraisal:
    """The appraisal, if the account may see it; what it may not see does not exist for it."""
    found: Appraisal | None = visible_appraisals(user).filter(period__code=period, pk=pk).first()
    if found is None:
        raise Http404(_("Penilaian ini tidak ada, atau di luar wilayah Anda."))
    return found


def page_url(found: Appraisal, kept: str = "", pk: int | None = None) -> str:
    """The address of an appraisal's page, or of another one's of its period, in the same list."""
    path = reverse("kinerja:appraisal", args=[found.period.code, pk or found.pk])
    return f"{path}?{kept}" if kept else path
