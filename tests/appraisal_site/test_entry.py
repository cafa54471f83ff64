"""The entry points, started as a person starts them: a wrong setting costs one line and status 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from appraisal_site.environment import BASE_DIR

MANAGE = [sys.executable, "manage.py", "check"]
SERVE = [sys.executable, "-m", "gunicorn", "appraisal_site.wsgi"]


def start(command: list[str], var_dir: Path, **settings: str) -> tuple[int, str, str]:
    """Status, output and errors of a process with only these settings."""
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(var_dir), **settings}
    done = subprocess.run(
        command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("command", [MANAGE, SERVE], ids=["manage", "gunicorn"])
def test_a_bad_setting_stops_with_one_line(command: list[str], tmp_path: Path) -> None:
    line = "Pengaturan DEBUG: nilai “maybe” tidak dikenal; isi 0 atau 1.\n"
    assert start(command, tmp_path, DEBUG="maybe") == (2, "", line)


@pytest.mark.parametrize("command", [MANAGE, SERVE], ids=["manage", "gunicorn"])
def test_a_missing_setting_stops_with_one_line(command: list[str], tmp_path: Path) -> None:
    line = "Pengaturan SECRET_KEY: wajib diisi bila DEBUG=0; minimal 50 karakter acak.\n"
    assert start(command, tmp_path, DEBUG="0") == (2, "", line)


def test_a_database_out_of_reach_stops_with_one_line(tmp_path: Path) -> None:
    url = "postgres://u:hunter2@127.0.0.1:9/name"
    status, output, errors = start(
        [sys.executable, "manage.py", "showmigrations"], tmp_path, DATABASE_URL=url
    )
    assert (status, output, errors.count("\n")) == (2, "", 1)
    assert errors.startswith(
        "Pengaturan DATABASE_URL: basis data tidak dapat dihubungi (connection to server"
    )
    assert "hunter2" not in errors


def test_good_settings_start(tmp_path: Path) -> None:
    assert start(MANAGE, tmp_path) == (0, "System check identified no issues (0 silenced).\n", "")
