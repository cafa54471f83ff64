"""``manage.py import_workbook`` and ``workbook_template``: plan, import, refusals, exit codes."""

import errno
import json
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.management.commands.import_workbook import Command
from kinerja.models import StaffRating
from kinerja.services import import_plan
from officials.nip import mask_nip
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.ratings_file import NIPS, line, make_stage, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


@pytest.fixture
def stage() -> Appraising:
    return make_stage()


TAKEN = "Predikat: – → Baik; Sumber: – → BKN e-Kinerja; Nomor dokumen: – → SKP/2025/1"


def file(folder: Path, *lines: dict[str, Any]) -> str:
    path = folder / "skp.xlsx"
    path.write_bytes(workbook(*lines))
    return str(path)


def run(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, "ratings", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_without_apply_it_is_a_plan(stage: Appraising, tmp_path: Path) -> None:
    said = run("import_workbook", file(tmp_path, line("kabid", nama="Orang Lain")), "--period=2025-1")
    row = stage.kabid
    assert said.splitlines() == [
        "1 baris mengubah 3 isian, 0 baris sama.",
        f"{row.name}, {row.title}: {TAKEN}",
        f"SKP!B3 (nama) “Orang Lain”: nama dalam berkas berbeda sama sekali dari {row.name}",
        "Rencana saja; simpan dengan --apply.",
    ]
    assert StaffRating.objects.count() == 0


def test_apply_imports_in_the_name_of_an_operator(stage: Appraising, tmp_path: Path) -> None:
    words = [file(tmp_path, line("kabid", nama="")), "--period=2025-1", "--apply"]
    said = json.loads(run("import_workbook", *words, "--user=ditjen", "--json"))
    assert (said["applied"], said["units"], said["same"], said["remarks"]) == (True, 1, 0, [])
    assert [(row["row"], row["changes"][0]) for row in said["rows"]] == [
        (3, {"field": "Predikat", "before": "", "after": "Baik"})
    ]
    assert StaffRating.objects.get().rated_by == stage.enterer
    assert run("import_workbook", *words).splitlines() == [
        "0 baris mengubah 0 isian, 1 baris sama.",
        "Tidak ada yang berubah, jadi tidak ada yang disimpan.",
    ]


def test_a_refusal_tells_every_fault_and_writes_them_to_a_file(stage: Appraising, tmp_path: Path) -> None:
    path = file(tmp_path, line("kabid", nama=""), line("199001012015031009"), line("bukan"))
    with pytest.raises(RefusedError) as refused:
        run("import_workbook", path, "--period=2025-1", "--apply", f"--errors={tmp_path}/galat.xlsx")
    unknown = "NIP ini tidak dikenal dalam wilayah Anda; periksa NIP-nya."
    bad = "bukan NIP: 18 angka yang dimulai dengan tanggal lahir; periksa lalu tulis ulang."
    assert refused.value.reasons == [f"SKP!A4 (nip): {unknown}", f"SKP!A5 (nip): {bad} [R12]"]
    sheet = openpyxl.load_workbook(tmp_path / "galat.xlsx")["SKP"]
    assert [row[-1] for row in sheet.iter_rows(min_row=3, values_only=True)] == [
        *(None, f"nip: {unknown}", f"nip: {bad}")
    ]
    assert StaffRating.objects.count() == 0


def test_no_such_account_and_an_account_without_the_role(stage: Appraising, tmp_path: Path) -> None:
    words = [file(tmp_path, line("kabid")), "--period=2025-1", "--apply"]
    with pytest.raises(RefusedError) as nobody:
        run("import_workbook", *words, "--user=siapa")
    assert nobody.value.reasons == ["Akun siapa tidak ada."]
    with pytest.raises(RefusedError):
        run("import_workbook", *words, f"--user={stage.admin.username}")
    with pytest.raises(WrongUsageError) as nowhen:
        run("import_workbook", words[0])
    assert str(nowhen.value) == "Sebutkan periodenya: --period 2025-1."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 2),
        (["hal-lain", "a.xlsx"], 2),
        (["ratings", "tidak-ada.xlsx", "--period=2025-1"], 2),
        (["ratings", "tidak-ada.xlsx", "--period=2025"], 2),
        (["ratings", "tidak-ada.xlsx", "--period=2019-1"], 1),
        (["ratings", __file__, "--period=2025-1"], 1),
    ],
)
def test_exit_codes(stage: Appraising, words: list[str], status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "import_workbook", *words])
    assert ended.value.code == status


def test_the_template_names_appraisals_and_masks_nips(stage: Appraising, tmp_path: Path) -> None:
    path = tmp_path / "isi.xlsx"
    said = run("workbook_template", "--period=2025-1", "-o", str(path), "--region=92")
    assert said.splitlines() == [str(path)]
    sheet = openpyxl.load_workbook(path)["SKP"]
    found = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    rows = [stage.office.appraisal(kind) for kind in ("sekretaris", *NIPS)]
    nothing = (None, None, None, None)
    assert found == {
        row.pk: (mask_nip(row.nip) or None, row.name, f"{row.title}, Kabupaten Fakfak", *nothing)
        for row in rows
    }
    assert run("import_workbook", str(path), "--period=2025-1").splitlines()[0] == (
        "0 baris mengubah 0 isian, 0 baris sama."
    )


@pytest.mark.parametrize(
    ("kind", "region", "why"),
    [
        ("ratings", "91", "Kode wilayah “91” tidak dikenal."),
        ("national_targets", "92", "Buku kerja ini untuk seluruh Indonesia, bukan per wilayah."),
    ],
)
def test_no_template_of_a_region(stage: Appraising, tmp_path: Path, kind: str, region: str, why: str) -> None:
    words = (["--period=2025-1"] if kind == "ratings" else []) + ["-o", str(tmp_path / "a.xlsx")]
    with pytest.raises(RefusedError) as refused:
        call_command("workbook_template", kind, *words, f"--region={region}", stderr=StringIO())
    assert (refused.value.reasons, list(tmp_path.iterdir())) == ([why], [])


def test_a_template_that_no_file_could_bring_back(
    stage: Appraising, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_plan, "MOST_ROWS", 3)
    with pytest.raises(RefusedError) as refused:
        run("workbook_template", "--period=2025-1", "-o", str(tmp_path / "a.xlsx"))
    (reason,) = refused.value.reasons
    assert reason.startswith("Semuanya 5 baris, sedangkan satu berkas paling banyak 3. Unduh templatnya per")
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_cannot_be_written(stage: Appraising, tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError) as wrong:
        run("workbook_template", "--period=2025-1", "-o", str(tmp_path / "tidak" / "ada.xlsx"))
    missing = "berkas atau foldernya tidak ada; periksa namanya."
    assert str(wrong.value) == f"Berkas “{tmp_path}/tidak/ada.xlsx” tidak dapat ditulis: {missing}"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read(stage: Appraising, tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError) as wrong:
        run("import_workbook", str(tmp_path), "--period=2025-1")
    assert (
        str(wrong.value)
        == f"Berkas “{tmp_path}” tidak dapat dibaca: itu folder; sebutkan berkas di dalamnya."
    )


def test_where_uploads_are_kept_the_disk_is_full(
    stage: Appraising, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/media/impor")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(RefusedError) as refused:
        run("import_workbook", file(tmp_path, line("kabid")), "--period=2025-1", "--apply")
    what = "ruang disknya habis; kosongkan sebagian, lalu ulangi."
    assert refused.value.reasons == [f"Impor terhenti pada “/media/impor”: {what}"]
    assert StaffRating.objects.count() == 0
