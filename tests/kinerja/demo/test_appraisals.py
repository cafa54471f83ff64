"""The appraisals of 2025 as the demonstration leaves them: every state in every zone, along the table."""

from collections import Counter

import pytest
from django.db.models import Count, F, Q

from kinerja.demo.colleagues import PROVINCES, STORIES
from kinerja.demo.load import Made
from kinerja.models import (
    Appraisal,
    AppraisalEvent,
    GuidanceStep,
    Recommendation,
    SemesterEvaluation,
    SignedDocument,
    StaffRating,
)
from kinerja.models.appraisal import WITH_APPROVAL, WITH_SIGNATURE
from kinerja.rules import workflow
from kinerja.rules.appraisal import judge_appraisal, same_appraisal
from kinerja.rules.workflow import AppraisalState
from kinerja.selectors.red_flags import red_flags
from kinerja.services.appraisal_preconditions import is_low
from officials.models import AuditEntry, RoleAssignment, User

pytestmark = pytest.mark.django_db
ZONES = ("WIB", "WITA", "WIT")
#: What the story signs through the services; every document of an appraisal is one of these.
SIGNED_ROWS = 19


def test_the_stages_say_what_they_made(demo: dict[str, Made | None]) -> None:
    for code in ("2025-1", "2025-2"):
        made = demo[f"appraisals-{code}"] or {}
        assert made["appraisals"] == Appraisal.objects.filter(period__code=code).count() > 10_000
        assert made["approved"] <= made["worked_on"] <= made["events"]
        assert 100 < made["approved"] < 500
    acts = AuditEntry.objects.filter(object_type="kinerja.appraisal", actor__isnull=False)
    assert demo["appraisal-story"] == {"acts": acts.count()}


def test_every_state_occurs_in_every_zone() -> None:
    rows = Appraisal.objects.order_by().values_list("zone", "state").annotate(Count("pk"))
    assert {(zone, state) for zone, state, _number in rows} == {
        (zone, str(state)) for zone in ZONES for state in AppraisalState
    }
    late = Appraisal.objects.filter(period__code="2025-2").order_by()
    assert set(late.values_list("zone", "state").distinct()) == {
        (zone, str(state)) for zone in ZONES for state in AppraisalState
    }


def test_only_officials_of_final_units_are_approved() -> None:
    states = Appraisal.objects.filter(state__in=WITH_APPROVAL).values_list("evaluation__state", flat=True)
    assert set(states) == {SemesterEvaluation.State.FINAL}
    waiting = Appraisal.objects.filter(state="in_review").exclude(evaluation__state="final")
    assert waiting.count() > 10


def test_the_history_of_each_is_a_path_of_the_table() -> None:
    walked: dict[int, str] = {}
    for event in AppraisalEvent.objects.order_by("appraisal", "at", "id"):
        row = workflow.appraisal_act(event.act)
        assert event.from_state == walked.get(event.appraisal_id, "draft")
        assert event.from_state in row.from_states
        assert event.to_state == row.next_state(event.from_state)
        assert event.note or not row.needs_note
        walked[event.appraisal_id] = event.to_state
    states = dict(Appraisal.objects.values_list("pk", "state"))
    assert states == {pk: walked.get(pk, "draft") for pk in states}


def test_nobody_acts_on_themself_and_everybody_has_a_role_for_it() -> None:
    events = AppraisalEvent.objects.exclude(act__in=("receive", "object"))
    assert events.filter(actor__official=F("appraisal__official")).count() == 0
    own = AppraisalEvent.objects.filter(act__in=("receive", "object"))
    assert own.exclude(actor__official=F("appraisal__official")).count() == 0
    without = AppraisalEvent.objects.exclude(actor__roles__isnull=False).exclude(actor__username="plh_wita")
    assert without.count() == 0
    capable = AppraisalEvent.objects.exclude(act__in=("receive", "object", "import_rating"))
    assert capable.filter(acting_as="").count() == 0


def test_the_assessor_reviews_and_the_superior_rates() -> None:
    reviewed = AppraisalEvent.objects.filter(act__in=("review", "approve", "sign", "answer"))
    holder = Q(actor__official__appointments__position=F("appraisal__assessor"))
    plh = Q(actor__official__delegations__position=F("appraisal__assessor"))
    assert reviewed.exclude(pk__in=reviewed.filter(holder | plh).values("pk")).count() == 0
    imported = AppraisalEvent.objects.filter(act="import_rating").values_list("actor__username", flat=True)
    assert set(imported) == {"operator_ditjen"}


