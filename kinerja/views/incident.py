"""The register of incidents (levies, breaches of Permendagri 76/2015)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.models import Incident
from kinerja.selectors.incident import visible_incidents


@require_safe
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """The incidents within somebody's reach."""
    state, kind = request.GET.get("keadaan", ""), request.GET.get("jenis", "")
    context = {
        "incidents": visible_incidents(request.user, state=state, kind=kind),
        "state": state,
        "kind": kind,
        "states": Incident.State.choices,
        "kinds": Incident.Kind.choices,
    }
    return render(request, "kinerja/incident/page.html", context)
