"""What an act asks, writes, remembers and refuses; who may is in ``test_transition_matrix``."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from kinerja.models import EvaluationEvent, Realization
from kinerja.services.errors import NotPermitted, Refused
from kinerja.services.transition import decide_zero, perform
from officials.models import AuditEntry, User
from tests.builders import (
    give_role,
    make_innovation,
    make_user,
)
from tests.kinerja.cast import Cast, history, refusal


def test_from_draft_to_final(cast: Cast) -> None:
    made = cast.act(cast.kabupaten, "submit", "endorse", "verify", "finalise")
    assert (made.state, made.provisional, made.completion, made.nilai, made.kategori) == (
        "final",
        False,
        Decimal("99.50"),
        90,
        "Sangat Baik",
    )
    assert (made.submitted_by, made.verified_by, made.final_by) == (cast.operator, cast.verifier, cast.dirjen)
    assert history(made) == [
        ("submit", "draft", "submitted", 1, "operator", ""),
        ("endorse", "submitted", "submitted", 1, "pemantau", ""),
        ("verify", "submitted", "verified", 1, "verifikator", ""),
        ("finalise", "verified", "final", 1, "dirjen", ""),
    ]


def test_every_act_is_audited_with_before_and_after(cast: Cast) -> None:
    cast.act(cast.kabupaten, "submit", "endorse", "verify", "finalise")
    entries = AuditEntry.objects.order_by("sequence")
    assert [(entry.action, entry.before["state"], entry.after["state"]) for entry in entries] == [
        ("evaluation.submit", "draft", "submitted"),
        ("evaluation.endorse", "submitted", "submitted"),
        ("evaluation.verify", "submitted", "verified"),
        ("evaluation.finalise", "verified", "final"),
    ]
    final = entries.last()
    assert (final.actor_name, final.object_name, final.after["completion"], final.after["nilai"]) == (
        "dirjen",
        "92.03 Fakfak",
        "99.50",
        90,
    )


def test_a_refused_act_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        perform(evaluation=cast.kabupaten, act="finalise", actor=cast.dirjen)
    cast.kabupaten.refresh_from_db()
    assert (cast.kabupaten.state, EvaluationEvent.objects.count(), AuditEntry.objects.count()) == (
        "draft",
        0,
        0,
    )


def test_a_late_second_act_is_told_who_was_first(cast: Cast) -> None:
    cast.act(cast.kabupaten, "submit", "verify")
    second = make_user("verifikator_ditjen")
    told = (
        "Tindakan “Verifikasi” tidak mungkin: keadaan penilaian ini Terverifikasi "
        "(tindakan terakhir oleh verifikator)."
    )
    assert refusal(lambda: perform(evaluation=cast.kabupaten, act="verify", actor=second)) == [told]


def test_an_act_in_a_state_it_does_not_know(cast: Cast) -> None:
    assert refusal(lambda: perform(evaluation=cast.kabupaten, act="verify", actor=cast.verifier)) == [
        "Tindakan “Verifikasi” tidak mungkin: keadaan penilaian ini Draf."
    ]


def test_a_zero_is_not_decided_without_its_indicator(cast: Cast) -> None:
    with pytest.raises(ValueError, match="decide_zero"):
        perform(evaluation=cast.kabupaten, act="decide_zero", actor=cast.dirjen, note="Alasan")


@pytest.mark.parametrize(
    ("act", "label"),
    [("question", "Ajukan pertanyaan"), ("return_", "Kembalikan")],
)
@pytest.mark.parametrize("note", ["", "  \n"])
def test_acts_that_need_words(cast: Cast, act: str, label: str, note: str) -> None:
    cast.act(cast.kabupaten, "submit")
    who = {"question": cast.monitor, "return_": cast.verifier}[act]
    assert refusal(lambda: perform(evaluation=cast.kabupaten, act=act, actor=who, note=note)) == [
        f"Tuliskan alasannya: catatan wajib diisi untuk tindakan “{label}”."
    ]


def test_returned_takes_every_signature_back(cast: Cast) -> None:
    cast.act(cast.kabupaten, "submit", "endorse", "verify")
    made = perform(evaluation=cast.kabupaten, act="return_", actor=cast.dirjen, note="K1.4 belum wajar")
    assert (made.state, made.submitted_by, made.verified_at, made.province_stance) == (
        "returned",
        None,
        None,
        "",
    )
    assert history(made)[-1] == ("return_", "verified", "returned", 1, "dirjen", "K1.4 belum wajar")


TOO_EARLY = (
    "Pengisian Semester I Tahun 2018 baru dibuka 1 Juli 2018, setelah tanggal posisi 30 Juni 2018; "
    "sebelum itu angka belum dapat diisi."
)
TOO_LATE = "Pengisian Semester I Tahun 2018 sudah ditutup; minta admin pusat memperpanjang masa pengisian."


class TestWindow:
    """The window of a period and who may still submit after it (R6)."""

    @pytest.fixture
    def cast(self, db: None) -> Cast:
        cast = Cast()
        cast.period.entry_closes = date(2018, 8, 31)
        cast.period.save()
        return cast

    @pytest.mark.parametrize(("day", "reason"), [("2018-06-30", TOO_EARLY), ("2018-09-01", TOO_LATE)])
    def test_outside_it_nothing_is_submitted(self, cast: Cast, day: str, reason: str) -> None:
        with time_machine.travel(f"{day}T12:00:00+07:00", tick=False):
            reasons = refusal(lambda: perform(evaluation=cast.kabupaten, act="submit", actor=cast.operator))
        assert reasons == [reason]

    @pytest.mark.parametrize("day", ["2018-07-01", "2018-08-31"])
    def test_inside_it_is(self, cast: Cast, day: str) -> None:
        with time_machine.travel(f"{day}T12:00:00+07:00", tick=False):
            assert cast.act(cast.kabupaten, "submit").state == "submitted"

    def test_what_was_returned_may_be_submitted_after_it(self, cast: Cast) -> None:
        with time_machine.travel("2018-08-31T12:00:00+07:00", tick=False):
            cast.act(cast.kabupaten, "submit")
        with time_machine.travel("2018-09-10T12:00:00+07:00", tick=False):
            perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="Periksa K2")
            assert cast.act(cast.kabupaten, "submit").state == "submitted"


class TestProvince:
    """The province's stance: beside the state, in front of it, or not asked (R6)."""

    def test_a_question_stands_beside_the_state(self, cast: Cast) -> None:
        cast.act(cast.kabupaten, "submit")
        made = cast.act(cast.kabupaten, "question", note="Mengapa 92 %?")
        assert (made.state, made.province_stance, made.province_note) == (
            "submitted",
            "questioned",
            "Mengapa 92 %?",
        )
        assert cast.act(made, "verify").state == "verified"

    def test_required_it_comes_first(self, db: None) -> None:
        cast = Cast(province_review="required")
        cast.act(cast.kabupaten, "submit")
        reasons = refusal(lambda: cast.act(cast.kabupaten, "verify"))
        assert reasons == ["Pemantau provinsi belum menyetujui ajuan ini."]
        assert cast.act(cast.kabupaten, "endorse", "verify").state == "verified"

    def test_off_it_is_not_offered(self, db: None) -> None:
        cast = Cast(province_review="off")
        cast.act(cast.kabupaten, "submit")
        with pytest.raises(Refused):
            cast.act(cast.kabupaten, "endorse")
        assert cast.act(cast.kabupaten, "verify").state == "verified"

    def test_a_new_submission_is_asked_anew(self, cast: Cast) -> None:
        cast.act(cast.kabupaten, "submit", "endorse")
        perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="Periksa K2")
        assert cast.act(cast.kabupaten, "submit").province_stance == ""


