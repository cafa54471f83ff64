"""A part of a page, asked for by htmx after the session ended."""

from django.test import Client

PART = "/akun/keamanan/"
HTMX = {"hx-request": "true", "hx-current-url": "http://testserver/periode/2025-1/?urut=nilai"}


def test_the_whole_page_goes_to_the_sign_in_and_comes_back(client: Client, db: None) -> None:
    client.cookies["sessionid"] = "kedaluwarsa"
    answer = client.get(PART, headers=HTMX)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == "/masuk/?next=%2Fperiode%2F2025-1%2F%3Furut%3Dnilai"
    page = client.get(answer["HX-Redirect"]).content.decode()
    assert "Sesi Anda sudah berakhir atau tidak sah. Silakan masuk kembali." in page


def test_an_address_elsewhere_is_not_followed(client: Client, db: None) -> None:
    answer = client.get(PART, headers=HTMX | {"hx-current-url": "https://evil.example/x"})
    assert answer["HX-Redirect"] == "/masuk/?next=%2F"


def test_a_page_is_redirected_as_ever(client: Client, db: None) -> None:
    answer = client.get(PART)
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/akun/keamanan/")
