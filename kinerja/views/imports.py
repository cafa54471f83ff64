"""Workbooks: template → file sent in → plan with every fault → applied whole → undone whole."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.exchange.upload import XLSX
from kinerja.forms.import_file import ImportFileForm
from kinerja.listings.register import IMPORTS
from kinerja.models import WorkbookImport
from kinerja.selectors.imports import applied_records, provinces_within_reach, shown_records
from kinerja.selectors.lookup import NothingFoundError
from kinerja.selectors.period import choose, periods
from kinerja.selectors.results import applied_changes
from kinerja.services.books import BOOKS
from kinerja.services.errors import Refused
from kinerja.services.import_plan import Book, Plan
from kinerja.services.imports import apply_import, keep_import, kept_faults, plan_import, undo_import
from kinerja.views.asking import actor
from kinerja.views.download import attachment
from kinerja.views.export import asked_format, exported
from kinerja.views.lookup import period_or_404
from kinerja.views.roles import roles_required
from officials.access import has_role

READERS = ("operator_ditjen", "admin_pusat", "auditor")
SENDERS = tuple({book.role for book in BOOKS.values()})
#: Rows and faults that a page shows; all are counted, and the workbook of faults names all.
PER_PAGE, SHOWN = 50, 200


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required(*READERS)
def imports(request: HttpRequest) -> HttpResponseBase:
    """What was sent in, also as a file, and a file to choose; one that is no such table is refused."""
    if request.method != "POST" and asked_format(request):
        return exported(request, "impor", IMPORTS, _sent(request))
    book = _chosen(request)
    found = periods() if book and book.has_period else []
    at_work = choose(found, request.GET.get("periode", "")) or choose(found)
    ordered = [row for row in found if row == at_work] + [row for row in found if row != at_work]
    if request.method != "POST":
        return _list(request, book, ImportFileForm(ordered))
    if book is None:
        raise PermissionDenied(_("Peran Anda tidak mengimpor buku kerja."))
    form = ImportFileForm(ordered, request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, book, form, status=422)
    file, period = form.cleaned_data["file"], form.cleaned_data.get("period")
    given: dict[str, Any] = {"file": file.file, "name": file.name, "size": file.size}
    try:
        run = keep_import(kind=book.kind, period=period, actor=actor(request), **given)
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error("file", reason)
        return _list(request, book, form, status=422)
    return redirect("kinerja:import", run.pk)


@require_safe
@roles_required(*SENDERS)
def template(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The workbook to fill in: ``?periode=``, and ``?wilayah=`` for less than all within reach.

    One that could not be sent back in one file is not handed out; the page of imports says so.
    """
    book = BOOKS.get(kind)
    if book is None:
        raise Http404(_("Tidak ada templat seperti itu."))
    if not has_role(request.user, book.role):
        raise PermissionDenied(_("Peran Anda tidak mengimpor buku kerja ini."))
    period = period_or_404(request.GET.get("periode", "")) if book.has_period else None
    region = request.GET.get("wilayah", "")
    try:
        content = book.template(period, region, actor(request))
    except NothingFoundError as none:
        raise Http404(str(none)) from none
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
        return redirect(f"{reverse('kinerja:imports')}?jenis={kind}")
    name = "-".join(filter(None, (book.layout(period).kind, period.code if period else "", region)))
    return attachment(BytesIO(content), f"{name}.xlsx", XLSX)


@require_safe
@roles_required(*READERS)
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What applying a file would do, or what it did."""
    return _detail(request, _run(request, pk))


@require_POST
@roles_required(*SENDERS)
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
        words = {"rows": len(plan.rows), "figures": plan.figures}
        messages.success(request, _("Diterapkan: %(figures)d isian pada %(rows)d baris.") % words)
    else:
        messages.info(request, _("Tidak ada yang berubah, jadi tidak ada yang disimpan."))
    return redirect("kinerja:import", pk)


@require_POST
@roles_required(*SENDERS)
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put everything back to what it was, or nothing."""
    run = _run(request, pk)
    try:
        undo_import(run=run, actor=actor(request))
    except Refused as refusal:
        return _detail(request, run, status=409, reasons=refusal.reasons)
    messages.success(request, _("Impor dibatalkan: semuanya kembali seperti semula."))
    return redirect("kinerja:import", pk)


