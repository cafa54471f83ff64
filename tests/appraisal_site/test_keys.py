"""Keys made on the first run."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from appraisal_site.keys import key_from_file


def test_only_the_owner_reads_a_key_and_nothing_else_is_left(tmp_path: Path) -> None:
    key = key_from_file(tmp_path / "var" / "secret_key")
    file = tmp_path / "var" / "secret_key"
    assert len(key) == 86
    assert file.read_text() == f"{key}\n"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent)] == [0o600, 0o700]
    assert list(file.parent.iterdir()) == [file]


def test_those_who_start_together_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(key_from_file, [tmp_path / "key"] * 64))
    assert keys == {key_from_file(tmp_path / "key")}


def test_a_damaged_file_is_not_a_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("half")
    with pytest.raises(ValueError, match="isi berkas key rusak"):
        key_from_file(tmp_path / "key")
