"""Which staff-appraisal rules are in force at a period's end, and judging a rating under them."""

from __future__ import annotations

from datetime import date
from typing import Final

from kinerja.rules.staff import elsewhere, panrb6, pp30, pp46
from kinerja.rules.staff.types import Regime, StaffError, StaffResult

__all__ = ["ORIGINS", "REGIMES", "Rating", "Regime", "judge", "read", "regime", "regime_on"]

Rating = pp46.Rating | pp30.Rating | panrb6.Rating | elsewhere.Rating

ORIGINS: Final = ("entered", "elsewhere", "decision")
# By date: each is in force until its last day, the last one without end (R8).
REGIMES: Final = (
    Regime(
        key="pp46",
        name="PP 46/2011",
        basis="PP 46/2011 dengan Perka BKN 1/2013",
        valid_until=date(2021, 6, 30),
        scale=pp46.SCALE,
        predikats=("Sangat Baik", "Baik", "Cukup", "Kurang", "Buruk"),
        low=frozenset({"Kurang", "Buruk"}),
        bands=pp46.BANDS,
    ),
    Regime(
        key="pp30",
        name="PP 30/2019",
        basis="PP 30/2019 dengan PermenPANRB 8/2021",
        valid_until=date(2021, 12, 31),
        scale=pp30.SCALE,
        predikats=("Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang"),
        low=frozenset({"Kurang", "Sangat Kurang"}),
        bands=pp30.BANDS,
    ),
    Regime(
        key="panrb6",
        name="PermenPANRB 6/2022",
        basis="PermenPANRB 6/2022",
        valid_until=None,
        scale=None,
        predikats=("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"),
        low=frozenset({"Kurang", "Sangat Kurang", "Butuh Perbaikan"}),
    ),
)
_BY_KEY: Final = {row.key: row for row in REGIMES}


def regime_on(period_end: date) -> Regime:
    """Return the regime in force on the last day of a period (R8)."""
    return next(row for row in REGIMES if row.valid_until is None or period_end <= row.valid_until)


def regime(key: str) -> Regime:
    """Return the regime of a key.

    Raises:
        StaffError: there is none of that key.
    """
    if key not in _BY_KEY:
        raise StaffError(
            {"regime": f"Aturan {key!r} tidak dikenal; pilih salah satu dari: {', '.join(_BY_KEY)}."}
        )
    return _BY_KEY[key]


def read(key: str, origin: str, data: object) -> Rating:
    """Read a rating from its stored plain data.

    Args:
        key: the regime's.
        origin: ``entered`` by the superior here, decided ``elsewhere``, or by a ``decision`` on an objection.
        data: plain JSON types, as the rating's ``to_data`` wrote them.

    Raises:
        StaffError: an unknown regime or origin, or with every fault of the data at once.

    Source: R8.
    """
    rules = regime(key)
    if origin not in ORIGINS:
        raise StaffError(
            {"origin": f"Asal nilai {origin!r} tidak dikenal; pilih salah satu dari: {', '.join(ORIGINS)}."}
        )
    if origin != "entered":
        return elsewhere.Rating.from_data(data, rules)
    return _ENTERED[key].from_data(data)


def judge(key: str, origin: str, data: object) -> StaffResult:
    """Recompute a rating from its stored plain data: the one way in.

    Args:
        key: the regime's.
        origin: one of ``ORIGINS``.
        data: plain JSON types.

    Raises:
        StaffError: as ``read``.

    Source: R8.
    """
    match read(key, origin, data):
        case pp46.Rating() as rating:
            return pp46.judge(rating)
        case pp30.Rating() as rating:
            return pp30.judge(rating)
        case panrb6.Rating() as rating:
            return panrb6.judge(rating)
        case rating:
            return elsewhere.judge(rating, regime(key), decided=origin == "decision")


_ENTERED: Final[dict[str, type[pp46.Rating | pp30.Rating | panrb6.Rating]]] = {
    "pp46": pp46.Rating,
    "pp30": pp30.Rating,
    "panrb6": panrb6.Rating,
}
