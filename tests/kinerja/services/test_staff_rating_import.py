"""Many results at once: checked first, then all or none, each row audited by itself."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.exchange.staff_rating import RowError
from kinerja.models import Appraisal, AppraisalEvent, StaffRating
from kinerja.services.errors import Refused
from kinerja.services.staff_rating import import_rating, save_rating
from kinerja.services.staff_rating_import import ImportRefused, Plan, apply_import, plan_import
from officials.models import AuditEntry
from tests.builders import give_role, make_region, make_user
from tests.kinerja.appraisal_cast import RATED, Appraising, Office
from tests.kinerja.ratings_file import NIPS, give_nips, line, rows

pytestmark = pytest.mark.django_db
DATA = {"value": None, "predikat": "Baik", "source": "BKN e-Kinerja", "document_number": "SKP/2025/1"}


@pytest.fixture
def stage() -> Appraising:
    made = Appraising()
    give_nips(made)
    return made


def plan(stage: Appraising, *lines: dict[str, Any], actor: Any = None) -> Plan:
    return plan_import(period=stage.period, rows=rows(*lines), actor=actor or stage.enterer)


def apply(stage: Appraising, *lines: dict[str, Any], **more: Any) -> dict[str, int]:
    done = apply_import(period=stage.period, rows=rows(*lines), actor=stage.enterer, **more)
    return done.counts


def stored() -> dict[str, Any]:
    found = StaffRating.objects.values_list("appraisal__kind", "origin", "predikat", "data", "rated_by")
    return {kind: tuple(rest) for kind, *rest in found}


def test_an_import_takes_each_row_over_and_audits_it(stage: Appraising) -> None:
    assert apply(stage, line("kabid"), line("kasi")) == {"new": 2, "changed": 0, "same": 0}
    taken = ("elsewhere", "Baik", DATA, stage.enterer.pk)
    assert stored() == {"kabid": taken, "kasi": taken}
    entries = AuditEntry.objects.filter(action="appraisal.import_rating").order_by("sequence")
    objects = [str(stage.office.appraisal(kind).pk) for kind in ("kabid", "kasi")]
    assert [(entry.object_id, entry.actor_id) for entry in entries] == [
        (pk, stage.enterer.pk) for pk in objects
    ]
    assert [entry.after["rating"]["data"] for entry in entries] == [DATA, DATA]
    assert list(AppraisalEvent.objects.values_list("act", flat=True)) == ["import_rating"] * 2


def test_the_same_file_again_changes_nothing(stage: Appraising) -> None:
    apply(stage, line("kabid"), line("kasi"))
    entries = AuditEntry.objects.count()
    again = apply(stage, line("kabid"), line("kasi", nomor_dokumen="SKP/2025/2"))
    assert again == {"new": 0, "changed": 1, "same": 1}
    assert apply(stage, line("kabid", predikat="  BAIK ")) == {"new": 0, "changed": 0, "same": 1}
    assert AuditEntry.objects.count() == entries + 1


def test_a_plan_writes_nothing_and_says_what_it_would_replace(stage: Appraising) -> None:
    save_rating(appraisal=stage.kabid, actor=stage.superior, origin="entered", data=RATED)
    found = plan(stage, line("kabid", nama="Orang Lain"), line("kasi"))
    assert [(row.appraisal.kind, row.effect, row.replaces, row.notes, row.nip) for row in found.rows] == [
        (
            "kabid",
            "changed",
            "Diisi atasan langsung, Baik",
            ("Nama dalam berkas (Orang Lain) berbeda sama sekali.",),
            "•••••••••••••••002",
        ),
        ("kasi", "new", "", (), "•••••••••••••••003"),
    ]
    assert stored() == {"kabid": ("entered", "Baik", RATED, stage.superior.pk)}


def test_every_fault_of_every_row(stage: Appraising) -> None:
    stage.bring("submitted", "kasi")
    Appraisal.objects.filter(kind="kasubag").delete()
    lines = [
        line("199001012015031009"),
        line("kabid"),
        line("kabid", nilai="85"),
        line("kasi", sumber="", nomor_dokumen=""),
        line("kasubag", predikat="Istimewa"),
    ]
    words = "Sangat Baik, Baik, Butuh Perbaikan, Kurang, Sangat Kurang"
    twice = ("NIP ini ada 2 kali dalam berkas", "sisakan satu baris saja.")
    long = "isi teks paling panjang 200 huruf."
    assert plan(stage, *lines) == Plan(
        (),
        (
            RowError(3, "nip", "NIP ini tidak dikenal dalam wilayah Anda", "periksa NIP-nya."),
            RowError(4, "nip", *twice),
            RowError(5, "nip", *twice),
            RowError(
                5,
                "nilai",
                "PermenPANRB 6/2022 tidak mengenal nilai angka",
                "kosongkan nilai dan isi predikat.",
            ),
            RowError(
                6,
                "nip",
                "keadaan penilaiannya Diajukan, jadi unsur 2 terkunci",
                "hapus barisnya, atau minta pejabat penilai mengembalikannya.",
            ),
            RowError(6, "sumber", "Sumber belum diisi", long),
            RowError(6, "nomor_dokumen", "Nomor dokumen belum diisi", long),
            RowError(
                7,
                "nip",
                "pejabat ini tidak dinilai pada periode 2025-1",
                "hapus barisnya, atau periksa periodenya.",
            ),
            RowError(
                7,
                "predikat",
                "“Istimewa” bukan predikat PermenPANRB 6/2022",
                f"pilih salah satu dari: {words}.",
            ),
        ),
    )


def test_one_fault_stops_the_whole_file(stage: Appraising) -> None:
    with pytest.raises(ImportRefused) as refused:
        apply(stage, line("kabid"), line("199001012015031009"))
    assert refused.value.reasons == [
        "Baris 4, kolom nip: NIP ini tidak dikenal dalam wilayah Anda; periksa NIP-nya."
    ]
    assert stored() == {}


def test_what_fails_at_the_lock_takes_the_others_back(
    stage: Appraising, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second row is refused when it is its turn: the first one, already written, goes again."""
    module = "kinerja.services.staff_rating_import.import_rating"

    def later(*, appraisal: Appraisal, **words: Any) -> StaffRating:
        if appraisal.kind == "kasi":
            stage.bring("submitted", "kasi")
        return import_rating(appraisal=appraisal, **words)

    monkeypatch.setattr(module, later)
    with pytest.raises(ImportRefused) as refused:
        apply(stage, line("kabid"), line("kasi"))
    assert [(fault.row, fault.column) for fault in refused.value.errors] == [(4, "nip")]
    assert stored() == {}


