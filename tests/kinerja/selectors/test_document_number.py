"""The next official number of an office: a suggestion in the shape of its latest one."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document_number import DITJEN, first_numbers, office_key, suggested_number
from kinerja.services.document import issue_document
from officials.models import Position
from tests.builders import make_user
from tests.kinerja.cast import Cast

TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def issued(cast: Cast, media_root: Path) -> SignedDocument:
    final: SemesterEvaluation = cast.act(cast.kabupaten, *TO_FINAL)
    return issue_document(evaluation=final, actor=cast.dirjen, number="800.1.3.3/4873/Dukcapil")


def numbered(document: SignedDocument, number: str, days: int = 0) -> None:
    at = document.issued_at + timedelta(days=days)
    SignedDocument.objects.filter(pk=document.pk).update(number=number, issued_at=at)


def test_whose_count_it_is() -> None:
    assert DITJEN == Position.Kind.DIRJEN
    assert office_key(Position(kind="menteri")) == "menteri"
    assert office_key(Position(kind="kepala_daerah", region_id=7)) == "region:7"
    assert office_key(Position(kind="kepala_dinas", unit_id=9)) == "unit:9"


@pytest.mark.parametrize(
    ("number", "days", "expected"),
    [
        ("800.1.3.3/4873/Dukcapil", 0, "800.1.3.3/4874/Dukcapil"),
        ("400.12.2.1/1764/Disdukcapil", 0, "400.12.2.1/1765/Disdukcapil"),
        ("800.1.3.3/4873/Dukcapil", -400, "800.1.3.3/1/Dukcapil"),  # another year counts anew
        ("tanpa bentuk", 0, "800.1.3.3/1/Dukcapil"),
        ("", 0, "800.1.3.3/1/Dukcapil"),
    ],
)
def test_what_follows(issued: SignedDocument, number: str, days: int, expected: str) -> None:
    numbered(issued, number, days)
    assert suggested_number(DITJEN, "Dukcapil") == expected
    assert suggested_number("region:1", "Disdukcapil") == "800.1.3.3/1/Disdukcapil"


def test_documents_of_before_count(issued: SignedDocument) -> None:
    SignedDocument.objects.update(office="")
    issued.signatures.all().delete()
    import_module("kinerja.migrations.0005_first_signatures").add(apps, None)
    assert suggested_number(DITJEN) == "800.1.3.3/4874/Dukcapil"
    [row] = issued.signatures.all()
    assert (row.place, row.part, row.sha256, row.signed_by) == (
        1,
        "TandaTangan",
        issued.sha256,
        issued.issued_by,
    )


def test_the_first_number_of_an_account(issued: SignedDocument, cast: Cast) -> None:
    """Of each office that it signs for; whoever signs for none has none."""
    head = make_user("kepala_daerah", cast.region)
    numbers = [first_numbers(user) for user in (cast.dirjen, head, cast.admin)]
    assert numbers == [["800.1.3.3/4874/Dukcapil"], ["800.1.3.3/1/Dukcapil"], []]
