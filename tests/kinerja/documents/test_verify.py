"""A PDF proves itself, and one changed byte anywhere is refused."""

import json
import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from weasyprint import HTML

from kinerja.documents import render
from kinerja.documents.authority import trusted_roots
from kinerja.documents.byterange import signed_parts
from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import Credentials, LocalSigner
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import MAX_BYTES, Check, Verification, verify
from tests.kinerja.documents import samples
from tests.kinerja.documents.keys import a_signer, ministry
from tests.kinerja.documents.papers import attachments_of

CHANGED = "Isi berkas berubah sesudah ditandatangani."
LIMIT = "terlalu besar; dokumen hasil penilaian paling besar 10 MB."
NO_DATA = "Data perhitungan tidak ada di dalam berkas, atau bentuknya lain."


def now() -> Signature:
    return Signature("Dr. Contoh", "Hasil", "Jakarta", datetime.now(UTC))


def last(found: Verification) -> tuple[str, bool, str]:
    check = found.checks[-1]
    return check.name, check.passed, check.text


def test_a_document_proves_itself(signed: bytes, snapshot: Snapshot) -> None:
    found = verify(signed)
    assert found.checks == (
        Check("integrity", True, "Berkas utuh: tidak satu bita pun berubah sesudah ditandatangani."),
        Check(
            "certificate", True, "Ditandatangani dengan sertifikat pengembangan — tidak sah untuk produksi."
        ),
        Check("data", True, "Data perhitungan ada di dalam berkas."),
        Check(
            "recomputed",
            True,
            "Hitung ulang cocok: capaian 89,62\N{NO-BREAK SPACE}%, nilai 80, kategori Baik.",
        ),
    )
    assert (found.valid, found.development, found.snapshot) == (True, True, snapshot)
    assert found.subject == "Dr. Contoh"
    assert found.root.startswith("CN=CA Pengembangan Kinerja Dukcapil (tidak sah untuk produksi)")
    assert found.signed_at is not None
    assert abs(datetime.now(UTC) - found.signed_at) < timedelta(hours=1)


def places(signed: bytes) -> list[int]:
    """Offsets over the whole file: its ends, the attachment, the signature and its surroundings, chance."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", signed)
    assert found is not None
    before, after = int(found[1]), int(found[2])
    attachment = signed.index(b"/EmbeddedFile")
    chosen = {0, 1, 5, len(signed) // 2, len(signed) - 1, len(signed) - 7, found.start() + 12}
    chosen |= set(range(attachment - 4, attachment + 900, 31))
    chosen |= {before - 2, before - 1, before, before + 1, after - 1, after, after + 1}
    return sorted(chosen | set(random.Random(7).sample(range(len(signed)), 150)))


def test_one_changed_byte_anywhere_is_refused(signed: bytes) -> None:
    accepted = [
        (place, change)
        for place in places(signed)
        for change in (0x01, 0x20, 0xFF)
        if verify(signed[:place] + bytes([signed[place] ^ change]) + signed[place + 1 :]).valid
    ]
    assert accepted == []


def test_no_digit_of_the_signatures_place_can_be_changed(signed: bytes) -> None:
    """The signature does not cover its own place; whatever could be spelled otherwise there is refused."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", signed)
    assert found is not None
    start, end = int(found[1]), int(found[2])
    used = start + 2 * len(signed_parts(signed)[0].cms)
    chosen = {*range(start, start + 140), *range(used - 1100, used - 500, 2), end - 1, end - 2}
    chosen |= set(random.Random(7).sample(range(start, end), 250))
    accepted = [
        (place - start, other)
        for place in sorted(chosen)
        for other in _others(signed[place : place + 1])
        if verify(signed[:place] + other + signed[place + 1 :]).valid
    ]
    assert accepted == []


def _others(digit: bytes) -> set[bytes]:
    return {b"0", b"1", b"6", digit.swapcase()} - {digit}


