"""``manage.py results_template`` and ``import_results``: plan, import, refusals, exit codes."""

import json
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.models import Realization, WorkbookImport
from tests.kinerja.cast import Cast
from tests.kinerja.results_book import SHEET, Change, cell, template


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


def run(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def file(cast: Cast, folder: Path, *changes: Change) -> str:
    path = folder / "hasil.xlsx"
    path.write_bytes(template(cast, *changes))
    return str(path)


def test_the_template_is_written_and_read_back(cast: Cast, tmp_path: Path) -> None:
    path = str(tmp_path / "t.xlsx")
    assert run("results_template", "2018-1", "-o", path, "--region", "92") == f"{path}: 1 unit kerja.\n"
    assert openpyxl.load_workbook(path).sheetnames[0] == SHEET
    assert run("import_results", path, "--period", "2018-1").splitlines() == [
        "0 baris mengubah 0 isian, 1 baris sama.",
        "Tidak ada yang berubah, jadi tidak ada yang disimpan.",
    ]
    assert WorkbookImport.objects.count() == 0


def test_a_plan_then_applied(cast: Cast, tmp_path: Path) -> None:
    path = file(cast, tmp_path, cell("K1.2:n", 4000))
    said = run("import_results", path, "--period=2018-1").splitlines()
    assert said[0] == "1 baris mengubah 1 isian, 0 baris sama."
    assert said[1].startswith("92.03 Fakfak: K1.2; belum ada → ")
    assert said[-1] == "Rencana saja; simpan dengan --apply."
    assert Realization.objects.get(indicator__code="K1.2").numerator == 4500
    done = json.loads(run("import_results", path, "--period=2018-1", "--apply", "--user=ditjen", "--json"))
    assert (done["applied"], done["units"], done["rows"][0]["changes"]) == (True, 1, ["K1.2"])
    assert Realization.objects.get(indicator__code="K1.2").entered_by == cast.ditjen
    again = run("import_results", path, "--period=2018-1", "--apply")
    assert "Tidak ada yang berubah" in again


def test_faults_are_a_refusal_and_a_workbook(cast: Cast, tmp_path: Path) -> None:
    path, errors = file(cast, tmp_path, cell("K1.2:n", "banyak")), tmp_path / "errors.xlsx"
    with pytest.raises(RefusedError) as refused:
        run("import_results", path, "--period=2018-1", "--apply", "--errors", str(errors))
    assert "K1.2:n" in refused.value.reasons[0]
    sheet = openpyxl.load_workbook(errors)[SHEET]
    assert "masalah" in [each.value for each in sheet[1]]
    assert not Realization.objects.filter(entered_by=cast.ditjen).exists()


def test_what_cannot_be_opened_or_is_not_known(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError):
        run("import_results", str(tmp_path / "tiada.xlsx"), "--period=2018-1")
    with pytest.raises(RefusedError):
        run("import_results", file(cast, tmp_path), "--period=2018-1", "--user=siapa")
    with pytest.raises(RefusedError):
        run("results_template", "2018-1", "-o", str(tmp_path / "t.xlsx"), "--region", "91")
