"""National targets as a CSV file: indicator, year, target_percent, series, source."""

import csv
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kinerja.exchange.reference_file import ReferenceFileError
from kinerja.models import NationalTarget

COLUMNS = {
    "indicator": "measure",
    "year": "year",
    "target_percent": "target",
    "series": "series",
    "source": "source",
}
Key = tuple[str, int, str]


def read_targets(path: Path) -> list[NationalTarget]:
    """Read and check a register of national targets.

    Args:
        path: a CSV file, UTF-8, with the columns of ``COLUMNS``.

    Returns:
        Unsaved targets, in the order of the file.

    Raises:
        ReferenceFileError: the file is missing, a value does not fit or a target comes twice; each
            fault with its line.

    Source: R2.
    """
    faults: list[str] = []
    targets: dict[Key, NationalTarget] = {}
    try:
        lines = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError) as error:
        raise ReferenceFileError([f"{path.name}: {error}"]) from error
    for number, line in enumerate(lines, start=2):
        target = NationalTarget(**{field: line.get(column, "") for column, field in COLUMNS.items()})
        faults += [f"{path.name}:{number}: {fault}" for fault in _faults(target, targets)]
        targets[key_of(target)] = target
    if faults:
        raise ReferenceFileError(faults)
    return list(targets.values())


def key_of(target: NationalTarget) -> Key:
    """What is unique about a target: measure, year and series."""
    return target.measure, target.year, target.series


def _faults(target: NationalTarget, before: Mapping[Key, NationalTarget]) -> list[str]:
    try:
        target.clean_fields()
    except ValidationError as error:
        return [f"{field}: {' '.join(said)}" for field, said in error.message_dict.items()]
    if target.target <= 0:
        return [_("target harus lebih besar dari 0.")]
    return [_("target yang sama sudah ada di atas.")] if key_of(target) in before else []
