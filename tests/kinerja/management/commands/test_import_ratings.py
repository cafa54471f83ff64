"""``manage.py import_ratings`` and ``ratings_template``: plan, import, refusals, exit codes."""

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from kinerja.management.commands.import_ratings import Command
from kinerja.models import StaffRating
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.ratings_file import NIPS, give_nips, line, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Appraising:
    made = Appraising()
    give_nips(made)
    return made


def file(folder: Path, *lines: dict[str, Any]) -> str:
    path = folder / "skp.xlsx"
    path.write_bytes(workbook(*lines))
    return str(path)


def run(command: str, *words: str) -> str:
    out = StringIO()
    call_command(command, *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_without_apply_it_is_a_plan(stage: Appraising, tmp_path: Path) -> None:
    said = run("import_ratings", file(tmp_path, line("kabid", nama="Orang Lain")), "--period=2025-1")
    assert said.splitlines() == [
        "1 baru, 0 diganti, 0 sama, 0 tanpa hasil.",
        f"Baris 3, {stage.kabid.name}: Nama dalam berkas (Orang Lain) berbeda sama sekali.",
        "Rencana saja; simpan dengan --apply.",
    ]
    assert StaffRating.objects.count() == 0


def test_apply_imports_in_the_name_of_an_operator(stage: Appraising, tmp_path: Path) -> None:
    words = [file(tmp_path, line("kabid")), "--period=2025-1", "--apply"]
    said = json.loads(run("import_ratings", *words, "--user=ditjen", "--json"))
    row = {"row": 3, "name": stage.kabid.name, "value": None, "predikat": "Baik", "effect": "new"}
    assert said == {
        "applied": True,
        "new": 1,
        "changed": 0,
        "same": 0,
        "blank": 0,
        "rows": [row | {"replaces": "", "notes": []}],
    }
    assert StaffRating.objects.get().rated_by == stage.enterer
    assert run("import_ratings", *words).splitlines() == [
        "0 baru, 0 diganti, 1 sama, 0 tanpa hasil.",
        "Tersimpan.",
    ]


def test_a_refusal_tells_every_fault_and_writes_them_to_a_file(stage: Appraising, tmp_path: Path) -> None:
    path = file(tmp_path, line("kabid"), line("199001012015031009"), line("bukan"))
    with pytest.raises(RefusedError) as refused:
        run("import_ratings", path, "--period=2025-1", "--apply", f"--errors={tmp_path}/galat.xlsx")
    unknown = ("NIP ini tidak dikenal dalam wilayah Anda", "periksa NIP-nya.")
    bad = ("bukan NIP: 18 angka yang dimulai dengan tanggal lahir", "periksa lalu tulis ulang.")
    assert refused.value.reasons == [
        f"Baris 4, kolom nip: {'; '.join(unknown)}",
        f"Baris 5, kolom nip: {'; '.join(bad)}",
    ]
    sheet = openpyxl.load_workbook(tmp_path / "galat.xlsx").active
    assert list(sheet.iter_rows(min_row=3, values_only=True)) == [(4, "nip", *unknown), (5, "nip", *bad)]
    assert StaffRating.objects.count() == 0


def test_no_such_account_and_an_account_without_the_role(stage: Appraising, tmp_path: Path) -> None:
    words = [file(tmp_path, line("kabid")), "--period=2025-1", "--apply"]
    with pytest.raises(RefusedError) as nobody:
        run("import_ratings", *words, "--user=siapa")
    assert nobody.value.reasons == ["Akun siapa tidak ada."]
    with pytest.raises(RefusedError) as another:
        run("import_ratings", *words, f"--user={stage.admin.username}")
    assert another.value.reasons == [
        (
            "Baris 3, kolom nip: Peran Anda tidak mencakup tindakan “Impor unsur 2” pada penilaian ini; "
            "serahkan kepada operator lain."
        )
    ]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 2),
        (["tidak-ada.xlsx", "--period=2025-1"], 2),
        (["tidak-ada.xlsx", "--period=2025"], 2),
        (["tidak-ada.xlsx", "--period=2019-1"], 1),
        ([__file__, "--period=2025-1"], 1),
    ],
)
def test_exit_codes(stage: Appraising, words: list[str], status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "import_ratings", *words])
    assert ended.value.code == status


def test_the_template_holds_nips_and_names(stage: Appraising, tmp_path: Path) -> None:
    path = tmp_path / "isi.xlsx"
    said = run("ratings_template", "2025-1", "-o", str(path), "--region=92")
    assert said.splitlines() == [f"{path}: 4 pejabat; 1 tanpa NIP tidak dimuat."]
    sheet = openpyxl.load_workbook(BytesIO(path.read_bytes())).active
    found = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    nothing = (None, None, None, None)
    assert found == {nip: (stage.office.appraisal(kind).name, *nothing) for kind, nip in NIPS.items()}
    assert run("import_ratings", str(path), "--period=2025-1").splitlines()[0] == (
        "0 baru, 0 diganti, 0 sama, 4 tanpa hasil."
    )


def test_the_template_of_nowhere_and_to_nowhere(stage: Appraising, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        run("ratings_template", "2025-1", "-o", str(tmp_path / "a.xlsx"), "--region=11")
    with pytest.raises(WrongUsageError) as wrong:
        run("ratings_template", "2025-1", "-o", str(tmp_path / "tidak" / "ada.xlsx"))
    assert str(wrong.value) == f"Berkas “{tmp_path}/tidak/ada.xlsx” tidak dapat ditulis."
    assert list(tmp_path.iterdir()) == []
