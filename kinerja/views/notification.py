"""What an account was told: the list, marking as read, and the switch of the e-mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kinerja.listings.register import NOTIFICATIONS
from kinerja.selectors.notification import inbox, unread_count, wants_email
from kinerja.services.notification import mark_all_read, mark_read, set_email
from kinerja.services.reminder_rules import label_of
from kinerja.views.asking import actor
from kinerja.views.export import asked_format, exported

#: Messages on a page, and those read at once for a file.
PER_PAGE, CHUNK = 30, 500


@require_safe
@login_required
def notifications(request: HttpRequest) -> HttpResponseBase:
    """The messages of whoever asks, unread first; or all of them as a file."""
    if asked_format(request):
        return exported(request, "pemberitahuan", NOTIFICATIONS, inbox(request.user).iterator(CHUNK))
    page = Paginator(inbox(request.user), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "rows": [(row, label_of(row.event)) for row in page],
        "unread": unread_count(request.user),
        "email": wants_email(request.user),
    }
    return render(request, "kinerja/notification/list.html", context)


@require_POST
@login_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read and go where it points; somebody else's does not exist (404)."""
    found = get_object_or_404(inbox(request.user), pk=pk)
    mark_read(notification=found, actor=actor(request))
    return redirect(found.path if found.path and "buka" in request.POST else "kinerja:notifications")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    done = mark_all_read(actor=actor(request))
    said = ngettext("%d pemberitahuan ditandai dibaca.", "%d pemberitahuan ditandai dibaca.", done)
    messages.success(request, said % done)
    return redirect("kinerja:notifications")


@require_POST
@login_required
def email(request: HttpRequest) -> HttpResponse:
    """Switch the digest by e-mail on or off."""
    chosen = set_email(on=request.POST.get("surel") == "ya", actor=actor(request))
    on, off = _("Ringkasan lewat surel dinyalakan."), _("Ringkasan lewat surel dimatikan.")
    messages.success(request, on if chosen.email else off)
    return redirect("kinerja:notifications")
