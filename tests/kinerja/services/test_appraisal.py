"""The acts on an appraisal that need nothing but words: what each writes, tells and leaves (R7 to R10)."""

from typing import Any

import pytest

from kinerja.models import Appraisal, AppraisalEvent, Recommendation, ScoringPolicy
from kinerja.rules.appraisal import judge_appraisal, same_appraisal
from kinerja.selectors.appraisal_seen import seen_now
from kinerja.services.appraisal import perform_act
from kinerja.services.staff_rating import declare_unavailable
from officials.audit_chain import verify_chain
from officials.models import AuditEntry, Delegation, User
from tests.builders import LONG_AGO, make_incident
from tests.kinerja.appraisal_cast import LOW, RATED, Appraising, approve
from tests.kinerja.services.appraisal_courses import reasons, received

pytestmark = pytest.mark.django_db

CHANGED = "Penilaian ini berubah sejak halaman dibuka. Periksa sekali lagi."


@pytest.fixture
def cast(db: None) -> Appraising:
    """Fakfak, its result final, its appraisals opened."""
    return Appraising()


def act(cast: Appraising, name: str, actor: User, **fields: Any) -> Appraisal:
    """One act on the Kepala Bidang's appraisal."""
    return perform_act(appraisal=cast.kabid, act=name, actor=actor, **fields)


def history() -> list[tuple[str, str, str, int, str, str, str]]:
    """What the history says, in order."""
    rows = AppraisalEvent.objects.order_by("id")
    columns = ("act", "from_state", "to_state", "revision", "actor_name", "acting_as", "note")
    return list(rows.values_list(*columns))


def last_entry() -> AuditEntry:
    """The end of the audit trail."""
    return AuditEntry.objects.latest("sequence")


def test_the_way_to_the_receipt_is_told_with_everybody_s_capacity(cast: Appraising) -> None:
    received(cast)
    superior, bupati, kabid = (user.display_name for user in (cast.superior, cast.bupati, cast.official))
    above, head = f"kepala_dinas Fakfak, {superior}", f"kepala_daerah Fakfak, {bupati}"
    assert history() == [
        ("rate", "draft", "draft", 1, superior, above, ""),
        ("submit", "draft", "submitted", 1, superior, above, ""),
        ("review", "submitted", "in_review", 1, bupati, head, ""),
        ("recommend", "in_review", "in_review", 1, bupati, head, ""),
        ("approve", "in_review", "approved", 1, bupati, head, ""),
        ("sign", "approved", "signed", 1, bupati, head, ""),
        ("receive", "signed", "received", 1, kabid, "", ""),
    ]
    assert verify_chain().broken is None


def test_an_approval_freezes_what_it_was_decided_on(cast: Appraising) -> None:
    cast.bring("approved")
    row = cast.kabid
    assert row.inputs is not None
    assert row.result is not None
    one, two = row.result["element_one"]["carried"], row.result["element_two"]
    assert same_appraisal(judge_appraisal(row.inputs), row.result)
    assert (one["completion"], one["nilai"], two["predikat"], row.result["red_flags"]) == (
        "100.00",
        90,
        "Baik",
        [],
    )
    assert (row.approved_by, row.approved_as, row.acknowledgement) == (
        cast.bupati,
        {
            "official": cast.bupati.official_id,
            "name": cast.bupati.display_name,
            "post": "kepala_daerah Fakfak",
            "rank": "",
            "nip": "",
            "basis": "",
        },
        "",
    )


def test_an_approval_is_audited_with_before_and_after(cast: Appraising) -> None:
    cast.bring("approved")
    entry = last_entry()
    result = {"completion": "100.00", "nilai": 90, "element_two": None, "predikat": "Baik"}
    assert (entry.action, entry.actor, entry.before, entry.after) == (
        "appraisal.approve",
        cast.bupati,
        {"state": "in_review", "revision": 1},
        {"state": "approved", "revision": 1} | result,
    )


def test_what_was_approved_stays_when_the_unit_s_result_moves(cast: Appraising) -> None:
    cast.bring("approved")
    before = cast.kabid.result
    cast.office.evaluation.realizations.update(numerator=1)
    assert cast.kabid.result == before


def test_a_plh_approves_by_a_decision_that_is_printed(cast: Appraising) -> None:
    cast.bring("in_review")
    Recommendation.objects.create(appraisal=cast.kabid, career="Dipertahankan", written_by=cast.bupati)
    plh = cast.office.users["sekretaris"]
    Delegation.objects.create(
        position=cast.office.posts["kepala_daerah"],
        delegate=plh.official,
        decree_number="SK-9",
        decree_date=LONG_AGO,
        valid_from=LONG_AGO,
        valid_until="2100-01-01",
        recorded_by=cast.admin,
    )
    row = approve(cast.kabid, User.objects.get(pk=plh.pk))
    assert (row.approved_as["post"], row.approved_as["basis"], history()[-1][5]) == (
        "Plh. kepala_daerah Fakfak",
        "Keputusan SK-9 tanggal 01-01-2000",
        f"Plh. kepala_daerah Fakfak, {plh.display_name} (Keputusan SK-9 tanggal 01-01-2000)",
    )


