"""The outputs of each bidang: required by the set, in time by the reports (R8)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Period, SemesterEvaluation, ServiceOutput, ServiceReport
from kinerja.rules.element import OwnOutputs
from kinerja.selectors.outputs import SINGLE, Outputs, field_key, read_outputs
from officials.models import Position
from tests.builders import make_evaluation, make_period, make_region, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(db: None) -> SemesterEvaluation:
    """An office of a kabupaten in a semester."""
    return make_evaluation(make_unit("92.03", parent=make_region("92")), make_period("2025-1"))


def required(evaluation: SemesterEvaluation, *fields: str) -> list[ServiceOutput]:
    """The outputs that some fields report on."""
    rows = ServiceOutput.objects.filter(indicator_set=evaluation.period.indicator_set, scored_by="")
    return list(rows.filter(duties=evaluation.duties, field__in=fields).order_by("pk"))


def report(evaluation: SemesterEvaluation, output: ServiceOutput, on: date, **fields: bool) -> None:
    """A report of one output."""
    ServiceReport.objects.create(
        evaluation=evaluation, output=output, reported_on=on, quantity=1, entered_by=make_user(), **fields
    )


def read(evaluation: SemesterEvaluation) -> Outputs:
    """What was read of one office."""
    return read_outputs(evaluation.period, [evaluation.pk], [evaluation.unit_id])


def of(evaluation: SemesterEvaluation, *fields: str) -> OwnOutputs:
    """The outputs of a bidang of one office."""
    return read(evaluation).of(evaluation.pk, evaluation.duties, fields)


def test_a_bidang_s_name_is_that_of_its_fields() -> None:
    assert (field_key(["dafduk", "capil"]), field_key(("piak",)), field_key(())) == (
        "capil+dafduk",
        "piak",
        "",
    )


def test_without_single_reports_only_the_number_is_known(evaluation: SemesterEvaluation) -> None:
    number = len(required(evaluation, "capil"))
    assert (of(evaluation, "capil"), number > 0) == (OwnOutputs(number, None), True)


def test_reports_count_until_the_day_they_are_due(evaluation: SemesterEvaluation) -> None:
    due = evaluation.period.reports_due
    first, second, third = required(evaluation, "capil")[:3]
    report(evaluation, first, due)
    report(evaluation, second, due + timedelta(days=1))
    report(evaluation, third, due - timedelta(days=1), synthetic=True)
    number = len(required(evaluation, "capil"))
    others = len(required(evaluation, "dafduk"))
    assert (of(evaluation, "capil"), of(evaluation, "dafduk")) == (
        OwnOutputs(number, 2, synthetic=True),
        OwnOutputs(others, 0),
    )


def test_a_merged_bidang_adds_both(evaluation: SemesterEvaluation) -> None:
    due = evaluation.period.reports_due
    for field in ("capil", "dafduk"):
        report(evaluation, required(evaluation, field)[0], due)
    number = len(required(evaluation, "capil", "dafduk"))
    assert of(evaluation, "capil", "dafduk") == OwnOutputs(number, 2)


def test_the_secretariat_has_none(evaluation: SemesterEvaluation) -> None:
    report(evaluation, required(evaluation, "capil")[0], evaluation.period.reports_due)
    assert of(evaluation, "sekretariat") == OwnOutputs(0)


def test_another_office_s_reports_do_not_count(evaluation: SemesterEvaluation) -> None:
    other = make_evaluation(make_unit("92.04", parent=evaluation.province), evaluation.period)
    report(other, required(other, "capil")[0], evaluation.period.reports_due)
    assert of(evaluation, "capil").on_time is None


def test_an_office_s_bidang_are_every_field_and_the_merged_ones(evaluation: SemesterEvaluation) -> None:
    for title in ("Satu", "Dua"):
        Position.objects.create(
            kind="kabid", title=title, unit=evaluation.unit, field="dafduk", second_field="capil"
        )
    assert read(evaluation).bidang(evaluation.unit_id) == (*SINGLE, ("capil", "dafduk"))
    assert read(evaluation).bidang(0) == SINGLE


def queries(period: Period) -> int:
    """How many queries reading a whole period takes."""
    with CaptureQueriesContext(connection) as said:
        read_outputs(period, None, [])
    return len(said)


def test_three_queries_for_one_office_and_for_three(evaluation: SemesterEvaluation) -> None:
    report(evaluation, required(evaluation, "capil")[0], evaluation.period.reports_due)
    one = queries(evaluation.period)
    for code in ("92.04", "92.05"):
        other = make_evaluation(make_unit(code, parent=evaluation.province), evaluation.period)
        report(other, required(other, "capil")[0], evaluation.period.reports_due)
    assert (one, queries(evaluation.period)) == (3, 3)
