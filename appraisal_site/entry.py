"""What every entry point does first: check the settings, and stop with one line when one is wrong."""

import os
import sys
from typing import NoReturn

from django.core.management import execute_from_command_line
from django.db import OperationalError, connection

from appraisal_site.environment import SettingError, load

WRONG_USAGE = 2


def prepare() -> None:
    """Name the settings module and check the environment.

    A missing or bad setting ends the process with status 2 and one line on standard error.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "appraisal_site.settings")
    try:
        load()
    except SettingError as error:
        _stop(error)


def manage(argv: list[str]) -> None:
    """Run a management command; a database out of reach is a bad `DATABASE_URL`, not a traceback."""
    prepare()
    try:
        execute_from_command_line(argv)
    except OperationalError as error:
        if connection.connection is not None:
            raise
        reason = str(error).strip().splitlines()[0]
        _stop(SettingError("DATABASE_URL", f"basis data tidak dapat dihubungi ({reason})."))


def _stop(error: SettingError) -> NoReturn:
    sys.stderr.write(f"{error}\n")
    sys.exit(WRONG_USAGE)
