"""The place of the signature, read from the bytes: everything else must be covered."""

import re

import pytest

from kinerja.documents.byterange import NotCoveredError, signed_parts

MANY = "PDF ini memuat lebih banyak tanda tangan daripada dokumen kami."
RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)")


def refusal(pdf: bytes) -> str:
    with pytest.raises(NotCoveredError) as caught:
        signed_parts(pdf)
    return str(caught.value)


def test_the_parts_of_a_signed_file(signed: bytes) -> None:
    [parts] = signed_parts(signed)
    found = RANGE.search(signed)
    assert found is not None
    start, before, after, length = (int(number) for number in found.groups())
    assert (start, after + length) == (0, len(signed))
    assert parts.content == signed[:before] + signed[after:]
    assert (
        signed[before:after] == b"<" + parts.cms.hex().upper().encode().ljust(after - before - 2, b"0") + b">"
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Berkas ini bukan PDF."),
        (b"PK\x03\x04 a workbook", "Berkas ini bukan PDF."),
        (b"\x89PNG\r\n\x1a\n", "Berkas ini bukan PDF."),
        (b"%PDF-1.7\n%%EOF\n", "PDF ini tidak bertanda tangan."),
        (
            b"%PDF-1.7" + 2 * b"/ByteRange [0 1 2 3]",
            "Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah.",
        ),
        (
            b"%PDF-1.7 /ByteRange [0 1 2 3]",
            "Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah.",
        ),
        (
            b"%PDF-1.7 /ByteRange [0 9999999999 9999999999 9999999999]",
            "Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah.",
        ),
    ],
)
def test_what_is_no_signed_document(content: bytes, why: str) -> None:
    assert refusal(content) == why


def test_appended_and_cut_files(signed: bytes) -> None:
    uncovered = "Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah."
    assert {refusal(signed + more) for more in (b"\n", b"\x00", b"%%EOF\n", b"5 0 obj")} == {uncovered}
    assert refusal(signed + signed) == uncovered
    assert refusal(b"%PDF-1.7" + 9 * b"/ByteRange [0 1 2 3]") == MANY
    assert refusal(signed[:-1]) == uncovered


def test_the_padding_says_nothing(signed: bytes) -> None:
    found = RANGE.search(signed)
    assert found is not None
    place = int(found[3]) - 2
    for digit in (b"1", b"g", b" "):
        assert refusal(signed[:place] + digit + signed[place + 1 :]) == "Tempat tanda tangan rusak."
