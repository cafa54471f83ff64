"""The reports on service outputs, saved by themselves beside the figures (K2)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinerja.forms.registers import ReportsForm
from kinerja.models import SemesterEvaluation
from kinerja.rules.reports import Report
from kinerja.services.errors import FigureErrors, Refused
from kinerja.services.report import save_reports
from kinerja.services.stale import StaleEntry
from kinerja.views.asking import actor, by_htmx
from kinerja.views.entry import PICK, form_page
from kinerja.views.entry_page import blank_form
from kinerja.views.lookup import evaluation_or_404


@require_POST
@login_required
def save(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """Save the reports; a refused save keeps everything as it was typed."""
    evaluation = evaluation_or_404(request.user, period, code)
    form = ReportsForm(evaluation, request.POST)
    if not form.is_valid():
        return _answer(request, evaluation, form, status=422)
    try:
        saved = save_reports(
            evaluation=evaluation,
            actor=actor(request),
            version=form.cleaned_data["version"],
            reports=_chosen(form, request),
        )
    except StaleEntry as stale:
        form.rebase(stale)
        return _answer(request, evaluation, form, conflicts=stale.conflicts, status=409)
    except FigureErrors as refusal:
        form.show_errors(refusal.errors)
        return _answer(request, evaluation, form, status=422)
    except Refused as refusal:
        return _answer(request, evaluation, form, reasons=refusal.reasons, status=409)
    said = _("Laporan tersimpan: %d keluaran.") % len(saved.changed)
    if by_htmx(request):
        return _answer(request, saved.evaluation, ReportsForm(saved.evaluation), said=said)
    messages.success(request, said)
    return redirect(reverse("kinerja:entry", args=[period, code]) + "#laporan")


def _chosen(form: ReportsForm, request: HttpRequest) -> dict[str, Report]:
    """The reports of the form, without those for which the other person's version was chosen."""
    return {code: row for code, row in form.reports.items() if request.POST.get(f"{PICK}{code}") != "theirs"}


def _answer(
    request: HttpRequest, evaluation: SemesterEvaluation, form: ReportsForm, *, status: int = 200, **said: Any
) -> HttpResponse:
    """For htmx the panel alone; else the whole entry page with it."""
    context = {"evaluation": evaluation, "period": evaluation.period, "reports": form, "pick": PICK} | said
    if by_htmx(request):
        return render(request, "kinerja/entry/reports.html", context, status=status)
    return form_page(request, blank_form(evaluation), status=status, **context)
