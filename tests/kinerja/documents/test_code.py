"""Verification codes: unmistakable on paper, forgiving at the keyboard."""

import pytest

from kinerja.documents.code import clean_code, new_code


def test_twelve_signs_in_three_groups() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {(len(code), code[4], code[9]) for code in codes} == {(14, "-", "-")}
    assert set("".join(codes)) - {"-"} <= set("23456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert {clean_code(code) for code in codes} == codes


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("K7QM-3XDP-9TWA", "K7QM-3XDP-9TWA"),
        (" k7qm 3xdp9twa ", "K7QM-3XDP-9TWA"),
        ("K7QM-3XDP-9TW", ""),
        ("K7QM-3XDP-9TW0", ""),
        ("' OR 1=1 --", ""),
        ("", ""),
    ],
)
def test_what_a_person_typed(typed: str, meant: str) -> None:
    assert clean_code(typed) == meant
