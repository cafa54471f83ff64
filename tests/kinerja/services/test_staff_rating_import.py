"""Many results at once: checked first, then all or none, each row audited by itself; undone as one act."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinerja.models import Appraisal, AppraisalEvent, StaffRating
from kinerja.services import staff_rating_import
from kinerja.services.books import BOOKS
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.import_plan import Plan
from kinerja.services.imports import ImportRefused, apply_import, undo_import
from kinerja.services.staff_rating import declare_unavailable, import_rating, save_rating
from officials.models import AuditEntry
from tests.builders import give_role, make_region, make_user
from tests.kinerja.appraisal_cast import RATED, Appraising, Office
from tests.kinerja.ratings_file import NIPS, line, make_stage, sent
from tests.kinerja.services.record_book import kept_file, planned, said

pytestmark = pytest.mark.django_db
DATA = {"value": None, "predikat": "Baik", "source": "BKN e-Kinerja", "document_number": "SKP/2025/1"}


@pytest.fixture(autouse=True)
def _files(media_root: object) -> None:
    """Files of these tests lie apart."""


@pytest.fixture
def stage() -> Appraising:
    return make_stage()


def plan(stage: Appraising, *lines: dict[str, Any], actor: Any = None) -> Plan:
    return planned(sent(stage, *lines, actor=actor))


def apply(stage: Appraising, *lines: dict[str, Any]) -> tuple[int, int]:
    """How many rows changed something, and how many said what is stored."""
    done = apply_import(run=sent(stage, *lines), actor=stage.enterer)
    return len(done.rows), done.same


def stored() -> dict[str, Any]:
    found = StaffRating.objects.values_list("appraisal__kind", "origin", "predikat", "data", "rated_by")
    return {kind: tuple(rest) for kind, *rest in found}


def test_an_import_takes_each_row_over_and_audits_it(stage: Appraising) -> None:
    assert apply(stage, line("kabid"), line("kasi")) == (2, 0)
    taken = ("elsewhere", "Baik", DATA, stage.enterer.pk)
    assert stored() == {"kabid": taken, "kasi": taken}
    entries = AuditEntry.objects.filter(action="appraisal.import_rating").order_by("sequence")
    objects = [str(stage.office.appraisal(kind).pk) for kind in ("kabid", "kasi")]
    assert [(entry.object_id, entry.actor_id) for entry in entries] == [
        (pk, stage.enterer.pk) for pk in objects
    ]
    assert [entry.after["rating"]["data"] for entry in entries] == [DATA, DATA]
    assert [entry.note.startswith("Impor a.xlsx, SHA-256 ") for entry in entries] == [True, True]
    assert list(AppraisalEvent.objects.values_list("act", flat=True)) == ["import_rating"] * 2


def test_the_same_file_again_changes_nothing(stage: Appraising) -> None:
    apply(stage, line("kabid"), line("kasi"))
    entries = AuditEntry.objects.filter(action="appraisal.import_rating").count()
    assert apply(stage, line("kabid"), line("kasi", nomor_dokumen="SKP/2025/2")) == (1, 1)
    assert apply(stage, line("kabid", predikat="  BAIK ")) == (0, 1)
    assert AuditEntry.objects.filter(action="appraisal.import_rating").count() == entries + 1


def test_undone_everything_is_as_it_was(stage: Appraising) -> None:
    """An entered rating, one that was said to be unavailable, one decided elsewhere by another, and none."""
    other = make_user("operator_ditjen", username="lain")
    save_rating(appraisal=stage.kabid, actor=stage.superior, origin="entered", data=RATED)
    kasi = {"appraisal": stage.office.appraisal("kasi"), "actor": stage.rater("kasi")}
    declare_unavailable(**kasi, reason="Belum dinilai")
    import_rating(
        appraisal=stage.office.appraisal("kasubag"), actor=other, data=DATA | {"predikat": "Kurang"}
    )
    before = list(StaffRating.objects.order_by("pk").values())
    run = sent(stage, *(line(kind) for kind in NIPS))
    apply_import(run=run, actor=stage.enterer)
    assert {origin for origin, *_rest in stored().values()} == {"elsewhere"}
    undo_import(run=run, actor=stage.enterer)
    after = list(StaffRating.objects.order_by("pk").values())
    assert after == before


def test_undone_an_own_earlier_import_bears_its_moment_again(stage: Appraising) -> None:
    apply(stage, line("kabid"))
    before = list(StaffRating.objects.values())
    run = sent(stage, line("kabid", nomor_dokumen="SKP/2025/2"))
    apply_import(run=run, actor=stage.enterer)
    assert list(StaffRating.objects.values()) != before
    undo_import(run=run, actor=stage.enterer)
    assert list(StaffRating.objects.values()) == before


def test_the_same_said_again_since_it_is_not_undone(stage: Appraising) -> None:
    run = sent(stage, line("kabid"))
    apply_import(run=run, actor=stage.enterer)
    import_rating(appraisal=stage.kabid, actor=stage.enterer, data=DATA)
    with pytest.raises(Refused):
        undo_import(run=run, actor=stage.enterer)


def test_touched_since_it_is_not_undone(stage: Appraising) -> None:
    run = sent(stage, line("kabid"), line("kasi"))
    apply_import(run=run, actor=stage.enterer)
    save_rating(appraisal=stage.kabid, actor=stage.superior, origin="entered", data=RATED)
    with pytest.raises(Refused) as refused:
        undo_import(run=run, actor=stage.enterer)
    row = stage.kabid
    assert refused.value.reasons == [f"{row.name}, {row.title}: sudah diubah sesudah impor ini."]
    assert stored()["kasi"][0] == "elsewhere"


def test_a_plan_writes_nothing_and_says_what_it_would_replace(stage: Appraising) -> None:
    save_rating(appraisal=stage.kabid, actor=stage.superior, origin="entered", data=RATED)
    found = plan(stage, line("kabid", nama="Orang Lain"), line("kasi"), {"nip": NIPS["kasubag"], "nama": "x"})
    assert [(row.key, row.before is None) for row in found.rows] == [
        (str(stage.kabid.pk), False),
        (str(stage.office.appraisal("kasi").pk), True),
    ]
    assert (found.same, said(found)) == (
        0,
        [
            f"SKP!B3 (nama) “Orang Lain”: nama dalam berkas berbeda sama sekali dari {stage.kabid.name}",
            "SKP!D3 (predikat): menggantikan: Diisi atasan langsung, Baik [R8]",
        ],
    )
    assert stored() == {"kabid": ("entered", "Baik", RATED, stage.superior.pk)}


def test_every_fault_of_every_row(stage: Appraising) -> None:
    stage.bring("submitted", "kasi")
    Appraisal.objects.filter(kind="kasubag").delete()
    lines = [
        line("199001012015031009"),
        line("kabid", nilai="85"),
        line("kasi", sumber="", nomor_dokumen=""),
        line("kasubag", predikat="Istimewa"),
    ]
    words = "Sangat Baik, Baik, Butuh Perbaikan, Kurang, Sangat Kurang"
    rules = "[PermenPANRB 6/2022]"
    found = plan(stage, *lines)
    assert (found.rows, said(found)) == (
        (),
        [
            "SKP!A3 (nip): NIP ini tidak dikenal dalam wilayah Anda; periksa NIP-nya.",
            f"SKP!C4 (nilai) “85”: PermenPANRB 6/2022 tidak mengenal nilai angka; {EMPTY} {rules}",
            f"SKP!A5 (nip): keadaan penilaiannya Diajukan, jadi unsur 2 terkunci; {LOCKED} [R8]",
            f"SKP!E5 (sumber): Sumber belum diisi; isi teks paling panjang 200 huruf. {rules}",
            f"SKP!F5 (nomor_dokumen): Nomor dokumen belum diisi; isi teks paling panjang 200 huruf. {rules}",
            f"SKP!A6 (nip): pejabat ini tidak dinilai pada periode 2025-1; {PERIOD}",
            f"SKP!D6 (predikat) “Istimewa”: bukan predikat PermenPANRB 6/2022; {OF % words} {rules}",
        ],
    )


def test_a_cell_that_cannot_be_read_is_named_once(stage: Appraising) -> None:
    [fault] = said(plan(stage, line("kabid", predikat=True)))
    assert fault.startswith("SKP!D3 (predikat): sel berisi ")


EMPTY = "kosongkan nilai dan isi predikat."
LOCKED = "hapus barisnya, atau minta pejabat penilai mengembalikannya."
PERIOD = "hapus barisnya, atau periksa periodenya."
OF = "pilih salah satu dari: %s."


def test_one_fault_stops_the_whole_file(stage: Appraising) -> None:
    with pytest.raises(ImportRefused) as refused:
        apply(stage, line("kabid"), line("199001012015031009"))
    assert refused.value.reasons == [
        "SKP!A4 (nip): NIP ini tidak dikenal dalam wilayah Anda; periksa NIP-nya."
    ]
    assert stored() == {}


def test_what_fails_at_the_lock_takes_the_others_back(
    stage: Appraising, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second row is refused when it is its turn: the first one, already written, goes again."""

    def later(*, appraisal: Appraisal, **words: Any) -> StaffRating:
        if appraisal.kind == "kasi":
            stage.bring("submitted", "kasi")
        return import_rating(appraisal=appraisal, **words)

    monkeypatch.setattr(staff_rating_import, "import_rating", later)
    with pytest.raises(Refused):
        apply(stage, line("kabid"), line("kasi"))
    assert stored() == {}


