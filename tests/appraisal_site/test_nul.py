"""A form with a NUL is refused at the door, on both databases alike."""

import pytest
from django.test import Client

ASKED = "/akun/sandi/lupa/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"note": "a\0b"}, 400),
        ({"a\0b": "note"}, 400),
        ({"unit": ["11", "\0"]}, 400),
        ({"note": "a\tb"}, 200),
    ],
    ids=["value", "name", "second value", "none"],
)
def test_a_form_with_a_nul(client: Client, data: dict[str, object], status: int) -> None:
    response = client.post(ASKED, data)
    assert (response.status_code, "Traceback" in response.content.decode()) == (status, False)


@pytest.mark.django_db
@pytest.mark.parametrize("page", [ASKED, "/verifikasi/"])
def test_an_address_with_a_nul(client: Client, page: str) -> None:
    response = client.get(page, {"halaman": "\0"})
    assert (response.status_code, "Traceback" in response.content.decode()) == (400, False)
