"""Who gets in by token, who does not and why, and how often one may ask."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kinerja.api.throttling import TokenRateThrottle
from officials.models import ApiToken, RoleAssignment, User
from officials.tokens import NewToken, create_token, revoke_token
from tests.builders import make_user

URL = "/api/v1/scores/"
Speak = Callable[..., Client]


def problem(answer: Any) -> tuple[int, str, str]:
    """Status, code and detail of a problem of the right media type."""
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "code", "detail"}
    assert body["status"] == answer.status_code
    return answer.status_code, body["code"], body["detail"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "not_authenticated"),
        ("Basic YTpi", "not_authenticated"),
        ("Bearer", "token_malformed"),
        ("Bearer a b", "token_malformed"),
        ("Bearer kd_" + "0" * 64, "token_unknown"),
        ("Bearer \xff\xfe", "token_unknown"),
    ],
)
def test_without_a_good_token_nothing_opens(db: None, client: Client, header: str, code: str) -> None:
    answer = client.get(URL, headers={"authorization": header} if header else {})
    assert problem(answer)[:2] == (401, code)
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_word_bearer_may_be_written_small(client: Client, token: NewToken) -> None:
    assert client.get(URL, headers={"authorization": f"bearer {token.text}"}).status_code == 200


def test_an_expired_token_says_so_and_stays_to_be_looked_up(api: Speak, token: NewToken) -> None:
    ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    assert problem(api(token).get(URL)) == (401, "token_expired", "Masa berlaku token sudah habis.")
    assert ApiToken.objects.count() == 1


def test_a_revoked_token_is_dead_at_once(api: Speak, token: NewToken) -> None:
    revoke_token(token.token, actor=make_user("admin_pusat"))
    assert problem(api(token).get(URL)) == (401, "token_revoked", "Token ini sudah dicabut.")


def test_a_token_without_the_scope_is_refused(api: Speak, token: NewToken) -> None:
    ApiToken.objects.update(scopes="results:write")
    assert problem(api(token).get(URL)) == (
        403,
        "scope_missing",
        "Token ini tidak memiliki lingkup scores:read.",
    )


def test_a_token_whose_role_ended_is_refused(api: Speak, token: NewToken) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleAssignment.objects.update(valid_from=yesterday, valid_until=yesterday)
    assert problem(api(token).get(URL)) == (403, "role_ended", "Peran akun token ini sudah berakhir.")


def test_the_token_of_a_person_does_not_carry_the_roles_of_that_person(api: Speak, db: None) -> None:
    _token, text = ApiToken.objects.create(user=make_user("admin_pusat"), name="x", scopes="scores:read")
    assert problem(api(text).get(URL))[:2] == (403, "role_ended")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_written_here(api: Speak, token: NewToken, method: str) -> None:
    answer = getattr(api(token), method)(URL)
    assert (problem(answer)[:2], answer["Allow"]) == ((405, "method_not_allowed"), "GET, HEAD, OPTIONS")


def test_a_form_of_answer_that_we_do_not_have_is_refused(api: Speak, token: NewToken) -> None:
    assert problem(api(token).get(URL, headers={"accept": "text/csv"}))[:2] == (406, "not_acceptable")


def test_an_unknown_address_is_a_problem_too(client: Client) -> None:
    answer = client.get("/api/v1/nilai/")
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        404,
        "application/problem+json",
        "not_found",
    )


def test_each_token_has_its_own_rate(api: Speak, token: NewToken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TokenRateThrottle, "THROTTLE_RATES", {"token": "2/min"})
    other = create_token(name="Klien lain", scopes=["scores:read"], actor=None)
    assert [api(token).get(URL).status_code for _ in range(2)] == [200, 200]
    refused = api(token).get(URL)
    assert problem(refused)[:2] == (429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert api(other).get(URL).status_code == 200


def test_a_fault_of_ours_says_nothing_of_its_cause(
    api: Speak, token: NewToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("rahasia")

    monkeypatch.setattr("kinerja.api.score.visible_scores", fail)
    assert problem(api(token).get(URL)) == (
        500,
        "error",
        "Kesalahan ini bukan karena Anda dan sudah dicatat. Coba lagi beberapa saat lagi.",
    )


def test_a_service_account_has_no_password(token: NewToken) -> None:
    account = User.objects.get(pk=token.token.user_id)
    assert (account.has_usable_password(), account.email) == (False, "")
