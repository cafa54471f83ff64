"""The open data clarifications of element 1 (R10); asked and answered on the page of the appraisal."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kinerja.listings.appraisal import CLARIFICATIONS
from kinerja.selectors.appraisal_page import open_clarifications
from kinerja.views.export import asked_format, exported


@require_safe
@login_required
def clarifications(request: HttpRequest) -> HttpResponseBase:
    """Every open one that the account may see, the most urgent first; or all of them as a file."""
    rows = open_clarifications(request.user)
    if asked_format(request):
        return exported(request, "klarifikasi", CLARIFICATIONS, rows)
    context = {"rows": rows, "today": timezone.localdate()}
    return render(request, "kinerja/appraisal/clarifications.html", context)
