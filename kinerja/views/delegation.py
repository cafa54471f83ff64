"""Delegations (Plh): who acts for whom, by which decision; holders add and end their own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinerja.forms.delegation import DelegationForm
from kinerja.listings.register import DELEGATIONS
from kinerja.selectors.delegation import delegable_posts, visible_delegations
from kinerja.services.delegation import delegate_powers, end_delegation
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.views.asking import actor
from kinerja.views.export import asked_format, exported

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegations(request: HttpRequest) -> HttpResponseBase:
    """The delegations within somebody's reach, or all of them as a file; POST records one."""
    if request.method != "POST" and asked_format(request):
        return exported(request, "pelimpahan", DELEGATIONS, visible_delegations(request.user))
    if request.method != "POST":
        return _page(request, DelegationForm(request.user))
    form = DelegationForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        made = delegate_powers(actor=actor(request), **form.cleaned_data)
    except FigureErrors as refusal:
        form.show_errors(refusal.errors)
        return _page(request, form, status=422)
    except Refused as refusal:
        form.add_error(None, " ".join(refusal.reasons))
        return _page(request, form, status=403 if isinstance(refusal, NotPermitted) else 409)
    messages.success(request, _("Plh. %s tercatat.") % made.position.title)
    return redirect("kinerja:delegations")


@require_POST
@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation."""
    found = get_object_or_404(visible_delegations(request.user), pk=pk)
    try:
        ended = end_delegation(delegation=found, actor=actor(request))
    except Refused as refusal:
        form = DelegationForm(request.user)
        status = 403 if isinstance(refusal, NotPermitted) else 409
        return _page(request, form, status=status, reasons=refusal.reasons)
    begun = _("Pelimpahan diakhiri dan tidak berlaku lagi mulai saat ini. Yang baru dapat mulai besok.")
    messages.success(request, begun if ended.ended_at else _("Pelimpahan yang belum mulai ditarik."))
    return redirect("kinerja:delegations")


def _page(request: HttpRequest, form: DelegationForm, status: int = 200, **more: Any) -> HttpResponse:
    own = set(delegable_posts(request.user).values_list("pk", flat=True))
    rows = Paginator(visible_delegations(request.user), PER_PAGE)
    context = {
        "page": rows.get_page(request.GET.get("halaman")),
        "form": form if own else None,
        "own": own,
        "today": timezone.localdate(),
    } | more
    return render(request, "kinerja/delegation/page.html", context, status=status)