def test_the_plh_acts_for_the_wali_kota_in_his_days() -> None:
    events = AppraisalEvent.objects.filter(actor__username="plh_wita").select_related("appraisal__period")
    counted = Counter((event.appraisal.period.code, event.act) for event in events)
    assert counted["2025-1", "approve"] > 0
    assert counted["2025-2", "sign"] >= 6
    assert [event for event in events if "Plh. Wali Kota Denpasar" not in event.acting_as] == []
    assert [event for event in events if "KEP-" not in event.acting_as] == []


def test_frozen_results_recompute_and_say_who_approved() -> None:
    rows = Appraisal.objects.filter(state__in=WITH_APPROVAL).order_by("pk")
    sample = list(rows)[::9]
    assert len(sample) > 40
    for row in sample:
        assert row.inputs is not None
        assert row.result is not None
        assert same_appraisal(judge_appraisal(row.inputs), row.result)
        assert sorted(row.approved_as) == ["basis", "name", "nip", "official", "post", "rank"]
        assert row.approved_as["official"] == row.approved_by.official_id


def test_what_an_approval_needs_is_there() -> None:
    approved = Appraisal.objects.filter(state__in=WITH_APPROVAL)
    assert approved.filter(recommendation=None).count() == 0
    assert approved.filter(rating=None).count() == 0
    related = ("period__policy", "evaluation", "rating")
    low, flagged = [], []
    for row in list(approved.select_related(*related).order_by("pk"))[::5]:
        if is_low(row):
            low.append(row.guidance_steps.count())
        if red_flags(row):
            flagged.append(row.acknowledgement)
    assert len(low) > 5
    assert min(low) > 0
    assert (
        approved.filter(evaluation__region_code="75.71", period__code="2025-2", acknowledgement="").count()
        == 0
    )
    assert approved.exclude(acknowledgement="").count() > 5
    assert "" not in flagged


def test_guidance_is_done_or_overdue_or_to_come() -> None:
    steps = GuidanceStep.objects.all()
    done, open_ = steps.exclude(done_on=None), steps.filter(done_on=None)
    assert (done.count() > 20, open_.count() > 20) == (True, True)
    assert done.filter(Q(note="") | Q(recorded_by=None) | Q(done_on__gt=F("due_on"))).count() == 0
    assert AppraisalEvent.objects.filter(act="follow_up").count() == done.count()
    assert Recommendation.objects.exclude(proposal="").count() > 0


def test_ratings_are_marked_synthetic_and_of_every_origin() -> None:
    ratings = StaffRating.objects.all()
    assert ratings.filter(synthetic=False).exclude(origin="decision").count() == 0
    assert set(ratings.values_list("regime", flat=True)) == {"panrb6"}
    assert set(ratings.values_list("origin", flat=True)) == {
        "entered",
        "elsewhere",
        "unavailable",
        "decision",
    }
    bulk = ratings.filter(appraisal__state__in=("approved", "submitted"), rated_at__year__lt=2026)
    assert bulk.count() > 200


def test_every_signed_result_has_its_document() -> None:
    signed = Appraisal.objects.filter(state__in=WITH_SIGNATURE)
    assert signed.count() == SIGNED_ROWS
    current = SignedDocument.objects.filter(kind__in=SignedDocument.PERSONAL, status="current")
    without = signed.exclude(pk__in=current.values("appraisal"))
    # A decision supersedes the document that was objected to; until it is signed there is none in force.
    assert set(without.values_list("state", flat=True)) == {"decided"}
    assert SignedDocument.objects.filter(kind__in=SignedDocument.PERSONAL).count() == SIGNED_ROWS + 3


def test_the_accounts_of_colleagues_have_no_password_and_roles_of_their_posts() -> None:
    rows = User.objects.filter(username__startswith="contoh-")
    assert 150 < rows.count() < 400
    assert [user.username for user in rows if user.has_usable_password()] == []
    assert rows.filter(Q(official=None) | Q(roles=None) | Q(is_example=False)).count() == 0
    for assignment in RoleAssignment.objects.filter(user__in=rows)[:40]:
        assignment.full_clean()
    assert {code[:2] for code in STORIES} <= set(PROVINCES)
