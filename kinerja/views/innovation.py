"""Innovations: named and taken back by the unit, decided by the Ditjen (K3)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinerja.forms.registers import DecisionForm, InnovationForm
from kinerja.models import Innovation, SemesterEvaluation
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.innovation import decide_innovation, propose_innovation, withdraw_innovation
from kinerja.views.act import unit_url
from kinerja.views.asking import actor, by_htmx
from kinerja.views.entry import form_page
from kinerja.views.entry_page import blank_form
from kinerja.views.lookup import evaluation_or_404
from kinerja.views.unit import unit_page


@require_POST
@login_required
def propose(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """Name an innovation."""
    evaluation = evaluation_or_404(request.user, period, code)
    form = InnovationForm(evaluation, request.POST)
    if not form.is_valid():
        return _answer(request, evaluation, form, status=422)
    try:
        propose_innovation(evaluation=evaluation, actor=actor(request), **form.cleaned_data)
    except FigureErrors as refusal:
        form.show_errors(refusal.errors)
        return _answer(request, evaluation, form, status=422)
    except Refused as refusal:
        return _answer(request, evaluation, form, reasons=refusal.reasons, status=409)
    return _done(request, evaluation, _("Inovasi didaftarkan; menunggu keputusan Ditjen."))


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an innovation back."""
    innovation = _innovation_or_404(request, pk)
    evaluation = innovation.evaluation
    try:
        withdraw_innovation(innovation=innovation, actor=actor(request))
    except Refused as refusal:
        form = InnovationForm(evaluation)
        return _answer(request, evaluation, form, reasons=refusal.reasons, status=409)
    return _done(request, evaluation, _("Inovasi ditarik."))


@require_POST
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify or reject an innovation; a refusal comes back on the unit's page with its reasons."""
    innovation = _innovation_or_404(request, pk)
    form, note = DecisionForm(request.POST), request.POST.get("note", "")
    if not form.is_valid():
        refusal = Refused([_("Pilih terima atau tolak.")])
        return unit_page(request, innovation.evaluation, refusal=refusal, note=note, status=422)
    try:
        decide_innovation(innovation=innovation, actor=actor(request), accept=form.accepted, note=note)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotPermitted) else 409
        return unit_page(request, innovation.evaluation, refusal=refusal, note=note, status=status)
    messages.success(request, _("Putusan atas inovasi tersimpan."))
    return redirect(unit_url(innovation.evaluation) + "#inovasi")


def _innovation_or_404(request: HttpRequest, pk: int) -> Innovation:
    visible = SemesterEvaluation.objects.visible_to(request.user)
    rows = Innovation.objects.filter(evaluation__in=visible)
    related = ("evaluation__period__policy", "evaluation__period__indicator_set", "evaluation__unit__region")
    return get_object_or_404(rows.select_related(*related, "evaluation__province"), pk=pk)


def _done(request: HttpRequest, evaluation: SemesterEvaluation, said: str) -> HttpResponse:
    if by_htmx(request):
        return _answer(request, evaluation, InnovationForm(evaluation), said=said)
    messages.success(request, said)
    address = reverse("kinerja:entry", args=[evaluation.period.code, evaluation.region_code])
    return redirect(f"{address}#inovasi")


def _answer(
    request: HttpRequest,
    evaluation: SemesterEvaluation,
    form: InnovationForm,
    *,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    """For htmx the panel alone; else the whole entry page with it."""
    context = {"evaluation": evaluation, "period": evaluation.period, "innovation_form": form} | said
    if by_htmx(request):
        context["innovations"] = evaluation.innovations.all()
        return render(request, "kinerja/entry/innovations.html", context, status=status)
    return form_page(request, blank_form(evaluation), status=status, **context)
