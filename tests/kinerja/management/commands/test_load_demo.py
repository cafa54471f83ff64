"""``load_demo`` where something is there already; what it loads is tested in ``tests/kinerja/demo``."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from kinerja.demo.load import PERIODS
from kinerja.management.base import RefusedError
from kinerja.models import Period, SemesterEvaluation
from officials.models import Appointment, Official, User, WorkUnit
from regions.models import Region
from tests.builders import make_period, make_position, make_unit, make_user

pytestmark = pytest.mark.django_db
LEFT_OUT = "Akun %s tidak dibuat: nama atau jabatannya sudah dipakai, atau wilayahnya tidak ada."


def told() -> list[str]:
    out = StringIO()
    call_command("load_demo", stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


@pytest.fixture
def reference() -> None:
    """The reference data, and the periods as somebody opened them before."""
    call_command("load_reference", stdout=StringIO())
    for code in PERIODS:
        make_period(code)


def test_reference_data_comes_first() -> None:
    with pytest.raises(RefusedError) as refused:
        told()
    assert refused.value.reasons == ["Data acuan belum ada; jalankan load_reference dahulu."]


@pytest.mark.usefixtures("reference")
def test_offices_and_periods_that_are_there_are_left_alone() -> None:
    unit = make_unit(Region.objects.get(codes__code="92.03"), name="Dinas yang sudah ada")
    assert told() == ["Contoh: 551 kantor, 11340 jabatan dengan pejabatnya, 17 akun."]
    real = WorkUnit.objects.filter(is_example=False)
    assert list(real.values_list("pk", "name")) == [(unit.pk, "Dinas yang sudah ada")]
    assert (Period.objects.count(), SemesterEvaluation.objects.count()) == (3, 0)


@pytest.mark.usefixtures("reference")
def test_a_post_that_somebody_holds_stays_theirs() -> None:
    post, person = make_position("dirjen"), Official.objects.create(name="Pejabat sungguhan")
    tenure = {"decree_number": "SK-1", "decree_date": date(2020, 1, 1), "valid_from": date(2020, 1, 1)}
    Appointment.objects.create(position=post, official=person, **tenure)

    assert told() == ["Contoh: 552 kantor, 11354 jabatan dengan pejabatnya, 16 akun.", LEFT_OUT % "dirjen"]

    assert [held.official for held in post.appointments.all()] == [person]
    assert not User.objects.filter(username="dirjen").exists()


@pytest.mark.usefixtures("reference")
def test_a_semester_needs_the_accounts_that_act() -> None:
    make_user("operator_ditjen", username="operator_ditjen", email="orang@example.com")
    Period.objects.filter(code="2025-1").delete()

    with pytest.raises(RefusedError) as refused:
        told()

    text = "Akun contoh operator_ditjen tidak ada, jadi periode contoh tidak dapat dimuat."
    assert refused.value.reasons == [text]
    assert list(User.objects.filter(is_example=False).values_list("username", "email")) == [
        ("operator_ditjen", "orang@example.com")
    ]
    assert list(Period.objects.values_list("code", flat=True)) == ["2025-2", "2018-1"]
