"""One act on one appraisal: its service decides, the page says what came of it (II.B, R10)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kinerja.forms.appraisal_act import ClarificationAnswerForm, ClarifyForm, ServiceForm
from kinerja.models import Appraisal
from kinerja.rules.workflow import appraisal_act
from kinerja.services.appraisal import WRITES, perform_act
from kinerja.services.appraisal_acts import check_party
from kinerja.services.appraisal_document import sign_appraisal, sign_decision
from kinerja.services.appraisal_receipt import sign_receipt
from kinerja.services.appraisal_withdrawal import withdraw_appraisal
from kinerja.services.clarification import answer_clarification, ask_clarification
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from kinerja.services.recommendation import recommend, record_follow_up
from kinerja.views.act_said import OF_APPRAISAL, RECEIVED_UNSIGNED
from kinerja.views.appraisal import appraisal_page, neighbours_of
from kinerja.views.appraisal_offers import Tried, form_class
from kinerja.views.asking import actor
from kinerja.views.lookup import appraisal_or_404, page_url

Doer = Callable[[HttpRequest, Appraisal, Any], object]
#: The acts that no table of the workflow knows: they stand beside it.
BESIDE = {"clarify", "clarify_answer", "withdraw"}


@sensitive_post_parameters("passphrase")
@require_POST
@login_required
def act(request: HttpRequest, period: str, pk: int, name: str) -> HttpResponse:
    """Do an act; a refusal comes back on the same page with all its reasons and everything as typed."""
    if name not in DOES:
        raise Http404(_("Tindakan ini tidak ada."))
    found = appraisal_or_404(request.user, period, pk)
    form, beside = _form(request, found, name), neighbours_of(request, found, request.POST.get("daftar", ""))
    try:
        if name not in BESIDE:
            check_party(appraisal_act(name), found, actor(request))
        if not form.is_valid():
            return _refused(request, found, name, form)
        DOES[name](request, found, form)
    except Refused as refusal:
        if isinstance(refusal, FigureErrors):
            form.show_errors(refusal.errors)
        return _refused(request, found, name, form, refusal)
    messages.success(request, _said(name, form))
    if name == "withdraw":
        return redirect("kinerja:appraisals", period)
    goes_on = "lanjut" in request.POST and beside.next
    return redirect(page_url(found, beside.kept, beside.next if goes_on else None))


def _form(request: HttpRequest, found: Appraisal, name: str) -> ServiceForm:
    if name == "clarify_answer":
        return ClarificationAnswerForm(request.POST, auto_id="jawab-%s")
    if name == "clarify":
        return ClarifyForm(found, request.POST, request.FILES, auto_id="klarifikasi-%s")
    prefix = f"langkah-{_step(request)}" if name == "follow_up" else name
    return form_class(name)(found, request.POST, request.FILES, auto_id=f"{prefix}-%s")


def _refused(
    request: HttpRequest, found: Appraisal, name: str, form: ServiceForm, refusal: Refused | None = None
) -> HttpResponse:
    """The page again: 403 where the actor may not, 422 where an input is at fault, else 409."""
    if refusal is None or isinstance(refusal, FigureErrors):
        status = 422
        refusal = Refused([text for errors in form.errors.values() for text in errors])
    else:
        status = 403 if isinstance(refusal, NotPermitted) else 409
    fresh = appraisal_or_404(request.user, found.period.code, found.pk)
    tried = Tried(name, form, _step(request))
    return appraisal_page(request, fresh, refusal=refusal, tried=tried, status=status)


def _said(name: str, form: ServiceForm) -> str:
    """What is said after an act."""
    if name == "clarify_answer" and form.cleaned_data["outcome"] == "correct":
        return _(
            "Klarifikasi dijawab. Angkanya perlu diperbaiki: minta admin pusat membuka kembali unit ini."
        )
    if name == "receive" and form.cleaned_data.get("unsigned"):
        return str(RECEIVED_UNSIGNED)
    return str(OF_APPRAISAL[name])


def _perform(name: str) -> Doer:
    def do(request: HttpRequest, found: Appraisal, form: Any) -> object:
        return perform_act(appraisal=found, act=name, actor=actor(request), **form.words())

    return do


def _by(service: Callable[..., object]) -> Doer:
    def do(request: HttpRequest, found: Appraisal, form: Any) -> object:
        return service(appraisal=found, actor=actor(request), **form.words())

    return do


def _follow_up(request: HttpRequest, found: Appraisal, form: Any) -> object:
    step = get_object_or_404(found.guidance_steps, pk=_step(request) or 0)
    return record_follow_up(step=step, actor=actor(request), **form.words())


def _answer_clarification(request: HttpRequest, found: Appraisal, form: Any) -> object:
    row = found.clarifications.filter(pk=_number(request.POST.get("klarifikasi", "")) or 0).first()
    if row is None:
        raise Http404(_("Klarifikasi ini tidak ada."))
    return answer_clarification(clarification=row, actor=actor(request), **form.words())


def _receive(request: HttpRequest, found: Appraisal, form: Any) -> object:
    said = form.words()
    if form.is_unsigned:
        return perform_act(appraisal=found, act="receive", actor=actor(request), note=said["note"])
    return sign_receipt(appraisal=found, actor=actor(request), **said)


def _step(request: HttpRequest) -> int | None:
    return _number(request.POST.get("langkah", ""))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


DOES: dict[str, Doer] = {name: _perform(name) for name in WRITES} | {
    "receive": _receive,
    "recommend": _by(recommend),
    "sign": _by(sign_appraisal),
    "sign_decision": _by(sign_decision),
    "object": _by(file_objection),
    "answer": _by(answer_objection),
    "decide": _by(decide_objection),
    "follow_up": _follow_up,
    "clarify": _by(ask_clarification),
    "clarify_answer": _answer_clarification,
    "withdraw": _by(withdraw_appraisal),
}