class TestEnterer:
    """Who entered or submitted anything of this revision does not verify it."""

    ENTERED = ["Anda ikut mengisi atau mengajukan penilaian ini; orang lain yang harus memverifikasinya."]

    @pytest.fixture
    def both(self, cast: Cast) -> User:
        """Somebody with both roles."""
        both = make_user("verifikator_ditjen", username="rangkap")
        give_role(both, "operator_ditjen")
        return both

    def test_a_figure(self, cast: Cast, both: User) -> None:
        Realization.objects.filter(indicator__code="K1.6").update(entered_by=both)
        cast.act(cast.kabupaten, "submit")
        with pytest.raises(NotPermitted) as caught:
            perform(evaluation=cast.kabupaten, act="verify", actor=both)
        assert caught.value.reasons == self.ENTERED

    def test_the_submission(self, cast: Cast, both: User) -> None:
        perform(evaluation=cast.kabupaten, act="submit", actor=both)
        with pytest.raises(NotPermitted):
            perform(evaluation=cast.kabupaten, act="verify", actor=both)

    def test_an_earlier_submission_of_the_same_revision(self, cast: Cast, both: User) -> None:
        perform(evaluation=cast.kabupaten, act="submit", actor=both)
        perform(evaluation=cast.kabupaten, act="return_", actor=cast.verifier, note="Periksa K2")
        cast.act(cast.kabupaten, "submit")
        with pytest.raises(NotPermitted):
            perform(evaluation=cast.kabupaten, act="verify", actor=both)

    def test_an_innovation(self, cast: Cast, both: User) -> None:
        make_innovation(cast.kabupaten, entered_by=both)
        cast.act(cast.kabupaten, "submit")
        with pytest.raises(NotPermitted):
            perform(evaluation=cast.kabupaten, act="verify", actor=both)

    def test_a_zero_is_a_decision_and_no_entry(self, cast: Cast) -> None:
        Realization.objects.filter(indicator__code="K1.6").delete()
        cast.act(cast.kabupaten, "submit")
        k16 = cast.period.indicator_set.indicators.get(code="K1.6")
        decide_zero(evaluation=cast.kabupaten, indicator=k16, actor=cast.verifier, note="Tidak melapor")
        assert cast.act(cast.kabupaten, "verify").state == "verified"
