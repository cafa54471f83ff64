"""What every entry point does first: check the settings, and stop with one line when one is wrong."""

import os
import sys

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
        sys.stderr.write(f"{error}\n")
        sys.exit(WRONG_USAGE)
