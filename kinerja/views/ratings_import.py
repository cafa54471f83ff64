"""Results of element 2 decided elsewhere: file → plan with every fault → confirmed → taken over, all or none.

Between plan and confirmation the rows wait in the cache for half an hour under an unguessable name, for this
account and period alone: no page carries a whole NIP, and nobody has to choose the file a second time.
"""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kinerja.exchange.staff_rating import COLUMNS, RatingRow
from kinerja.forms.ratings_import import RatingsFileForm
from kinerja.models import Period
from kinerja.rules.staff.regime import regime_on
from kinerja.services.errors import Refused
from kinerja.services.staff_rating_import import ImportRefused, Plan, apply_import, plan_import
from kinerja.views.asking import actor
from kinerja.views.lookup import period_or_404
from kinerja.views.roles import roles_required

KEPT_SECONDS = 30 * 60
#: Rows that a page shows; all are counted, and all are taken over.
SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@roles_required("operator_ditjen")
def ratings_import(request: HttpRequest, code: str) -> HttpResponse:
    """The file to choose, the plan of the one that was sent, or what came of a confirmed plan."""
    period = period_or_404(code)
    if request.method != "POST":
        return _page(request, period, RatingsFileForm())
    if "rencana" in request.POST:
        return _apply(request, period, request.POST["rencana"])
    return _plan(request, period)


def _plan(request: HttpRequest, period: Period) -> HttpResponse:
    form = RatingsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, period, form, status=422)
    table = form.table
    plan = plan_import(period=period, rows=table.rows, actor=actor(request))
    errors = sorted((*table.errors, *plan.errors), key=lambda fault: fault.row)
    if errors:
        shown: dict[str, Any] = {"errors": errors[:SHOWN], "error_count": len(errors)}
        name = form.cleaned_data["file"].name
        return _page(request, period, form, status=422, name=name, **shown)
    return _shown(request, period, table.rows, plan, blank=table.blank)


def _shown(
    request: HttpRequest, period: Period, rows: tuple[RatingRow, ...], plan: Plan, **said: Any
) -> HttpResponse:
    """The plan, to be confirmed; its rows wait meanwhile."""
    token = secrets.token_urlsafe(24)
    cache.set(_key(request, period, token), (rows, plan.digest), KEPT_SECONDS)
    shown: dict[str, Any] = {"plan": plan, "rows": plan.rows[:SHOWN], "token": token, "counts": plan.counts}
    return _page(request, period, RatingsFileForm(), **shown, **said)


def _apply(request: HttpRequest, period: Period, token: str) -> HttpResponse:
    kept = cache.get(_key(request, period, token))
    if kept is None:
        messages.warning(
            request, _("Rencana ini sudah kedaluwarsa atau sudah dijalankan; unggah lagi berkasnya.")
        )
        return redirect("kinerja:ratings_import", period.code)
    rows, digest = kept
    who = actor(request)
    try:
        done = apply_import(period=period, rows=rows, actor=who, seen=digest)
    except ImportRefused as refusal:
        said: dict[str, Any] = {"errors": refusal.errors[:SHOWN], "error_count": len(refusal.errors)}
        return _page(request, period, RatingsFileForm(), status=409, **said)
    except Refused as refusal:
        plan = plan_import(period=period, rows=rows, actor=who)
        return _shown(request, period, rows, plan, status=409, reasons=refusal.reasons)
    cache.delete(_key(request, period, token))
    text = _("Impor selesai: %(new)d baru, %(changed)d diganti, %(same)d sama seperti yang tersimpan.")
    messages.success(request, text % done.counts)
    return redirect("kinerja:ratings_import", period.code)


def _key(request: HttpRequest, period: Period, token: str) -> str:
    return f"ratings-import:{actor(request).pk}:{period.pk}:{token[:64]}"


def _page(
    request: HttpRequest, period: Period, form: RatingsFileForm, *, status: int = 200, **said: Any
) -> HttpResponse:
    context = {
        "period": period,
        "form": form,
        "regime": regime_on(period.cutoff),
        "columns": COLUMNS,
        "max_bytes": settings.EVIDENCE_MAX_BYTES,
    }
    return render(request, "kinerja/rating/import.html", context | said, status=status)
