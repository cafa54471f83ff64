"""The two kinds are told apart by their format; that of an official reads back whole, and strictly."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.kinds import read, recomputes
from kinerja.documents.snapshot import Snapshot, SnapshotError
from kinerja.rules.appraisal import StaffInput
from kinerja.rules.proof import APPRAISAL
from tests.kinerja.documents import appraisal_samples, samples

PP30 = StaffInput("pp30", "entered", {"skp": "105", "perilaku": "98", "peers_heard": True, "new_idea": False})


def pp46() -> AppraisalSnapshot:
    """Element 2 in numbers."""
    return appraisal_samples.kadis(StaffInput("pp46", "entered", appraisal_samples.PP46))


def pp30() -> AppraisalSnapshot:
    """The regime of half a year."""
    return appraisal_samples.kabid(PP30)


def without_element_two() -> AppraisalSnapshot:
    """Belum tersedia."""
    return appraisal_samples.kabid(None)


def with_red_flag() -> AppraisalSnapshot:
    """A levy was proven in the unit."""
    return appraisal_samples.kadis(unit=samples.hard(), acknowledgement="Sudah dibina")


EVERY: list[Callable[[], AppraisalSnapshot]] = [
    appraisal_samples.kabid,
    appraisal_samples.kadis,
    appraisal_samples.decided,
    appraisal_samples.acted,
    pp46,
    pp30,
    without_element_two,
    with_red_flag,
]


@pytest.mark.parametrize("make", EVERY)
def test_read_back_it_is_the_same(make: Callable[[], AppraisalSnapshot]) -> None:
    made = make()
    text = made.to_json()
    assert read(text) == AppraisalSnapshot.from_json(text.encode()) == made
    assert (read(text).to_json(), recomputes(made)) == (text, True)


def test_canonical_with_its_own_format() -> None:
    text = appraisal_samples.decided().to_json()
    data = json.loads(text)
    assert (data["format"], data["version"]) == APPRAISAL == ("kinerja-dukcapil/penilaian-pejabat", 1)
    assert text == json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_each_kind_is_read_as_what_it_is() -> None:
    unit, official = samples.kabkota(), appraisal_samples.kabid()
    assert [type(read(made.to_json())) for made in (unit, official)] == [Snapshot, AppraisalSnapshot]
    with pytest.raises(SnapshotError):
        Snapshot.from_json(official.to_json())
    with pytest.raises(SnapshotError):
        AppraisalSnapshot.from_json(unit.to_json())


def changed(**parts: Any) -> str:
    data = {"format": APPRAISAL[0], "version": APPRAISAL[1], **asdict(appraisal_samples.decided())}
    return json.dumps({name: part for name, part in (data | parts).items() if part is not ...})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        changed(version=2),
        changed(format="kinerja-dukcapil/lain"),
        changed(format=["x"]),
        changed(assessed=...),
        changed(extra=1),
        changed(assessed={"name": "x"}),
        changed(objection={"text": "x"}),
        changed(plan=[{"what": "x"}]),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        read(text)


def forged_kategori(result: dict[str, Any]) -> None:
    result["element_one"]["carried"]["kategori"] = "Sangat Baik"


def forged_figure(result: dict[str, Any]) -> None:
    result["element_one"]["carried"]["indicators"][0]["numerator"] = "27502"


def forged_beside(result: dict[str, Any]) -> None:
    result["element_one"]["beside"]["completion"] = "99.00"


def forged_predikat(result: dict[str, Any]) -> None:
    result["element_two"]["predikat"] = "Sangat Baik"


def forged_joined(result: dict[str, Any]) -> None:
    result["composition"]["joined"] = "95.00"


def no_element_two(result: dict[str, Any]) -> None:
    result["element_two"] = None


def nothing_left(result: dict[str, Any]) -> None:
    result.clear()


FORGED = [
    forged_kategori,
    forged_figure,
    forged_beside,
    forged_predikat,
    forged_joined,
    no_element_two,
    nothing_left,
]


@pytest.mark.parametrize("forge", FORGED)
def test_a_forged_result_does_not_recompute(forge: Callable[[dict[str, Any]], None]) -> None:
    made = appraisal_samples.kabid()
    forge(made.result)
    assert recomputes(made) is False


def test_a_forged_part_of_element_two_does_not_recompute() -> None:
    made = pp46()
    part = next(part for part in made.result["element_two"]["parts"] if part["key"] == "skp")
    part["value"] = "99.00"
    assert recomputes(made) is False


def test_a_better_wording_puts_no_result_in_doubt() -> None:
    made = appraisal_samples.kabid()
    made.result["element_two"]["steps"][0]["text"] = "Kalimat lain."
    made.result["element_one"]["carried"]["steps"][0]["text"] = "Kalimat lain."
    assert recomputes(made) is True


def test_data_that_cannot_be_judged() -> None:
    made = appraisal_samples.kabid()
    made.inputs["staff"]["data"] = {"hasil_kerja": "lain"}
    assert recomputes(made) is False
