"""Between two signatures comes the second of them and nothing else, whoever signs it."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from kinerja.documents import render
from kinerja.documents.reader import Reader
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents import attackers
from tests.kinerja.documents.attackers import ATTEMPTS, signed_along, updated

UPDATED = "Sesudah ditandatangani, isi berkas ditambah atau diubah di luar tanda tangan berikutnya."


@pytest.fixture(scope="module")
def unsigned(snapshot: Snapshot) -> bytes:
    return render.pdf(snapshot)


def refusal(pdf: bytes) -> tuple[bool, str, str]:
    check = verify(pdf).checks[-1]
    return check.passed, check.name, check.text


def test_a_further_signature_may_come(signed: bytes) -> None:
    assert verify(signed_along(signed, attackers.nothing)).valid

    def empty(writer: Any, field: Any, _placed: Any) -> None:
        field[attackers.name("/AP")] = attackers.dictionary(N=attackers.drawing(writer, b" \n"))

    assert verify(signed_along(signed, empty)).valid


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_comes_with_it(signed: bytes, attempt: str) -> None:
    made = signed_along(signed, ATTEMPTS[attempt])
    pikepdf.open(BytesIO(made)).close()
    assert refusal(made) == (False, "integrity", UPDATED)


def test_a_signature_that_allows_nothing_after_it(unsigned: bytes) -> None:
    alone = signed_along(unsigned, attackers.certify)
    assert verify(alone).valid
    assert refusal(signed_along(alone, attackers.nothing, field="Lain")) == (False, "integrity", UPDATED)


def test_an_update_that_nobody_signed_in_between(signed: bytes) -> None:
    """Even one that changes nothing: it would be of no use but to somebody who means harm."""

    def again(writer: Any) -> None:
        writer.update_root()

    between = updated(signed, again)
    assert refusal(between)[:2] == (False, "integrity")
    assert refusal(signed_along(between, attackers.nothing)) == (False, "integrity", UPDATED)


def test_an_object_hidden_in_the_update(signed: bytes) -> None:
    """Readers that mend a damaged file take the last object of a number, wherever it stands."""
    hidden = signed_along(signed, attackers.nothing, reason="9 0 obj << /Type /Page >> endobj")
    assert refusal(hidden) == (False, "integrity", UPDATED)


def test_a_hole_left_for_later(unsigned: bytes) -> None:
    """The first signer leaves a reference to an object that only a later update defines."""
    absent = 9000

    def refer(writer: Any) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        shown = [page.raw_get("/Contents"), generic.IndirectObject(absent, 0, writer)]
        page[attackers.name("/Contents")] = generic.ArrayObject(shown)
        writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))

    def define(writer: Any, *_words: Any) -> None:
        writer.objects[(0, absent)] = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 300 300 re f")
        writer._lastobj_id = absent

    prepared = signed_along(updated(unsigned, refer), attackers.nothing, field="TandaTangan")
    assert verify(prepared).valid
    made = signed_along(prepared, define)
    with pikepdf.open(BytesIO(made)) as opened:
        assert b"300 300 re" in opened.pages[0].Contents[1].read_bytes()
    assert not verify(made).valid


def test_an_attachment_that_stands_there_twice(unsigned: bytes) -> None:
    made = signed_along(updated(unsigned, attackers.data_twice), attackers.nothing, field="TandaTangan")
    assert refusal(made) == (
        False,
        "data",
        "Data perhitungan tidak ada di dalam berkas, atau bentuknya lain.",
    )


def test_the_reader_reads_what_pyhanko_reads(unsigned: bytes) -> None:
    ours, theirs = Reader(unsigned), PdfFileReader(BytesIO(unsigned))
    numbers = sorted(row.idnum for row in theirs.xrefs.explicit_refs_in_revision(0))
    assert len(numbers) > 100

    def shown(reader: Any) -> list[str]:
        return [repr(reader.get_object(generic.Reference(row, 0, reader))) for row in numbers]

    assert shown(ours) == shown(theirs)
