"""The entry form of a unit's semester: what is typed is judged at once, and saved only when asked."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinerja.forms.entry import EntryForm
from kinerja.models import SemesterEvaluation
from kinerja.selectors.entry import stored_figures
from kinerja.selectors.preview import preview
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.evaluation import Saved, check_entry, save_figures
from kinerja.services.stale import StaleEntry
from kinerja.views.asking import actor
from kinerja.views.entry_page import blank_form, conflict_context, page_context, sections
from kinerja.views.lookup import evaluation_or_404

#: The name of the choice between the two versions of a figure, before the indicator's code.
PICK = "pilih:"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def entry(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """The form, or a save of it; a refused save keeps everything as it was typed."""
    evaluation = evaluation_or_404(request.user, period, code)
    closed = reasons_closed(request, evaluation)
    if closed and request.method != "POST":
        context = {"evaluation": evaluation, "period": evaluation.period, "reasons": closed}
        return render(request, "kinerja/entry/closed.html", context)
    if request.method == "POST":
        return _save(request, evaluation)
    return form_page(request, blank_form(evaluation))


def reasons_closed(request: HttpRequest, evaluation: SemesterEvaluation) -> list[str]:
    """Why nothing can be entered now; empty when the form is open.

    Raises:
        PermissionDenied: the account does not enter for this unit at all.
    """
    try:
        check_entry(evaluation, request.user)
    except NotPermitted as refusal:
        raise PermissionDenied(" ".join(refusal.reasons)) from refusal
    except Refused as refusal:
        return refusal.reasons
    return []


def form_page(request: HttpRequest, form: EntryForm, *, status: int = 200, **said: Any) -> HttpResponse:
    """The form with the result that its figures would give, and whatever else is to be said."""
    form.is_valid()
    known = form.figures if form.is_bound else stored_figures(form.evaluation)
    context = page_context(request, form, preview(form.evaluation, known))
    return render(request, "kinerja/entry/page.html", context | said, status=status)


def _save(request: HttpRequest, evaluation: SemesterEvaluation) -> HttpResponse:
    form = EntryForm(evaluation, request.POST)
    if not form.is_valid():
        return form_page(request, form, status=422)
    try:
        saved = save_figures(
            evaluation=evaluation,
            actor=actor(request),
            version=form.cleaned_data["version"],
            figures=_chosen(form, request.POST),
        )
    except StaleEntry as stale:
        form.rebase(stale)
        return render(request, "kinerja/entry/conflict.html", conflict_context(form, stale, PICK), status=409)
    except FigureErrors as refusal:
        form.show_errors(refusal.errors)
        return form_page(request, form, status=422)
    except Refused as refusal:
        return form_page(request, form, reasons=refusal.reasons, status=409)
    _tell(request, saved)
    return redirect("kinerja:entry", evaluation.period.code, evaluation.region_code)


def _chosen(form: EntryForm, data: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of the form, without those for which the other person's version was chosen."""
    return {code: figure for code, figure in form.figures.items() if data.get(f"{PICK}{code}") != "theirs"}


def _tell(request: HttpRequest, saved: Saved) -> None:
    if saved.changed:
        messages.success(request, _("Tersimpan: %s.") % ", ".join(saved.changed))
    else:
        messages.info(request, _("Tidak ada yang berubah, jadi tidak ada yang disimpan."))
    if saved.theirs:
        others = ", ".join(saved.theirs)
        messages.warning(request, _("Sementara itu %s juga berubah; perubahan itu tetap.") % others)


@require_POST
@login_required
def live(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """What the figures as typed would come to; nothing is written."""
    evaluation = evaluation_or_404(request.user, period, code)
    reasons_closed(request, evaluation)
    form = EntryForm(evaluation, request.POST)
    form.is_valid()
    judged = preview(evaluation, form.figures)
    context = {"sections": sections(form, judged), "score": judged.score, "form": form}
    return render(request, "kinerja/entry/live.html", context)
