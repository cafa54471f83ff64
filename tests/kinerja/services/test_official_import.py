"""Officials by workbook: posts, people and tenures checked whole, written whole, undone whole (R7 to R9)."""

import hashlib
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.imports import ImportRefused, apply_import, undo_import
from officials.models import Appointment, AuditEntry, Official, Position, User, WorkUnit
from tests.builders import make_position, make_unit, make_user
from tests.kinerja.services.official_rows import (
    KABID,
    KASI,
    KEPALA,
    NIP,
    facts,
    other,
    people,
    posts,
    sent,
)
from tests.kinerja.services.record_book import kept_file, planned, said

KIND = "officials"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


@pytest.fixture
def admin() -> User:
    return make_user("admin_pusat")


@pytest.fixture
def unit() -> WorkUnit:
    return make_unit("92.03")


def test_posts_people_and_tenures_are_made_then_undone(admin: User, unit: WorkUnit) -> None:
    """Whoever is above is found in the same file, below or above the row itself."""
    run = sent(admin, KASI, KABID, KEPALA)
    assert said(planned(run)) == [
        (
            "Pejabat!C5 (nama_jabatan): atasan langsung jabatan ini tidak jelas, sehingga dibiarkan kosong; "
            "isi di data acuan sesudah impor. [R7]"
        )
    ]
    apply_import(run=run, actor=admin)
    assert posts() == [
        ("kabid", "Kepala Bidang Dafduk", "dafduk", "", "Kepala Dinas"),
        ("kepala_dinas", "Kepala Dinas", "", "", ""),
        ("kasi", "Kepala Seksi Identitas", "dafduk", "", "Kepala Bidang Dafduk"),
    ]
    assert people() == [
        ("Ani", NIP, "IV/a", date(2020, 4, 1), "ani@x.go.id"),
        ("Budi", other(1), "", None, ""),
        ("Citra", other(2), "", None, ""),
    ]
    assert facts() == [
        ("Kepala Bidang Dafduk", "Budi", "definitif", "SK-2", date(2022, 1, 2), date(2022, 1, 3), None),
        ("Kepala Dinas", "Ani", "definitif", "SK-1", date(2022, 1, 2), date(2022, 1, 3), None),
        ("Kepala Seksi Identitas", "Citra", "plt", "SK-3", date(2022, 1, 2), date(2022, 1, 3), None),
    ]
    undo_import(run=run, actor=admin)
    assert (posts(), people(), facts()) == ([], [], [])


def test_the_trail_names_the_file_and_what_it_did(admin: User, unit: WorkUnit) -> None:
    run = sent(admin, KEPALA, KABID)
    apply_import(run=run, actor=admin)
    details = hashlib.sha256(json.dumps(run.changes, sort_keys=True).encode()).hexdigest()
    undo_import(run=run, actor=admin)
    trail = AuditEntry.objects.filter(action__startswith="official.").order_by("pk")
    counts = {"posts": 2, "people": 2, "tenures": 2, "changed": 0}
    assert [(row.before, row.after, run.sha256 in row.note) for row in trail] == [
        (None, counts | {"details": details}, True),
        (counts, None, True),
    ]


def test_what_is_known_changes_and_comes_back(admin: User, unit: WorkUnit) -> None:
    """A tenure ends and the next one begins in one file; the name, rank and decree are put right."""
    apply_import(run=sent(admin, KEPALA), actor=admin)
    before = (posts(), people(), facts())
    ended = KEPALA | {"nama": "Ani Baru", "pangkat": "IV/b", "nomor_sk": "SK-9", "sampai": date(2023, 1, 2)}
    follower = KEPALA | {"nip": other(1), "nama": "Budi", "mulai": date(2023, 1, 3)}
    run = sent(admin, follower, ended)
    assert [(row.title, row.changed) for row in planned(run).rows][1] == (
        "92.03 Kepala Dinas: Ani Baru",
        {
            "nama": ("Ani", "Ani Baru"),
            "pangkat": ("IV/a", "IV/b"),
            "nomor_sk": ("SK-1", "SK-9"),
            "sampai": (None, "2023-01-02"),
        },
    )
    apply_import(run=run, actor=admin)
    assert [row[1:4] + row[5:] for row in facts()] == [
        ("Ani Baru", "definitif", "SK-9", date(2022, 1, 3), date(2023, 1, 2)),
        ("Budi", "definitif", "SK-1", date(2023, 1, 3), None),
    ]
    undo_import(run=run, actor=admin)
    assert (posts(), people(), facts()) == before


def test_a_new_tenure_of_somebody_known_changes_the_rank_and_undo_puts_it_back(
    admin: User, unit: WorkUnit
) -> None:
    apply_import(run=sent(admin, KEPALA | {"sampai": date(2022, 12, 31)}), actor=admin)
    later = KABID | {"nip": NIP, "nama": "Ani", "pangkat": "IV/c", "mulai": date(2023, 1, 1)}
    run = sent(admin, later)
    apply_import(run=run, actor=admin)
    assert [row[2] for row in people()] == ["IV/c"]
    undo_import(run=run, actor=admin)
    assert ([row[2] for row in people()], len(facts()), len(posts())) == (["IV/a"], 1, 1)


def test_a_column_that_is_not_there_leaves_what_is_stored_alone(admin: User, unit: WorkUnit) -> None:
    apply_import(run=sent(admin, KEPALA), actor=admin)
    heads = ("kode", "jenis_jabatan", "nama_jabatan", "mulai", "surel")
    apply_import(run=sent(admin, KEPALA | {"surel": "baru@x.go.id"}, heads=heads), actor=admin)
    assert people() == [("Ani", NIP, "IV/a", date(2020, 4, 1), "baru@x.go.id")]


