"""Signing: PDF in, PDF out, accepted by a reader that is not ours."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding
from pytest_django import Settings

from kinerja.documents import render
from kinerja.documents.authority import trusted_roots
from kinerja.documents.byterange import signed_parts
from kinerja.documents.parts import Part
from kinerja.documents.signers.base import Signature
from kinerja.documents.signers.local import LocalSigner, chain_above
from kinerja.documents.signers.pkcs12 import credentials
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.verify import verify
from tests.kinerja.documents.keys import a_signer, identity, make_p12, ministry
from tests.kinerja.documents.papers import run

WHO = Signature("Dr. Contoh", "Hasil Penilaian", "Jakarta", datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC))


def test_pdfsig_accepts_it(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    said = run("pdfsig", path)
    marks = [
        "Signer Certificate Common Name: Dr. Contoh",
        "Signing Hash Algorithm: SHA-256",
        "Signature Type: ETSI.CAdES.detached",
        "Total document signed",
        "Signature Validation: Signature is Valid.",
    ]
    assert [mark for mark in marks if mark not in said] == []
    assert said.count("Signature #") == 1


def test_qpdf_finds_nothing_wrong(signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", path)


def test_openssl_verifies_the_signature_by_itself(signed: bytes, tmp_path: Path) -> None:
    [parts] = signed_parts(signed)
    for name, content in (("content", parts.content), ("cms", parts.cms)):
        (tmp_path / name).write_bytes(content)
    root = a_signer().credentials.chain[-1]
    (tmp_path / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    words = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content", "content"]
    words += ["-CAfile", "root.pem", "-purpose", "any", "-out", "out"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, b"CMS Verification successful")


def test_an_incremental_update_in_an_invisible_field(snapshot: Snapshot) -> None:
    plain = render.pdf(snapshot)
    made = a_signer().sign(plain, WHO)
    assert made.startswith(plain)
    with pikepdf.open(BytesIO(made)) as opened:
        [field] = opened.Root.AcroForm.Fields
        assert (field.T, field.FT, [float(edge) for edge in field.Rect]) == (
            Part.ISSUER,
            "/Sig",
            [0, 0, 0, 0],
        )
        assert int(field.F) & 0b110 == 0b100  # printed (PDF/A), not hidden
        words = {key: str(field.V[key]) for key in ("/Name", "/Reason", "/Location", "/SubFilter")}
    assert words == {
        "/Name": "Dr. Contoh",
        "/Reason": "Hasil Penilaian",
        "/Location": "Jakarta",
        "/SubFilter": "/ETSI.CAdES.detached",
    }


def test_what_pades_b_b_asks_for(signed: bytes) -> None:
    signed_data = cms.ContentInfo.load(signed_parts(signed)[0].cms)["content"]
    [signer] = signed_data["signer_infos"]
    kinds = {attribute["type"].native for attribute in signer["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}
    assert len(signed_data["certificates"]) == 1  # the root is known to whoever trusts it


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_ministrys_key_signs_with_its_chain(
    settings: Settings, snapshot: Snapshot, tmp_path: Path, kind: str
) -> None:
    keys = ministry(kind)
    signer = LocalSigner(credentials(make_p12(tmp_path, keys), identity(), "rahasia"))
    found = verify(signer.sign(render.pdf(snapshot), now()), (keys.root,))
    assert (found.valid, found.subject, found.development) == (True, "Direktur Jenderal", False)
    assert found.root == "CN=Root CA,C=ID"


def now() -> Signature:
    """Signed within the validity of certificates made for this test."""
    return Signature(WHO.name, WHO.reason, WHO.location, datetime.now(UTC))


def test_signatures_of_several_sorts_in_one_file(signed: bytes, tmp_path: Path) -> None:
    """Each covers all before it; a part that is signed twice gets another field."""
    made = signed
    for kind, part in (("rsa", Part.OFFICIAL), ("ec", Part.ISSUER), ("ec", Part.ISSUER)):
        signer = LocalSigner(credentials(make_p12(tmp_path, ministry(kind)), identity(), "rahasia"))
        longer = signer.sign(made, replace(now(), field=part.value))
        assert longer.startswith(made)
        made = longer
    (tmp_path / "signed.pdf").write_bytes(made)
    said = run("pdfsig", tmp_path / "signed.pdf")
    assert said.count("Signature Validation: Signature is Valid.") == 4
    assert said.count("Total document signed") == 1  # the last one; the others sign the file as it was
    names = ["TandaTangan", "TandaTerima", "TandaTangan-2", "TandaTangan-3"]
    assert re.findall(r"Signature Field Name: (\S+)", said) == names
    roots = (*trusted_roots(), ministry("rsa").root, ministry("ec").root)
    found = verify(made, roots)
    assert (found.valid, [row.field for row in found.signatures]) == (True, names)
    assert found.names == ("Dr. Contoh", *["Direktur Jenderal"] * 3)


def test_the_key_is_parsed_once(monkeypatch: pytest.MonkeyPatch, snapshot: Snapshot) -> None:
    signer = a_signer()
    plain = render.pdf(snapshot)
    signer.sign(plain, WHO)

    def refuse(*words: object, **more: object) -> None:
        raise AssertionError("the key was parsed again")

    monkeypatch.setattr("pyhanko.sign.signers.pdf_cms.serialization.load_der_private_key", refuse)
    assert signer.sign(plain, WHO).startswith(plain)


def test_a_name_too_long_for_a_certificate_is_cut() -> None:
    subject = a_signer("N" * 80).credentials.certificate.subject.rfc4514_string()
    assert subject == f"CN={'N' * 64},O=Pengembangan\\, tidak sah untuk produksi,C=ID"


@pytest.mark.parametrize("turn", [1, -1])
def test_the_issuer_is_the_one_whose_key_signed(turn: int) -> None:
    rsa, ec = ministry("rsa"), ministry("ec")
    others = [rsa.issuer, ec.root, ec.issuer, rsa.root][::turn]
    assert chain_above(rsa.signer, others) == (rsa.issuer, rsa.root)
    assert chain_above(ec.signer, others) == (ec.issuer, ec.root)
    assert chain_above(rsa.root, [ec.root]) == ()
