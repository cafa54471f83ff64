"""The open data clarifications of element 1 (R10); asked and answered on the page of the appraisal."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kinerja.selectors.appraisal_page import open_clarifications


@require_safe
@login_required
def clarifications(request: HttpRequest) -> HttpResponse:
    """Every open one that the account may see, the most urgent first; an official sees their own."""
    context = {"rows": open_clarifications(request.user), "today": timezone.localdate()}
    return render(request, "kinerja/appraisal/clarifications.html", context)
