"""One holder of a post at a time, by the database and by the form (R9)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from officials.models import Appointment, Official
from tests.officials.conftest import Country

#: A tenure beside one that began on 1 January 2020 and ended on 31 December 2021.
OVERLAPS = [
    (date(2021, 12, 31), None),
    (date(2019, 1, 1), date(2020, 1, 1)),
    (date(2020, 6, 1), date(2020, 6, 1)),
    (date(2019, 1, 1), None),
]
BESIDE = [(date(2022, 1, 1), None), (date(2018, 1, 1), date(2019, 12, 31))]


@pytest.fixture
def held(country: Country) -> Appointment:
    """A post held in 2020 and 2021."""
    Appointment.objects.filter(pk=country.a.kabid.pk).update(valid_until=date(2021, 12, 31))
    return Appointment.objects.get(pk=country.a.kabid.pk)


def tenure(held: Appointment, valid_from: date, valid_until: date | None, **fields: Any) -> Appointment:
    words: dict[str, Any] = {
        "position": held.position,
        "official": Official.objects.create(name="Orang Lain"),
        "decree_number": "SK 2",
        "decree_date": valid_from,
    }
    return Appointment(valid_from=valid_from, valid_until=valid_until, **(words | fields))


@pytest.mark.parametrize(("valid_from", "valid_until"), OVERLAPS)
def test_the_database_refuses_a_second_holder(
    held: Appointment, valid_from: date, valid_until: date | None
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tenure(held, valid_from, valid_until).save()
    assert list(Appointment.objects.filter(position=held.position)) == [held]


@pytest.mark.parametrize(("valid_from", "valid_until"), OVERLAPS)
def test_the_form_names_who_holds_the_post(
    held: Appointment, valid_from: date, valid_until: date | None
) -> None:
    with pytest.raises(ValidationError) as refused:
        tenure(held, valid_from, valid_until).full_clean()
    assert refused.value.message_dict == {
        "valid_from": ["Jabatan ini dipegang Kabid 11 pada masa itu (SK SK Kabid 11)."]
    }


@pytest.mark.parametrize(("valid_from", "valid_until"), BESIDE)
def test_a_tenure_before_or_after_is_taken(
    held: Appointment, valid_from: date, valid_until: date | None
) -> None:
    other = tenure(held, valid_from, valid_until, kind="plt")
    other.full_clean()
    other.save()
    assert set(Appointment.objects.filter(position=held.position)) == {held, other}


def test_the_database_refuses_moving_a_tenure_over_another(held: Appointment) -> None:
    later = tenure(held, date(2022, 1, 1), None)
    later.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=later.pk).update(valid_from=date(2021, 6, 1))
    later.refresh_from_db()
    assert later.valid_from == date(2022, 1, 1)


def test_a_second_post_may_be_acted_in(held: Appointment, country: Country) -> None:
    other = country.a2.kabid
    other.delete()
    post = {"position": other.position, "official": held.official, "kind": "plt"}
    both = tenure(held, held.valid_from, None, **post)
    both.full_clean()
    both.save()
    assert held.official.appointments.count() == 2


def test_a_person_has_one_post_of_their_own(held: Appointment, country: Country) -> None:
    other = country.a2.kabid
    other.delete()
    with pytest.raises(ValidationError) as refused:
        tenure(held, held.valid_from, None, position=other.position, official=held.official).full_clean()
    assert refused.value.message_dict == {
        "official": [
            (
                "Pada masa itu pejabat ini memegang Kabid 11 (SK SK Kabid 11): akhiri dahulu, "
                "atau catat sebagai Plt atau Plh."
            )
        ]
    }


def test_a_tenure_cannot_end_before_it_begins(held: Appointment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tenure(held, date(2023, 2, 1), date(2023, 1, 1)).save()
    assert list(Appointment.objects.filter(position=held.position)) == [held]
