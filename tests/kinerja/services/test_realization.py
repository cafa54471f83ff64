"""Figures of many units written at once, and put back: what, by whom and when."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from kinerja.models import Realization
from kinerja.rules.entry import Figures
from kinerja.services.realization import Entry, store_many
from kinerja.services.scoring import lock_units
from tests.kinerja.cast import Cast

NEW = {
    "K1.2": Figures(Decimal(4_000), Decimal(5_000), source="Rekap"),
    "K1.4": Figures(),
    "K1.6": Figures(Decimal(95), Decimal(100), source="SP2D"),
}


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """With half a figure beside a decided zero, and one indicator nobody reported on."""
    Realization.objects.filter(indicator__code="K1.2").update(numerator=None, zero_reason="Tidak melapor.")
    Realization.objects.filter(indicator__code="K1.6").delete()
    return cast


def stored() -> list[dict[str, Any]]:
    rows = [*Realization.objects.order_by("indicator__code").values()]
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def write(cast: Cast, entries: dict[str, Entry]) -> dict[str, dict[str, object]]:
    indicators = {row.code: row for row in cast.period.indicator_set.indicators.all()}
    wanted = {cast.kabupaten: {indicators[code]: entry for code, entry in entries.items()}}
    with transaction.atomic():
        lock_units(cast.period, [cast.kabupaten.pk])
        done = store_many(period=cast.period, entries=wanted, actor=cast.ditjen)
    cast.kabupaten.refresh_from_db()
    figures: dict[str, dict[str, object]] = done[str(cast.kabupaten.pk)]["figures"]
    return figures


def test_a_change_tells_what_putting_it_back_needs(cast: Cast) -> None:
    entered = Realization.objects.get(indicator__code="K1.2").entered_at
    done = write(cast, {code: Entry(figure) for code, figure in NEW.items()})
    assert done["K1.2"] == {
        "before": {"denominator": "5000", "source": "Laporan unit", "zero_reason": "Tidak melapor."},
        "by": cast.operator.pk,
        "at": entered.isoformat(),
        "after": {"numerator": "4000", "denominator": "5000", "source": "Rekap"},
    }
    assert done["K1.4"]["after"] is None
    assert {name: done["K1.6"][name] for name in ("before", "by", "at")} == {
        "before": None,
        "by": None,
        "at": None,
    }


def test_put_back_it_is_what_it_was_with_who_had_entered_it_and_when(cast: Cast) -> None:
    before = stored()
    done = write(cast, {code: Entry(figure) for code, figure in NEW.items()})
    written = Realization.objects.get(indicator__code="K1.2")
    assert (written.entered_by, written.entered_at > before[0]["entered_at"]) == (cast.ditjen, True)
    write(cast, {code: Entry.back(change) for code, change in done.items()})
    assert stored() == before


def test_a_change_told_before_moments_were_kept(cast: Cast) -> None:
    done = write(cast, {"K1.4": Entry(Figures())})
    del done["K1.4"]["at"]
    assert Entry.back(done["K1.4"]).at is None
