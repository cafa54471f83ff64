"""Element 2 of an official: entered under the period's regime, taken over, or said to be missing (II.C.2)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinerja.forms.staff_rating import ENTERED, UNAVAILABLE, RatingForms
from kinerja.forms.staff_rating_elsewhere import ElsewhereForm
from kinerja.forms.staff_rating_pp46 import Pp46Form
from kinerja.models import Appraisal, Attachment
from kinerja.rules.workflow import appraisal_act
from kinerja.selectors.appraisal_input import rating_of
from kinerja.services.appraisal import perform_act
from kinerja.services.appraisal_acts import available_acts, check_party
from kinerja.services.appraisal_preconditions import missing
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.staff_rating import StaleRatingError, declare_unavailable, save_rating
from kinerja.views.asking import actor, by_htmx
from kinerja.views.lookup import appraisal_or_404, page_url

#: What the buttons of the page ask for.
SAVE, SUBMIT, MORE_ROWS = "simpan", "ajukan", "baris"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rating(request: HttpRequest, period: str, pk: int) -> HttpResponse:
    """The form, or a save of it; a refused save keeps everything as it was typed."""
    appraisal = appraisal_or_404(request.user, period, pk)
    if request.method != "POST":
        _refuse(request, appraisal, Refused)
        return _page(request, appraisal, RatingForms(appraisal, rating_of(appraisal)))
    _refuse(request, appraisal, NotPermitted)
    forms = _posted(request, appraisal)
    if request.POST.get("aksi") == MORE_ROWS:
        return _more_rows(request, appraisal, forms)
    return _save(request, appraisal, forms)


@require_POST
@login_required
def live(request: HttpRequest, period: str, pk: int) -> HttpResponse:
    """What the rating as typed would come to; nothing is written."""
    appraisal = appraisal_or_404(request.user, period, pk)
    _refuse(request, appraisal, NotPermitted)
    forms = _posted(request, appraisal)
    forms.is_valid()
    return render(request, "kinerja/rating/live.html", {"forms": forms, "chosen": forms.chosen, "oob": True})


def _refuse(request: HttpRequest, appraisal: Appraisal, kind: type[Refused]) -> None:
    """Refuse with the reason (403) whoever may not rate.

    ``kind`` says whether a wrong state and what is missing count too: what was typed then is not lost.
    """
    row = appraisal_act("rate")
    if row in available_acts(appraisal, request.user):
        reasons = missing(row, appraisal) if kind is Refused else []
        if reasons:
            raise PermissionDenied(" ".join(reasons))
        return
    try:
        check_party(row, appraisal, request.user)
    except kind as refusal:
        raise PermissionDenied(" ".join(refusal.reasons)) from refusal
    except Refused:
        return


def _posted(request: HttpRequest, appraisal: Appraisal) -> RatingForms:
    return RatingForms(appraisal, rating_of(appraisal), request.POST, request.FILES)


def _page(
    request: HttpRequest, appraisal: Appraisal, forms: RatingForms, *, status: int = 200, **said: Any
) -> HttpResponse:
    """The form with the result that it would give, and whatever else is to be said."""
    if not forms.is_bound and forms.judged:
        forms.show_stored()
    context = {
        "appraisal": appraisal,
        "period": appraisal.period,
        "back": page_url(appraisal),
        "forms": forms,
        "chosen": forms.chosen,
        "kept": appraisal.attachments.filter(purpose=Attachment.Purpose.RATING),
        "files_lost": status != 200 and bool(request.FILES),
    }
    return render(request, "kinerja/rating/page.html", context | said, status=status)


def _more_rows(request: HttpRequest, appraisal: Appraisal, forms: RatingForms) -> HttpResponse:
    """The rows with some empty ones more; nothing is judged and nothing saved."""
    form = forms.entered
    if not isinstance(form, Pp46Form):
        raise Http404(_("Aturan periode ini tidak memakai daftar kegiatan."))
    forms.hold()
    form.add_rows()
    if by_htmx(request):
        return render(request, "kinerja/rating/activities.html", {"form": form})
    return _page(request, appraisal, forms)


def _save(request: HttpRequest, appraisal: Appraisal, forms: RatingForms) -> HttpResponse:
    if not forms.is_valid():
        return _page(request, appraisal, forms, status=422)
    try:
        _store(request, appraisal, forms)
    except StaleRatingError as stale:
        forms.rebase(stale.rating)
        return _page(request, appraisal, forms, status=409, reasons=stale.reasons, stale=True)
    except FigureErrors as refusal:
        forms.chosen.show_errors(refusal.errors)
        return _page(request, appraisal, forms, status=422)
    except Refused as refusal:
        return _page(request, appraisal, forms, status=409, reasons=refusal.reasons)
    messages.success(request, _("Unsur 2 %s tersimpan.") % appraisal.name)
    if request.POST.get("aksi") == SUBMIT:
        _submit(request, appraisal)
    return redirect(page_url(appraisal))


def _store(request: HttpRequest, appraisal: Appraisal, forms: RatingForms) -> None:
    given: dict[str, Any] = {
        "appraisal": appraisal,
        "actor": actor(request),
        "version": forms.head.cleaned_data["version"],
    }
    if forms.way == UNAVAILABLE:
        declare_unavailable(**given, reason=forms.unavailable.cleaned_data["reason"])
        return
    form = forms.entered if forms.way == ENTERED else forms.elsewhere
    files = form.uploads() if isinstance(form, ElsewhereForm) else ()
    save_rating(**given, origin=form.origin, data=form.rating, files=files)


def _submit(request: HttpRequest, appraisal: Appraisal) -> None:
    """Hand the appraisal to its assessor; what was saved stays saved, whatever comes of it."""
    try:
        perform_act(appraisal=appraisal, act="submit", actor=actor(request))
    except Refused as refusal:
        messages.warning(request, _("Belum diajukan: %s") % " ".join(refusal.reasons))
    else:
        messages.success(request, _("Penilaian diajukan kepada pejabat penilai."))
