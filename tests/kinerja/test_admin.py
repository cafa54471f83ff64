"""The admin of the decree: reference data until it is frozen; states, figures and documents never."""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinerja.models import (
    Incident,
    Indicator,
    IndicatorSet,
    IndicatorTarget,
    NationalTarget,
    PerformanceAgreement,
    Period,
    ScoringPolicy,
    SemesterEvaluation,
)
from officials.models import AuditEntry, WorkUnit
from tests.builders import (
    make_evaluation,
    make_figures,
    make_incident,
    make_period,
    make_policy,
    make_region,
    make_set,
    make_unit,
    make_user,
)

LOOK_ONLY = ["incident", "semesterevaluation", "signeddocument"]
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


def agreement(unit: WorkUnit, indicator: Indicator) -> dict[str, Any]:
    return {
        "unit": unit.pk,
        "year": 2018,
        "indicator_set": IndicatorSet.objects.get(code="100-1077/2017").pk,
        "state": "signed",
        "signed_on": "2018-01-15",
        "targets-TOTAL_FORMS": 1,
        "targets-INITIAL_FORMS": 0,
        "targets-0-indicator": indicator.pk,
        "targets-0-target": "3",
    }


def test_an_agreement_is_entered_with_its_targets(keeper: Client, db: None) -> None:
    unit = make_unit(make_region("92.03", "Fakfak", parent=make_region("92")))
    indicator = make_set().indicators.get(code="K3")
    keeper.post(url("performanceagreement", "add"), agreement(unit, indicator))
    target = IndicatorTarget.objects.get()
    (entry,) = trail()
    assert (entry[0], entry[1], entry[3]["unit"]) == (
        "admin.add",
        "Disdukcapil Fakfak 2018",
        f"Disdukcapil Fakfak (#{unit.pk})",
    )
    assert entry[3]["target indikator"] == [
        {"id": target.pk, "indicator": f"{indicator} (#{indicator.pk})", "target": "3.00"}
    ]


@pytest.mark.parametrize("wrong", ["set", "duties"])
def test_a_target_of_another_table_is_refused(keeper: Client, db: None, wrong: str) -> None:
    unit = make_unit(make_region("92.03", "Fakfak", parent=make_region("92")))
    own, other = make_set(), make_set("100-1882/2018", decided_on=date(2018, 1, 1))
    indicator = other.indicators.get(code="K3") if wrong == "set" else own.indicators.get(code="P1.4")
    answer = keeper.post(url("performanceagreement", "add"), agreement(unit, indicator))
    targets = answer.context["inline_admin_formsets"][0].formset
    assert targets.errors == [{"indicator": ["Indikator ini bukan bagian dari tabel perjanjian tersebut."]}]
    assert (PerformanceAgreement.objects.count(), Incident.objects.count(), trail()) == (0, 0, [])
