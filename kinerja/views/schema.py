"""The published form of the data in our documents; anybody may read it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kinerja.documents.schema import UnknownFormError, names, schema_named


@require_safe
def schemas(request: HttpRequest) -> HttpResponse:
    """The list of published forms."""
    return render(request, "kinerja/verify/schemas.html", {"names": names()})


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
