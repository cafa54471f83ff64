"""Anybody may check a document, by its code or by the file itself; no account, nothing stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.documents.code import clean_code
from kinerja.documents.parts import part_text
from kinerja.documents.summary import summary
from kinerja.documents.verify import MAX_BYTES, Verification, too_large, verify
from kinerja.selectors.document import Standing, public_document, standing


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form that takes a code or a file; a code leads to its own address, a file is judged at once."""
    if request.method == "POST":
        return _judge(request)
    typed = request.GET.get("kode", "").strip()
    code = clean_code(typed)
    if code:
        return redirect("kinerja:verification_code", code)
    error = _("“%s” bukan kode verifikasi; periksa lagi tulisannya.") % typed if typed else ""
    return _form(request, typed=typed, code_error=error)


@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the public may know of the document of a code."""
    found = public_document(code)
    if found is None:
        error = _("Tidak ada dokumen dengan kode %s dalam register ini.") % code
        return _form(request, typed=code, code_error=error, status=404)
    return render(request, "kinerja/verify/document.html", {"document": found})


def _judge(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _form(request, file_error=_("Pilih berkas PDF yang akan diperiksa."), status=422)
    size = upload.size or 0
    if size > MAX_BYTES:
        return _form(request, file_error=too_large(size), status=422)
    pdf = upload.read()
    checked = verify(pdf)
    said = summary(checked.snapshot) if checked.valid and checked.snapshot else []
    context = {
        "checked": checked,
        "standing": _standing(pdf, checked),
        "name": upload.name,
        "said": said,
        "signatures": [(part_text(row.field), row) for row in checked.signatures],
    }
    return render(request, "kinerja/verify/file.html", context)


def _standing(pdf: bytes, checked: Verification) -> Standing | None:
    """What the register says of a file that proved itself; a file that did not is not looked up."""
    return standing(pdf, checked.snapshot.code) if checked.valid and checked.snapshot else None


def _form(
    request: HttpRequest, *, typed: str = "", code_error: str = "", file_error: str = "", status: int = 200
) -> HttpResponse:
    context = {"code": typed, "code_error": code_error, "file_error": file_error, "max_bytes": MAX_BYTES}
    return render(request, "kinerja/verify/ask.html", context, status=status)
