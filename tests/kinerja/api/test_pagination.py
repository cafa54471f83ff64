"""Cursors: ours are read back, anything else is refused."""

import pytest
from rest_framework.exceptions import ValidationError

from kinerja.api.pagination import Cursor, read_cursor


@pytest.mark.parametrize("cursor", [Cursor(0), Cursor(7), Cursor(7, back=True), Cursor(2**62)])
def test_a_cursor_comes_back_as_it_was_given(cursor: Cursor) -> None:
    assert read_cursor(cursor.text) == cursor


def test_no_cursor_is_the_beginning() -> None:
    assert read_cursor("") is None


@pytest.mark.parametrize(
    "text", ["a7", "YQ", "Yi03", "YTEuNQ", "y7=", "é", "====", "YTQ2MTE2ODYwMTg0MjczODc5MDU"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_cursor(text)
    assert refused.value.get_codes() == {"cursor": ["bad_cursor"]}
