"""What every file of reference data shares: how it is opened and how its faults are told."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _


class ReferenceFileError(ValueError):
    """A file of reference data that cannot be used.

    Args:
        reasons: every fault, in Indonesian, with the file and the place in it.
    """

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__("\n".join(self.reasons))


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object of a file; a number with a fraction stays text, for exactness.

    Raises:
        ReferenceFileError: unreadable, not JSON, or not an object.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"), parse_float=str)
    except (OSError, ValueError) as error:
        raise ReferenceFileError([f"{path.name}: {_('bukan berkas JSON yang utuh')} ({error})."]) from error
    if not isinstance(data, dict):
        raise ReferenceFileError([f"{path.name}: {_('isinya harus satu objek JSON.')}"])
    return data
