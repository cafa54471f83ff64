"""The admin of the decree: reference data until it is frozen; states, figures and documents never."""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinerja.models import (
    DesignatedVersion,
    IndicatorSet,
    NationalTarget,
    Period,
    ScoringPolicy,
    SemesterEvaluation,
)
from officials.models import AuditEntry
from tests.builders import (
    make_agreement,
    make_evaluation,
    make_figures,
    make_incident,
    make_period,
    make_policy,
    make_unit,
    make_user,
)
from tests.kinerja.cast import Cast

LOOK_ONLY = ["appraisal", "incident", "performanceagreement", "semesterevaluation", "signeddocument"]
Trail = list[tuple[str, str, Any, Any]]


@pytest.fixture
def keeper(client: Client, db: None) -> Client:
    """Signed in as admin_pusat."""
    client.force_login(make_user("admin_pusat", username="admin"))
    return client


def url(model: str, act: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:kinerja_{model}_{act}", args=args)


def trail() -> Trail:
    rows = AuditEntry.objects.order_by("sequence")
    return [(row.action, row.object_name, row.before, row.after) for row in rows]


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


@pytest.fixture
def evaluation(db: None) -> SemesterEvaluation:
    """One with figures and an incident."""
    made = make_evaluation(make_unit("92"), make_period("2018-1"))
    make_figures(made)
    make_incident(made)
    return made


@pytest.mark.parametrize("model", LOOK_ONLY)
def test_states_figures_and_documents_are_to_look_at(
    keeper: Client, evaluation: SemesterEvaluation, model: str
) -> None:
    """Not even admin_pusat, who manages everything else, may touch them here."""
    model_admin = next(page for row, page in admin.site._registry.items() if row._meta.model_name == model)
    row = model_admin.model._default_manager.first()
    assert keeper.get(url(model)).status_code == 200
    assert keeper.post(url(model, "add"), {}).status_code == 403
    if row is not None:
        assert keeper.get(url(model, "change", row.pk)).status_code == 200
        forms = [url(model, "change", row.pk), url(model, "delete", row.pk)]
        assert [keeper.post(path, {"state": "final", "post": "yes"}).status_code for path in forms] == [
            403,
            403,
        ]
    assert model_admin.actions == ()
    assert trail() == []


def test_no_page_writes_a_figure_a_report_or_a_step(db: None) -> None:
    """Whatever belongs to an evaluation is on no page of its own."""
    pages = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "kinerja"}
    assert pages == {
        "appraisal",
        "designatedversion",
        "incident",
        "indicator",
        "indicatorset",
        "nationaltarget",
        "performanceagreement",
        "period",
        "scoringpolicy",
        "semesterevaluation",
        "serviceoutput",
        "signeddocument",
    }


def test_an_auditor_of_a_region_sees_its_evaluations(client: Client, evaluation: SemesterEvaluation) -> None:
    other = make_evaluation(make_unit("91"), evaluation.period)
    client.force_login(make_user("auditor", other.unit.region))
    assert list(client.get(url("semesterevaluation")).context["cl"].queryset) == [other]


@pytest.mark.parametrize("model", ["indicatorset", "indicator", "serviceoutput", "scoringpolicy"])
def test_what_a_period_is_judged_by_is_frozen(
    keeper: Client, evaluation: SemesterEvaluation, model: str
) -> None:
    IndicatorSet.objects.freeze(timezone.now())
    ScoringPolicy.objects.freeze(timezone.now())
    row = next(row for row in admin.site._registry if row._meta.model_name == model)._default_manager.first()
    assert row is not None
    page, removal = url(model, "change", row.pk), url(model, "delete", row.pk)
    assert keeper.get(page).status_code == 200
    assert [keeper.post(path, {"post": "yes"}).status_code for path in (page, removal)] == [403, 403]
    act = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    refused = keeper.post(url(model), act)
    assert "dibekukan dan tidak dapat diubah" in refused.content.decode()
    assert type(row)._default_manager.filter(pk=row.pk).exists()
    assert trail() == []


def test_a_policy_that_no_period_uses_may_change(keeper: Client) -> None:
    policy = make_policy(2)
    form = {"version": 2, "name": "Uji", "data": '{"levy_knockout": true}'}
    assert keeper.post(url("scoringpolicy", "change", policy.pk), form).status_code == 302
    assert trail() == [
        (
            "admin.change",
            "2",
            {"name": "Kebijakan 2", "data": {}},
            {"name": "Uji", "data": {"levy_knockout": True}},
        )
    ]


@pytest.mark.parametrize("data", ['{"levy_knockout": "ya"}', '{"cap": 100.5}', '{"apa": 1}', "[]", "{"])
def test_a_policy_that_the_rules_cannot_read_is_refused(keeper: Client, data: str) -> None:
    answer = keeper.post(url("scoringpolicy", "add"), {"version": 3, "name": "Uji", "data": data})
    assert (answer.status_code, list(errors(answer)), trail()) == (200, ["data"], [])


