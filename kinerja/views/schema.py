"""The published form of the data in our documents; anybody may read it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kinerja.documents.kinds import KINDS
from kinerja.documents.schema import UnknownFormError, name_of, schema_named
from kinerja.rules.proof import AGREEMENT, APPRAISAL, DECISION, RECAPITULATION, UNIT_RESULT

#: What each published form describes.
TEXTS = {
    AGREEMENT: gettext_lazy("Perjanjian Kinerja: kedua pihak, target setiap indikator, program, anggaran."),
    UNIT_RESULT: gettext_lazy("Hasil unit kerja: angka yang dilaporkan, capaian, nilai, kategori."),
    APPRAISAL: gettext_lazy("Hasil pejabat: hasil unit kerja, SKP dan perilaku, rekomendasi, persetujuan."),
    RECAPITULATION: gettext_lazy("Rekapitulasi provinsi: hasil provinsi dan setiap kabupaten/kotanya."),
    DECISION: gettext_lazy("Keputusan atas keberatan: putusan dengan alasannya, dan hasil sesudahnya."),
}


@require_safe
def schemas(request: HttpRequest) -> HttpResponse:
    """The list of published forms, each with what it describes."""
    forms = [(name_of(*kind.snapshot.form), TEXTS[kind.snapshot.form]) for kind in KINDS]
    return render(request, "kinerja/verify/schemas.html", {"forms": forms})


@require_safe
@cache_control(public=True, max_age=86400)
def schema(request: HttpRequest, name: str) -> JsonResponse:
    """The JSON Schema of one form."""
    try:
        found = schema_named(name)
    except UnknownFormError as error:
        raise Http404(name) from error
    options = {"indent": 1, "ensure_ascii": False, "sort_keys": True}
    return JsonResponse(found, content_type="application/schema+json", json_dumps_params=options)
