"""The forms of the Perjanjian Kinerja."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.forms.agreement import AgreementForm, PaperForm
from kinerja.services.agreement import draft_agreement
from kinerja.services.errors import FigureErrors
from tests.kinerja.cast import Cast


def form(cast: Cast, data: dict[str, Any] | None = None) -> AgreementForm:
    agreement = cast.kabupaten.unit.agreements.get()
    return AgreementForm(cast.kabupaten.unit, cast.period.indicator_set, agreement, data)


def test_what_is_agreed_is_shown(cast: Cast) -> None:
    shown = {row.code: field.value() for row, field in form(cast).rows()}
    assert shown == {"K1.1a": None, "K1.1b": None, "K1.2": None, "K1.4": None, "K1.6": None, "K3": "2"}


def test_what_is_typed_is_read(cast: Cast) -> None:
    typed = form(cast, {"number": "PK/1", "K1.2:target": "92,5", "K3:target": "3"})
    assert typed.is_valid()
    assert {code: target for code, target in typed.targets.items() if target is not None} == {
        "K1.2": Decimal("92.5"),
        "K3": Decimal(3),
    }


def test_what_the_service_refuses_stands_at_its_input(cast: Cast) -> None:
    typed = form(cast, {"K1.2:target": "0", "national_series": "Bappeda"})
    assert typed.is_valid()
    cast.kabupaten.unit.agreements.all().delete()
    with pytest.raises(FigureErrors) as caught:
        draft_agreement(
            unit=cast.kabupaten.unit,
            year=2018,
            indicator_set=cast.period.indicator_set,
            actor=cast.operator,
            targets=typed.targets,
            national_series=typed.cleaned_data["national_series"],
        )
    typed.show_errors(caught.value.errors)
    assert dict(typed.errors) == {
        "K1.2:target": ["Target harus lebih dari 0 dan paling banyak 100."],
        "national_series": ["Deret “Bappeda” tidak ada dalam daftar target nasional 2018."],
    }


def test_a_signature_is_read() -> None:
    typed = PaperForm({"signed_on": "15/01/2018", "number": "PK/1"})
    assert typed.is_valid()
    assert typed.cleaned_data == {"signed_on": date(2018, 1, 15), "number": "PK/1"}
