"""``/api/v1/documents/<id>/``: what a signed document is, and its bytes (contract, REST)."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from kinerja.api.query import Query, read_query
from kinerja.api.responses import ETAG, UNCHANGED, json_answer, problems, spared
from kinerja.api.serializers import Document
from kinerja.models import SignedDocument
from kinerja.selectors.document import DamagedFileError, content, evaluation_of

PDF = "application/pdf"


class PdfRenderer(JSONRenderer):
    """Lets a client ask for PDF; what is rendered by it is only ever an error."""

    media_type = PDF
    format = "pdf"


class DocumentDetail(APIView):
    """One signed document of a unit that the token's account may see."""

    required_scope = "scores:read"

    @extend_schema(
        operation_id="documents_retrieve",
        summary="Keterangan dokumen",
        tags=["Dokumen"],
        parameters=[ETAG],
        responses={200: Document, **UNCHANGED, **problems(400, 404)},
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """Status, penanda tangan, dan alamat PDF sebuah dokumen."""
        return json_answer(request, _described(_document(request, pk)))


class DocumentContent(APIView):
    """The PDF of a signed document, byte for byte as it was signed."""

    required_scope = "scores:read"
    renderer_classes = [PdfRenderer]

    @extend_schema(
        operation_id="documents_content",
        summary="PDF dokumen",
        tags=["Dokumen"],
        parameters=[ETAG],
        responses={(200, PDF): OpenApiTypes.BINARY, **UNCHANGED, **problems(400, 404)},
    )
    def get(self, request: Request, pk: UUID) -> HttpResponseBase:
        """PDF bertanda tangan, persis seperti saat diterbitkan."""
        document = _document(request, pk)
        name = f"{document.code}.pdf"

        def sent() -> FileResponse:
            try:
                stored = BytesIO(content(document))
            except DamagedFileError as error:
                raise Http404(str(error)) from error
            return FileResponse(stored, content_type=PDF, as_attachment=True, filename=name)

        return spared(request, document.sha256, sent)


def _document(request: Request, pk: UUID) -> SignedDocument:
    read_query(request, Query)
    units = SignedDocument.objects.visible_to(request.user).filter(evaluation__isnull=False)
    visible = units.select_related("evaluation__period")
    return get_object_or_404(visible.defer("snapshot", "evaluation__result"), pk=pk)


def _described(document: SignedDocument) -> dict[str, Any]:
    evaluation = evaluation_of(document)
    assert evaluation is not None  # only documents of units leave here
    successor = document.superseded_by_id
    return {
        "id": str(document.pk),
        "code": document.code,
        "kind": document.kind,
        "number": document.number,
        "period": evaluation.period.code,
        "unit": {
            "code": evaluation.region_code,
            "name": evaluation.region_name,
            "kind": evaluation.region_kind,
        },
        "revision": document.revision,
        "status": document.status,
        "superseded_by": _address("api:document", successor) if successor else None,
        "signer": document.signer_name,
        "issued_at": document.issued_at.isoformat(),
        "size": document.size,
        "sha256": document.sha256,
        "content": _address("api:document_content", document.pk),
        "verification": f"{settings.PUBLIC_URL}/verifikasi/{document.code}/",
    }


def _address(name: str, pk: Any) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name, args=[pk])}"