@require_safe
@roles_required(*SENDERS)
def faults(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file again, with what is wrong beside each row."""
    run = _run(request, pk)
    try:
        content = kept_faults(run=run, actor=actor(request))
    except Refused as refusal:
        return _detail(request, run, status=409, reasons=refusal.reasons)
    return attachment(BytesIO(content), f"masalah-{run.name.rsplit('.', 1)[0]}.xlsx", XLSX)


def _chosen(request: HttpRequest) -> Book | None:
    """The kind of workbook at work: the one asked for, else the first that the account may send.

    Raises:
        PermissionDenied: others send the one that is asked for.
    """
    own, asked = _own(request), request.GET.get("jenis", "")
    if asked in BOOKS and BOOKS[asked] not in own:
        raise PermissionDenied(_("Peran Anda tidak mengimpor buku kerja ini."))
    return next((book for book in own if book.kind == asked), own[0] if own else None)


def _own(request: HttpRequest) -> list[Book]:
    return [book for book in BOOKS.values() if has_role(request.user, book.role)]


def _run(request: HttpRequest, pk: UUID) -> WorkbookImport:
    rows = WorkbookImport.objects.visible_to(request.user)
    run: WorkbookImport = get_object_or_404(
        rows.select_related("period__policy", "period__indicator_set", "uploaded_by"), pk=pk
    )
    return run


def _sent(request: HttpRequest) -> "QuerySet[WorkbookImport]":
    rows: QuerySet[WorkbookImport] = WorkbookImport.objects.visible_to(request.user).defer("changes")
    return rows.select_related("period", "uploaded_by__official")


def _list(
    request: HttpRequest, book: Book | None, form: ImportFileForm, *, status: int = 200
) -> HttpResponse:
    chosen: list[tuple[str, Any]] = [
        (each.kind, WorkbookImport.Kind(each.kind).label) for each in _own(request)
    ]
    context = {
        "book": book,
        "book_label": WorkbookImport.Kind(book.kind).label if book else "",
        "kinds": chosen,
        "provinces": provinces_within_reach(request.user) if book and book.has_region else [],
        "form": form,
        "page": Paginator(_sent(request), PER_PAGE).get_page(request.GET.get("halaman")),
    }
    return render(request, "kinerja/import/list.html", context, status=status)


def _detail(
    request: HttpRequest, run: WorkbookImport, *, status: int = 200, reasons: Any = ()
) -> HttpResponse:
    may_act = has_role(request.user, BOOKS[run.kind].role)
    context: dict[str, Any] = {"run": run, "reasons": list(reasons), "may_act": may_act}
    if run.state == WorkbookImport.State.CHECKED and run.uploaded_by_id == actor(request).pk:
        try:
            context |= _planned(request, run, plan_import(run=run, actor=actor(request)))
        except Refused as refusal:
            context["reasons"] += refusal.reasons
    elif run.changes is not None:
        context["page"] = _applied(request, run)
    return render(request, "kinerja/import/detail.html", context, status=status)


def _planned(request: HttpRequest, run: WorkbookImport, plan: Plan) -> dict[str, Any]:
    page = _paged(request, plan.rows)
    if run.kind != WorkbookImport.Kind.RESULTS:
        page.object_list = shown_records(page.object_list, plan.layout.columns)
    return {
        "plan": plan,
        "page": page,
        "errors": plan.errors[:SHOWN],
        "remarks": plan.remarks[:SHOWN],
    }


def _applied(request: HttpRequest, run: WorkbookImport) -> Any:
    if run.kind == WorkbookImport.Kind.RESULTS:
        return _paged(request, applied_changes(run, request.user))
    page = _paged(request, applied_records(run))
    page.object_list = shown_records(page.object_list, BOOKS[run.kind].layout(run.period).columns)
    return page


def _paged(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
