"""The audit trail, for the auditor and the admin."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinerja.forms.filters import AuditFilter
from kinerja.listings.register import AUDIT
from kinerja.selectors import audit
from kinerja.views.asking import kept_query
from kinerja.views.export import asked_format, exported
from kinerja.views.roles import roles_required
from officials.audit import label_of

PER_PAGE = 50


@require_safe
@roles_required("auditor", "admin_pusat")
def trail(request: HttpRequest) -> HttpResponseBase:
    """Who did what to which object, newest first; or all of it as a file."""
    found = AuditFilter(request.GET, queryset=audit.entries(request.user), actions=audit.actions())
    if asked_format(request):
        return exported(request, "jejak-audit", AUDIT, found.qs.iterator(chunk_size=1000))
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("halaman"))
    rows = [(entry, label_of(entry.action), audit.changes(entry)) for entry in page]
    context = {"filter": found.form, "page": page, "rows": rows, "kept": kept_query(request)}
    return render(request, "kinerja/audit/page.html", context)
