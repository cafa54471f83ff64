"""A province's recapitulation: its own result and those of its kab/kota that are final, counted by kategori.

The decree knows no mean over units: the province's score is its own (R6), so nothing is averaged here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kinerja.rules.data import Data, same_outcome
from kinerja.rules.plain import DataError
from kinerja.rules.record import judge


def judge_recapitulation(data: Mapping[str, object]) -> Data:
    """Recompute a recapitulation from its input alone.

    Args:
        data: ``province`` and ``units``, each the input of a unit as data.

    Returns:
        ``province`` and ``units`` as results, ``counts`` of the units by kategori ("" is none), ``final`` the
        number of units.

    Raises:
        DataError, PolicyError, FigureError: the data cannot be read or judged.
    """
    province, units = data.get("province"), data.get("units")
    if not isinstance(province, Mapping) or not isinstance(units, Sequence):
        raise DataError("province, units: harus objek dan daftar")
    return recapitulated(judge(province), [judge(_unit(unit)) for unit in units])


def recapitulated(province: Data, units: Sequence[Data]) -> Data:
    """Count results that were judged already.

    Args:
        province: its result.
        units: the results of its kab/kota that are final.
    """
    named = [unit["kategori"] or "" for unit in units]
    counts = {kategori: named.count(kategori) for kategori in sorted(set(named))}
    return {"province": province, "units": list(units), "counts": counts, "final": len(named)}


def same_recapitulation(first: Data, second: Data) -> bool:
    """Whether two recapitulations decide the same, in whatever words."""
    one, two = first["units"], second["units"]
    return (
        same_outcome(first["province"], second["province"])
        and len(one) == len(two)
        and all(same_outcome(left, right) for left, right in zip(one, two, strict=True))
        and first["counts"] == second["counts"]
        and first["final"] == second["final"]
    )


def _unit(data: object) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise DataError("units: harus daftar objek")
    return data
