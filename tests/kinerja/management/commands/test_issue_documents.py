"""``manage.py issue_documents``: progress on standard error, outcome on standard output, copies."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.models import SemesterEvaluation, SignedDocument
from kinerja.selectors.document import content
from officials.models import RoleAssignment
from tests.kinerja.cast import Cast

ONLY_DIRJEN = "Hanya Direktur Jenderal dan Kepala Daerah yang menerbitkan dokumen."
TO_FINAL = ("submit", "endorse", "verify", "finalise")


@pytest.fixture
def final(cast: Cast, media_root: Path) -> Cast:
    """Fakfak is final."""
    cast.act(cast.kabupaten, *TO_FINAL)
    return cast


def run(*words: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("issue_documents", *(str(word) for word in words), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_issue_then_nothing_left_to_issue(final: Cast) -> None:
    first, second = run("2018-1"), run("2018-1")
    made = SignedDocument.objects.get()
    assert first == (
        "1 dokumen terbit; 1 berlaku; 0 unit belum final.\n",
        f"[1/1] 92.03 Kabupaten Fakfak: {made.code}\n",
    )
    assert second == ("0 dokumen terbit; 1 berlaku; 0 unit belum final.\n", "")
    assert made.issued_by == final.dirjen


def test_copies_of_all_that_is_in_force(final: Cast, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out"
    run("2018-1", "--region", "92.03")
    out, _err = run("2018-1", "--region", "92", "-o", target)
    made = SignedDocument.objects.get()
    assert out.splitlines() == ["0 dokumen terbit; 1 berlaku; 0 unit belum final.", "1 berkas disalin."]
    assert [path.name for path in target.iterdir()] == [f"hasil-2018-1-92.03-{made.code}.pdf"]
    assert next(target.iterdir()).read_bytes() == content(made)
    run("2018-1", "-o", target)
    assert len(list(target.iterdir())) == 1


def test_for_machines(final: Cast) -> None:
    out, _err = run("2018-1", "--json", "--user", "dirjen")
    assert json.loads(out) == {
        "issued": ["92.03"],
        "in_force": 1,
        "not_final": 0,
        "signed": [],
        "unsigned": 0,
        "copied": 0,
    }


def test_a_refused_unit_is_named(final: Cast) -> None:
    final.kabupaten.refresh_from_db()
    result = final.kabupaten.result | {"completion": "1.00"}
    SemesterEvaluation.objects.filter(pk=final.kabupaten.pk).update(result=result)
    with pytest.raises(RefusedError) as refused:
        run("2018-1")
    assert refused.value.reasons == [
        "92.03: Data yang dibekukan tidak memberi hasil final; buka kembali penilaian ini lebih dahulu."
    ]


@pytest.mark.parametrize(
    ("words", "reasons"),
    [
        (["2019-1"], ["Periode 2019-1 belum dibuka."]),
        (["2018-1", "--user", "siapa"], ["Akun siapa tidak ada."]),
        (
            ["2018-1", "--user", "admin"],
            ["Hanya Direktur Jenderal dan Kepala Daerah yang menerbitkan dokumen."],
        ),
    ],
)
def test_refusals(final: Cast, words: list[str], reasons: list[str]) -> None:
    with pytest.raises(RefusedError) as refused:
        run(*words)
    assert (refused.value.reasons, SignedDocument.objects.count()) == (reasons, 0)


def test_without_a_dirjen_nobody_issues(final: Cast) -> None:
    RoleAssignment.objects.filter(role="dirjen").delete()
    with pytest.raises(RefusedError) as refused:
        run("2018-1")
    assert refused.value.reasons == ["Akun Direktur Jenderal tidak ada."]


@pytest.mark.parametrize("words", [["2018"], ["2018-1", "--region", "x"], ["2018-1", "--workers", "0"]])
def test_wrong_usage(final: Cast, words: list[str]) -> None:
    with pytest.raises(WrongUsageError):
        run(*words)


def test_a_folder_that_cannot_be_made(final: Cast, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongUsageError, match="tidak dapat dibuat"):
        run("2018-1", "-o", tmp_path / "file" / "out")
    assert SignedDocument.objects.count() == 0


def test_a_stored_file_that_was_changed_is_not_copied(final: Cast, tmp_path: Path) -> None:
    run("2018-1")
    made = SignedDocument.objects.get()
    Path(made.file.path).write_bytes(b"%PDF-1.7")
    with pytest.raises(RefusedError) as refused:
        run("2018-1", "-o", tmp_path / "out")
    assert refused.value.reasons == [f"Berkas dokumen {made.code} di penyimpanan sudah berubah."]
    assert list((tmp_path / "out").iterdir()) == []
