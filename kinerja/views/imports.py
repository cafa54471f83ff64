"""Results by workbook: template → file sent in → plan with every fault → applied whole → undone whole."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.exchange.upload import XLSX
from kinerja.forms.results_import import ResultsFileForm
from kinerja.listings.register import IMPORTS
from kinerja.models import SemesterEvaluation, WorkbookImport
from kinerja.selectors.period import choose, periods
from kinerja.selectors.results import applied_changes, results_template
from kinerja.selectors.scores import in_region
from kinerja.services.errors import Refused
from kinerja.services.results_import import (
    apply_import,
    keep_import,
    kept_faults,
    plan_import,
    undo_import,
)
from kinerja.services.results_plan import ResultsPlan
from kinerja.views.asking import actor
from kinerja.views.download import attachment
from kinerja.views.export import asked_format, exported
from kinerja.views.lookup import period_or_404
from kinerja.views.roles import roles_required
from officials.access import has_role

OPERATOR = "operator_ditjen"
READERS = (OPERATOR, "auditor", "admin_pusat")
#: Units and faults that a page shows; all are counted, and the workbook of faults names all.
PER_PAGE, SHOWN = 50, 200


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(*READERS)
def imports(request: HttpRequest) -> HttpResponseBase:
    """What was sent in, also as a file, and a file to choose; one that is no table of results is refused."""
    if request.method != "POST" and asked_format(request):
        return exported(request, "impor", IMPORTS, _sent(request))
    found = periods()
    at_work = choose(found, request.GET.get("periode", "")) or choose(found)
    ordered = [row for row in found if row == at_work] + [row for row in found if row != at_work]
    if request.method != "POST":
        return _list(request, ResultsFileForm(ordered), at_work)
    if not _sends(request):
        raise PermissionDenied(_("Hanya operator Ditjen yang mengunggah hasil."))
    form = ResultsFileForm(ordered, request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, at_work, status=422)
    file, period = form.cleaned_data["file"], form.cleaned_data["period"]
    try:
        run = keep_import(period=period, actor=actor(request), file=file.file, name=file.name, size=file.size)
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error("file", reason)
        return _list(request, form, period, status=422)
    return redirect("kinerja:import", run.pk)


@require_safe
@roles_required(OPERATOR)
def template(request: HttpRequest, period: str) -> FileResponse:
    """The workbook to fill in, for all units of a period within reach or for those of ``?wilayah=``."""
    found, region = period_or_404(period), request.GET.get("wilayah", "")
    rows = SemesterEvaluation.objects.visible_to(request.user).filter(in_region(region), period=found)
    name = "-".join(filter(None, ("hasil", found.code, region)))
    return attachment(BytesIO(results_template(found, rows)), f"{name}.xlsx", XLSX)


@require_safe
@roles_required(*READERS)
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What applying a file would do, or what it did."""
    return _detail(request, _run(request, pk))


@require_POST
@roles_required(OPERATOR)
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write all of a file, or nothing."""
    run, seen = _run(request, pk), request.POST.get("rencana", "")
    if not seen:
        return _detail(request, run, status=409, reasons=[_("Periksa dahulu rencananya, lalu terapkan.")])
    try:
        plan = apply_import(run=run, actor=actor(request), seen=seen)
    except Refused as refusal:
        return _detail(request, run, status=409, reasons=refusal.reasons[:5])
    if plan.rows:
        words = {"units": len(plan.rows), "figures": plan.figures}
        messages.success(request, _("Diterapkan: %(figures)d angka pada %(units)d unit kerja.") % words)
    else:
        messages.info(request, _("Tidak ada yang berubah, jadi tidak ada yang disimpan."))
    return redirect("kinerja:import", pk)


@require_POST
@roles_required(OPERATOR)
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put every figure back to what it was, or none."""
    run = _run(request, pk)
    try:
        undo_import(run=run, actor=actor(request))
    except Refused as refusal:
        return _detail(request, run, status=409, reasons=refusal.reasons)
    messages.success(request, _("Impor dibatalkan: setiap angka kembali seperti semula."))
    return redirect("kinerja:import", pk)


@require_safe
@roles_required(OPERATOR)
def faults(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file again, with what is wrong beside each row."""
    run = _run(request, pk)
    try:
        content = kept_faults(run=run, actor=actor(request))
    except Refused as refusal:
        return _detail(request, run, status=409, reasons=refusal.reasons)
    return attachment(BytesIO(content), f"masalah-{run.name.rsplit('.', 1)[0]}.xlsx", XLSX)


def _run(request: HttpRequest, pk: UUID) -> WorkbookImport:
    rows = WorkbookImport.objects.visible_to(request.user)
    run: WorkbookImport = get_object_or_404(
        rows.select_related("period__policy", "period__indicator_set", "uploaded_by"), pk=pk
    )
    return run


def _sent(request: HttpRequest) -> "QuerySet[WorkbookImport]":
    rows: QuerySet[WorkbookImport] = WorkbookImport.objects.visible_to(request.user).defer("changes")
    return rows.select_related("period", "uploaded_by__official")


def _list(request: HttpRequest, form: ResultsFileForm, period: Any, *, status: int = 200) -> HttpResponse:
    page = Paginator(_sent(request), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"form": form, "period": period, "page": page, "may_send": _sends(request)}
    return render(request, "kinerja/import/list.html", context, status=status)


def _detail(
    request: HttpRequest, run: WorkbookImport, *, status: int = 200, reasons: Any = ()
) -> HttpResponse:
    context: dict[str, Any] = {"run": run, "reasons": list(reasons), "may_act": _sends(request)}
    if run.state == WorkbookImport.State.CHECKED and run.uploaded_by_id == actor(request).pk:
        try:
            context |= _planned(request, plan_import(run=run, actor=actor(request)))
        except Refused as refusal:
            context["reasons"] += refusal.reasons
    elif run.changes is not None:
        rows = applied_changes(run, request.user)
        context["page"] = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "kinerja/import/detail.html", context, status=status)


def _planned(request: HttpRequest, plan: ResultsPlan) -> dict[str, Any]:
    return {
        "plan": plan,
        "page": Paginator(plan.rows, PER_PAGE).get_page(request.GET.get("halaman")),
        "errors": plan.errors[:SHOWN],
        "remarks": plan.remarks[:SHOWN],
    }


def _sends(request: HttpRequest) -> bool:
    return has_role(request.user, OPERATOR)