@pytest.mark.parametrize("state", ["submitted", "in_review", "approved"])
def test_a_return_takes_every_signature_back(cast: Appraising, state: str) -> None:
    make_incident(cast.office.evaluation, "breach")
    cast.bring("in_review" if state == "approved" else state)
    if state == "approved":
        Recommendation.objects.create(appraisal=cast.kabid, career="Dipertahankan", written_by=cast.bupati)
        approve(cast.kabid, cast.bupati, note="Sudah dipertimbangkan")
    row = act(cast, "return_", cast.bupati, note=" Lengkapi SKP ")
    empty = ("submitted_at", "submitted_by", "approved_at", "approved_by", "approved_as", "inputs", "result")
    assert ([getattr(row, name) for name in empty], row.acknowledgement) == ([None] * 7, "")
    assert (row.state, row.revision, history()[-1][6], last_entry().note) == (
        "returned",
        1,
        "Lengkapi SKP",
        "Lengkapi SKP",
    )


def test_a_return_needs_words(cast: Appraising) -> None:
    cast.bring("submitted")
    found = reasons(lambda: act(cast, "return_", cast.bupati))
    assert found == ["Tuliskan alasannya: catatan wajib diisi untuk tindakan “Kembalikan”."]


def test_an_act_with_a_service_of_its_own_is_a_slip(cast: Appraising) -> None:
    with pytest.raises(ValueError, match="sign has a service of its own"):
        act(cast, "sign", cast.bupati)


def test_a_reopened_result_is_a_new_revision(cast: Appraising) -> None:
    received(cast)
    row = act(cast, "reopen", cast.admin, note="Angka unit dikoreksi")
    entry = last_entry()
    result = {"completion": "100.00", "nilai": 90, "element_two": None, "predikat": "Baik"}
    assert (row.state, row.revision, row.submitted_by, row.approved_at, entry.before, entry.after) == (
        "in_review",
        2,
        cast.superior,
        None,
        {"state": "received", "revision": 1} | result,
        {"state": "in_review", "revision": 2},
    )


def test_closing_after_the_days_to_object(cast: Appraising) -> None:
    received(cast)
    Appraisal.objects.filter(pk=cast.kabid.pk).update(received_at="2025-08-01T00:00:00Z")
    row = act(cast, "close", cast.admin)
    assert (row.state, row.closed_at is not None, history()[-1][4:6]) == (
        "closed",
        True,
        ("admin", ""),
    )


def test_what_changed_since_it_was_seen_is_not_approved(cast: Appraising) -> None:
    cast.bring("in_review")
    Recommendation.objects.create(appraisal=cast.kabid, career="Dipertahankan", written_by=cast.bupati)
    seen = seen_now(cast.kabid)
    make_incident(cast.office.evaluation, "breach")
    found = reasons(lambda: act(cast, "approve", cast.bupati, seen=seen, note="Sudah"))
    then = reasons(lambda: act(cast, "approve", cast.bupati, seen=seen_now(cast.kabid), note="Sudah"))
    assert (found, then, cast.kabid.acknowledgement) == ([CHANGED], [], "Sudah")


def test_nobody_approves_unseen(cast: Appraising) -> None:
    """Not by a request without a digest either; a recommendation rewritten meanwhile is another view."""
    cast.bring("in_review")
    cast.recommended("kabid")
    seen = seen_now(cast.kabid)
    Recommendation.objects.update(career="Diberhentikan")
    unseen = reasons(lambda: act(cast, "approve", cast.bupati))
    changed = reasons(lambda: act(cast, "approve", cast.bupati, seen=seen))
    assert (unseen, changed, cast.kabid.state) == (
        ["Penilaian ini belum dilihat; buka halamannya lebih dahulu."],
        [CHANGED],
        "in_review",
    )


def test_another_rating_with_the_same_predikat_is_another_view(cast: Appraising) -> None:
    """Returned, rated otherwise, submitted again: whoever still has the first page open must look again."""
    cast.bring("in_review")
    first = seen_now(cast.kabid)
    act(cast, "return_", cast.bupati, note="Perbaiki")
    cast.bring("in_review", data={"hasil_kerja": "sesuai", "perilaku": "di_atas"})
    assert (cast.kabid.rating.predikat, seen_now(cast.kabid) == first) == ("Baik", False)


def test_without_element_2_a_result_is_approved_with_its_reason(cast: Appraising) -> None:
    declare_unavailable(appraisal=cast.kabid, actor=cast.superior, reason="SKP belum dinilai BKN")
    act(cast, "submit", cast.superior)
    act(cast, "review", cast.bupati)
    Recommendation.objects.create(appraisal=cast.kabid, career="Dipertahankan", written_by=cast.bupati)
    row = approve(cast.kabid, cast.bupati)
    assert (row.result["element_two"], row.inputs["staff"]) == (None, None)


def test_by_the_letter_everybody_carries_the_unit() -> None:
    by_unit = Appraising(responsibility="unit")
    by_unit.bring("approved")
    one = by_unit.kabid.result["element_one"]
    codes = [row["code"] for row in one["carried"]["indicators"]]
    beside = [row["code"] for row in one["beside"]["indicators"]]
    assert (codes, beside) == (
        ["K1.1a", "K1.1b", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6", "K2", "K3"],
        ["K1.2", "K1.5", "K2", "K3"],
    )
    assert ScoringPolicy.objects.get(version=2).data == {"responsibility": "unit"}


def test_weighted_by_a_policy_the_two_elements_are_joined() -> None:
    weights = {"composition": "weighted", "composition_weights": {"unsur_1": "60", "unsur_2": "40"}}
    cast = Appraising(**weights, predikat_values={"Baik": "80", "Sangat Kurang": "40"})
    cast.bring("approved")
    low = cast.bring("approved", "kasi", data=LOW)
    assert RATED != LOW
    assert [row.result["composition"]["joined"] for row in (cast.kabid, low)] == ["92.00", "76.00"]
