"""Whom a row of element 2 is about: an appraisal by its id, or a NIP, which is masked for who needs none."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from kinerja.services.books import BOOKS
from kinerja.services.imports import apply_import, kept_faults
from officials.nip import mask_nip
from tests.builders import give_role, make_user
from tests.kinerja.appraisal_cast import Appraising
from tests.kinerja.ratings_file import LINE, NIPS, line, make_stage, sent
from tests.kinerja.services.record_book import planned, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]


@pytest.fixture
def stage() -> Appraising:
    return make_stage()


def apply(stage: Appraising, *lines: dict[str, Any]) -> tuple[int, int]:
    """How many rows changed something, and how many said what is stored."""
    done = apply_import(run=sent(stage, *lines), actor=stage.enterer)
    return len(done.rows), done.same


def row_of(template: bytes, kind: str) -> dict[str, Any]:
    """What a template says of the holder of a post."""
    sheet = openpyxl.load_workbook(BytesIO(template))["SKP"]
    heads, _labels, *rows = sheet.iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    return next(row for row in found if row["jabatan"].startswith(f"{kind} "))


@pytest.mark.parametrize("regional", [False, True])
def test_a_nip_is_masked_for_who_needs_none(stage: Appraising, regional: bool) -> None:
    """The row is found again by the id of the appraisal; who audits besides needs the NIP, and their own
    everybody sees.
    """
    region = stage.office.region if regional else None
    operator = make_user("operator_ditjen", region, username="operator")
    auditor = make_user("operator_ditjen", region, username="keduanya")
    give_role(auditor, "auditor")
    give_role(stage.official, "operator_ditjen")
    seen = []
    for user in (operator, auditor, stage.official):
        template = BOOKS["ratings"].template(stage.period, "", user)
        seen.append([row_of(template, kind)["nip"] for kind in ("kabid", "kasi", "sekretaris")])
    whole, masked = [NIPS["kabid"], NIPS["kasi"]], [mask_nip(NIPS["kabid"]), mask_nip(NIPS["kasi"])]
    assert seen == [[*masked, None], [*whole, None], [whole[0], masked[1], None]]
    assert apply(stage, row_of(BOOKS["ratings"].template(stage.period, "", operator), "kasi") | LINE) == (
        1,
        0,
    )
    assert apply(stage, line("kasi")) == (0, 1)


def test_what_comes_back_of_a_masked_file_holds_no_whole_nip(stage: Appraising) -> None:
    """Whatever is wrong in it: plan, messages, the workbook of faults."""
    template = BOOKS["ratings"].template(stage.period, "", stage.enterer)
    known = row_of(template, "kasi")
    lines = [
        known | LINE,
        known | LINE | {"predikat": "Istimewa"},
        row_of(template, "kabid") | {"nip": mask_nip("197001011995031999")} | LINE,
    ]
    run = sent(stage, *lines)
    found = planned(run)
    book = openpyxl.load_workbook(BytesIO(kept_faults(run=run, actor=stage.enterer)))
    cells = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
    told = f"{cells} {said(found)} {[(row.title, row.changed) for row in found.rows]}"
    assert (len(found.errors), [nip for nip in NIPS.values() if nip in told]) == (4, [])


def test_what_an_id_and_a_nip_name_together(stage: Appraising) -> None:
    """An official without a NIP is named by the id; a NIP that does not belong to it is a fault."""
    numbers = {kind: stage.office.appraisal(kind).pk for kind in ("sekretaris", "kabid", "kasi")}
    masked = mask_nip(NIPS["kabid"])
    lines = [
        {"id_penilaian": numbers["sekretaris"], **LINE},
        line("kabid", id_penilaian=numbers["kabid"]),
        line("kabid", id_penilaian=numbers["kasi"]),
        line(masked, id_penilaian=numbers["kasi"]),
        line(masked),
        {"nama": "Siapa", **LINE},
        {"id_penilaian": 987654, **LINE},
        line("kabid"),
    ]
    found = planned(sent(stage, *lines))
    assert [row.key for row in found.rows] == [
        str(numbers[kind]) for kind in ("sekretaris", "kabid", "kabid")
    ]
    other = "SKP!B%d (nip): bukan NIP pejabat pada id_penilaian ini; periksa keduanya. [R12]"
    todo = "isi id_penilaian dari templatnya, atau NIP yang utuh."
    nobody = f"SKP!B%d (nip): baris ini tidak menyebut pejabatnya; {todo}"
    gone = "penilaian ini tidak ada pada periode 2025-1 dalam wilayah Anda"
    assert [str(fault) for fault in found.errors] == [
        *(other % 5, other % 6, nobody % 7, nobody % 8),
        f"SKP!A9 (id_penilaian) “987654”: {gone}; unduh templat yang sekarang, atau ganti dengan NIP-nya.",
        f"SKP!10 “{stage.kabid.name}, {stage.kabid.title}”: sama dengan baris 4; sisakan satu baris saja.",
    ]