def test_a_plan_that_was_shown_must_still_be_the_plan(stage: Appraising) -> None:
    seen = plan(stage, line("kabid")).digest
    save_rating(appraisal=stage.kabid, actor=stage.superior, origin="entered", data=RATED)
    with pytest.raises(Refused) as refused:
        apply(stage, line("kabid"), seen=seen)
    assert refused.value.reasons == [
        "Ada penilaian yang berubah sejak rencana ini ditampilkan; periksa lagi."
    ]
    assert apply(stage, line("kabid"), seen=plan(stage, line("kabid")).digest)["changed"] == 1


def test_only_an_operator_imports_and_only_in_their_region(stage: Appraising) -> None:
    aceh = make_region("11", "Aceh")
    Office(make_region("11.72", "Sabang", parent=aceh), stage.period)
    regional = make_user("operator_ditjen", aceh)
    unknown = RowError(3, "nip", "NIP ini tidak dikenal dalam wilayah Anda", "periksa NIP-nya.")
    assert plan(stage, line("kabid"), actor=regional).errors == (unknown,)
    what = "Peran Anda tidak mencakup tindakan “Impor unsur 2” pada penilaian ini."
    refused = RowError(3, "nip", what, "serahkan kepada operator lain.")
    assert plan(stage, line("kabid"), actor=stage.bupati).errors == (refused,)


def test_nobody_imports_their_own_result(stage: Appraising) -> None:
    give_role(stage.official, "operator_ditjen")
    (fault,) = plan(stage, line("kabid"), actor=stage.official).errors
    assert (fault.row, fault.column, fault.what) == (3, "nip", "Tidak seorang pun menilai dirinya sendiri.")


def test_values_are_judged_by_the_regime_of_the_period() -> None:
    stage = Appraising(code="2018-1")
    give_nips(stage)
    found = plan(stage, line("kabid", nilai="76,5", predikat=None), line("kasi", nilai="50"))
    assert [(row.data["value"], row.predikat) for row in found.rows] == [("76.5", "Baik")]
    assert found.errors == (
        RowError(
            4,
            "predikat",
            "Predikat Baik tidak cocok dengan nilai 50,00, yang menurut PP 46/2011 berarti Buruk",
            "perbaiki nilai atau predikatnya.",
        ),
    )


def test_many_rows_take_no_more_queries_than_one(stage: Appraising) -> None:
    known, counts = rows(*(line(kind) for kind in NIPS)), []
    for each in (known[:1], known[:1], known):
        with CaptureQueriesContext(connection) as captured:
            assert plan_import(period=stage.period, rows=each, actor=stage.enterer).errors == ()
        counts.append(len(captured))
    assert counts[1] == counts[2]
