"""What each account of the demonstration finds to do on the appraisals of 2025 when it signs in."""

from collections import defaultdict

import pytest
from django.utils import timezone

from kinerja.models import Appraisal, Objection, SignedDocument, StaffRating
from kinerja.services.appraisal_acts import available_acts
from kinerja.services.appraisal_preconditions import last_day_to_object, missing, today
from officials.models import User

pytestmark = pytest.mark.django_db
RELATED = (
    *("period__policy", "period__indicator_set", "evaluation__unit__region", "evaluation__period"),
    *("assessor__region", "decider__region", "superior__unit", "superior__superior__unit"),
)


#: The offices of the story; asking about every official of the country would take minutes.
TOLD = ("92", "92.02", "51.71", "34.71")


def work(name: str, period: str = "2025-2", *codes: str) -> dict[str, set[str]]:
    """The acts that an account may do now in the offices of the story, with the region codes where."""
    user = User.objects.get(username=name)
    rows = Appraisal.objects.visible_to(user).filter(
        period__code=period, evaluation__region_code__in=codes or TOLD
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows.select_related(*RELATED).order_by("pk"):
        for act in available_acts(row, user):
            found[act.name].add(row.evaluation.region_code)
    return dict(found)


def of_account(name: str) -> Appraisal:
    """The appraisal of an account's own person."""
    row: Appraisal = Appraisal.objects.select_related(*RELATED).get(
        period__code="2025-2", official__user__username=name
    )
    return row


def test_the_bupati_reviews_approves_signs_and_answers() -> None:
    acts = work("kepala_daerah")
    assert set(acts) >= {"review", "recommend", "approve", "return_", "sign", "answer", "follow_up"}
    assert set().union(*acts.values()) == {"92.02"}


def test_several_wait_for_the_bupati_at_once_and_some_can_be_approved_now() -> None:
    rows = Appraisal.objects.filter(period__code="2025-2", evaluation__region_code="92.02")
    assert rows.filter(state="submitted", assessor__kind="kepala_daerah").count() == 6
    ready = rows.filter(state="in_review").select_related(*RELATED)
    user = User.objects.get(username="kepala_daerah")
    acts = [next(act for act in available_acts(row, user) if act.name == "approve") for row in ready]
    assert [missing(act, row) for act, row in zip(acts, ready, strict=True)] == [[], []]


def test_the_red_flag_of_yogyakarta_asks_for_words() -> None:
    row = Appraisal.objects.select_related(*RELATED).get(
        period__code="2025-2",
        evaluation__region_code="34.71",
        title__startswith="Kepala Seksi Identitas Penduduk",
    )
    user = User.objects.get(username="kepala_daerah_wib")
    act = next(act for act in available_acts(row, user) if act.name == "approve")
    said = missing(act, row)
    assert len(said) == 1
    assert "1 pelanggaran Permendagri 76/2015" in said[0]
    assert missing(act, row, "Sudah dibahas.") == []


def test_the_kepala_bidang_of_manokwari_receives_and_rates() -> None:
    own = of_account("pejabat")
    assert (own.state, own.documents.get().status) == ("signed", "current")
    assert [act.name for act in available_acts(own, User.objects.get(username="pejabat"))] == ["receive"]
    assert set(work("pejabat")) == {"receive", "rate", "submit"}


def test_the_kepala_dinas_rates_drafts_of_both_semesters() -> None:
    for period in ("2025-1", "2025-2"):
        assert work("atasan", period)["rate"] == {"92.02"}
    user = User.objects.get(username="atasan")
    rows = Appraisal.objects.filter(period__code="2025-1", evaluation__region_code="92.02")
    mine = [row for row in rows.select_related(*RELATED) if available_acts(row, user)]
    assert {row.kind for row in mine} == {"sekretaris", "kabid"}
    assert len(mine) == 5


def test_the_kepala_bidang_of_denpasar_receives_what_the_plh_signed() -> None:
    own = of_account("pejabat_wita")
    assert own.state == "signed"
    assert own.zone == "WITA"
    signed = own.events.get(act="sign")
    assert signed.actor.username == "plh_wita"
    document = SignedDocument.objects.get(appraisal=own)
    assert "Plh. Wali Kota Denpasar" in document.snapshot
    assert "KEP-2/" in document.snapshot
    assert "receive" in work("pejabat_wita")


def test_holder_and_plh_of_denpasar_find_the_same_work() -> None:
    acts = work("kepala_daerah_wita")
    assert set(acts) >= {"review", "approve", "sign", "answer"}
    assert work("plh_wita") == acts


def test_the_kepala_bidang_of_yogyakarta_may_still_object() -> None:
    own = of_account("pejabat_wib")
    assert (own.state, own.zone) == ("received", "WIB")
    until = last_day_to_object(own)
    assert until is not None
    assert (until - today(own)).days in (13, 14)
    acts = available_acts(own, User.objects.get(username="pejabat_wib"))
    assert [act.name for act in acts] == ["object"]
    assert set(work("kepala_daerah_wib")) >= {"review", "approve", "sign", "answer"}


def test_objections_have_days_left_and_wait_for_who_answers_or_decides() -> None:
    open_ = Objection.objects.filter(answer="")
    assert set(open_.values_list("appraisal__evaluation__region_code", flat=True)) == {
        "92.02",
        "51.71",
        "34.71",
    }
    assert [row for row in open_ if row.answer_due <= timezone.localdate()] == []
    assert set(open_.values_list("appraisal__state", flat=True)) == {"objected"}
    assert work("gubernur", "2025-2", "92.02") == {"decide": {"92.02"}, "sign_decision": {"92.02"}}
    assert work("menteri")["decide"] == {"92"}


def test_a_decision_changed_the_result_and_superseded_its_document() -> None:
    row = Appraisal.objects.get(
        period__code="2025-2",
        evaluation__region_code="92.02",
        title__startswith="Kepala Bidang Pemanfaatan Data",
    )
    assert (row.state, row.revision, row.objections.get().outcome) == ("closed", 2, "changed")
    assert (row.rating.origin, row.rating.predikat) == (StaffRating.Origin.DECISION, "Sangat Baik")
    assert row.result is not None
    assert row.result["element_two"]["predikat"] == "Sangat Baik"
    papers = row.documents.order_by("revision").values_list("revision", "status")
    assert list(papers) == [(1, "superseded"), (2, "current")]


def test_the_dirjen_has_kepala_dinas_and_sekretaris_to_review_and_one_to_sign() -> None:
    acts = work("dirjen")
    assert {"92.02", "51.71"} <= acts["review"]
    assert "34.71" in acts["sign"]
    kinds = Appraisal.objects.filter(assessor__kind="dirjen").values_list("kind", flat=True)
    assert set(kinds) == {"kepala_dinas", "sekretaris"}


def test_the_gubernur_assesses_the_officials_of_the_province() -> None:
    assert set(work("gubernur", "2025-2", "92")) >= {"review", "approve", "sign"}


def test_who_is_concerned_was_told() -> None:
    for name in ("pejabat", "pejabat_wita", "kepala_daerah", "gubernur", "menteri", "dirjen"):
        assert User.objects.get(username=name).notifications.count() > 0
