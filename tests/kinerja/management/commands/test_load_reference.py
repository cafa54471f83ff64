"""``load_reference`` as people and scripts call it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from kinerja.management.base import RefusedError, WrongUsageError
from regions.models import Region

pytestmark = pytest.mark.django_db


def test_it_tells_what_it_did() -> None:
    out = StringIO()
    call_command("load_reference", stdout=out)

    assert out.getvalue().splitlines() == [
        "Wilayah: 552 ditambah, 0 diubah, 0 tetap.",
        "Set indikator: 1 ditambah, 0 diubah, 0 tetap.",
        "Kebijakan penilaian: 1 ditambah, 0 diubah, 0 tetap.",
        "Target nasional: 18 ditambah, 0 diubah, 0 tetap.",
    ]


def test_it_tells_a_machine() -> None:
    out = StringIO()
    call_command("load_reference", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {
        "regions": {"added": 552, "changed": 0, "unchanged": 0},
        "indicator_sets": {"added": 1, "changed": 0, "unchanged": 0},
        "scoring_policies": {"added": 1, "changed": 0, "unchanged": 0},
        "national_targets": {"added": 18, "changed": 0, "unchanged": 0},
        "kept": [],
    }


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError) as wrong:
        call_command("load_reference", "--folder", str(tmp_path / "tiada"))

    assert wrong.value.returncode == 2


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        call_command("load_reference", "--folder", str(tmp_path), stderr=StringIO())

    assert refused.value.returncode == 1
    assert [reason.split(":")[0] for reason in refused.value.reasons] == ["national_targets.csv"]
    assert Region.objects.count() == 0
