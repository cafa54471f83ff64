"""``manage.py verify_document``: the whole report even of a bad file, exit codes 0, 1 and 2."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from kinerja.documents.authority import ROOT, trusted_roots
from kinerja.documents.parts import Part
from kinerja.documents.produce import countersign, produce
from kinerja.documents.snapshot import SignerText
from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.management.commands.verify_document import Command
from kinerja.models import SignedDocument
from kinerja.selectors.document import content
from kinerja.services.document import issue_document
from tests.kinerja.cast import Cast
from tests.kinerja.documents import samples
from tests.kinerja.documents.keys import a_signer

TO_FINAL = ("submit", "endorse", "verify", "finalise")
INTACT = "[ya] Berkas utuh: tidak satu bita pun berubah sesudah ditandatangani."
DEVELOPMENT = "[ya] Ditandatangani dengan sertifikat pengembangan — tidak sah untuk produksi."
DATA = "[ya] Data perhitungan ada di dalam berkas."
WHO = "Penanda tangan: dirjen, "


@pytest.fixture
def issued(cast: Cast, media_root: Path) -> SignedDocument:
    """The document of Fakfak."""
    return issue_document(evaluation=cast.act(cast.kabupaten, *TO_FINAL), actor=cast.dirjen)


def run(path: Path | str, *words: str) -> tuple[list[str], CommandError | None]:
    out = StringIO()
    try:
        call_command("verify_document", str(path), *words, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), error
    return out.getvalue().splitlines(), None


def test_a_document_in_force(issued: SignedDocument) -> None:
    lines, error = run(issued.file.path)
    assert error is None
    assert lines[:3] == [INTACT, DEVELOPMENT, DATA]
    assert lines[3].startswith("[ya] Hitung ulang cocok: capaian 99,50")
    assert lines[4] == "[ya] Dokumen ini berlaku."
    assert lines[5].startswith(WHO)
    assert lines[6:] == [f"Dokumen {issued.code}: Kabupaten Fakfak, Semester I Tahun 2018.", "SAH."]


def test_for_machines(issued: SignedDocument) -> None:
    lines, error = run(issued.file.path, "--json")
    said: dict[str, Any] = json.loads("\n".join(lines))
    assert (error, said["valid"], said["status"], said["development"]) == (None, True, "current", True)
    assert [(check["name"], check["passed"]) for check in said["checks"]] == [
        ("integrity", True),
        ("certificate", True),
        ("data", True),
        ("recomputed", True),
        ("register", True),
    ]
    assert [(row["field"], row["part"], row["subject"], row["level"]) for row in said["signatures"]] == [
        ("TandaTangan", "yang menetapkan", "dirjen", "B-B")
    ]
    assert said["document"] == {
        "code": issued.code,
        "region_code": "92.03",
        "region": "Kabupaten Fakfak",
        "format": "kinerja-dukcapil/hasil-unit-kerja",
        "period": "2018-1",
        "about": "Semester I Tahun 2018",
        "revision": 1,
        "signer": issued.signer_name,
        "completion": "99.50",
        "nilai": 90,
        "kategori": "Sangat Baik",
    }


def test_a_superseded_document(cast: Cast, issued: SignedDocument) -> None:
    cast.act(issued.evaluation, "reopen", note="Salah angka")
    lines, error = run(issued.file.path)
    said = "Dokumen ini tidak berlaku lagi: penilaiannya dibuka kembali dan penggantinya belum terbit."
    assert isinstance(error, RefusedError)
    assert (error.reasons, error.returncode) == ([said], 1)
    assert (lines[4], lines[-1]) == (f"[TIDAK] {said}", "TIDAK SAH.")


def test_a_changed_document(issued: SignedDocument, tmp_path: Path) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(content(issued).replace(b"/Jakarta", b"/Jakartb").replace(b"(Jakarta)", b"(Jakartb)"))
    lines, error = run(path)
    assert isinstance(error, RefusedError)
    assert error.reasons == ["Isi berkas berubah sesudah ditandatangani."]
    assert lines == ["[TIDAK] Isi berkas berubah sesudah ditandatangani.", "TIDAK SAH."]
    lines, error = run(path, "--json")
    said = json.loads("\n".join(lines))
    assert (said["valid"], said["document"], said["status"]) == (False, None, None)


@pytest.mark.django_db
def test_a_document_of_another_register_proves_itself_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(produce(samples.province().to_json(), a_signer(), datetime.now(UTC)).pdf)
    lines, error = run(path)
    assert error is None
    assert lines[4] == "[–] Dokumen ini tidak tercatat di register instalasi ini."
    assert lines[-2:] == [f"Dokumen {samples.CODE}: Provinsi Papua Barat, Semester I Tahun 2025.", "SAH."]


@pytest.mark.parametrize(
    ("content_", "why"),
    [
        (b"bukan PDF", "Berkas ini bukan PDF."),
        (b"%PDF-1.7", "PDF ini tidak bertanda tangan."),
    ],
)
def test_no_document_at_all(tmp_path: Path, content_: bytes, why: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content_)
    lines, error = run(path)
    assert isinstance(error, RefusedError)
    assert (error.reasons, lines) == ([why], [f"[TIDAK] {why}", "TIDAK SAH."])


def test_a_very_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", None)
    _lines, error = run(path)
    assert isinstance(error, RefusedError)
    assert error.reasons == ["Berkas 50,0 MB terlalu besar; dokumen hasil penilaian paling besar 10 MB."]


@pytest.mark.parametrize("path", ["/tidak/ada.pdf", "/"])
def test_a_file_that_cannot_be_read(path: str) -> None:
    _lines, error = run(path)
    assert isinstance(error, WrongUsageError)
    assert error.returncode == 2


@pytest.mark.parametrize(("content_", "code"), [(b"%PDF-1.7", 1), (None, 2)])
def test_the_exit_code_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content_: bytes | None, code: int
) -> None:
    path = tmp_path / "x.pdf"
    if content_ is not None:
        path.write_bytes(content_)
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "verify_document", str(path)])
    assert ended.value.code == code


def test_no_database_is_needed(tmp_path: Path) -> None:
    """As on the machine of whoever received a file: only the root is there."""
    (tmp_path / "ca").mkdir()
    (tmp_path / "ca" / ROOT).write_bytes(trusted_roots()[0].public_bytes(Encoding.PEM))
    now = datetime.now(UTC)
    first = produce(samples.kabkota().to_json(), a_signer(), now).pdf
    both = countersign(first, Part.OFFICIAL, SignerText("", "Budi", "", ""), a_signer("Budi"), now).pdf
    (tmp_path / "two.pdf").write_bytes(both)
    nowhere = {"VAR_DIR": str(tmp_path), "DATABASE_URL": "postgres://x:x@127.0.0.1:1/x"}
    words = [sys.executable, "manage.py", "verify_document", str(tmp_path / "two.pdf"), "--json"]
    found = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"} | nowhere
    done = subprocess.run(words, cwd=settings.BASE_DIR, env=found, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    said = json.loads(done.stdout)
    assert (said["valid"], said["status"], said["development"]) == (True, "unchecked", True)
    assert said["checks"][-1] == {
        "name": "register",
        "passed": None,
        "text": "Register dokumen tidak terjangkau; status berlaku tidak diperiksa.",
    }
    assert [(row["part"], row["subject"], row["size"]) for row in said["signatures"]] == [
        ("yang menetapkan", "Dr. Contoh", len(first)),
        ("pejabat yang dinilai, tanda terima", "Budi", len(both)),
    ]
