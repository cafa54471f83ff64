"""Two provinces with scored units, tokens that see one or both, and a client that speaks for a token."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django.fixtures import Settings

from kinerja.models import Period, SemesterEvaluation, SignedDocument
from kinerja.services.scoring import score_period
from officials.tokens import NewToken, create_token
from regions.models import Region
from tests.builders import (
    make_agreement,
    make_designated,
    make_evaluation,
    make_figures,
    make_final,
    make_period,
    make_region,
    make_unit,
    make_user,
)

PDF = b"%PDF-1.7 contoh"


@pytest.fixture
def period(db: None) -> Period:
    """Semester I 2018."""
    make_designated()
    return make_period("2018-1")


@pytest.fixture
def provinces(db: None) -> dict[str, Region]:
    """Provinces 11 and 12 with a kabupaten each, and a kota in 11."""
    made = {code: make_region(code, f"Provinsi {code}") for code in ("11", "12")}
    for code in ("11.01", "11.71", "12.01"):
        made[code] = make_region(code, f"Wilayah {code}", parent=made[code[:2]])
    return made


@pytest.fixture
def scored(period: Period, provinces: dict[str, Region]) -> dict[str, SemesterEvaluation]:
    """Their evaluations with a complete semester each, scored; that of 11.01 is final."""
    made = {}
    for code, region in provinces.items():
        made[code] = make_evaluation(make_unit(region), period)
        make_agreement(made[code])
        make_figures(made[code])
    score_period(period=period, actor=make_user("operator_ditjen"))
    found = {row.region_code: row for row in SemesterEvaluation.objects.filter(period=period)}
    make_final(found["11.01"])
    return found


@pytest.fixture
def token(db: None) -> NewToken:
    """A token for all Indonesia."""
    return create_token(name="Klien uji", scopes=["scores:read"], actor=None)


@pytest.fixture
def regional_token(provinces: dict[str, Region]) -> NewToken:
    """A token for province 11."""
    return create_token(name="Klien 11", scopes=["scores:read"], region=provinces["11"], actor=None)


@pytest.fixture
def api() -> Callable[..., Client]:
    """A client that sends a token with every request."""

    def speak(made: NewToken | str, **headers: str) -> Client:
        text = made if isinstance(made, str) else made.text
        return Client(headers={"authorization": f"Bearer {text}", **headers}, raise_request_exception=False)

    return speak


@pytest.fixture
def document(scored: dict[str, SemesterEvaluation], media_root: Any, settings: Settings) -> SignedDocument:
    """The document of the final evaluation."""
    made = SignedDocument(
        code="ABCD-EFGH-JKLM",
        kind=SignedDocument.Kind.UNIT_RESULT,
        evaluation=scored["11.01"],
        revision=1,
        number="400.12/1/Dukcapil",
        snapshot="{}",
        snapshot_sha256="0" * 64,
        size=len(PDF),
        sha256=hashlib.sha256(PDF).hexdigest(),
        signer_name="Dirjen (contoh)",
        certificate="CN=contoh",
        issued_by=make_user("dirjen"),
        issued_at=datetime(2018, 8, 1, 3, 0, tzinfo=UTC),
    )
    made.file.save("x.pdf", ContentFile(PDF), save=False)
    made.save()
    return made


def codes(response: Any) -> list[str]:
    """The codes of the units in an answer, in its order."""
    return [row["unit"]["code"] for row in response.json()["results"]]
