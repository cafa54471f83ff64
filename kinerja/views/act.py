"""One act of the workflow on one unit: the service decides, the page says what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinerja.models import SemesterEvaluation
from kinerja.selectors.entry import entry_indicators
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.transition import decide_zero, perform
from kinerja.views.act_said import OF_UNIT
from kinerja.views.asking import actor
from kinerja.views.lookup import evaluation_or_404
from kinerja.views.unit import unit_page


@require_POST
@login_required
def act(request: HttpRequest, period: str, code: str, name: str) -> HttpResponse:
    """Do an act; a refusal comes back on the unit's page with all its reasons and the note as typed."""
    if name not in OF_UNIT:
        raise Http404(_("Tindakan ini tidak ada."))
    evaluation = evaluation_or_404(request.user, period, code)
    note = request.POST.get("note", "")
    try:
        _perform(request, evaluation, name, note)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotPermitted) else 409
        return unit_page(request, evaluation, refusal=refusal, act=name, note=note, status=status)
    messages.success(request, OF_UNIT[name])
    return redirect(unit_url(evaluation))


def _perform(request: HttpRequest, evaluation: SemesterEvaluation, name: str, note: str) -> None:
    who = actor(request)
    if name != "decide_zero":
        seen = request.POST.get("dilihat", "")
        perform(evaluation=evaluation, act=name, actor=who, note=note, seen=seen)
        return
    named = {row.code: row for row in entry_indicators(evaluation)}
    asked = request.POST.get("indicator", "")
    if asked not in named:
        raise Refused([_("Pilih indikator yang ditetapkan nol.")])
    decide_zero(evaluation=evaluation, indicator=named[asked], actor=who, note=note)


def unit_url(evaluation: SemesterEvaluation) -> str:
    """The address of a unit's page in its period."""
    return f"/wilayah/{evaluation.region_code}/?periode={evaluation.period.code}"
