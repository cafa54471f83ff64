"""The canonical text of a snapshot: the same bytes from the same facts, read back strictly."""

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from kinerja.documents.snapshot import Snapshot, SnapshotError, digest
from kinerja.rules.proof import UNIT_RESULT
from tests.kinerja.documents import samples


@pytest.mark.parametrize("make", [samples.kabkota, samples.province, samples.hard])
def test_read_back_it_is_the_same(make: Any) -> None:
    made = make()
    text = made.to_json()
    assert Snapshot.from_json(text) == made
    assert Snapshot.from_json(text.encode()).to_json() == text


def test_canonical(snapshot: Snapshot) -> None:
    text = snapshot.to_json()
    data = json.loads(text)
    assert (data["format"], data["version"]) == (UNIT_RESULT[0], UNIT_RESULT[1])
    assert text == json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert digest(text) == hashlib.sha256(text.encode()).hexdigest()
    assert replace(snapshot, number="1").to_json() != text


def _without(key: str) -> dict[str, Any]:
    data = {"format": UNIT_RESULT[0], "version": UNIT_RESULT[1], **asdict(samples.kabkota())}
    data.pop(key)
    return data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        json.dumps({"format": UNIT_RESULT[0], "version": UNIT_RESULT[1]}),
        json.dumps({"format": "other", "version": UNIT_RESULT[1]}),
        json.dumps(_without("signer")),
        json.dumps(_without("code") | {"code": "x", "extra": 1}),
        json.dumps(_without("office") | {"office": {"name": "x"}}),
        json.dumps(_without("version") | {"version": 2}),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        Snapshot.from_json(text)
