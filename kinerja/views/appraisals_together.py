"""The assessor's page of several appraisals: begin to review, recommend the same, approve what was seen."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinerja.forms.appraisal_together import SameRecommendationForm
from kinerja.models import Appraisal, Recommendation
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_together import page_together, submitted
from kinerja.services.appraisal import MOST_AT_ONCE, Seen, approve_many, perform_act
from kinerja.services.appraisal_preconditions import is_low
from kinerja.services.errors import FigureErrors, Refused
from kinerja.services.recommendation import recommend
from kinerja.views.asking import actor
from kinerja.views.lookup import period_or_404

#: What was refused, by name: nothing else stops because of it.
Refusals = list[tuple[str, list[str]]]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def together(request: HttpRequest, code: str) -> HttpResponse:
    """Every appraisal in review that is the account's turn, each in full; POST does one act on the ticked."""
    rows = Appraisals(request.user, period_or_404(code))
    form = SameRecommendationForm()
    if request.method != "POST":
        return _page(request, rows, form, [])
    act = DOES.get(request.POST.get("tindakan", ""), _approve)
    if act is _recommend:
        form = SameRecommendationForm(request.POST)
    ticked = _ticked(request, rows)
    try:
        refusals = act(request, ticked, form)
    except Refused as refusal:
        refusals = [("", refusal.reasons)]
    if refusals or form.errors:
        fresh = Appraisals(request.user, rows.period)
        return _page(request, fresh, form, refusals, status=422 if form.errors else 409)
    return redirect("kinerja:appraisals_together", code)


def _page(
    request: HttpRequest,
    rows: Appraisals,
    form: SameRecommendationForm,
    refusals: Refusals,
    status: int = 200,
) -> HttpResponse:
    page = page_together(rows, request.GET.get("halaman"))
    notes = {name.removeprefix("catatan-"): text for name, text in request.POST.items()}
    context = {
        "period": rows.period,
        "page": page,
        "rows": [(row, notes.get(str(row.appraisal.pk), "")) for row in page.object_list],
        "waiting": list(submitted(rows).values_list("pk", "name", "title", "evaluation__region_name")),
        "most": MOST_AT_ONCE,
        "form": form,
        "refusals": refusals,
        "ticked": set(request.POST.getlist("pilih")),
        "kept": "",
    }
    return render(request, "kinerja/appraisal/together.html", context, status=status)


def _ticked(request: HttpRequest, rows: Appraisals) -> list[Appraisal]:
    """The ticked appraisals among those that the account may see, in the order of the page."""
    named = [int(pk) for pk in request.POST.getlist("pilih") if pk.isdecimal() and len(pk) < 10]
    found = {row.pk: row for row in rows.all.filter(pk__in=named[: MOST_AT_ONCE + 1])}
    return [found[pk] for pk in named if pk in found]


def _approve(request: HttpRequest, ticked: Sequence[Appraisal], form: Any) -> Refusals:
    seen = [
        Seen(row, request.POST.get(f"dilihat-{row.pk}", ""), request.POST.get(f"catatan-{row.pk}", ""))
        for row in ticked
    ]
    report = approve_many(seen=seen, actor=actor(request))
    if report.approved:
        messages.success(request, _("%d penilaian disetujui; tinggal ditandatangani.") % len(report.approved))
    return [(_named(row), list(reasons)) for row, reasons in report.refused]


def _review(request: HttpRequest, ticked: Sequence[Appraisal], form: Any) -> Refusals:
    def begin(row: Appraisal) -> None:
        perform_act(appraisal=row, act="review", actor=actor(request))

    return _each(request, ticked, begin, _("%d penilaian mulai diperiksa."))


def _recommend(request: HttpRequest, ticked: Sequence[Appraisal], form: SameRecommendationForm) -> Refusals:
    """Write the same for each that has none; what is written already stays, and that is said.

    Guidance is planned only for those whose result is low (I.B).
    """
    if not form.is_valid():
        return []
    written = set(Recommendation.objects.filter(appraisal__in=ticked).values_list("appraisal", flat=True))
    without = [row for row in ticked if row.pk not in written]
    if written:
        messages.info(request, _("%d sudah punya rekomendasi dan tidak diubah.") % len(written))
        if not without:
            return []
    low = {row.pk for row in without if is_low(row)}
    if form.cleaned_data["what"] and len(low) < len(without):
        messages.info(request, _("Rencana pembinaan hanya ditulis bagi yang hasilnya rendah."))

    def write(row: Appraisal) -> None:
        recommend(appraisal=row, actor=actor(request), **form.words(low=row.pk in low))

    try:  # those with a plan come first: a fault in it is found before anything is written
        first = sorted(without, key=lambda row: row.pk not in low)
        return _each(request, first, write, _("Rekomendasi ditulis untuk %d penilaian."))
    except FigureErrors as refusal:
        form.show_errors({"": {name.rpartition(".")[2]: text for name, text in refusal.errors[""].items()}})
        return []


def _each(
    request: HttpRequest, ticked: Iterable[Appraisal], act: Callable[[Appraisal], None], said: str
) -> Refusals:
    """Do an act on each; one refusal does not stop the others and is told by name.

    Raises:
        Refused: nothing is ticked, or too many are.
        FigureErrors: what was typed is refused, for every one of them.
    """
    rows, done, refusals = list(ticked), 0, []
    if not rows:
        raise Refused([_("Belum ada penilaian yang dicentang.")])
    if len(rows) > MOST_AT_ONCE:
        raise Refused([_("Paling banyak %d penilaian sekali jalan.") % MOST_AT_ONCE])
    for row in rows:
        try:
            act(row)
            done += 1
        except FigureErrors:
            raise
        except Refused as refusal:
            refusals.append((_named(row), refusal.reasons))
    if done:
        messages.success(request, said % done)
    return refusals


def _named(row: Appraisal) -> str:
    return f"{row.name}, {row.title}"


DOES: dict[str, Callable[[HttpRequest, Sequence[Appraisal], Any], Refusals]] = {
    "setujui": _approve,
    "mulai": _review,
    "rekomendasi": _recommend,
}
