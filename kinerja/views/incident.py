"""The register of incidents (levies, breaches of Permendagri 76/2015): one records, another decides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.forms.filters import IncidentFilter
from kinerja.forms.registers import DecisionForm, IncidentForm
from kinerja.listings.register import INCIDENTS
from kinerja.models import Incident
from kinerja.permissions import may_decide_incident
from kinerja.selectors.incident import visible_incidents
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.incident import Decided, decide_incident, record_incident
from kinerja.views.asking import actor, kept_query
from kinerja.views.export import asked_format, exported
from kinerja.views.roles import roles_required
from officials.access import has_role

PER_PAGE = 50
#: Who is offered the form; the service asks again, for the very unit.
RECORDERS = ("operator_ditjen", "verifikator_ditjen")


@require_safe
@login_required
def register(request: HttpRequest) -> HttpResponseBase:
    """The incidents within somebody's reach, the latest first; or all of them as a file."""
    found = IncidentFilter(request.GET, visible_incidents(request.user))
    if asked_format(request):
        return exported(request, "kejadian", INCIDENTS, found.qs)
    context = {
        "page": Paginator(found.qs, PER_PAGE).get_page(request.GET.get("halaman")),
        "filter": found.form,
        "kept": kept_query(request),
        "may_record": has_role(request.user, *RECORDERS),
    }
    return render(request, "kinerja/incident/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(*RECORDERS)
def record(request: HttpRequest) -> HttpResponse:
    """The form for a new incident; a refused one keeps everything as it was typed."""
    form = IncidentForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_incident(actor=actor(request), **form.cleaned_data)
        except FigureErrors as refusal:
            form.show_errors(refusal.errors)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
        else:
            messages.success(request, _("Kejadian tercatat; orang lain di Ditjen yang memutuskannya."))
            return redirect("kinerja:incident", made.pk)
    status = 422 if form.errors else 200
    return render(request, "kinerja/incident/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """One incident; POST decides whether it is proven."""
    found = get_object_or_404(visible_incidents(request.user), pk=pk)
    if request.method != "POST":
        return _page(request, found, DecisionForm())
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        decided = decide_incident(
            incident=found, actor=actor(request), proven=form.accepted, note=form.cleaned_data["note"]
        )
    except Refused as refusal:
        form.add_error(None, " ".join(refusal.reasons))
        return _page(request, found, form, status=403 if isinstance(refusal, NotPermitted) else 409)
    _tell(request, decided)
    return redirect("kinerja:incident", pk)


def _page(request: HttpRequest, found: Incident, form: DecisionForm, status: int = 200) -> HttpResponse:
    by_another = found.recorded_by_id != actor(request).pk
    context: dict[str, Any] = {
        "incident": found,
        "form": form,
        "may_decide": by_another and may_decide_incident.test(request.user, found.unit),
    }
    return render(request, "kinerja/incident/page.html", context, status=status)


def _tell(request: HttpRequest, decided: Decided) -> None:
    messages.success(request, _("Putusan tersimpan."))
    for evaluation in decided.rescored:
        said = _("%(unit)s, %(period)s: hasil dihitung ulang.")
        messages.info(request, said % {"unit": evaluation.full_name, "period": evaluation.period.label})
    for evaluation in decided.final:
        said = _("%(unit)s, %(period)s sudah final: hasilnya tetap sampai dibuka kembali.")
        messages.warning(request, said % {"unit": evaluation.full_name, "period": evaluation.period.label})
