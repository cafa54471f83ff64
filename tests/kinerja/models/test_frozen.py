"""What a period is judged by refuses change everywhere: instance, queryset, form (R11)."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils import timezone

from kinerja.models import Indicator, IndicatorSet, ScoringPolicy, ServiceOutput
from tests.builders import make_policy, make_set

pytestmark = pytest.mark.django_db

POLICY = (
    "Kebijakan penilaian 1 sudah dipakai sebuah periode sehingga dibekukan dan tidak dapat diubah. "
    "Buat versi atau set baru untuk periode berikutnya."
)
SET = POLICY.replace("Kebijakan penilaian 1", "Set indikator 100-1077/2017")


@pytest.fixture
def frozen() -> IndicatorSet:
    """The decree's set and policy 1, both in use since now."""
    made = make_set()
    make_policy()
    now = timezone.now()
    assert (ScoringPolicy.objects.freeze(now), IndicatorSet.objects.freeze(now)) == (1, 1)
    made.refresh_from_db()
    return made


def save_policy() -> None:
    policy = ScoringPolicy.objects.get()
    policy.data = {"cap": None}
    policy.save()


def save_indicator() -> None:
    indicator = Indicator.objects.get(code="K1.4")
    indicator.target = Decimal("90")
    indicator.save()


def add_indicator() -> None:
    Indicator(indicator_set=IndicatorSet.objects.get(), code="K9", sequence=99).save()


def add_in_bulk() -> None:
    Indicator.objects.bulk_create(
        [Indicator(indicator_set=IndicatorSet.objects.get(), code="K9", sequence=9)]
    )


def change_in_bulk() -> None:
    rows = list(ServiceOutput.objects.all())
    ServiceOutput.objects.bulk_update(rows, ["text"])


CHANGES: list[tuple[Callable[[], object], str]] = [
    (save_policy, POLICY),
    (lambda: ScoringPolicy.objects.update(name="Lain"), POLICY),
    (lambda: ScoringPolicy.objects.all().delete(), POLICY),
    (lambda: ScoringPolicy.objects.get().delete(), POLICY),
    (lambda: IndicatorSet.objects.update(title="Lain"), SET),
    (save_indicator, SET),
    (add_indicator, SET),
    (add_in_bulk, SET),
    (change_in_bulk, SET),
    (lambda: Indicator.objects.filter(code="K3").delete(), SET),
    (lambda: Indicator.objects.get(code="K3").delete(), SET),
    (lambda: IndicatorSet.objects.get().indicators.update(weight=2), SET),
]


@pytest.mark.parametrize(("change", "message"), CHANGES)
def test_frozen_rows_refuse_every_change(
    frozen: IndicatorSet, change: Callable[[], object], message: str
) -> None:
    before = (
        list(Indicator.objects.values()),
        list(ScoringPolicy.objects.values()),
        list(IndicatorSet.objects.values()),
    )
    with pytest.raises(ValidationError) as refused:
        change()
    assert refused.value.messages == [message]
    after = (
        list(Indicator.objects.values()),
        list(ScoringPolicy.objects.values()),
        list(IndicatorSet.objects.values()),
    )
    assert after == before


def test_moving_a_row_into_a_frozen_set_is_refused(frozen: IndicatorSet) -> None:
    row = make_set("successor").indicators.get(code="K1.4")
    row.indicator_set, row.code = frozen, "K9"
    with pytest.raises(ValidationError, match="dibekukan"):
        row.save()
    assert frozen.indicators.filter(code="K9").count() == 0


def test_saving_a_frozen_row_unchanged_is_allowed(frozen: IndicatorSet) -> None:
    row = Indicator.objects.get(code="K1.4")
    row.target = Decimal("100")  # the database says 100.00: the same number
    row.save()
    assert Indicator.objects.get(code="K1.4").target == 100


def test_a_form_shows_the_refusal(frozen: IndicatorSet) -> None:
    form_class = modelform_factory(ScoringPolicy, fields=["name", "data"])
    form = form_class({"name": "Lain", "data": '{"cap": null}'}, instance=ScoringPolicy.objects.get())
    assert form.errors == {"__all__": [POLICY]}


def test_rows_nobody_uses_may_change() -> None:
    make_set()
    make_policy()
    save_policy()
    save_indicator()
    assert Indicator.objects.filter(code="K3").update(weight=2) == 1
    assert ScoringPolicy.objects.get().data == {"cap": None}
    assert Indicator.objects.get(code="K1.4").target == 90
