"""A set of indicators as a JSON file, so that a successor of the decree is data and no code (R11).

The keys are the fields of ``IndicatorSet``, ``Indicator`` and ``ServiceOutput``; ``parent`` is a code or "".
``fixtures/indicator_sets/100-1077-2017.json`` is the pattern to copy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from kinerja.exchange.reference_file import ReferenceFileError, read_object
from kinerja.models import Indicator, IndicatorSet, ServiceOutput

Row = TypeVar("Row", bound=models.Model)
Kind = Indicator.Kind

SET_FIELDS = ("code", "title", "number", "decided_on")
INDICATOR_FIELDS = (
    *("code", "duties", "sequence", "section", "sasaran", "intro", "text", "short_text", "target_text"),
    *("kind", "target", "upper", "measure", "rollup", "fed_by", "field", "weight"),
    *("numerator_label", "denominator_label", "value_label", "unit_label"),
)
OUTPUT_FIELDS = ("code", "duties", "sequence", "section", "text", "field", "scored_by")
#: What a kind cannot be judged without (R2).
NEEDED = {
    Kind.RATIO: ("target",),
    Kind.NATIONAL_TARGET: ("measure",),
    Kind.NONE_ALLOWED: ("measure",),
    Kind.RANGE: ("target", "upper"),
}


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
    reader.stop_at_faults()
    head = reader.row(_("set"), IndicatorSet, {key: data[key] for key in SET_FIELDS})
    indicators = [reader.row(_("indikator"), Indicator, raw, "parent") for raw in data["indicators"]]
    outputs = [reader.row(_("keluaran"), ServiceOutput, raw) for raw in data["outputs"]]
    reader.stop_at_faults()
    parents = {str(raw["code"]): str(raw["parent"]) for raw in data["indicators"] if raw["parent"]}
    reader.faults += [f"{path.name}: {fault}" for fault in _misfits(indicators, parents, outputs)]
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

    def stop_at_faults(self) -> None:
        """Raise what was found so far."""
        if self.faults:
            raise ReferenceFileError(self.faults)

    def _add(self, place: str, fault: str) -> None:
        self.faults.append(f"{self.file}, {place}: {fault}")


def _misfits(
    indicators: list[Indicator], parents: Mapping[str, str], outputs: list[ServiceOutput]
) -> Iterator[str]:
    """What is wrong between rows: repeated codes, parts without a group, needs of a kind (R2, R5)."""
    by_code = {row.code: row for row in indicators}
    yield from _repeated(_("indikator"), [row.code for row in indicators])
    yield from _repeated(_("keluaran"), [f"{row.duties} {row.code}" for row in outputs])
    for row in indicators:
        yield from (f"{_('indikator')} {row.code}: {fault}" for fault in _faults(row, parents, by_code))
    for output in outputs:
        if output.scored_by and output.scored_by not in by_code:
            yield _("keluaran %(code)s: indikator “%(scored_by)s” tidak ada.") % vars(output)


def _repeated(what: str, codes: list[str]) -> list[str]:
    return [
        _("%(what)s %(code)s muncul %(times)d kali.") % {"what": what, "code": code, "times": times}
        for code, times in Counter(codes).items()
        if times > 1
    ]


def _faults(row: Indicator, parents: Mapping[str, str], by_code: Mapping[str, Indicator]) -> Iterator[str]:
    parent = parents.get(row.code)
    group = by_code.get(parent or "")
    if parent and (group is None or group.kind != Kind.MEAN or group.duties != row.duties):
        yield _("induk “%s” harus baris jenis mean pada tabel yang sama.") % parent
    if row.kind == Kind.MEAN and (parent or row.code not in parents.values()):
        yield _("jenis mean harus punya bagian dan tidak boleh menjadi bagian.")
    for field in NEEDED.get(Kind(row.kind), ()):
        if getattr(row, field) in (None, ""):
            yield _("%(field)s wajib untuk jenis %(kind)s.") % {"field": field, "kind": row.kind}
    if row.target is not None and row.target <= 0 and row.kind != Kind.NONE_ALLOWED:
        yield _("target harus lebih besar dari 0.")
    if row.upper is not None and (row.target is None or row.upper < row.target):
        yield _("batas atas harus sama dengan atau di atas target.")
    if row.weight <= 0:
        yield _("bobot harus lebih besar dari 0.")
    if bool(row.rollup) != bool(row.fed_by) or (row.fed_by and row.fed_by not in by_code):
        yield _("cara menggulung dan indikator asalnya harus disebut bersama, dan asalnya harus ada.")
