"""What a file says of itself is recomputed from its data alone, in whatever kind of document."""

import json
from typing import Any

import pytest

from kinerja.rules.plain import DataError
from kinerja.rules.proof import prove
from tests.kinerja.documents import appraisal_samples, recapitulation_samples, samples
from tests.kinerja.documents.agreement_samples import agreement

MADE = {
    "hasil-unit-kerja": samples.kabkota,
    "penilaian-pejabat": appraisal_samples.decided,
    "rekapitulasi-provinsi": recapitulation_samples.province,
}


def data_of(snapshot: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(snapshot.to_json())
    return found


@pytest.mark.parametrize("name", MADE)
def test_each_kind_holds_and_a_forged_one_does_not(name: str) -> None:
    data = data_of(MADE[name]())
    proof = prove(data)
    assert (proof.format, proof.holds) == (f"kinerja-dukcapil/{name}", True)
    assert proof.result is not None
    assert prove(data | {"result": {}}).holds is False
    assert prove(data | {"result": _raised(data["result"])}).holds is False


def _raised(result: dict[str, Any]) -> dict[str, Any]:
    """The same with another nilai somewhere."""
    if "nilai" in result:
        return result | {"nilai": 1}
    if "province" in result:
        return result | {"province": _raised(result["province"])}
    one = result["element_one"]
    return result | {"element_one": one | {"carried": _raised(one["carried"])}}


def test_an_agreement_promises_and_results_in_nothing() -> None:
    proof = prove(data_of(agreement()))
    assert (proof.holds, proof.result) == (None, None)


@pytest.mark.parametrize(
    "data", [{}, {"format": "x", "version": 1}, {"format": "kinerja-dukcapil/hasil-unit-kerja", "version": 9}]
)
def test_what_is_unknown_is_said(data: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="tidak dikenal"):
        prove(data)


def test_data_that_is_none() -> None:
    with pytest.raises(DataError):
        prove(data_of(samples.kabkota()) | {"inputs": []})
