"""A set of indicators as a JSON file, so that a successor of the decree is data and no code (R11).

The keys are the fields of ``IndicatorSet``, ``Indicator`` and ``ServiceOutput``; ``parent`` is a code or "".
``fixtures/indicator_sets/100-1077-2017.json`` is the pattern to copy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kinerja.exchange.indicator_check import misfits
from kinerja.exchange.reference_file import ReferenceFileError, read_object
from kinerja.models import Indicator, IndicatorSet, ServiceOutput

Row = TypeVar("Row", bound=models.Model)

SET_FIELDS = ("code", "title", "number", "decided_on")
INDICATOR_FIELDS = (
    *("code", "duties", "sequence", "section", "sasaran", "intro", "text", "short_text", "target_text"),
    *("kind", "target", "upper", "measure", "rollup", "fed_by", "field", "weight"),
    *("numerator_label", "denominator_label", "value_label", "unit_label"),
)
OUTPUT_FIELDS = ("code", "duties", "sequence", "section", "text", "field", "scored_by")


@dataclass(frozen=True)
class SetFile:
    """A set read from a file: unsaved rows with clean values; ``parents`` maps a part to its group."""

    head: IndicatorSet
    indicators: tuple[Indicator, ...]
    parents: Mapping[str, str]
    outputs: tuple[ServiceOutput, ...]


def read_set(path: Path) -> SetFile:
    """Read and check a set of indicators.

    Args:
        path: a JSON file, UTF-8.

    Raises:
        ReferenceFileError: not JSON, a key missing or unknown, a value that does not fit, or rows that do not
            belong together; all reasons at once.

    Source: R2, R5, R11.
    """
    data = read_object(path)
    reader = _Reader(path.name)
    reader.keys(_("berkas"), data, (*SET_FIELDS, "indicators", "outputs"))
    reader.lists(data, "indicators", "outputs")
    reader.stop_at_faults()
    head = reader.row(_("set"), IndicatorSet, {key: data[key] for key in SET_FIELDS})
    indicators = [reader.row(_("indikator"), Indicator, raw, "parent") for raw in data["indicators"]]
    outputs = [reader.row(_("keluaran"), ServiceOutput, raw) for raw in data["outputs"]]
    reader.stop_at_faults()
    parents = {str(raw["code"]): str(raw["parent"]) for raw in data["indicators"] if raw["parent"]}
    reader.faults += [f"{path.name}: {fault}" for fault in misfits(indicators, parents, outputs)]
    reader.stop_at_faults()
    return SetFile(head, tuple(indicators), parents, tuple(outputs))


class _Reader:
    """Turns raw rows into unsaved models and collects what is wrong with them."""

    FIELDS: Mapping[type[models.Model], tuple[str, ...]] = {
        IndicatorSet: SET_FIELDS,
        Indicator: INDICATOR_FIELDS,
        ServiceOutput: OUTPUT_FIELDS,
    }

    def __init__(self, file: str) -> None:
        self.file, self.faults = file, list[str]()

    def row(self, what: str, model: type[Row], raw: Any, *beside: str) -> Row:
        """One unsaved row; ``beside`` are keys of the file that are no field of the model."""
        fields = self.FIELDS[model]
        place = f"{what} {raw.get('code', '?')}" if isinstance(raw, dict) else what
        if not self.keys(place, raw, (*fields, *beside)):
            return model()
        row = model(**{key: raw[key] for key in fields})
        try:
            row.clean_fields(exclude={"indicator_set", "parent"})
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                self._add(place, f"{field}: {' '.join(messages)}")
        return row

    def keys(self, place: str, raw: Any, expected: Iterable[str]) -> bool:
        """Note the keys that are missing or unknown; whether there are none."""
        if not isinstance(raw, dict):
            self._add(place, _("harus objek JSON."))
            return False
        missing = sorted(set(expected) - set(raw))
        unknown = sorted(set(raw) - set(expected))
        if missing:
            self._add(place, _("kunci yang kurang: %s.") % ", ".join(missing))
        if unknown:
            self._add(place, _("kunci yang tidak dikenal: %s.") % ", ".join(unknown))
        return not missing and not unknown

    def lists(self, data: dict[str, Any], *names: str) -> None:
        """Note the parts of the file that should be lists and are not."""
        for name in names:
            if name in data and not isinstance(data[name], list):
                self._add(name, _("harus daftar JSON."))

    def stop_at_faults(self) -> None:
        """Raise what was found so far."""
        if self.faults:
            raise ReferenceFileError(self.faults)

    def _add(self, place: str, fault: str) -> None:
        self.faults.append(f"{self.file}, {place}: {fault}")
