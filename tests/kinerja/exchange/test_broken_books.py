"""A corpus of broken workbooks: each gets its message, and no row is written; odd ones are understood."""

import pytest

from kinerja.models import Realization
from kinerja.services.errors import Refused
from kinerja.services.imports import plan_import
from tests.kinerja.cast import Cast
from tests.kinerja.exchange.broken_books import BROKEN, UNDERSTOOD
from tests.kinerja.results_book import sent, template


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def test_the_corpus_is_large() -> None:
    assert len(BROKEN) >= 60


@pytest.mark.once
def test_each_gets_its_message_and_nothing_is_written(cast: Cast) -> None:
    before = list(Realization.objects.order_by("pk").values())
    base, wrong = template(cast), {}
    for name, (file, build, text) in BROKEN.items():
        said = " | ".join(told(cast, build(base), file))
        if text not in said:
            wrong[name] = said
    assert wrong == {}
    assert list(Realization.objects.order_by("pk").values()) == before


@pytest.mark.once
def test_odd_ones_are_understood(cast: Cast) -> None:
    base, wrong = template(cast), {}
    for name, (file, build, _text) in UNDERSTOOD.items():
        plan = plan_import(run=sent(cast, build(base), file), actor=cast.ditjen)
        figures = [change.after.numerator for row in plan.rows for change in row.changes]
        if plan.errors or figures != [4000]:
            wrong[name] = (figures, [str(fault) for fault in plan.errors])
    assert wrong.pop("a million empty rows") == ([], [])
    assert wrong == {}


def told(cast: Cast, content: bytes, name: str) -> list[str]:
    """What the sender of a file is told."""
    try:
        run = sent(cast, content, name)
    except Refused as refusal:
        return refusal.reasons
    return [str(fault) for fault in plan_import(run=run, actor=cast.ditjen).errors]
