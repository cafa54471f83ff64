"""Files with one, two and three signatures: whatever is changed, added or swapped is found."""

import random
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from kinerja.documents.byterange import signed_parts
from kinerja.documents.parts import Part
from kinerja.documents.produce import countersign, produce
from kinerja.documents.signers.base import Signature
from kinerja.documents.snapshot import SignerText, Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents.attackers import signed_along
from tests.kinerja.documents.keys import a_signer
from tests.kinerja.documents.papers import run

RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)")
UPDATED = "Sesudah ditandatangani, isi berkas ditambah atau diubah di luar tanda tangan berikutnya."
UNCOVERED = "Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah."
ROUNDS = 40


@pytest.fixture(scope="module")
def files(signed: bytes) -> list[bytes]:
    """The document with one, two and three signatures."""
    made, now = [signed], datetime.now(UTC)
    for name, part in (("Budi", Part.OFFICIAL), ("Siti", Part.DECIDER)):
        made.append(countersign(made[-1], part, SignerText("", name, "", ""), a_signer(name), now).pdf)
    return made


def refusal(pdf: bytes) -> str:
    found = verify(pdf)
    assert not found.valid
    return found.checks[-1].text


def holes(pdf: bytes) -> list[tuple[int, int]]:
    """The places of the signatures, from "<" to ">"."""
    return [(int(row[1]), int(row[2])) for row in RANGE.finditer(pdf)]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_independent_checkers_agree(files: list[bytes], tmp_path: Path, count: int) -> None:
    pdf = files[count - 1]
    (tmp_path / "signed.pdf").write_bytes(pdf)
    said = run("pdfsig", tmp_path / "signed.pdf")
    assert said.count("Signature Validation: Signature is Valid.") == count
    assert said.count("Total document signed") == 1 + said.count("Not total document signed") - (count - 1)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", tmp_path / "signed.pdf")
    root = a_signer().credentials.chain[-1]
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    for part in signed_parts(pdf):
        for name, content in (("content", part.content), ("cms", part.cms)):
            (tmp_path / name).write_bytes(content)
        words = [
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "cms",
            "-content",
            "content",
        ]
        words += ["-CAfile", "root.pem", "-purpose", "any", "-out", "out"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
        assert (done.returncode, done.stderr.strip()) == (0, b"CMS Verification successful")


def test_they_prove_themselves(files: list[bytes]) -> None:
    assert [verify(pdf).valid for pdf in files] == [True] * 3
    assert [len(verify(pdf).signatures) for pdf in files] == [1, 2, 3]
    assert [files[2][: row.size] for row in verify(files[2]).signatures] == files


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_changed_byte_anywhere_is_found(files: list[bytes], count: int) -> None:
    pdf, spared = files[count - 1], holes(files[count - 1])
    chance = random.Random(count)
    places = {
        0,
        5,
        len(pdf) - 1,
        len(pdf) - 30,
        *(edge for hole in spared for edge in (hole[0], hole[1] - 1)),
    }
    places |= {row.start() + 12 for row in RANGE.finditer(pdf)}
    places |= {chance.randrange(len(pdf)) for _ in range(ROUNDS)}
    last = spared[-1]
    outside = [place for place in places if not last[0] < place < last[1] - 1]
    assert [place for place in outside if verify(_changed(pdf, place)).valid] == []


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_one_changed_byte_wherever_hypothesis_looks(files: list[bytes], data: st.DataObject) -> None:
    pdf = data.draw(st.sampled_from(files))
    last = holes(pdf)[-1]
    place = data.draw(st.integers(0, len(pdf) - 1).filter(lambda at: not last[0] < at < last[1] - 1))
    bit = data.draw(st.integers(0, 7))
    assert not verify(_changed(pdf, place, 1 << bit)).valid


def test_each_byte_that_holds_the_file_together(files: list[bytes]) -> None:
    """The numbers of each range, the edges of each hole, each table of objects and what follows it."""
    pdf, spared = files[1], holes(files[1])[-1]
    ends = [row.end for row in signed_parts(pdf)]
    places = {place for row in RANGE.finditer(pdf) for place in range(row.start(), row.end() + 14)}
    places |= {place for hole in holes(pdf) for edge in hole for place in range(edge - 3, edge + 3)}
    places |= {place for end in ends for place in range(pdf.rindex(b"/Type /XRef", 0, end), end, 2)}
    outside = sorted(place for place in places if not spared[0] < place < spared[1] - 1)
    assert len(outside) > 300
    assert [place for place in outside if verify(_changed(pdf, place)).valid] == []


def _changed(pdf: bytes, place: int, mask: int = 1) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ mask]) + pdf[place + 1 :]


