"""The demonstration loaded once for all tests of this folder, each in a savepoint of its own.

Loading takes seconds, so no test pays for it alone. A test says as everywhere that it uses the database
(``django_db``) and finds the demonstration in it; what the test changes is taken back.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from kinerja.demo.load import Made, load_demo


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them all, so that the demonstration is loaded once, which takes a minute."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("demo"))
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Made | None]]:
    """What the first load of the demonstration said that it made."""
    with django_db_blocker.unblock(), transaction.atomic(), Path(os.devnull).open("w") as nowhere:
        call_command("load_reference", stdout=nowhere)
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def _django_db_helper(demo: dict[str, Made | None], django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What ``django_db`` does in this folder: pytest-django's own closes the connection after each test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
