"""Requests made up from the schema: no answer that the schema does not declare, no fault of ours.

Left out is one check, that every well-formed request succeeds: a period or a region may be well-formed and
not exist, which a schema cannot say, and is refused with its reason (test_query).
"""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from kinerja.api.throttling import TokenRateThrottle
from kinerja.models import SignedDocument
from officials.tokens import NewToken

load_all_checks()
URL = "/api/schema/"
Speak = Callable[..., Client]

schema = schemathesis.pytest.from_fixture("loaded")


@pytest.fixture
def loaded(document: SignedDocument, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The schema as a client reads it, over the application that serves it."""
    monkeypatch.setattr(TokenRateThrottle, "THROTTLE_RATES", {"token": "100000/min"})
    made = schemathesis.openapi.from_wsgi(URL, get_wsgi_application())
    for path in made.raw_schema["paths"].values():
        for parameter in path["get"]["parameters"]:
            if parameter["in"] == "path":
                parameter["example"] = str(document.pk)
    return made


@pytest.mark.once
@pytest.mark.fuzz
@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_schema_declares(case: Any, token: NewToken) -> None:
    headers = {"Authorization": f"Bearer {token.text}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])


@pytest.mark.parametrize(
    ("path", "success"),
    [
        ("/api/v1/scores/", {"200": "application/json"}),
        ("/api/v1/documents/{id}/", {"200": "application/json"}),
        ("/api/v1/documents/{id}/content", {"200": "application/pdf"}),
    ],
)
def test_every_answer_is_declared_with_its_media_type(
    client: Client, path: str, success: dict[str, str]
) -> None:
    document = client.get(URL, headers={"accept": "application/json"}).json()
    declared = document["paths"][path]["get"]["responses"]
    assert document["openapi"] == "3.1.0"
    statuses = {"401", "403", "405", "406", "429", "500", "400"} | ({"404"} if "{id}" in path else set())
    problem = dict.fromkeys(statuses, "application/problem+json")
    media = {status: next(iter(answer.get("content", {"": None}))) for status, answer in declared.items()}
    assert media == success | problem | {"304": ""}


def test_the_parameters_are_those_of_the_contract(client: Client) -> None:
    document = client.get(URL, headers={"accept": "application/json"}).json()
    given = document["paths"]["/api/v1/scores/"]["get"]["parameters"]
    assert sorted(row["name"] for row in given if row["in"] == "query") == [
        "cursor",
        "kategori",
        "kind",
        "page_size",
        "period",
        "region",
        "status",
        "updated_since",
    ]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
