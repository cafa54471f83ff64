"""Rows are as tall as their wrapped texts."""

import pytest

from kinerja.exchange.row_height import row_height


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        ([], 15),
        ([("", 10)], 15),
        ([("Nilai", 10)], 15),
        ([("Memuat angka sintetis", 10)], 45),
        ([("satu\ndua", 10), ("Nilai", 10)], 30),
        ([("kata " * 300, 10)], 409),
        ([("kata", 0)], 60),
    ],
)
def test_the_tallest_text_counts(texts: list[tuple[str, float]], height: int) -> None:
    assert row_height(texts) == height


def test_smaller_letters_need_less() -> None:
    assert row_height([("Memuat angka sintetis", 12)], 9) == 25
