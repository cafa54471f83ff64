"""Policy version 1 is the rules' own default, key for key; other files are read strictly."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from kinerja.exchange.reference_file import ReferenceFileError
from kinerja.exchange.scoring_policy import read_policy
from kinerja.rules.policy import DEFAULT

FIRST = settings.BASE_DIR / "fixtures" / "scoring_policies" / "1.json"


def write(folder: Path, **data: object) -> Path:
    file = folder / "2.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_version_1_is_the_default_of_the_rules() -> None:
    stored = json.loads(FIRST.read_text(encoding="utf-8"))

    assert stored == {"version": 1, "name": "Cara baca bawaan", "data": DEFAULT.to_data()}
    assert read_policy(FIRST).data == DEFAULT.to_data()


def test_a_key_left_out_is_stored_with_the_default_of_today(tmp_path: Path) -> None:
    policy = read_policy(write(tmp_path, version=2, name="Tanpa batas", data={"cap": None}))

    assert (policy.version, policy.name) == (2, "Tanpa batas")
    assert policy.data == {**DEFAULT.to_data(), "cap": None}


def test_an_unknown_choice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReferenceFileError) as refused:
        read_policy(write(tmp_path, version=2, name="Salah", data={"aggregate": "median"}))

    assert refused.value.reasons == [
        (
            "2.json: Kebijakan penilaian, kunci 'aggregate': harus salah satu dari: "
            "mean_of_completion, mean_of_nilai."
        )
    ]


def test_other_keys_beside_version_name_and_data_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReferenceFileError) as refused:
        read_policy(write(tmp_path, version=2, data={}))

    assert refused.value.reasons == ["2.json: kuncinya harus: version, name, data."]
