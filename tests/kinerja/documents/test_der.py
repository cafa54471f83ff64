"""Plain DER has one spelling."""

import pytest

from kinerja.documents.der import is_plain


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        ("0500", True),
        ("3003020105", True),
        ("30060201050201ff", True),
        ("3082010404820100" + "00" * 256, True),
        ("3003020105" + "00", False),  # something after it
        ("3004020105", False),  # longer than it is
        ("30050201050000", False),  # slack inside
        ("300402010500", False),
        ("3081030201" + "05", False),  # a length in too long a form
        ("30820003020105", False),
        ("3080020105", False),  # indefinite
        ("1f010101", False),  # a tag of several bytes
        ("3084000000030201" + "05", False),
        ("30", False),
        ("", False),
    ],
)
def test_one_object_and_no_slack(data: str, plain: bool) -> None:
    assert is_plain(bytes.fromhex(data)) is plain


def test_no_depth_brings_it_down() -> None:
    nested = b"\x05\x00"
    for _ in range(60):
        nested = b"\x30" + bytes([len(nested)]) + nested
    assert not is_plain(nested)
