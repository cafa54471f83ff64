"""``print_signins`` as people and scripts call it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from kinerja.management.base import RefusedError
from officials.models import User

pytestmark = pytest.mark.django_db


def make_account(role: str, password: str, **fields: bool) -> User:
    user = User(username=role, **({"is_example": True} | fields))
    user.set_password(password)
    user.save()
    return user


def told(*words: str) -> str:
    out = StringIO()
    call_command("print_signins", *words, stdout=out)
    return out.getvalue()


def test_each_account_has_a_line(settings: Settings) -> None:
    settings.DEMO_PASSWORD = "abcd-efgh-jkmn-pqrs"
    settings.PUBLIC_URL = "http://127.0.0.1:8001"
    make_account("auditor", settings.DEMO_PASSWORD)
    make_account("operator_ditjen", "pilihan sendiri")

    sees = "Auditor: membaca semuanya dan jejak audit, tidak menulis apa pun"
    assert told().splitlines() == [
        "Masuk di http://127.0.0.1:8001/masuk/ sebagai:",
        "  operator_ditjen  (sudah diganti)      Operator Ditjen: mengisi angka semua unit kerja",
        f"  auditor          abcd-efgh-jkmn-pqrs  {sees}",
    ]


def test_accounts_of_one_role_are_told_by_their_names(settings: Settings) -> None:
    make_account("kepala_daerah", settings.DEMO_PASSWORD)
    make_account("gubernur", settings.DEMO_PASSWORD)
    rows = [(row["role"], row["username"]) for row in json.loads(told("--json"))["signins"]]
    assert rows == [("Kepala Daerah", "kepala_daerah"), ("Kepala Daerah", "gubernur")]


def test_it_tells_a_machine(settings: Settings) -> None:
    settings.DEMO_PASSWORD = "abcd-efgh-jkmn-pqrs"
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    make_account("auditor", settings.DEMO_PASSWORD)
    make_account("operator_ditjen", "pilihan sendiri")

    rows = [
        {
            "role": "Operator Ditjen",
            "username": "operator_ditjen",
            "password": None,
            "sees": "mengisi angka semua unit kerja",
        },
        {
            "role": "Auditor",
            "username": "auditor",
            "password": "abcd-efgh-jkmn-pqrs",
            "sees": "membaca semuanya dan jejak audit, tidak menulis apa pun",
        },
    ]
    assert json.loads(told("--json")) == {"address": "http://127.0.0.1:8000/masuk/", "signins": rows}


def test_only_examples_that_may_sign_in_are_told(settings: Settings) -> None:
    make_account("auditor", settings.DEMO_PASSWORD, is_example=False)
    make_account("menteri", settings.DEMO_PASSWORD, is_active=False)
    with pytest.raises(RefusedError) as refused:
        told()
    assert refused.value.reasons == ["Belum ada akun contoh; jalankan load_demo."]
