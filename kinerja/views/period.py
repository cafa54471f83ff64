"""The national page of a period: how far everybody is, and every unit in one list."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from kinerja import tables
from kinerja.exchange.listing import Part, xlsx
from kinerja.exchange.upload import XLSX
from kinerja.forms.filters import UnitFilter
from kinerja.forms.issue import IssueForm
from kinerja.forms.passphrase import AskingPassphrase
from kinerja.listings.indicator import INDICATORS, STEPS
from kinerja.listings.unit import units_listed
from kinerja.models import Period, SemesterEvaluation
from kinerja.selectors import overview
from kinerja.selectors.document_archive import archived_documents
from kinerja.selectors.document_number import first_numbers
from kinerja.selectors.period import policy_of
from kinerja.selectors.progress import kategori_looks, progress
from kinerja.selectors.recapitulation_rows import indicator_rows, step_rows
from kinerja.tasks import runs_here
from kinerja.views.archive import ISSUERS
from kinerja.views.asking import by_htmx
from kinerja.views.download import attachment
from kinerja.views.export import asked_format, exported
from kinerja.views.lookup import chosen_period, period_or_404, to_period_at_work
from officials.access import has_role


@require_safe
@login_required
def latest(request: HttpRequest) -> HttpResponse:
    """Lead to the period at work."""
    return to_period_at_work(request, "kinerja:period")


@require_safe
@login_required
@vary_on_headers("HX-Request")
def period(request: HttpRequest, code: str) -> HttpResponseBase:
    """All units of a period that the account may see; for htmx only the list; or the list as a file."""
    found, chosen = chosen_period(code)
    assert chosen is not None
    rows = overview.unit_rows(request.user, chosen)
    context = listing(request, chosen, rows, tables.UNITS)
    if asked_format(request):
        listed = units_listed(request.user, chosen, context["rows"])
        return exported(request, f"unit-kerja-{chosen.code}", *listed)
    if by_htmx(request):
        return render(request, "kinerja/period/list.html", context)
    context |= {
        "periods": found,
        "progress": progress(rows, policy_of(chosen)),
        "national": overview.is_national(request.user),
        **_issuing(request, chosen),
        "may_download": archived_documents(request.user, chosen).exists(),
    }
    return render(request, "kinerja/period/page.html", context)


def _issuing(request: HttpRequest, period: Period) -> dict[str, Any]:
    """The form that issues documents; ``?terbitkan=`` and ``?nomor=`` are what was typed and refused."""
    if not has_role(request.user, *ISSUERS):
        return {"may_issue": False}
    typed = {"wilayah": request.GET.get("terbitkan", ""), "nomor": request.GET.get("nomor", "")}
    return {
        "may_issue": True,
        "issue_form": IssueForm(period, typed if "terbitkan" in request.GET else None),
        "first_numbers": first_numbers(request.user),
        "waits": runs_here(),
        "passphrase_form": AskingPassphrase(),
    }


@require_safe
@login_required
def recapitulation(request: HttpRequest, code: str) -> HttpResponseBase:
    """The units of the list with their indicators and derivations, as one workbook."""
    found = period_or_404(code)
    shown = listing(request, found, overview.unit_rows(request.user, found), tables.UNITS)["rows"]
    rows = SemesterEvaluation.objects.visible_to(request.user).filter(pk__in=[row.id for row in shown])
    name = f"rekapitulasi-{found.code}"
    content = xlsx(
        Part(_("Unit kerja"), *units_listed(request.user, found, shown)),
        Part(_("Indikator"), INDICATORS, indicator_rows(rows)),
        Part(_("Cara memperoleh"), STEPS, step_rows(rows)),
    )
    return attachment(content, f"{name}.xlsx", XLSX)


def listing(
    request: HttpRequest, period: Period, rows: list[overview.UnitRow], columns: tuple[tables.Column, ...]
) -> dict[str, Any]:
    """The rows as filtered and ordered by the address, with the filter and the headings."""
    policy = policy_of(period)
    form = UnitFilter(
        request.GET,
        provinces=overview.provinces_of(rows),
        kategori=[kategori for kategori, _look in kategori_looks(policy)],
        all_final=columns is tables.PUBLIC,
    )
    order, descending = tables.read_order(request.GET)
    shown = overview.ordered(overview.narrowed(rows, **form.filters()), order, descending)
    return {
        "period": period,
        "rows": shown,
        "total": len(rows),
        "filter": form,
        "filtered": any(form.filters().values()),
        "heads": list(tables.heads(columns, request.GET)),
        "by_code": order == "kode" and not descending,
    }
