"""The whole queue of an account in a period; the Dirjen may make several verified results final at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kinerja.listings.unit import QUEUE
from kinerja.models import Period, SemesterEvaluation
from kinerja.selectors import overview
from kinerja.selectors.home import open_questions, queued, waiting
from kinerja.selectors.period import policy_of
from kinerja.services.errors import Refused
from kinerja.services.transition import perform
from kinerja.views.asking import actor
from kinerja.views.export import asked_format, exported
from kinerja.views.lookup import period_or_404

MOST_AT_ONCE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def queue(request: HttpRequest, code: str) -> HttpResponseBase:
    """What waits for an account in a period, as a page or a file; POST makes the ticked results final."""
    period = period_or_404(code)
    if request.method == "POST":
        _finalise(request, period)
        return redirect("kinerja:queue", code)
    rows = overview.unit_rows(request.user, period)
    tasks = waiting(request.user, period, policy_of(period), rows)
    questions = open_questions(request.user, rows)
    lines = list(queued(tasks, questions))
    if asked_format(request):
        return exported(request, f"antrean-{period.code}", QUEUE, lines)
    context = {
        "period": period,
        "tasks": tasks,
        "questions": questions,
        "shown": len(rows),
        "lines": len(lines),
    }
    return render(request, "kinerja/home/queue.html", context)


def _finalise(request: HttpRequest, period: Period) -> None:
    """Make each ticked unit final by itself; one refusal does not stop the others and is told by name."""
    ticked = request.POST.getlist("unit")[:MOST_AT_ONCE]
    visible = SemesterEvaluation.objects.visible_to(request.user).filter(
        period=period, region_code__in=ticked
    )
    note, done = request.POST.get("note", ""), 0
    for evaluation in visible.filter(region_code__in=ticked).order_by("-region_code"):
        try:
            perform(evaluation=evaluation, act="finalise", actor=actor(request), note=note)
            done += 1
        except Refused as refusal:
            messages.error(request, f"{evaluation.full_name}: {' '.join(refusal.reasons)}")
    if done:
        said = ngettext("%d hasil ditetapkan final.", "%d hasil ditetapkan final.", done)
        messages.success(request, said % done)
    elif not ticked:
        messages.warning(request, _("Belum ada unit kerja yang dicentang."))
