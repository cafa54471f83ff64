"""The Perjanjian Kinerja of a unit and year: its targets, drafted by operators, signed by the Dirjen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kinerja.forms.agreement import AgreementForm, OfferForm, PaperForm, ReturnForm, SecondForm
from kinerja.forms.passphrase import AskingPassphrase
from kinerja.forms.registers import ServiceForm
from kinerja.models import IndicatorSet, PerformanceAgreement
from kinerja.permissions import may_draft_agreement, may_sign_agreement
from kinerja.selectors.agreement import (
    agreement_of,
    documents_of,
    first_party,
    return_reason,
    series_of,
    set_for_year,
    statement_of,
    unit_of_year,
    years_of,
)
from kinerja.selectors.document_number import suggested_number
from kinerja.services.agreement import draft_agreement, sign_agreement
from kinerja.services.agreement_signing import offer_agreement, return_agreement, sign_offered
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.views.agreement_lists import agreement_lists
from kinerja.views.asking import actor
from kinerja.views.export import asked_format, exported_one
from officials.models import WorkUnit

State = PerformanceAgreement.State


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agreement(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    """The agreement or a list of it as a file; POST drafts or changes it, a refusal keeps what was typed."""
    unit, found, tables = _find(request, year, code)
    if request.method != "POST" and asked_format(request):
        return exported_one(request, agreement_lists(unit, code, year, found, tables))
    form = AgreementForm(unit, tables, found, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = _draft(request, unit, year, tables, form)
        if status == 302:
            return redirect("kinerja:agreement", year, code)
    return _page(request, unit, year, code, status=status, form=form)


def _draft(request: HttpRequest, unit: WorkUnit, year: int, tables: IndicatorSet, form: AgreementForm) -> int:
    """Store the draft; the status of the answer, with the reasons in the form."""
    if not form.is_valid():
        return 422
    words = {name: form.cleaned_data[name] for name in ("number", "national_series")}
    given: dict[str, Any] = {"unit": unit, "year": year, "indicator_set": tables, "targets": form.targets}
    given["programs"] = form.programs
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


@sensitive_post_parameters("passphrase")
@require_POST
@login_required
def sign(request: HttpRequest, year: int, code: str, way: str) -> HttpResponse:
    """One of the ways to go on: ``tawarkan``, ``tanda-tangan``, ``kembalikan``, or ``kertas``."""
    unit, found, tables = _find(request, year, code)
    if found is None or way not in WAYS:
        raise Http404(_("Belum ada konsep Perjanjian Kinerja."))
    step = WAYS[way]
    form, status = step.form(request.POST, auto_id=step.ids), 422
    if form.is_valid():
        try:
            step.service(agreement=found, actor=actor(request), **_words(form))
        except FigureErrors as refusal:
            form.show_errors(refusal.errors)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            status = 403 if isinstance(refusal, NotPermitted) else 409
        else:
            messages.success(request, step.said)
            return redirect("kinerja:agreement", year, code)
    draft = AgreementForm(unit, tables, agreement_of(unit, year))
    return _page(request, unit, year, code, status=status, form=draft, tried={step.name: form})


def _words(form: Any) -> dict[str, Any]:
    said = {name: value for name, value in form.cleaned_data.items() if name != "passphrase"}
    return said | ({"passphrase": form.secret} if isinstance(form, AskingPassphrase) else {})


@dataclass(frozen=True)
class Step:
    """A way to go on: the name of its form on the page, its form, its service, what is said afterwards."""

    name: str
    form: type[ServiceForm]
    service: Callable[..., object]
    said: Any

    @property
    def ids(self) -> str:
        """Of its inputs: several forms with a number or a passphrase stand on the page."""
        return f"{self.name}-%s"


WAYS = {
    "tawarkan": Step(
        "offer_form",
        OfferForm,
        offer_agreement,
        gettext_lazy("Ditandatangani sebagai pihak pertama; menunggu Direktur Jenderal."),
    ),
    "tanda-tangan": Step(
        "second_form",
        SecondForm,
        sign_offered,
        gettext_lazy("Perjanjian Kinerja ditandatangani kedua pihak; targetnya mulai mengikat."),
    ),
    "kembalikan": Step(
        "return_form",
        ReturnForm,
        return_agreement,
        gettext_lazy("Perjanjian Kinerja kembali menjadi konsep."),
    ),
    "kertas": Step(
        "paper_form",
        PaperForm,
        sign_agreement,
        gettext_lazy("Perjanjian Kinerja ditandatangani; targetnya mulai mengikat."),
    ),
}


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


def _page(
    request: HttpRequest,
    unit: WorkUnit,
    year: int,
    code: str,
    *,
    status: int,
    form: AgreementForm,
    tried: Mapping[str, ServiceForm] | None = None,
) -> HttpResponse:
    """The page; ``tried`` is the form of a step that was just refused, by its name."""
    found = agreement_of(unit, year)
    documents = documents_of(found)
    number = (found.number if found else "") or suggested_number(f"unit:{unit.pk}", "Disdukcapil")
    context = _offered(request, unit, found) | {
        "code": code,
        "year": year,
        "unit": unit,
        "form": form,
        "agreement": found,
        "agreed": {row.indicator.code: row.target for row in found.targets.all()} if found else {},
        "here": reverse("kinerja:agreement", args=[year, code]),
        "programs": list(found.programs.all()) if found else [],
        "documents": documents,
        "statement": statement_of(request.user, found) if found else None,
        "returned": return_reason(found, documents),
        "years": years_of(unit),
        "series": series_of(year),
        **{step.name: step.form(auto_id=step.ids) for step in WAYS.values()},
        "offer_form": OfferForm(initial={"number": number}, auto_id=WAYS["tawarkan"].ids),
    }
    return render(request, "kinerja/agreement/page.html", context | dict(tried or {}), status=status)


def _offered(request: HttpRequest, unit: WorkUnit, found: PerformanceAgreement | None) -> dict[str, Any]:
    """What the account may do now."""
    is_second = may_sign_agreement.test(request.user, unit)
    is_draft, is_offered = (
        found is not None and found.state == state for state in (State.DRAFT, State.OFFERED)
    )
    is_first = (is_draft or is_offered) and first_party(request.user, unit) is not None
    return {
        "may_draft": (found is None or is_draft) and may_draft_agreement.test(request.user, unit),
        "may_offer": is_draft and is_first,
        "may_sign": is_offered and is_second,
        "may_return": is_offered and (is_second or is_first),
        "may_record": is_draft and is_second,
    }
