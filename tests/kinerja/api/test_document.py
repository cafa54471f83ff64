"""A signed document over REST: what it is, its very bytes, and who may have them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.services.document import issue_document
from officials.tokens import NewToken, create_token
from tests.builders import make_user
from tests.kinerja.api.conftest import PDF, codes

Speak = Callable[..., Client]


def url(document: SignedDocument, path: str = "") -> str:
    return f"/api/v1/documents/{document.pk}/{path}"


def test_a_document_in_full(api: Speak, token: NewToken, document: SignedDocument) -> None:
    answer = api(token).get(url(document))
    assert answer.json() == {
        "id": str(document.pk),
        "code": "ABCD-EFGH-JKLM",
        "kind": "unit_result",
        "number": "400.12/1/Dukcapil",
        "period": "2018-1",
        "unit": {"code": "11.01", "name": "Wilayah 11.01", "kind": "kabupaten"},
        "revision": 1,
        "status": "current",
        "superseded_by": None,
        "signer": "Dirjen (contoh)",
        "issued_at": document.issued_at.isoformat(),
        "size": len(PDF),
        "sha256": document.sha256,
        "content": f"{settings.PUBLIC_URL}{url(document, 'content')}",
        "verification": f"{settings.PUBLIC_URL}/verifikasi/ABCD-EFGH-JKLM/",
    }
    again = api(token).get(url(document), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_the_bytes_are_those_that_were_signed(api: Speak, token: NewToken, document: SignedDocument) -> None:
    answer: Any = api(token, accept="application/pdf").get(url(document, "content"))
    assert b"".join(answer.streaming_content) == PDF
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["ETag"]) == (
        "application/pdf",
        'attachment; filename="ABCD-EFGH-JKLM.pdf"',
        f'"{document.sha256}"',
    )
    spared = api(token).get(url(document, "content"), headers={"if-none-match": answer["ETag"]})
    assert (spared.status_code, spared.content) == (304, b"")


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(PDF + b" "), Path.unlink], ids=["altered", "gone"]
)
def test_bytes_that_were_not_signed_are_not_given(
    api: Speak, token: NewToken, document: SignedDocument, damage: Callable[[Path], object]
) -> None:
    damage(Path(document.file.path))
    answer = api(token).get(url(document, "content"))
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["", "content"])
def test_a_document_of_another_region_does_not_exist(
    api: Speak, document: SignedDocument, provinces: dict[str, Any], path: str
) -> None:
    other = create_token(name="Klien 12", scopes=["scores:read"], region=provinces["12"], actor=None)
    answer = api(other).get(url(document, path))
    unknown = api(other).get(f"/api/v1/documents/{uuid4()}/{path}")
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()) == (404, unknown.json())


@pytest.mark.parametrize("path", ["", "content"])
def test_a_document_of_the_own_region_is_given(
    api: Speak, regional_token: NewToken, document: SignedDocument, path: str
) -> None:
    assert api(regional_token).get(url(document, path)).status_code == 200


def test_a_client_that_wants_something_else_is_told(
    api: Speak, token: NewToken, document: SignedDocument
) -> None:
    answer = api(token, accept="text/html").get(url(document, "content"))
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_an_error_is_json_even_where_pdf_was_asked_for(api: Speak, token: NewToken) -> None:
    answer = api(token, accept="application/pdf").get(f"/api/v1/documents/{uuid4()}/content")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


def test_a_client_that_asks_what_changed_is_told_of_a_new_document(
    api: Speak, token: NewToken, scored: dict[str, SemesterEvaluation], media_root: Path
) -> None:
    SemesterEvaluation.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    since = {"updated_since": (timezone.now() - timedelta(minutes=1)).isoformat()}
    before = codes(api(token).get("/api/v1/scores/", since))
    document = issue_document(evaluation=scored["11.01"], actor=make_user("dirjen"))
    (score,) = api(token).get("/api/v1/scores/", since).json()["results"]
    assert (before, score["document"]) == ([], f"{settings.PUBLIC_URL}{url(document)}")


@pytest.mark.parametrize("path", ["", "content"])
def test_a_document_takes_a_constant_number_of_queries(
    api: Speak, token: NewToken, document: SignedDocument, path: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        assert api(token).get(url(document, path)).status_code == 200
