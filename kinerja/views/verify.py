"""Anybody may check a document, by its code or by the file itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form that takes a code or a file."""
    return render(request, "kinerja/verify/ask.html", {"code": request.GET.get("kode", "")})
