"""The Perjanjian Kinerja of a unit and year: its targets, drafted by operators, signed by the Dirjen."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinerja.forms.agreement import AgreementForm, SignForm
from kinerja.models import IndicatorSet, PerformanceAgreement
from kinerja.permissions import may_draft_agreement, may_sign_agreement
from kinerja.selectors.agreement import agreement_of, series_of, set_for_year, unit_of_year, years_of
from kinerja.services.agreement import draft_agreement, sign_agreement
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.views.asking import actor
from officials.models import WorkUnit


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agreement(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The agreement; POST drafts it or changes the draft, and keeps what was typed when it is refused."""
    unit, found, tables = _find(request, year, code)
    form = AgreementForm(unit, tables, found, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = _draft(request, unit, year, tables, form)
        if status == 302:
            return redirect("kinerja:agreement", year, code)
    context = _context(request, unit, year) | {"code": code, "form": form, "sign_form": SignForm()}
    return render(request, "kinerja/agreement/page.html", context, status=status)


def _draft(request: HttpRequest, unit: WorkUnit, year: int, tables: IndicatorSet, form: AgreementForm) -> int:
    """Store the draft; the status of the answer, with the reasons in the form."""
    if not form.is_valid():
        return 422
    words = {name: form.cleaned_data[name] for name in ("number", "national_series")}
    given: dict[str, Any] = {"unit": unit, "year": year, "indicator_set": tables, "targets": form.targets}
    try:
        draft_agreement(actor=actor(request), **given, **words)
    except FigureErrors as refusal:
        form.show_errors(refusal.errors)
        return 422
    except Refused as refusal:
        form.add_error(None, " ".join(refusal.reasons))
        return 403 if isinstance(refusal, NotPermitted) else 409
    messages.success(request, _("Konsep Perjanjian Kinerja tersimpan."))
    return 302


@require_POST
@login_required
def sign(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Sign the draft; its targets bind from then on."""
    unit, found, tables = _find(request, year, code)
    if found is None:
        raise Http404(_("Belum ada konsep Perjanjian Kinerja."))
    form, status = SignForm(request.POST), 422
    if form.is_valid():
        try:
            sign_agreement(agreement=found, actor=actor(request), **form.cleaned_data)
        except FigureErrors as refusal:
            form.show_errors(refusal.errors)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            status = 403 if isinstance(refusal, NotPermitted) else 409
        else:
            messages.success(request, _("Perjanjian Kinerja ditandatangani; targetnya mulai mengikat."))
            return redirect("kinerja:agreement", year, code)
    draft = AgreementForm(unit, tables, found)
    context = _context(request, unit, year) | {"code": code, "form": draft, "sign_form": form}
    return render(request, "kinerja/agreement/page.html", context, status=status)


def _find(
    request: HttpRequest, year: int, code: str
) -> tuple[WorkUnit, PerformanceAgreement | None, IndicatorSet]:
    unit = unit_of_year(request.user, code, year)
    if unit is None:
        raise Http404(_("Unit kerja ini tidak ada pada tahun itu, atau di luar wilayah Anda."))
    found = agreement_of(unit, year)
    tables = set_for_year(found, year)
    if tables is None:
        raise Http404(_("Belum ada set indikator."))
    return unit, found, tables


def _context(request: HttpRequest, unit: WorkUnit, year: int) -> dict[str, Any]:
    found = agreement_of(unit, year)
    signed = found is not None and found.state == PerformanceAgreement.State.SIGNED
    return {
        "year": year,
        "unit": unit,
        "agreement": found,
        "signed": signed,
        "agreed": {row.indicator.code: row.target for row in found.targets.all()} if found else {},
        "years": years_of(unit),
        "series": series_of(year),
        "may_draft": not signed and may_draft_agreement.test(request.user, unit),
        "may_sign": found is not None and not signed and may_sign_agreement.test(request.user, unit),
    }