def test_only_an_operator_imports_and_only_in_their_region(stage: Appraising) -> None:
    aceh = make_region("11", "Aceh")
    Office(make_region("11.72", "Sabang", parent=aceh), stage.period)
    regional = make_user("operator_ditjen", aceh)
    assert said(plan(stage, line("kabid"), actor=regional)) == [
        "SKP!A3 (nip): NIP ini tidak dikenal dalam wilayah Anda; periksa NIP-nya."
    ]
    content = BOOKS["ratings"].template(stage.period, "", regional)
    known = planned(kept_file("ratings", regional, content, period=stage.period))
    assert (known.rows, known.same, known.faults) == ((), 0, ())
    with pytest.raises(NotPermitted):
        plan(stage, line("kabid"), actor=stage.bupati)


def test_nobody_imports_their_own_result(stage: Appraising) -> None:
    give_role(stage.official, "operator_ditjen")
    (fault,) = plan(stage, line("kabid"), actor=stage.official).errors
    assert (fault.cell, fault.what) == ("A3", "Tidak seorang pun menilai dirinya sendiri.")


def test_values_are_judged_by_the_regime_of_the_period() -> None:
    stage = make_stage(code="2018-1")
    found = plan(stage, line("kabid", nilai="76,5", predikat=None), line("kasi", nilai="50"))
    assert [(row.after["nilai"], row.after["predikat"]) for row in found.rows] == [("76.5", "Baik")]
    what = "Predikat Baik tidak cocok dengan nilai 50,00, yang menurut PP 46/2011 berarti Buruk"
    assert said(found) == [f"SKP!D4 (predikat) “Baik”: {what}; perbaiki nilai atau predikatnya. [PP 46/2011]"]


def test_the_template_says_what_was_taken_over(stage: Appraising) -> None:
    """Also where it is locked by now, or is made up for the demonstration."""
    apply(stage, line("kabid"))
    StaffRating.objects.update(synthetic=True)
    filed = {"submitted_at": timezone.now(), "submitted_by": stage.superior}
    Appraisal.objects.filter(pk=stage.kabid.pk).update(state="submitted", **filed)
    content = BOOKS["ratings"].template(stage.period, "92", stage.enterer)
    found = planned(kept_file("ratings", stage.enterer, content, period=stage.period))
    assert (found.rows, found.same, found.faults) == ((), 1, ())


def test_many_rows_take_no_more_queries_than_one(stage: Appraising) -> None:
    counts = []
    for kinds in (["kabid"], ["kabid"], list(NIPS)):
        run = sent(stage, *(line(kind) for kind in kinds))
        with CaptureQueriesContext(connection) as captured:
            assert planned(run).errors == ()
        counts.append(len(captured))
    assert counts[1] == counts[2]