def test_the_template_says_what_is_stored(admin: User, unit: WorkUnit) -> None:
    """Sent in as it is, with an empty post among the rest, it changes nothing and says so."""
    apply_import(run=sent(admin, KEPALA, KABID, KASI), actor=admin)
    make_position("sekretaris", unit.region)
    make_user("dirjen")
    make_user("kepala_daerah", unit.region)
    run = kept_file(KIND, admin, BOOKS[KIND].template(None, "", admin))
    plan = apply_import(run=run, actor=admin)
    assert (plan.rows, plan.same, plan.faults, run.state) == ((), 6, (), "checked")


def test_a_template_of_a_region_holds_no_other(admin: User, unit: WorkUnit) -> None:
    make_unit("91.71")
    apply_import(run=sent(admin, KEPALA, KEPALA | {"kode": "91.71", "nip": other(5)}), actor=admin)
    plans = [
        planned(kept_file(KIND, admin, BOOKS[KIND].template(None, code, admin)))
        for code in ("92", "92.03", "91.71", "")
    ]
    assert [plan.same for plan in plans] == [1, 1, 1, 2]


def test_people_without_a_nip_are_known_by_name_in_their_post(admin: User, unit: WorkUnit) -> None:
    """A second term of one Bupati is the same person's; the successor of another name is somebody else."""
    post = {"jenis_jabatan": "kepala_daerah", "nama_jabatan": "Bupati", "nip": None, "pangkat": None}
    first = KEPALA | post | {"pangkat_sejak": None, "surel": None, "sampai": date(2022, 12, 31)}
    second = first | {"nama": "ani", "mulai": date(2023, 1, 1), "sampai": date(2023, 12, 31)}
    apply_import(run=sent(admin, first), actor=admin)
    run = sent(
        admin, second | {"nama": "Ani"}, second | {"nama": "Budi", "mulai": date(2024, 1, 1), "sampai": None}
    )
    apply_import(run=run, actor=admin)
    assert [row[:2] for row in people()] == [("Ani", None), ("Budi", None)]
    assert [row[1] for row in facts()] == ["Ani", "Ani", "Budi"]


def test_touched_since_it_is_not_undone(admin: User, unit: WorkUnit) -> None:
    run = sent(admin, KEPALA, KABID)
    apply_import(run=run, actor=admin)
    Official.objects.filter(nip=NIP).update(rank="IV/b")
    Position.objects.filter(kind="kabid").update(superior=None)
    with pytest.raises(Refused) as refusal:
        undo_import(run=run, actor=admin)
    assert refusal.value.reasons == [
        "92.03 Kepala Dinas: Ani: sudah diubah sesudah impor ini.",
        "92.03 Kepala Bidang Dafduk: Budi: sudah diubah sesudah impor ini.",
    ]
    assert (run.state, len(facts())) == ("applied", 2)


def test_what_somebody_uses_is_not_removed(admin: User, unit: WorkUnit) -> None:
    run = sent(admin, KEPALA, KABID)
    apply_import(run=run, actor=admin)
    ani = Official.objects.get(nip=NIP)
    User.objects.create(username="ani", official=ani)
    dates = {"decree_date": date(2024, 1, 1), "valid_from": date(2024, 1, 1)}
    below = make_position("kasi", unit.region)
    Appointment.objects.create(position=below, official=ani, kind="plt", decree_number="S", **dates)
    Position.objects.filter(pk=below.pk).update(superior=Position.objects.get(kind="kabid"))
    with pytest.raises(Refused) as refusal:
        undo_import(run=run, actor=admin)
    assert sorted(refusal.value.reasons) == [
        "92.03 Kepala Bidang Dafduk: Budi: sudah dipakai (jabatan).",
        "92.03 Kepala Dinas: Ani: sudah dipakai (akun).",
        "92.03 Kepala Dinas: Ani: sudah dipakai (pengangkatan).",
    ]
    assert (run.state, len(facts())) == ("applied", 3)


def test_changed_since_the_plan_was_shown(admin: User, unit: WorkUnit) -> None:
    apply_import(run=sent(admin, KEPALA), actor=admin)
    run = sent(admin, KEPALA | {"pangkat": "IV/c"})
    seen = planned(run).digest
    Official.objects.update(rank="IV/b")
    with pytest.raises(Refused) as refusal:
        apply_import(run=run, actor=admin, seen=seen)
    assert refusal.value.reasons == ["Ada yang berubah sejak rencana ini ditampilkan; periksa lagi."]


def test_with_one_fault_nothing_is_written(admin: User, unit: WorkUnit) -> None:
    run = sent(admin, KEPALA, KABID | {"bidang": None})
    with pytest.raises(ImportRefused):
        apply_import(run=run, actor=admin)
    assert (posts(), people(), facts()) == ([], [], [])


@pytest.mark.parametrize("role", ["operator_ditjen", "auditor", "dirjen"])
def test_others_may_not(role: str, unit: WorkUnit) -> None:
    with pytest.raises(NotPermitted):
        sent(make_user(role), KEPALA)


def test_the_number_of_queries_is_that_of_a_file_and_not_of_its_rows(admin: User, unit: WorkUnit) -> None:
    asked = []
    for rows in (
        [KEPALA],
        [KEPALA | {"nip": other(9), "mulai": date(2021, 1, 1), "sampai": date(2021, 2, 1)}, KABID, KASI],
    ):
        run = sent(admin, *rows)
        with CaptureQueriesContext(connection) as planning:
            planned(run)
        with CaptureQueriesContext(connection) as applying:
            apply_import(run=run, actor=admin)
        asked.append((len(planning), len([row for row in applying if "SELECT" in row["sql"][:6]])))
    assert asked[0] == asked[1]
    assert asked[0][0] == 5
