"""The commands on documents of officials: issued with the units', copied, and verified with both elements."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kinerja.management.base import RefusedError
from kinerja.models import SignedDocument
from kinerja.selectors.document import content
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.documents.papers import NBSP
from tests.kinerja.signed_appraisals import NIPS, decided, name_people, signed


@pytest.fixture
def case(db: None, media_root: Path) -> Appraising:
    """Fakfak's officials, with NIPs."""
    made = Appraising()
    name_people(made)
    return made


def run(command: str, *words: Any) -> tuple[list[str], list[str], CommandError | None]:
    out, err, error = StringIO(), StringIO(), None
    try:
        call_command(command, *(str(word) for word in words), stdout=out, stderr=err)
    except CommandError as caught:
        error = caught
    return out.getvalue().splitlines(), err.getvalue().splitlines(), error


def test_issued_and_copied_with_the_units(case: Appraising, tmp_path: Path) -> None:
    row = case.bring("approved", "kepala_dinas")
    case.bring("approved")
    out, err, error = run("issue_documents", "2025-1", "-o", tmp_path / "out")
    unit = SignedDocument.objects.get(kind="unit_result")
    made = SignedDocument.objects.get(kind="appraisal")
    assert (out, error) == (
        [
            "1 dokumen terbit; 2 berlaku; 0 unit belum final.",
            "1 penilaian pejabat ditandatangani; 1 menunggu pejabat penilai lain.",
            "2 berkas disalin.",
        ],
        None,
    )
    assert err == [
        f"[1/2] 92.03 Kabupaten Fakfak: {unit.code}",
        f"[2/2] 92.03 Kabupaten Fakfak, {row}: {made.code}",
    ]
    copies = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert copies == {
        f"hasil-2025-1-92.03-{unit.code}.pdf": content(unit),
        f"pejabat-kepala_dinas-2025-1-92.03-{made.code}.pdf": content(made),
    }


def test_issued_for_machines(case: Appraising) -> None:
    row = case.bring("approved", "sekretaris")
    out, _err, _error = run("issue_documents", "2025-1", "--json")
    said = json.loads("\n".join(out))
    assert (said["signed"], said["unsigned"], said["in_force"]) == ([f"92.03 {row}"], 0, 2)


def test_verified(case: Appraising) -> None:
    made, row = signed(case), case.kabid
    out, _err, error = run("verify_document", made.file.path)
    assert error is None
    assert [line.startswith("[ya] ") for line in out[:5]] == [True] * 5
    one = row.result["element_one"]["carried"]
    completion = one["completion"].replace(".", ",")
    graded = f"capaian {completion}{NBSP}%, nilai {one['nilai']}, kategori {one['kategori']}"
    assert out[3] == f"[ya] Hitung ulang cocok: unsur 1 {graded}; unsur 2 predikat Baik."
    assert out[6:] == [
        f"Dokumen {made.code}: {row.name}, {row.title}, Kabupaten Fakfak, Semester I Tahun 2025.",
        f"Unsur 1: {graded}.",
        "Unsur 2: predikat Baik.",
        "SAH.",
    ]
    assert [nip for nip in NIPS.values() if nip in "\n".join(out)] == []


def test_verified_for_machines(case: Appraising) -> None:
    made, row = signed(case), case.kabid
    out, _err, _error = run("verify_document", made.file.path, "--json")
    said = json.loads("\n".join(out))
    one = row.result["element_one"]["carried"]
    elements = said["document"].pop("elements")
    assert (said["valid"], said["status"], len(elements)) == (True, "current", 2)
    assert said["document"] == {
        "code": made.code,
        "region_code": "92.03",
        "region": "Kabupaten Fakfak",
        "format": "kinerja-dukcapil/penilaian-pejabat",
        "period": "2025-1",
        "about": "Semester I Tahun 2025",
        "revision": 1,
        "signer": made.signer_name,
        "name": row.name,
        "post": row.title,
        "signer_post": "kepala_daerah Fakfak",
        "delegation": "",
        "completion": one["completion"],
        "nilai": one["nilai"],
        "kategori": one["kategori"],
        "element_two": {"value": None, "predikat": "Baik"},
        "joined": None,
    }


def test_a_superseded_document(case: Appraising) -> None:
    first = signed(case)
    second = decided(case)
    _out, _err, error = run("verify_document", first.file.path)
    assert isinstance(error, RefusedError)
    [reason] = error.reasons
    assert reason.startswith(f"Dokumen ini digantikan dokumen {second.code} yang terbit ")
    assert run("verify_document", second.file.path)[2] is None


def test_a_changed_document(case: Appraising, tmp_path: Path) -> None:
    changed = bytearray(content(signed(case)))
    changed[len(changed) // 2] ^= 1
    path = tmp_path / "changed.pdf"
    path.write_bytes(changed)
    out, _err, error = run("verify_document", path)
    assert (isinstance(error, RefusedError), out[-1], case.kabid.name in "\n".join(out)) == (
        True,
        "TIDAK SAH.",
        False,
    )
