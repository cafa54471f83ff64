"""``manage.py verify_audit``: what it prints, what it exports, what it refuses."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from officials import audit
from officials.models import AuditHead
from tests.builders import make_unit
from tests.officials.test_audit_chain import tamper

TESTED = audit.register("test.act", "Tindakan uji")


@pytest.fixture(autouse=True)
def trail(db: None) -> None:
    """Three entries."""
    unit = make_unit("92")
    for _ in range(3):
        audit.record(TESTED, actor=None, obj=unit)


def test_a_whole_trail(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_audit")
    assert capsys.readouterr().out == (f"Jejak audit utuh: 3 entri.\nUjung: {AuditHead.objects.get().hash}\n")


def test_a_whole_trail_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_audit", json=True)
    head = AuditHead.objects.get()
    assert json.loads(capsys.readouterr().out) == {
        "status": "whole",
        "entries": 3,
        "head": {"sequence": 3, "hash": head.hash, "mac": head.mac},
    }


def test_a_broken_trail_is_refused_and_not_exported(tmp_path: Path) -> None:
    tamper("UPDATE officials_auditentry SET note = 'lain' WHERE sequence = 2")
    with pytest.raises(RefusedError) as refusal:
        call_command("verify_audit", export_head=tmp_path / "ujung.json")
    assert refusal.value.reasons == ["Entri 2: Isi entri ini berubah sejak dicatat."]
    assert list(tmp_path.iterdir()) == []


def test_a_roll_back_is_told_by_the_exported_head(tmp_path: Path) -> None:
    kept = tmp_path / "ujung.json"
    call_command("verify_audit", export_head=kept)
    tamper("DELETE FROM officials_auditentry")
    tamper("DELETE FROM officials_audithead")
    call_command("verify_audit")
    with pytest.raises(RefusedError) as refusal:
        call_command("verify_audit", against=kept)
    assert refusal.value.reasons == ["Entri 1: Entri ini hilang: jejak audit diputar mundur."]


@pytest.mark.parametrize("content", ["", "{}", '{"sequence": "3", "hash": "", "mac": ""}'])
def test_a_file_that_is_no_head_is_wrong_usage(tmp_path: Path, content: str) -> None:
    file = tmp_path / "ujung.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WrongUsageError, match=r"ujung\.json bukan ujung jejak audit yang diekspor"):
        call_command("verify_audit", against=file)


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError):
        call_command("verify_audit", against=tmp_path / "tidak-ada.json")
