"""The list of appraisals of a period: whose turn they are, filtered and ordered by the address."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kinerja import tables
from kinerja.forms.filters import AppraisalFilter
from kinerja.listings import appraisal as listings
from kinerja.rules.workflow import PARTY_ROLES, Party
from kinerja.selectors.appraisal import Appraisals, Counts
from kinerja.selectors.appraisal_asked import Asked
from kinerja.selectors.appraisal_wait import GROUPS
from kinerja.selectors.recommendation import READERS
from kinerja.tasks import begin
from kinerja.views.asking import actor, by_htmx, kept_query
from kinerja.views.export import Listing, asked_format, exported_one
from kinerja.views.lookup import chosen_period, period_or_404, to_period_at_work
from officials.access import has_role, holds

#: Order of a list whose address asks for none.
ORDER = "unit"
#: Posts without a personal score are listed as far as this; the filters narrow them.
MOST_UNASSESSED = 100
#: Rows read at once for a file.
CHUNK = 500


@require_safe
@login_required
def latest(request: HttpRequest) -> HttpResponse:
    """Lead to the list of the period at work."""
    return to_period_at_work(request, "kinerja:appraisals")


@require_safe
@login_required
@vary_on_headers("HX-Request")
def appraisals(request: HttpRequest, code: str) -> HttpResponseBase:
    """The appraisals of a period that the account may see; for htmx only the list; or a file."""
    period = period_or_404(code)
    rows = Appraisals(request.user, period)
    if asked_format(request):
        return exported_one(request, _lists(rows, asked_in(request.GET)))
    context = _listing(request, rows)
    if by_htmx(request):
        return render(request, "kinerja/appraisal/rows.html", context)
    context |= {
        "periods": chosen_period()[0],
        "groups": list(_groups(context["counts"])),
        "sees_recommendations": has_role(request.user, *READERS),
        "imports_ratings": has_role(request.user, *PARTY_ROLES[Party.ENTERER]),
    }
    return render(request, "kinerja/appraisal/list.html", context)


@require_POST
@login_required
def open_appraisals(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a period's appraisals to be opened, in the background, and lead to the page of the job."""
    period = period_or_404(code)
    if not holds(request.user, "admin_pusat"):
        raise PermissionDenied(_("Hanya admin pusat yang membuka penilaian pejabat."))
    kind = "open_appraisals"
    job = begin(
        kind=kind, key=f"{kind}:{period.code}", arguments={"period": period.code}, actor=actor(request)
    )
    if job.owner_id != actor(request).pk:
        messages.info(request, _("Pembukaan penilaian pejabat periode ini sedang berjalan."))
        return redirect("kinerja:home")
    return redirect("kinerja:job", job.pk)


def _lists(rows: Appraisals, asked: Asked) -> dict[str, Listing]:
    """The lists of the page by what its links call them: of appraisals, and of posts without one."""
    name, posts = f"penilaian-pejabat-{rows.period.code}", f"tanpa-nilai-{rows.period.code}"
    return {
        "": Listing(name, listings.APPRAISALS, lambda: rows.listed(asked)),
        "tanpa-nilai": Listing(posts, listings.UNASSESSED, lambda: rows.unassessed(asked).iterator(CHUNK)),
    }


def asked_in(params: QueryDict) -> Asked:
    """What the address of a list asks for; what cannot be read asks for nothing."""
    order, descending = tables.read_order(params, ORDER)
    return AppraisalFilter(params).asked(order, descending)


def _listing(request: HttpRequest, rows: Appraisals) -> dict[str, Any]:
    asked, counts = asked_in(request.GET), rows.counts()
    return {
        "period": rows.period,
        "asked": asked,
        "counts": counts,
        "page": rows.page(asked, request.GET.get("halaman")),
        "filter": AppraisalFilter(request.GET, provinces=rows.provinces()),
        "heads": list(tables.heads(tables.APPRAISALS, request.GET, ORDER)),
        "kept": kept_query(request),
        "assessor": _assessor(rows, asked),
        "unassessed": _unassessed(rows, asked),
    }


def _assessor(rows: Appraisals, asked: Asked) -> str:
    """The post that the list is narrowed to; "" where it is not."""
    if not asked.assessor:
        return ""
    return rows.all.filter(assessor=asked.assessor).values_list("assessor_title", flat=True).first() or ""


def _unassessed(rows: Appraisals, asked: Asked) -> dict[str, Any]:
    found = rows.unassessed(asked)
    return {"number": found.count(), "rows": list(found[:MOST_UNASSESSED])}


def _groups(counts: Counts) -> list[tuple[str, Any, int]]:
    """Key, name and number of each group of states."""
    return [(key, label, counts.of(states)) for key, (label, states) in GROUPS.items()]
