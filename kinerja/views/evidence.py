"""Evidence: added beside a figure; it leaves only as a download, and only to whoever sees the unit."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinerja.forms.registers import EvidenceForm
from kinerja.models import Evidence, Indicator, SemesterEvaluation
from kinerja.selectors.entry import entry_indicators
from kinerja.selectors.unit import files
from kinerja.services.errors import Refused
from kinerja.services.evidence import attach_evidence, remove_evidence
from kinerja.templatetags.kinerja_format import dom
from kinerja.views.asking import actor, by_htmx
from kinerja.views.download import stored_file
from kinerja.views.lookup import evaluation_or_404


@require_safe
@login_required
def download(request: HttpRequest, pk: UUID) -> FileResponse:
    """A file of evidence as an attachment: the browser stores it and never shows it as a page of ours."""
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    return stored_file(evidence.file, evidence.name, evidence.content_type)


@require_POST
@login_required
def attach(request: HttpRequest, period: str, code: str, indicator: str) -> HttpResponse:
    """Add a file beside an indicator."""
    evaluation = evaluation_or_404(request.user, period, code)
    row = _indicator_or_404(evaluation, indicator)
    form = EvidenceForm(evaluation, {"indicator": row.code}, request.FILES)
    if not form.is_valid():
        return _answer(request, evaluation, row, error=_("Pilih berkas yang akan diunggah."))
    try:
        found = attach_evidence(evaluation=evaluation, actor=actor(request), **form.upload())
    except Refused as refusal:
        return _answer(request, evaluation, row, error=_reasons(refusal))
    said = _("Berkas yang sama sudah ada: %s.") if found.known else _("Bukti tersimpan: %s.")
    return _answer(request, evaluation, row, said=said % found.evidence.name)


@require_POST
@login_required
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a file back while the unit may still be entered."""
    rows = Evidence.objects.visible_to(request.user).select_related("evaluation__period", "indicator")
    evidence = get_object_or_404(rows, pk=pk)
    evaluation, row = evidence.evaluation, evidence.indicator
    try:
        remove_evidence(evidence=evidence, actor=actor(request))
    except Refused as refusal:
        return _answer(request, evaluation, row, error=_reasons(refusal))
    return _answer(request, evaluation, row, said=_("Bukti dihapus: %s.") % evidence.name)


def _answer(
    request: HttpRequest,
    evaluation: SemesterEvaluation,
    indicator: Indicator | None,
    *,
    said: str = "",
    error: str = "",
) -> HttpResponse:
    """For htmx the files beside the indicator, with what happened; else back to the form, which says it."""
    if by_htmx(request) and indicator is not None:
        context = {
            "evaluation": evaluation,
            "period": evaluation.period,
            "indicator": indicator,
            "files": [file for file in files(evaluation) if file.indicator_id == indicator.pk],
            "max_bytes": settings.EVIDENCE_MAX_BYTES,
            "said": said,
            "error": error,
        }
        return render(request, "kinerja/entry/files.html", context, status=422 if error else 200)
    if error:
        messages.error(request, error)
    else:
        messages.success(request, said)
    anchor = f"#{dom(indicator.code)}" if indicator else ""
    return redirect(reverse("kinerja:entry", args=[evaluation.period.code, evaluation.region_code]) + anchor)


def _indicator_or_404(evaluation: SemesterEvaluation, code: str) -> Indicator:
    for row in entry_indicators(evaluation):
        if row.code == code:
            return row
    raise Http404(_("%s bukan indikator unit kerja ini.") % code)


def _reasons(refusal: Refused) -> str:
    """The reasons without the name of the input they belong to: there is only one here."""
    return " ".join(reason.removeprefix(": ") for reason in refusal.reasons)
