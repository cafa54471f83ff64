"""Sessions: eight idle hours, moved on at most every five minutes, and a word when one has ended."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.decorators import login_required
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from officials.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ENDED = "Sesi Anda sudah berakhir atau tidak sah. Silakan masuk kembali."


def public(request: HttpRequest) -> HttpResponse:
    """A page for everybody."""
    return HttpResponse("public")


@login_required
def private(request: HttpRequest) -> HttpResponse:
    """A page behind the sign-in."""
    return HttpResponse("private")


urlpatterns = [path("public/", public), path("private/", private)]


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(User.objects.create(username="operator"))
    return client


def test_a_session_in_use_moves_on(signed_in: Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in.get("/private/")
        assert Session.objects.get().expire_date == START + timedelta(hours=8)
        clock.shift(timedelta(minutes=4))
        signed_in.get("/private/")
        assert Session.objects.get().expire_date == START + timedelta(hours=8)
        clock.shift(timedelta(hours=7))
        signed_in.get("/private/")
        assert Session.objects.get().expire_date == START + timedelta(hours=15, minutes=4)


def test_an_idle_session_ends_and_says_so(signed_in: Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in.get("/private/")
        clock.shift(timedelta(hours=8, seconds=1))
        response = signed_in.get("/private/")
    assert (response.status_code, response["Location"]) == (302, "/masuk/?next=/private/")
    assert [str(message) for message in get_messages(response.wsgi_request)] == [ENDED]


def test_a_forged_session_is_refused_and_told(client: Client) -> None:
    client.cookies["sessionid"] = "forged"
    response = client.get("/private/")
    assert response["Location"] == "/masuk/?next=/private/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == [ENDED]


def test_a_first_visit_is_not_told_anything(client: Client) -> None:
    response = client.get("/private/")
    assert response["Location"] == "/masuk/?next=/private/"
    assert list(get_messages(response.wsgi_request)) == []


def test_a_public_page_costs_a_visitor_no_query(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):
        assert client.get("/public/").content == b"public"
