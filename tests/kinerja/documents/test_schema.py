"""The published form of the embedded data is the one in docs, and a document of each kind has it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from kinerja.documents.schema import UnknownFormError, names, schema_named, schema_of
from kinerja.views.schema import TEXTS
from tests.kinerja.documents import appraisal_samples, recapitulation_samples, samples
from tests.kinerja.documents.agreement_samples import agreement

DOCS = Path(__file__).resolve().parents[3] / "docs" / "schemas"
MADE = [
    samples.kabkota,
    samples.province,
    appraisal_samples.decided,
    recapitulation_samples.province,
    agreement,
]


def test_docs_hold_what_is_published() -> None:
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in DOCS.glob("*.json")}
    assert found == {name: schema_named(name) for name in names()}
    for schema in found.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("make", MADE)
def test_a_document_has_its_form(make: Any) -> None:
    data = json.loads(make().to_json())
    validator = Draft202012Validator(schema_of(data["format"], data["version"]))
    assert list(validator.iter_errors(data)) == []
    for change in ({"revision": "1"}, {"signer": {}}, {"more": 1}, {"version": 9}):
        assert list(validator.iter_errors(data | change)) != []


@pytest.mark.django_db
def test_anybody_may_read_them() -> None:
    client = Client()
    page = client.get("/verifikasi/skema/").content.decode()
    assert [name for name in names() if f"/verifikasi/skema/{name}.json" not in page] == []
    answer = client.get(f"/verifikasi/skema/{names()[0]}.json")
    assert (answer["Content-Type"], answer.json()) == ("application/schema+json", schema_named(names()[0]))
    assert "public" in answer["Cache-Control"]
    assert client.get("/verifikasi/skema/lain-1.json").status_code == 404
    with pytest.raises(UnknownFormError):
        schema_of("lain", 1)


@pytest.mark.django_db
def test_the_page_says_what_each_form_describes() -> None:
    client = Client()
    page = client.get("/verifikasi/skema/").content.decode()
    assert [text for text in TEXTS.values() if str(text) not in page] == []
    assert 'href="/verifikasi/skema/"' in client.get("/verifikasi/").content.decode()
