"""Perjanjian Kinerja: drafted, signed by the Dirjen, binding from then on."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import PerformanceAgreement, Realization
from kinerja.services.agreement import agreed_indicators, draft_agreement, remove_draft, sign_agreement
from kinerja.services.errors import FigureErrors, NotPermitted
from officials.models import AuditEntry, User
from tests.builders import make_unit, make_user
from tests.kinerja.cast import Cast, refusal

TO_100 = "Target harus lebih dari 0 dan paling banyak 100."
SIGNED_ON = date(2018, 1, 15)


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Without the agreement that every unit of the cast has."""
    cast.kabupaten.unit.agreements.all().delete()
    return cast


def draft(cast: Cast, actor: User | None = None, **fields: Any) -> PerformanceAgreement:
    said: dict[str, Any] = {"year": 2018, "targets": {"K3": Decimal(2), "K1.6": Decimal(95), "K1.4": None}}
    said |= {"unit": cast.kabupaten.unit, "indicator_set": cast.period.indicator_set}
    return draft_agreement(actor=actor or cast.operator, **(said | fields))


def sign(made: PerformanceAgreement, actor: User, **fields: Any) -> PerformanceAgreement:
    said: dict[str, Any] = {"signed_on": SIGNED_ON, "number": "PK/1/2018"}
    return sign_agreement(agreement=made, actor=actor, **(said | fields))


def targets(made: PerformanceAgreement) -> dict[str, Decimal]:
    return dict(made.targets.values_list("indicator__code", "target"))


def k3(cast: Cast) -> tuple[object, object]:
    cast.kabupaten.refresh_from_db()
    row = next(row for row in (cast.kabupaten.result or {})["indicators"] if row["code"] == "K3")
    return row["state"], row["completion"]


def test_the_indicators_whose_target_may_be_agreed(cast: Cast) -> None:
    codes = [row.code for row in agreed_indicators(cast.kabupaten.unit, cast.period.indicator_set)]
    assert codes == ["K1.1a", "K1.1b", "K1.2", "K1.4", "K1.6", "K3"]


def test_a_draft_binds_nobody(cast: Cast) -> None:
    made = draft(cast, number=" PK/1 ", national_series="RPJMN 2015-2019")
    assert (made.state, made.number, made.national_series, targets(made)) == (
        "draft",
        "PK/1",
        "RPJMN 2015-2019",
        {"K3": 2, "K1.6": 95},
    )
    Realization.objects.filter(indicator__code="K1.6").delete()
    cast.act(cast.kabupaten, "submit", "verify")
    assert len(refusal(lambda: cast.act(cast.kabupaten, "finalise"))) == 2


def test_a_draft_is_written_over(cast: Cast) -> None:
    first = draft(cast)
    second = draft(cast, cast.ditjen, targets={"K3": Decimal(3)})
    assert (first.pk, targets(second), PerformanceAgreement.objects.count()) == (second.pk, {"K3": 3}, 1)


def test_signed_it_binds_at_once(cast: Cast) -> None:
    made = sign(draft(cast), cast.dirjen)
    assert (made.state, made.signed_on, made.number) == ("signed", SIGNED_ON, "PK/1/2018")
    assert k3(cast) == ("reported", "100.00")
    assert cast.kabupaten.version == 1


def test_each_act_is_audited(cast: Cast) -> None:
    sign(draft(cast), cast.dirjen)
    first, second = AuditEntry.objects.order_by("sequence")
    facts = {
        "number": "",
        "state": "draft",
        "signed_on": None,
        "national_series": "",
        "indicator_set": "100-1077/2017",
        "targets": {"K1.6": "95.00", "K3": "2.00"},
        "programs": [],
    }
    assert (first.action, first.before, first.after) == ("agreement.draft", None, facts)
    assert (second.action, second.after) == (
        "agreement.sign",
        facts | {"number": "PK/1/2018", "state": "signed", "signed_on": "2018-01-15"},
    )


