"""A period keeps the terms it was opened on (R11)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kinerja.models import Period
from tests.builders import make_period, make_policy

pytestmark = pytest.mark.django_db


def test_terms_never_change() -> None:
    period = make_period("2018-1")
    period.policy, period.cutoff, period.entry_closes = make_policy(2), date(2018, 7, 1), date(2018, 8, 31)
    with pytest.raises(ValidationError) as refused:
        period.save()
    assert refused.value.messages == [
        "Periode 2018-1 sudah dibuka; yang tidak dapat diubah lagi: tanggal posisi, kebijakan."
    ]
    stored = Period.objects.get()
    assert (stored.policy.version, stored.cutoff, stored.entry_closes) == (1, date(2018, 6, 30), None)


def test_window_and_state_may_change() -> None:
    period = make_period("2018-1")
    period.entry_closes, period.state = date(2018, 8, 31), Period.State.CLOSED
    period.full_clean()
    period.save()
    stored = Period.objects.get()
    assert (stored.entry_closes, stored.state) == (date(2018, 8, 31), "closed")
