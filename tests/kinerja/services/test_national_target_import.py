"""National targets by workbook: checked whole, written whole, undone whole (R2)."""

from typing import Any

import pytest

from kinerja.models import NationalTarget
from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.imports import ImportRefused, apply_import, undo_import
from officials.models import AuditEntry, User
from tests.builders import make_policy, make_user
from tests.kinerja.services.record_book import kept, kept_file, planned, said

KIND, SHEET = "national_targets", "Target nasional"
HEADS = ("ukuran", "tahun", "deret", "target", "sumber")
RPJMN = ("birth_certificate", 2025, "RPJMN", 98, "Perpres")
UNKNOWN = (
    "Target nasional!A5 (ukuran) “kelahiran”: bukan salah satu pilihannya; "
    "pilih dari: birth_certificate. [R2]"
)
NO_NUMBER = (
    "Target nasional!B4 (tahun) “dua ribu”: “dua ribu” bukan angka; tulis misalnya 336569 atau 84,33. [R2]"
)
EMPTY = (
    "Target nasional!D6 (target): baris ini berisi data, tetapi “target” kosong; "
    "Lebih dari 0, paling banyak 100: 98,5 untuk 98,5 %. [R2]"
)
TWICE = (
    "Target nasional!%s (ukuran) “birth_certificate, 2027, RPJMN”: "
    "ukuran, tahun, deret ini ada 2 kali dalam berkas; sisakan satu baris saja."
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


@pytest.fixture
def admin() -> User:
    return make_user("admin_pusat")


@pytest.fixture
def stored() -> NationalTarget:
    row: NationalTarget = NationalTarget.objects.create(
        measure="birth_certificate", year=2024, series="RPJMN", target="95.5", source="Perpres"
    )
    return row


def facts() -> list[tuple[Any, ...]]:
    rows = NationalTarget.objects.order_by("year", "series")
    return [(row.measure, row.year, row.series, str(row.target), row.source) for row in rows]


def test_written_then_undone(admin: User, stored: NationalTarget) -> None:
    before = facts()
    changed = ("birth_certificate", 2024, "RPJMN", "96,25", "Perpres 12")
    run = kept(KIND, admin, [HEADS, changed, RPJMN], sheet=SHEET)
    assert [(row.title, row.changed) for row in planned(run).rows] == [
        (
            "birth_certificate 2024 RPJMN",
            {"target": ("95.5", "96.25"), "sumber": ("Perpres", "Perpres 12")},
        ),
        (
            "birth_certificate 2025 RPJMN",
            {
                "ukuran": (None, "birth_certificate"),
                "tahun": (None, 2025),
                "deret": (None, "RPJMN"),
                "target": (None, "98"),
                "sumber": (None, "Perpres"),
                "_sintetis": (None, False),
            },
        ),
    ]
    apply_import(run=run, actor=admin)
    assert facts() == [
        ("birth_certificate", 2024, "RPJMN", "96.25", "Perpres 12"),
        ("birth_certificate", 2025, "RPJMN", "98.00", "Perpres"),
    ]
    trail = AuditEntry.objects.filter(action__in=["national_target.import", "import.apply"])
    assert [(entry.action, run.sha256 in f"{entry.note}{entry.after}") for entry in trail.order_by("pk")] == [
        ("national_target.import", True),
        ("national_target.import", True),
        ("import.apply", True),
    ]
    undo_import(run=run, actor=admin)
    assert facts() == before


def test_the_template_says_what_is_stored(admin: User, stored: NationalTarget) -> None:
    """Sent in as it is, it changes nothing and says so."""
    content = BOOKS[KIND].template(None, "", admin)
    run = kept_file(KIND, admin, content)
    plan = apply_import(run=run, actor=admin)
    assert (plan.rows, plan.same, plan.faults, run.state) == ((), 1, (), "checked")


def test_every_fault_is_named_and_nothing_written(admin: User, stored: NationalTarget) -> None:
    rows = [
        ("birth_certificate", 2025, "RPJMN", 101, "Perpres"),
        ("birth_certificate", "dua ribu", "RPJMN", 98, "Perpres"),
        ("kelahiran", 2025, "RPJMN", 98, "Perpres"),
        ("birth_certificate", 2026, "RPJMN", None, "Perpres"),
        ("birth_certificate", 2027, "RPJMN", 98, "Perpres"),
        ("birth_certificate", 2027, "RPJMN", 97, "Renstra"),
    ]
    run = kept(KIND, admin, [HEADS, *rows], sheet=SHEET)
    assert said(planned(run)) == [
        "Target nasional!D3 (target) “101”: Target harus lebih dari 0 dan paling banyak 100 persen [R2]",
        NO_NUMBER,
        UNKNOWN,
        EMPTY,
        TWICE % "A7",
        TWICE % "A8",
    ]
    before = facts()
    with pytest.raises(ImportRefused):
        apply_import(run=run, actor=admin)
    assert facts() == before


def test_a_series_is_spelt_as_it_is_known(admin: User, stored: NationalTarget) -> None:
    """Whatever the capitals, blanks and line ends; by what is stored, or by a policy that judges by it."""
    make_policy()
    rows = [
        ("birth_certificate", 2024, " rpjmn", "95,5", "Perpres"),
        ("birth_certificate", 2025, "DITJEN\n  dukcapil ", 98, "Ditjen"),
    ]
    run = kept(KIND, admin, [HEADS, *rows], sheet=SHEET)
    plan = planned(run)
    assert ([row.title for row in plan.rows], plan.same, plan.faults) == (
        ["birth_certificate 2025 Ditjen Dukcapil"],
        1,
        (),
    )
    apply_import(run=run, actor=admin)
    assert [row[2] for row in facts()] == ["RPJMN", "Ditjen Dukcapil"]


def test_a_new_series_is_remarked_and_spelt_one_way(admin: User, stored: NationalTarget) -> None:
    rows = [
        ("birth_certificate", 2025, "Renstra\n2025", 98, "Renstra"),
        ("birth_certificate", 2026, "Renstra  2025", 98, "Renstra"),
        ("birth_certificate", 2027, "RENSTRA 2025", 98, "Renstra"),
        ("birth_certificate", 2028, "r" * 61, 98, "Renstra"),
    ]
    plan = planned(kept(KIND, admin, [HEADS, *rows], sheet=SHEET))
    assert [row.key for row in plan.rows] == [
        "birth_certificate|2025|Renstra 2025",
        "birth_certificate|2026|Renstra 2025",
    ]
    cell = "Target nasional!C%d (deret) “%s”: %s [R2]"
    assert said(plan) == [
        cell % (3, "Renstra 2025", "deret ini belum ada dan akan dibuat; periksa ejaannya."),
        cell % (5, "RENSTRA 2025", "deret ini ditulis lain di baris 3; samakan ejaannya."),
        cell % (6, "r" * 60, "lebih dari 60 huruf; singkatkan."),
    ]


def test_touched_since_it_is_not_undone(admin: User, stored: NationalTarget) -> None:
    run = kept(KIND, admin, [HEADS, RPJMN], sheet=SHEET)
    apply_import(run=run, actor=admin)
    NationalTarget.objects.filter(year=2025).update(target="97")
    with pytest.raises(Refused) as refusal:
        undo_import(run=run, actor=admin)
    assert refusal.value.reasons == ["birth_certificate 2025 RPJMN: sudah diubah sesudah impor ini."]
    assert run.state == "applied"


def test_changed_since_the_plan_was_shown(admin: User, stored: NationalTarget) -> None:
    run = kept(KIND, admin, [HEADS, ("birth_certificate", 2024, "RPJMN", 96, "Perpres")], sheet=SHEET)
    seen = planned(run).digest
    NationalTarget.objects.update(target="94")
    with pytest.raises(Refused) as refusal:
        apply_import(run=run, actor=admin, seen=seen)
    assert refusal.value.reasons == ["Ada yang berubah sejak rencana ini ditampilkan; periksa lagi."]


@pytest.mark.parametrize("role", ["operator_ditjen", "auditor", "dirjen"])
def test_others_may_not(role: str, stored: NationalTarget) -> None:
    with pytest.raises(NotPermitted):
        kept(KIND, make_user(role), [HEADS, RPJMN], sheet=SHEET)
