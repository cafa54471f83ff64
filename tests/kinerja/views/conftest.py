"""Fixtures of the pages: a browser without script, and one with an account signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from officials.models import User
from tests.kinerja.views.two_regions import World, make_world

SignedIn = Callable[[User], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    """Gives a client whose visitor has signed in as an account."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def queries_of(django_assert_max_num_queries: Any) -> Callable[[Client, str], list[str]]:
    """Gives the statements that a GET takes, session and account included."""

    def count(client: Client, path: str) -> list[str]:
        with django_assert_max_num_queries(100) as captured:
            assert client.get(path).status_code == 200
        return [query["sql"] for query in captured.captured_queries]

    return count


@pytest.fixture
def world(db: None) -> World:
    """Two provinces that must not learn of each other."""
    return make_world()
