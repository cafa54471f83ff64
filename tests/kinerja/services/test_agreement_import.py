"""Perjanjian Kinerja by workbook: checked whole, written whole, undone whole (II.C.1, R2)."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from kinerja.models import PerformanceAgreement
from kinerja.services.agreement import sign_agreement
from kinerja.services.agreement_faults import Planned
from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted
from kinerja.services.imports import ImportRefused, apply_import, undo_import
from officials.models import AuditEntry
from tests.builders import give_role, make_region, make_unit, make_user
from tests.kinerja.cast import Cast, refusal
from tests.kinerja.services.agreement_book import (
    FAKFAK,
    HEADS,
    KIND,
    PROGRAM,
    SHEET,
    drafted,
    facts,
    sent,
    stored,
)
from tests.kinerja.services.record_book import kept_file, planned, queries_of_planning, said

pytestmark = pytest.mark.usefixtures("media_root", "unpromised")


def test_drafted_then_undone(cast: Cast, draft: PerformanceAgreement) -> None:
    make_unit(make_region("92.71", "Sorong", parent=cast.region))
    before = facts()
    run = sent(
        cast,
        (*FAKFAK, "PK/9", "ditjen dukcapil", "91,25", 3, "Dafduk", 250, None),
        ("92.71", "Kota Sorong", None, None, None, 1, None, None, None),
        heads=(*HEADS, *PROGRAM),
    )
    assert [(row.title, row.changed) for row in planned(run).rows] == [
        (
            "92.03 Kabupaten Fakfak",
            {
                "nomor": ("PK/1", "PK/9"),
                "deret": ("", "Ditjen Dukcapil"),
                "K1.2:target": ("92.5", "91.25"),
                "K3:target": ("2", "3"),
                "program1:anggaran": (100, 250),
                "program1:keterangan": ("APBD", ""),
            },
        ),
        ("92.71 Kota Sorong", {"K3:target": (None, "1")}),
    ]
    assert planned(run).remarks == ()
    apply_import(run=run, actor=cast.ditjen)
    changed = {"nomor": "PK/9", "deret": "Ditjen Dukcapil", "K1.2:target": "91.25", "K3:target": "3"}
    changed |= {"program1:anggaran": 250, "program1:keterangan": ""}
    assert facts() == [
        ("Fakfak", 2018, "draft", stored(**changed)),
        ("Sorong", 2018, "draft", {"nomor": "", "deret": "", "K3:target": "1"}),
    ]
    undo_import(run=run, actor=cast.ditjen)
    assert facts() == before
    trail = AuditEntry.objects.filter(note__contains=run.sha256).order_by("sequence")
    assert [(entry.action, entry.note.split(" ")[0]) for entry in trail] == [
        ("agreement.draft", "Impor"),
        ("agreement.draft", "Impor"),
        ("agreement.draft", "Batal"),
        ("agreement.remove", "Batal"),
    ]


def test_a_missing_column_leaves_what_is_stored(cast: Cast, draft: PerformanceAgreement) -> None:
    apply_import(
        run=sent(cast, ("92.03", 4), heads=("kode", "K3:target")),
        actor=cast.ditjen,
    )
    assert facts() == [("Fakfak", 2018, "draft", stored(**{"K3:target": "4"}))]


def test_an_emptied_cell_is_nothing_and_programs_move_up(cast: Cast, draft: PerformanceAgreement) -> None:
    run = sent(cast, (*FAKFAK, None, None, None, 2, None, None, None), heads=(*HEADS, *PROGRAM))
    apply_import(run=run, actor=cast.ditjen)
    after = {"nomor": "", "deret": "", "K3:target": "2"}
    after |= {"program1:nama": "Capil", "program1:anggaran": 0, "program1:keterangan": ""}
    assert facts() == [("Fakfak", 2018, "draft", after)]
    undo_import(run=run, actor=cast.ditjen)
    assert facts() == [("Fakfak", 2018, "draft", stored())]


def test_the_template_says_what_is_stored(cast: Cast, draft: PerformanceAgreement) -> None:
    """Sent in as it is, it changes nothing, whatever the state of the agreements in it."""
    other = make_unit(make_region("92.71", "Sorong", parent=cast.region))
    offered = drafted(cast, unit=other, programs=[Planned(f"Program {n}", n) for n in range(4)])
    PerformanceAgreement.objects.filter(pk=offered.pk).update(state="offered", national_series="Bappeda")
    make_unit(cast.region)
    content = BOOKS[KIND].template(cast.period, "", cast.ditjen)
    plan = apply_import(run=kept_file(KIND, cast.ditjen, content, period=cast.period), actor=cast.ditjen)
    assert (plan.rows, plan.same, plan.faults) == ((), 3, ())
    rows = {sheet.title: list(sheet.values) for sheet in openpyxl.load_workbook(BytesIO(content))}
    heads = [head for head in rows[SHEET][0] if head]
    assert heads == [
        *("kode", "nama", "nomor", "deret"),
        *(f"{code}:target" for code in ("K1.1a", "K1.1b", "K1.2", "K1.4", "K1.6", "K3")),
        *(f"program{n}:{end}" for n in range(1, 5) for end in ("nama", "anggaran", "keterangan")),
    ]
    assert rows[SHEET][2][:10] == (*FAKFAK, "PK/1", None, None, None, 92.5, None, None, 2)
    assert [row[0] for row in rows["Provinsi"][2:]] == ["92"]


def test_three_programs_have_columns_in_a_template(cast: Cast) -> None:
    content = BOOKS[KIND].template(cast.period, "92.03", cast.ditjen)
    [*_first, last] = [head for head in next(openpyxl.load_workbook(BytesIO(content))[SHEET].values) if head]
    assert last == "program3:keterangan"


def test_touched_since_it_is_not_undone(cast: Cast, draft: PerformanceAgreement) -> None:
    run = sent(cast, (*FAKFAK, "PK/2", None, "92,5", 2))
    apply_import(run=run, actor=cast.ditjen)
    drafted(cast, number="PK/3")
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "92.03 Kabupaten Fakfak: sudah diubah sesudah impor ini."
    ]
    assert run.state == "applied"


@pytest.mark.parametrize("is_new", [True, False])
def test_signed_since_it_is_not_undone(cast: Cast, is_new: bool) -> None:
    if not is_new:
        drafted(cast)
    run = sent(cast, (*FAKFAK, "PK/2", None, "92,5", 2))
    apply_import(run=run, actor=cast.ditjen)
    made = PerformanceAgreement.objects.get()
    sign_agreement(agreement=made, actor=cast.dirjen, signed_on=date(2018, 1, 15))
    before = facts()
    assert refusal(lambda: undo_import(run=run, actor=cast.ditjen)) == [
        "Kabupaten Fakfak: Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah."
    ]
    assert facts() == before


def test_signed_since_the_plan_was_shown(cast: Cast, draft: PerformanceAgreement) -> None:
    run = sent(cast, (*FAKFAK, "PK/2", None, "92,5", 2))
    seen = planned(run).digest
    sign_agreement(agreement=draft, actor=cast.dirjen, signed_on=date(2018, 1, 15))
    with pytest.raises(ImportRefused):
        apply_import(run=run, actor=cast.ditjen, seen=seen)


def test_an_operator_of_a_province_neither_sees_nor_writes_others(
    cast: Cast, draft: PerformanceAgreement
) -> None:
    """Though another role of the account sees all of the country."""
    other = make_unit(make_region("91.01", "Merauke", parent=make_region("91", "Papua")))
    drafted(cast, unit=other, number="RAHASIA")
    local = make_user("operator_ditjen", cast.region)
    give_role(local, "auditor")
    content = BOOKS[KIND].template(cast.period, "", local)
    shown = [
        str(cell)
        for sheet in openpyxl.load_workbook(BytesIO(content))
        for row in sheet.values
        for cell in row
    ]
    assert ("PK/1" in shown, "RAHASIA" in shown, "91.01" in shown) == (True, False, False)
    run = sent(cast, ("91.01", "Kabupaten Merauke", "PK/2", None, None, 1), actor=local)
    assert said(planned(run)) == [
        (
            "Kabupaten-Kota!A3 (kode) “91.01”: tidak ada unit kerja dengan kode ini pada periode 2018-1 "
            "dalam wilayah Anda; periksa kodenya, atau hapus barisnya."
        )
    ]
    assert refusal(lambda: apply_import(run=run, actor=local)) == said(planned(run))


def test_who_no_longer_reaches_a_unit_does_not_undo(cast: Cast, draft: PerformanceAgreement) -> None:
    run = sent(cast, (*FAKFAK, "PK/2", None, "92,5", 2))
    apply_import(run=run, actor=cast.ditjen)
    elsewhere = make_user("operator_ditjen", make_region("91", "Papua"))
    assert refusal(lambda: undo_import(run=run, actor=elsewhere)) == [
        "Kabupaten Fakfak: Peran Anda tidak mencakup Perjanjian Kinerja unit kerja ini."
    ]


@pytest.mark.parametrize("role", ["operator_unit", "admin_pusat", "auditor", "dirjen"])
def test_others_may_not(cast: Cast, role: str) -> None:
    with pytest.raises(NotPermitted):
        sent(cast, FAKFAK, actor=make_user(role, cast.fakfak if role == "operator_unit" else None))


def test_planning_asks_as_much_for_one_unit_as_for_many(cast: Cast, draft: PerformanceAgreement) -> None:
    rows = [(*FAKFAK, "PK/2", "RPJMN 2015-2019", 80, 1)]
    one = queries_of_planning(sent(cast, *rows))
    for number in range(10, 14):
        unit = make_unit(make_region(f"92.{number}", parent=cast.region))
        drafted(cast, unit=unit)
        rows.append((f"92.{number}", unit.region.full_name, "PK/2", "RPJMN 2015-2019", 80, 1))
    assert queries_of_planning(sent(cast, *rows)) == one