def update(pdf: bytes, change: str) -> bytes:
    """The file with an incremental update that no signature of a document of ours makes."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if change == "page":
        page = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Page")})
        page[generic.pdf_name("/MediaBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 595, 842)))
        writer.insert_page(page)
    elif change == "attachment":
        names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        stream = names[1]["/EF"]["/F"]
        stream._data = stream.data.replace(b"Fakfak", b"Fakfuk")
        stream._encoded_data = None
        writer.mark_update(names[1]["/EF"].raw_get("/F"))
    elif change == "title":
        writer.trailer["/Info"][generic.pdf_name("/Title")] = generic.TextStringObject("Lain")
        writer.mark_update(writer.trailer.raw_get("/Info"))
    else:
        page = writer.root["/Pages"]["/Kids"][0]
        note = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Annot")})
        note[generic.pdf_name("/Subtype")] = generic.pdf_name("/FreeText")
        note[generic.pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (10, 10, 200, 40)))
        page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
        writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("change", ["page", "attachment", "title", "note"])
def test_an_update_is_refused_unsigned_and_signed(files: list[bytes], change: str) -> None:
    """Also where somebody with a trusted certificate signs it: a signature is all that may be added."""
    updated = update(files[0], change)
    assert updated.startswith(files[0])
    pikepdf.open(BytesIO(updated)).close()
    found = verify(updated)
    assert (found.valid, found.checks[-1].name) == (False, "integrity")
    what = Signature("Budi", "x", "", datetime.now(UTC), Part.OFFICIAL.value)
    signed = verify(a_signer("Budi").sign(updated, what))
    assert (signed.valid, signed.checks[-1].text) == (False, UPDATED)
    assert signed.names == ("Dr. Contoh", "Budi")


def test_one_signature_in_the_place_of_another(files: list[bytes]) -> None:
    pdf = files[1]
    (start, end), (other, _end) = holes(pdf)
    room = min(end - start, _end - other) - 2
    swapped = pdf[: start + 1] + pdf[other + 1 : other + 1 + room] + pdf[start + 1 + room :]
    assert not verify(swapped).valid


def test_places_that_lie_in_one_another(files: list[bytes]) -> None:
    """A later signature's place lies behind the file that was signed before, not in it."""
    start, end = holes(files[0])[0]
    more = b"\n/ByteRange [0 %09d %09d %09d]"
    whole = len(files[0]) + len(more % (0, 0, 0))
    for place, after in ((start, end), (start + 2, end - 2), (10, 20)):
        widened = files[0] + more % (place, after, whole - after)
        assert refusal(widened) == UNCOVERED


def test_bytes_after_the_last_signature(files: list[bytes]) -> None:
    for pdf in files:
        for more in (b"\n", b"%%EOF\n", b"9 0 obj\n<<>>\nendobj\n"):
            assert refusal(pdf + more) == UNCOVERED
        assert refusal(pdf[:-1]) == UNCOVERED


def test_the_word_that_marks_a_range_is_only_a_word_in_data(snapshot: Snapshot, files: list[bytes]) -> None:
    """In a name it stands compressed; where it stands bare, no file has more ranges than signatures."""
    decoy = "Dinas /ByteRange [0 10 20 30]"
    named = replace(snapshot, office=replace(snapshot.office, name=decoy))
    assert verify(produce(named.to_json(), a_signer(), datetime.now(UTC)).pdf).valid

    def enclose(writer: Any, *_words: Any) -> None:
        writer.add_object(generic.StreamObject(stream_data=decoy.encode()))

    assert refusal(signed_along(files[0], enclose)) == UNCOVERED


def test_a_second_range_that_covers_the_first_or_nothing(files: list[bytes]) -> None:
    range_again = next(RANGE.finditer(files[0]))[0] + b"]"
    for decoy in (b"/ByteRange [0 10 20 30]", b"/ByteRange [0 0 0 0]", range_again):
        assert not verify(files[0] + decoy).valid
    assert not verify(files[0][: holes(files[0])[0][0]] + files[0]).valid
