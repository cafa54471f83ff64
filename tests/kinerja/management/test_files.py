"""Files of commands: written whole or not at all, and refused in words."""

import errno
from pathlib import Path

import pytest

from kinerja.management.base import WrongUsageError
from kinerja.management.files import opened, why, write

FORBIDDEN = "tidak diizinkan bagi akun sistem ini; periksa izinnya, atau pilih folder lain."


def test_written_whole_over_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for content in (b"satu", b"dua"):
        write(str(path), content)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.xlsx", b"dua")]


def test_a_failing_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, whole = tmp_path / "a.xlsx", Path.write_bytes
    write(str(path), b"satu")

    def half(self: Path, content: bytes) -> int:
        whole(self, content[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(WrongUsageError) as wrong:
        write(str(path), b"dua")
    what = "ruang disknya habis; kosongkan sebagian, lalu ulangi."
    assert str(wrong.value) == f"Berkas “{path}” tidak dapat ditulis: {what}"
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.xlsx", b"satu")]


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_no_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = "itu folder; sebutkan berkas di dalamnya."
    with pytest.raises(WrongUsageError) as written:
        write(name, b"satu")
    assert str(written.value) == f"Berkas “{name}” tidak dapat ditulis: {words}"
    with pytest.raises(WrongUsageError) as read:
        opened(name)
    assert str(read.value) == f"Berkas “{name}” tidak dapat dibaca: {words}"
    assert list(tmp_path.iterdir()) == []


def test_why_in_words() -> None:
    assert why(PermissionError(errno.EACCES, "Permission denied")) == FORBIDDEN
    assert why(OSError(errno.EIO, "Input/output error")) == "Input/output error; perbaiki, lalu ulangi."
    assert why(OSError("rusak")) == "rusak; perbaiki, lalu ulangi."