def test_a_national_target_is_added_with_its_source(keeper: Client) -> None:
    form = {"measure": "akta_0_18", "year": 2026, "series": "Ditjen", "target": "95,5", "source": "Surat"}
    keeper.post(url("nationaltarget", "add"), form)
    target = NationalTarget.objects.get()
    assert trail() == [
        (
            "admin.add",
            "akta_0_18 2026 Ditjen: 95.5 %",
            None,
            {
                "id": target.pk,
                "measure": "akta_0_18",
                "year": 2026,
                "series": "Ditjen",
                "target": "95.5",
                "source": "Surat",
                "synthetic": False,
            },
        )
    ]


def window(**fields: str) -> dict[str, str]:
    return {"entry_opens": "2018-07-01", "reports_due": "2018-07-31", "state": "open", **fields}


def test_the_window_of_a_period_moves(keeper: Client, db: None) -> None:
    period = make_period("2018-1")
    keeper.post(url("period", "change", period.pk), window(entry_closes="2018-09-30"))
    period.refresh_from_db()
    assert period.entry_closes == date(2018, 9, 30)
    assert trail() == [("admin.change", "2018-1", {"entry_closes": None}, {"entry_closes": "2018-09-30"})]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"entry_opens": "2018-06-30"}, {"entry_opens": ["Pengisian dimulai sesudah tanggal posisi."]}),
        ({"entry_closes": "2018-06-30"}, {"entry_closes": ["Pengisian berakhir sesudah dimulai."]}),
    ],
)
def test_a_window_lies_after_the_cutoff(
    keeper: Client, db: None, fields: dict[str, str], refused: dict[str, list[str]]
) -> None:
    period = make_period("2018-1")
    answer = keeper.post(url("period", "change", period.pk), window(**fields))
    assert (errors(answer), trail()) == (refused, [])


def test_what_a_period_is_judged_by_is_not_entered(keeper: Client, db: None) -> None:
    period, other = make_period("2018-1"), make_policy(2)
    keeper.post(url("period", "change", period.pk), window(policy=str(other.pk), cutoff="2018-01-01"))
    period.refresh_from_db()
    assert (period.policy.version, period.cutoff) == (1, date(2018, 6, 30))
    answers = [keeper.post(url("period", "add"), {}), keeper.post(url("period", "delete", period.pk), {})]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Period.objects.count() == 1


def test_a_target_that_cannot_be_is_refused(keeper: Client) -> None:
    form = {"measure": "akta_0_18", "year": 2026, "series": "Ditjen", "target": "100,5", "source": "Surat"}
    answer = keeper.post(url("nationaltarget", "add"), form)
    refused = {"__all__": ["Target harus lebih dari 0 dan paling banyak 100 persen."]}
    assert (errors(answer), NationalTarget.objects.count(), trail()) == (refused, 0, [])


@pytest.fixture
def at_work(client: Client, cast: Cast) -> Client:
    """Signed in as the admin of a world with a complete semester."""
    client.force_login(cast.admin)
    return client


def judged(cast: Cast, code: str) -> object:
    cast.kabupaten.refresh_from_db()
    return next(row["completion"] for row in cast.kabupaten.result["indicators"] if row["code"] == code)


def set_target(at_work: Client, target: str) -> None:
    row = NationalTarget.objects.get(year=2018, series="Ditjen Dukcapil")
    form = {"measure": row.measure, "year": row.year, "series": row.series, "source": "Surat edaran"}
    at_work.post(url("nationaltarget", "change", row.pk), form | {"target": target})


def test_a_corrected_target_is_judged_by_at_once(at_work: Client, cast: Cast) -> None:
    set_target(at_work, "95")
    assert judged(cast, "K1.2") == "94.74"


def test_a_final_result_keeps_its_target(at_work: Client, cast: Cast) -> None:
    cast.act(cast.kabupaten, "submit", "verify", "finalise")
    set_target(at_work, "95")
    assert judged(cast, "K1.2") == "100.00"


def test_a_version_designated_is_judged_by_at_once(at_work: Client, cast: Cast) -> None:
    form = {"version": "7.5", "valid_from": "2018-06-01", "source": "Surat"}
    at_work.post(url("designatedversion", "add"), form)
    assert judged(cast, "K1.3") == "0.00"
    made = DesignatedVersion.objects.get(version="7.5")
    at_work.post(url("designatedversion", "delete", made.pk), {"post": "yes"})
    assert judged(cast, "K1.3") == "100.00"


def test_an_auditor_of_a_region_sees_its_registers_alone(
    client: Client, evaluation: SemesterEvaluation
) -> None:
    other = make_evaluation(make_unit("31"), evaluation.period)
    for each in (evaluation, other):
        make_agreement(each)
    make_incident(other)
    client.force_login(make_user("auditor", evaluation.unit.region))
    shown = {
        model: [row.unit for row in client.get(url(model)).context["cl"].queryset]
        for model in ("incident", "performanceagreement")
    }
    assert shown == {"incident": [evaluation.unit], "performanceagreement": [evaluation.unit]}
