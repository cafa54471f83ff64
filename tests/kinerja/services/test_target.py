"""National targets and the designated version: kept by the admin, judged by at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import DesignatedVersion, NationalTarget
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.target import designate_version, set_national_target
from officials.models import AuditEntry, User
from tests.builders import make_user
from tests.kinerja.cast import Cast


def set_target(cast: Cast, actor: User | None = None, **fields: Any) -> NationalTarget:
    said: dict[str, Any] = {"measure": "akta_0_18", "year": 2018, "series": "Ditjen Dukcapil"}
    said |= {"target": Decimal(95), "source": "Surat edaran"}
    return set_national_target(actor=actor or cast.admin, **(said | fields))


def judged(cast: Cast, code: str) -> object:
    cast.kabupaten.refresh_from_db()
    return next(row["completion"] for row in cast.kabupaten.result["indicators"] if row["code"] == code)


def test_a_target_is_corrected_and_judged_by(cast: Cast) -> None:
    before = NationalTarget.objects.get(year=2018, series="Ditjen Dukcapil")
    made = set_target(cast)
    entry = AuditEntry.objects.get(action="target.set")
    assert (made.pk, made.target, judged(cast, "K1.2")) == (before.pk, 95, "94.74")
    assert (entry.before, entry.after) == (
        {"target": "90.00", "source": before.source},
        {"target": "95", "source": "Surat edaran"},
    )


def test_a_new_series_stands_beside_the_others(cast: Cast) -> None:
    before = NationalTarget.objects.filter(year=2018).count()
    set_target(cast, series="Renstra")
    assert NationalTarget.objects.filter(year=2018).count() == before + 1


def test_a_final_result_keeps(cast: Cast) -> None:
    cast.act(cast.kabupaten, "submit", "verify", "finalise")
    set_target(cast)
    assert judged(cast, "K1.2") == "100.00"


def test_a_version_is_designated_from_a_day_on(cast: Cast) -> None:
    made = designate_version(version=" 7.5 ", valid_from=date(2018, 6, 1), source="Surat", actor=cast.admin)
    assert (made.version, judged(cast, "K1.3")) == ("7.5", "0.00")
    again = designate_version(version="7.4.3", valid_from=date(2018, 6, 1), source="Ralat", actor=cast.admin)
    assert (again.pk, judged(cast, "K1.3"), DesignatedVersion.objects.count()) == (made.pk, "100.00", 2)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"target": Decimal(0)}, {"target": "Target harus lebih dari 0 dan paling banyak 100 %."}),
        ({"target": Decimal("100.5")}, {"target": "Target harus lebih dari 0 dan paling banyak 100 %."}),
        ({"series": " ", "source": ""}, {"series": "Belum diisi.", "source": "Belum diisi."}),
    ],
)
def test_a_target_that_cannot_be(cast: Cast, fields: dict[str, Any], found: dict[str, str]) -> None:
    with pytest.raises(FigureErrors) as caught:
        set_target(cast, **fields)
    assert (caught.value.errors, AuditEntry.objects.count()) == ({"": found}, 0)


@pytest.mark.parametrize("role", ["operator_ditjen", "verifikator_ditjen", "dirjen", "auditor"])
def test_only_the_admin_keeps_them(cast: Cast, role: str) -> None:
    with pytest.raises(NotPermitted):
        set_target(cast, make_user(role))
    with pytest.raises(NotPermitted):
        designate_version(version="7.5", valid_from=date(2018, 6, 1), source="Surat", actor=make_user(role))
