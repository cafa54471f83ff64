"""What is wrong with an appraisal's input has a defined outcome, told in words (R4, R7 to R10)."""

from datetime import timedelta
from typing import Any

import pytest

from kinerja.models import Objection, Recommendation, StaffRating
from kinerja.services.appraisal import perform_act
from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from kinerja.services.objection import answer_objection, decide_objection, file_objection
from kinerja.services.staff_rating import declare_unavailable, import_rating, save_rating
from officials.models import AuditEntry
from tests.builders import make_incident
from tests.kinerja.appraisal_cast import LOW, RATED, Appraising, approve
from tests.kinerja.services.appraisal_courses import (
    MONDAY,
    answered,
    at,
    days,
    last_moment,
    objected,
    reasons,
    received,
    zoned,
)

pytestmark = pytest.mark.django_db


def rate(cast: Appraising, origin: str, data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The faults of a rating by the superior."""
    with pytest.raises(FigureErrors) as refusal:
        save_rating(appraisal=cast.kabid, actor=cast.superior, origin=origin, data=data)
    assert not StaffRating.objects.exists()
    return refusal.value.errors


def test_a_rating_outside_its_scale_is_refused_with_every_fault() -> None:
    """PP 46/2011: an activity's quality and a behaviour go to 100, and no further."""
    cast = Appraising(code="2020-1")
    activity = {"name": "Akta", "quantity_target": "10", "quantity_done": "10", "quality_target": "100"}
    activity |= {"quality_done": "101", "months_target": "6", "months_done": "6"}
    behaviours = dict.fromkeys(
        ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama", "kepemimpinan"), "80"
    )
    data = {"activities": [activity], "behaviours": behaviours | {"disiplin": "-1"}}
    faults = rate(cast, "entered", data)[""]
    assert faults["behaviours.disiplin"] == (
        "Disiplin pada perilaku kerja harus angka 0 sampai 100, bukan -1; perbaiki isiannya."
    )


@pytest.mark.parametrize(
    ("code", "data", "faults"),
    [
        (
            "2020-1",
            {"value": "201", "source": "BKN", "document_number": "1"},
            {"value": "Nilai harus angka 0 sampai 200, bukan 201; perbaiki isiannya."},
        ),
        (
            "2025-1",
            {"value": "80", "predikat": "Baik", "source": "BKN", "document_number": "1"},
            {"value": "PermenPANRB 6/2022 tidak mengenal nilai angka; kosongkan nilai dan isi predikat."},
        ),
        (
            "2025-1",
            {"predikat": "Istimewa", "source": "BKN"},
            {
                "predikat": "Predikat harus salah satu dari: Sangat Baik, Baik, Butuh Perbaikan, Kurang, "
                "Sangat Kurang; bukan Istimewa.",
                "document_number": "Nomor dokumen belum diisi; isi teks paling panjang 200 huruf.",
            },
        ),
    ],
)
def test_a_result_from_elsewhere_that_cannot_be(
    code: str, data: dict[str, Any], faults: dict[str, str]
) -> None:
    assert rate(Appraising(code=code), "elsewhere", data) == {"": faults}


def test_silence_is_not_zero() -> None:
    cast = Appraising()
    with pytest.raises(Refused) as refusal:
        declare_unavailable(appraisal=cast.kabid, actor=cast.superior, reason="  ")
    assert refusal.value.reasons == ["Tuliskan mengapa unsur 2 belum tersedia."]


def test_submitting_without_element_2_is_refused() -> None:
    cast = Appraising()
    found = reasons(lambda: perform_act(appraisal=cast.kabid, act="submit", actor=cast.superior))
    assert found == [
        "Unsur 2 belum diisi: isi SKP dan perilaku, atau nyatakan belum tersedia dengan alasannya."
    ]


ZONES = ("WIB", "WITA", "WIT")


@pytest.mark.parametrize("zone", ZONES)
def test_an_objection_is_taken_until_midnight_of_day_14_and_not_on_day_15(zone: str) -> None:
    with at(MONDAY):
        cast = Appraising()
        zoned(cast, zone)
        received(cast)
    last = last_moment(days(14), zone)

    def file() -> Objection:
        return file_objection(appraisal=cast.kabid, actor=cast.official, text="Keberatan")

    with at(last + timedelta(seconds=1)):
        late = reasons(file)
    with at(last):
        in_time = reasons(file)
    text = f"Masa keberatan berakhir 18 Agustus 2025 ({zone}), jadi keberatan tidak dapat diajukan lagi."
    assert (late, in_time, cast.kabid.state) == ([text], [], "objected")


def test_an_objection_without_words_is_refused() -> None:
    cast = Appraising()
    received(cast)
    found = reasons(lambda: file_objection(appraisal=cast.kabid, actor=cast.official, text=" "))
    assert found == ["Tuliskan alasannya: catatan wajib diisi untuk tindakan “Ajukan keberatan”."]


def test_closing_waits_for_the_days_to_object() -> None:
    with at(MONDAY):
        cast = Appraising()
        received(cast)

    def close() -> Any:
        return perform_act(appraisal=cast.kabid, act="close", actor=cast.bupati)

    last = last_moment(days(14), "WIT")
    with at(last):
        early = reasons(close)
    with at(last + timedelta(seconds=1)):
        then = reasons(close)
    text = "Masa keberatan masih berjalan sampai 18 Agustus 2025 (WIT)."
    assert (early, then, cast.kabid.state) == ([text], [], "closed")


@pytest.mark.parametrize("zone", ZONES)
def test_an_answer_after_its_due_day_is_refused_and_the_decision_is_open(zone: str) -> None:
    with at(MONDAY):
        cast = Appraising()
        zoned(cast, zone)
        objected(cast)

    def answer() -> Objection:
        return answer_objection(appraisal=cast.kabid, actor=cast.bupati, text="Jawaban")

    def decide() -> Objection:
        return decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Putusan")

    last = last_moment(days(14), zone)
    waits = "Pejabat penilai masih dapat menjawab sampai 18 Agustus 2025; putuskan sesudah dijawab atau"
    with at(last):
        early = reasons(decide)
    with at(last + timedelta(seconds=1)):
        late, then = reasons(answer), reasons(decide)
    assert (early, late, then, cast.kabid.state) == (
        [f"{waits} sesudah itu."],
        ["Masa menjawab berakhir 18 Agustus 2025; keberatan ini sekarang diputus Gubernur tanpa jawaban."],
        [],
        "decided",
    )


def test_an_answer_after_the_decision_and_a_second_decision_are_refused() -> None:
    cast = Appraising()
    answered(cast)
    decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Tetap")
    entries = AuditEntry.objects.count()
    again = reasons(lambda: decide_objection(appraisal=cast.kabid, actor=cast.gubernur, text="Lain"))
    answer = reasons(lambda: answer_objection(appraisal=cast.kabid, actor=cast.bupati, text="Lain"))
    told = "keadaan penilaian ini Keberatan diputus (tindakan terakhir oleh"
    name = cast.gubernur.display_name
    assert (again, answer) == (
        [f"Tindakan “Putuskan keberatan” tidak mungkin: {told} {name})."],
        [f"Tindakan “Jawab keberatan” tidak mungkin: {told} {name})."],
    )
    assert (Objection.objects.get().decision, AuditEntry.objects.count()) == ("Tetap", entries)


def test_a_second_objection_to_one_result_is_refused() -> None:
    cast = Appraising()
    objected(cast)
    found = reasons(lambda: file_objection(appraisal=cast.kabid, actor=cast.official, text="Lagi"))
    told = f"keadaan penilaian ini Keberatan diajukan (tindakan terakhir oleh {cast.official.display_name})."
    assert found == [f"Tindakan “Ajukan keberatan” tidak mungkin: {told}"]


def test_a_decided_value_outside_the_scale_changes_nothing() -> None:
    cast = Appraising()
    answered(cast)
    with pytest.raises(FigureErrors) as refusal:
        decide_objection(
            appraisal=cast.kabid, actor=cast.gubernur, text="Naik", changed={"predikat": "Istimewa"}
        )
    assert list(refusal.value.errors[""]) == ["predikat"]
    assert (cast.kabid.state, Objection.objects.get().decision, cast.kabid.rating.predikat) == (
        "answered",
        "",
        "Baik",
    )


def refused(cast: Appraising, note: str = "") -> list[str]:
    """Why the Bupati's approval is refused."""
    return reasons(lambda: approve(cast.kabid, cast.bupati, note))


def test_approving_with_red_flags_needs_words() -> None:
    cast = Appraising()
    cast.bring("in_review")
    Recommendation.objects.create(appraisal=cast.kabid, career="Dipertahankan", written_by=cast.bupati)
    make_incident(cast.office.evaluation, "breach")
    text = (
        "Ada tanda merah (1 pelanggaran Permendagri 76/2015 terbukti di daerah ini.) "
        "Tuliskan dalam catatan bagaimana hal itu dipertimbangkan."
    )
    assert (refused(cast), refused(cast, "  ")) == ([text], [text])
    assert (refused(cast, "Pelanggaran bukan di bidang ini."), cast.kabid.acknowledgement) == (
        [],
        "Pelanggaran bukan di bidang ini.",
    )


def test_approving_while_the_unit_is_not_final_names_everything_missing() -> None:
    cast = Appraising(final=False)
    cast.bring("in_review", data=LOW)
    assert refused(cast) == [
        "Hasil Kabupaten Fakfak belum final (keadaannya: Draf), jadi unsur 1 masih dapat berubah.",
        "Rekomendasi belum ditulis: karier, pelatihan, pembinaan, atau usulan kepada Menteri.",
        "Hasilnya rendah: buat rencana pembinaan dengan tanggal tindak lanjut.",
    ]


def test_a_figure_of_the_unit_that_cannot_be_judged_is_not_a_crash() -> None:
    """A figure that a register made impossible meanwhile counts as not reported; the unit is not final."""
    cast = Appraising(final=False)
    cast.bring("in_review")
    Recommendation.objects.create(appraisal=cast.kabid, career="Dipertahankan", written_by=cast.bupati)
    figures = cast.office.evaluation.realizations.filter(indicator__code="K1.4")
    figures.update(numerator=30, denominator=20)
    assert refused(cast) == [
        "Hasil Kabupaten Fakfak belum final (keadaannya: Draf), jadi unsur 1 masih dapat berubah."
    ]


def test_an_import_by_somebody_else_is_not_permitted() -> None:
    cast = Appraising()
    with pytest.raises(NotPermitted) as refusal:
        import_rating(
            appraisal=cast.kabid,
            actor=cast.superior,
            data={"predikat": "Baik", "source": "BKN", "document_number": "1"},
        )
    assert refusal.value.reasons == ["Peran Anda tidak mencakup tindakan “Impor unsur 2” pada penilaian ini."]


def test_nobody_rates_themself() -> None:
    cast = Appraising()
    with pytest.raises(NotPermitted) as refusal:
        save_rating(appraisal=cast.kabid, actor=cast.official, origin="entered", data=RATED)
    assert refusal.value.reasons == ["Tidak seorang pun menilai dirinya sendiri."]
