"""Whoever reads the log learns which address was asked for, not who was searched nor a key."""

import pytest
from django.test import RequestFactory

from appraisal_site.request_log import RequestLogMiddleware


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/periode/2025-1/", "GET /periode/2025-1/"),
        ("/admin/officials/official/?q=197801012005011001", "GET /admin/officials/official/"),
        ("/akun/sandi/lupa/1-digh6x-cb437949a53d/?x=1", "GET /akun/sandi/lupa/1-…/"),
        ("/akun/sandi/lupa/terkirim/", "GET /akun/sandi/lupa/terkirim/"),
    ],
)
def test_what_the_log_keeps_of_a_request(asked: str, kept: str, rf: RequestFactory) -> None:
    assert RequestLogMiddleware.format_request(rf.get(asked)) == kept