def test_what_is_signed_does_not_change(cast: Cast) -> None:
    made = sign(draft(cast), cast.dirjen)
    told = ["Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah."]
    assert refusal(lambda: draft(cast)) == told
    assert refusal(lambda: sign(made, cast.dirjen)) == told


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"K1.1a": Decimal(0)}, {"K1.1a": {"target": TO_100}}),
        ({"K1.1a": Decimal(101)}, {"K1.1a": {"target": TO_100}}),
        (
            {"K1.1a": Decimal("NaN")},
            {"K1.1a": {"target": TO_100}},
        ),
        ({"K1.2": Decimal("90.125")}, {"K1.2": {"target": "Paling banyak 2 angka di belakang koma."}}),
        ({"K3": Decimal("1.5")}, {"K3": {"target": "Target inovasi harus bilangan bulat."}}),
        ({"K3": Decimal(1001)}, {"K3": {"target": "Target harus lebih dari 0 dan paling banyak 1.000."}}),
        (
            {"K1.5": Decimal(1), "P1.4": Decimal(90)},
            {
                code: {"target": "Target indikator ini tidak diatur dalam Perjanjian Kinerja."}
                for code in ("K1.5", "P1.4")
            },
        ),
    ],
)
def test_a_target_that_cannot_be(cast: Cast, wanted: dict[str, Decimal], found: dict[str, Any]) -> None:
    with pytest.raises(FigureErrors) as caught:
        draft(cast, targets=wanted)
    assert (caught.value.errors, PerformanceAgreement.objects.count()) == (found, 0)


def test_a_series_nobody_set(cast: Cast) -> None:
    with pytest.raises(FigureErrors) as caught:
        draft(cast, national_series="Bappeda")
    told = "Deret “Bappeda” tidak ada dalam daftar target nasional 2018."
    assert caught.value.errors == {"": {"national_series": told}}


def test_a_number_too_long(cast: Cast) -> None:
    with pytest.raises(FigureErrors) as caught:
        draft(cast, number="n" * 81)
    assert caught.value.errors == {"": {"number": "Terlalu panjang: paling banyak 80 huruf."}}


def test_a_draft_is_removed(cast: Cast) -> None:
    made = draft(cast)
    remove_draft(unit=made.unit, year=2018, actor=cast.ditjen, note="Batal")
    entry = AuditEntry.objects.latest("sequence")
    said = (entry.action, entry.object_id, entry.before["targets"], entry.after, entry.note)
    assert said == ("agreement.remove", str(made.pk), {"K1.6": "95.00", "K3": "2.00"}, None, "Batal")
    assert not PerformanceAgreement.objects.exists()


def test_what_is_no_draft_is_not_removed(cast: Cast) -> None:
    def removal() -> list[str]:
        return refusal(
            lambda: remove_draft(unit=cast.kabupaten.unit, year=2018, actor=cast.ditjen, note="Batal")
        )

    assert removal() == ["Perjanjian Kinerja ini sudah tidak ada."]
    sign(draft(cast), cast.dirjen)
    assert removal() == ["Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah."]
    with pytest.raises(NotPermitted):
        remove_draft(unit=cast.kabupaten.unit, year=2018, actor=cast.verifier, note="Batal")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"number": " "}, {"number": "Nomor perjanjian belum diisi."}),
        ({"signed_on": date(2999, 1, 1)}, {"signed_on": "Tanggal 1 Januari 2999 belum tiba."}),
    ],
)
def test_a_signature_that_cannot_be(cast: Cast, fields: dict[str, Any], found: dict[str, str]) -> None:
    made = draft(cast)
    with pytest.raises(FigureErrors) as caught:
        sign(made, cast.dirjen, **fields)
    assert caught.value.errors == {"": found}


def test_who_drafts(cast: Cast) -> None:
    elsewhere = make_user("operator_unit", make_unit("91").region)
    for actor in (elsewhere, cast.verifier, cast.dirjen, cast.admin, cast.monitor):
        with pytest.raises(NotPermitted):
            draft(cast, actor)


def test_only_the_dirjen_signs(cast: Cast) -> None:
    made = draft(cast)
    for actor in (cast.operator, cast.ditjen, cast.verifier, cast.admin):
        with pytest.raises(NotPermitted):
            sign(made, actor)