@pytest.mark.parametrize("more", [b"\n", b" ", b"\x00", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n"])
def test_appended_bytes_are_refused(signed: bytes, more: bytes) -> None:
    assert last(verify(signed + more)) == (
        "integrity",
        False,
        "Tanda tangan tidak mencakup seluruh berkas: ada yang ditambah atau diubah.",
    )


def test_a_page_added_by_an_update_is_refused(signed: bytes) -> None:
    added = BytesIO()
    with pikepdf.open(BytesIO(signed)) as opened:
        opened.add_blank_page()
        opened.save(added)
    assert not verify(added.getvalue()).valid


def test_a_swapped_attachment_is_refused(signed: bytes) -> None:
    swapped = BytesIO()
    with pikepdf.open(BytesIO(signed)) as opened:
        data = json.loads(opened.attachments["data.json"].get_file().read_bytes())
        data["result"]["nilai"] = 90
        opened.attachments["data.json"] = json.dumps(data).encode()
        opened.save(swapped)
    assert json.loads(attachments_of(swapped.getvalue())["data.json"])["result"]["nilai"] == 90
    assert not verify(swapped.getvalue()).valid


def test_another_signer_is_refused(snapshot: Snapshot) -> None:
    keys = ministry()
    stranger = LocalSigner(Credentials(keys.key, keys.signer, (keys.issuer, keys.root), development=False))
    found = verify(stranger.sign(render.pdf(snapshot), now()))
    assert last(found) == (
        "certificate",
        False,
        "Sertifikat penanda tangan (Direktur Jenderal) tidak berada di bawah akar yang dipercaya.",
    )
    assert (found.subject, found.root, found.snapshot) == ("Direktur Jenderal", "", None)


def test_a_further_signature_of_a_stranger_is_refused(signed: bytes) -> None:
    """What a stranger added is not even looked into, and so nothing is said about it."""
    keys = ministry()
    stranger = LocalSigner(Credentials(keys.key, keys.signer, (keys.issuer, keys.root), development=False))
    found = verify(stranger.sign(signed, replace(now(), field="TandaTerima")))
    assert [(check.passed, check.text) for check in found.checks] == [
        (
            True,
            "Berkas utuh sejak tanda tangan terakhir; yang ada di antara 2 tanda tangan tidak diperiksa.",
        ),
        (False, "Sertifikat penanda tangan (Direktur Jenderal) tidak berada di bawah akar yang dipercaya."),
    ]
    assert (found.names, found.signatures) == (("Dr. Contoh", "Direktur Jenderal"), ())
    both = (*trusted_roots(), keys.root)
    assert [row.development for row in verify(stranger.sign(signed, now()), both).signatures] == [True, False]


def test_roots_may_be_given(signed: bytes) -> None:
    assert verify(signed, trusted_roots()).valid
    assert last(verify(signed, (ministry().root,)))[:2] == ("certificate", False)


def test_a_certificate_is_judged_at_the_signing_time(signed: bytes, snapshot: Snapshot) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=4000), tick=False):
        assert verify(signed).valid
    early = replace(now(), at=datetime(2017, 4, 10, tzinfo=UTC))
    found = verify(a_signer().sign(render.pdf(snapshot), early))
    assert last(found) == ("certificate", False, "Sertifikat tidak berlaku pada waktu penandatanganan.")


def test_another_pdf_of_the_trusted_signer_is_no_document() -> None:
    letter = HTML(string="<html lang=id><title>x</title><p>Surat").write_pdf()
    assert last(verify(a_signer().sign(letter, now()))) == ("data", False, NO_DATA)


def test_data_in_another_form_is_no_document(monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot) -> None:
    monkeypatch.setattr(Snapshot, "to_json", lambda _self: '{"format": "other"}')
    assert last(verify(a_signer().sign(render.pdf(snapshot), now()))) == ("data", False, NO_DATA)


@pytest.mark.parametrize(("key", "value"), [("nilai", 90), ("completion", "91.00")])
def test_a_printed_result_that_the_data_do_not_give(key: str, value: Any) -> None:
    made = samples.kabkota()
    made.result[key] = value
    assert last(verify(a_signer().sign(render.pdf(made), now()))) == (
        "recomputed",
        False,
        "Hasil yang tercetak tidak sama dengan hitung ulang dari data di dalam berkas.",
    )


def test_figures_that_cannot_be_judged() -> None:
    made = samples.kabkota()
    made.inputs["figures"][0]["realization"]["denominator"] = "0"
    name, passed, text = last(verify(a_signer().sign(render.pdf(made), now())))
    assert (name, passed) == ("recomputed", False)
    assert text.startswith("Hasil tidak dapat dihitung ulang: K1.1a")


@pytest.mark.parametrize("make", [samples.kabkota, samples.province, samples.hard])
def test_every_kind_of_document_recomputes(make: Any) -> None:
    assert verify(a_signer().sign(render.pdf(make()), now())).valid


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Berkas ini bukan PDF."),
        (b"bukan apa-apa", "Berkas ini bukan PDF."),
        (b"%PDF-1.7\n", "PDF ini tidak bertanda tangan."),
        (b"0" * (MAX_BYTES + 1), f"Berkas 10,0 MB {LIMIT}"),
        (
            bytes(50 * 1024 * 1024),
            f"Berkas 50,0 MB {LIMIT}",
        ),
    ],
    ids=["empty", "text", "unsigned", "large", "very large"],
)
def test_what_is_no_document(content: bytes, why: str) -> None:
    assert verify(content) == Verification((Check("integrity", False, why),))


def test_an_unknown_file_is_not_parsed_as_pdf(
    signed: bytes, monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot
) -> None:
    def refuse(*words: object, **more: object) -> None:
        raise AssertionError("a file was parsed before its signature held")

    monkeypatch.setattr("kinerja.documents.envelope.PdfFileReader", refuse)
    assert last(verify(signed, (ministry().root,)))[:2] == ("certificate", False)
    assert last(verify(signed.replace(b"TandaTangan", b"TandaTangam")))[2] == CHANGED
