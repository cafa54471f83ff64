"""What a document says, frozen: everything printed, and the input from which the result can be recomputed.

The canonical JSON of a snapshot is stored beside the document, byte for byte, and embedded in the PDF, so the
file alone suffices to judge again. ``Frozen`` is what every kind of document shares; ``documents.kinds``
tells the kinds apart by their format.
"""

import hashlib
import json
from dataclasses import MISSING, asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Self, get_args, get_origin, get_type_hints

from kinerja.documents.issuer import Issuer
from kinerja.rules.proof import UNIT_RESULT

FILE_NAME = "data.json"


class SnapshotError(ValueError):
    """Data that is not a snapshot; the text names what is wrong."""


@dataclass(frozen=True, slots=True)
class Office:
    """The office appraised, as it was at the cut-off, with its own letterhead data."""

    region_code: str
    region: str
    government: str
    name: str
    address: str
    contact: str
    province: str


@dataclass(frozen=True, slots=True)
class PeriodText:
    """The semester; ``cutoff`` as 2025-06-30."""

    code: str
    label: str
    cutoff: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What the result was judged under: the indicator set and the policy version."""

    set_code: str
    set_number: str
    set_title: str
    set_date: str
    policy_version: str
    policy_name: str


@dataclass(frozen=True, slots=True)
class Label:
    """The words of one indicator of the decree's table; ``parts`` are the codes under a heading row."""

    code: str
    text: str
    short: str
    target: str
    unit: str
    section: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignerText:
    """The visible signature block; rank and NIP may be empty (facts.md 4 and 6)."""

    post: str
    name: str
    rank: str
    nip: str


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Red flags acknowledged in words when the result was made final."""

    note: str
    by: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a document of any kind freezes; dates as ISO text.

    ``form`` is the format with its version, which a reader of the data is told. ``bsre``: BSrE issued the
    certificate that signs. A part that came later has a default, which is what an older document means.
    """

    form: ClassVar[tuple[str, int]]

    code: str
    url: str
    number: str
    revision: int
    issued_on: str
    synthetic: bool
    development: bool
    issuer: Issuer
    office: Office
    signer: SignerText
    bsre: bool = False

    @property
    def issued(self) -> date:
        """The day of issue."""
        return date.fromisoformat(self.issued_on)

    def to_json(self) -> str:
        """The canonical text: keys sorted, no spaces, UTF-8 letters as they are."""
        name, version = self.form
        data = {"format": name, "version": version, **asdict(self)}
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a snapshot of this kind back, strictly.

        Raises:
            SnapshotError: not JSON, another format, a part absent or unknown.
        """
        return cls.from_data(parse(text))

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Read a snapshot of this kind from what ``parse`` gave.

        Raises:
            SnapshotError: another format, a part absent or unknown.
        """
        if form_of(data) != cls.form:
            name, version = cls.form
            raise SnapshotError(f"bukan {name} versi {version}")
        made: Self = _read(cls, {name: part for name, part in data.items() if name not in _FORM})
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Frozen):
    """A document with a result of a semester; ``inputs`` and ``result`` are data of the rules."""

    period: PeriodText
    basis: Basis
    labels: tuple[Label, ...]
    inputs: dict[str, Any]
    result: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Judged):
    """The result of a unit, frozen."""

    form: ClassVar[tuple[str, int]] = UNIT_RESULT

    finalised_on: str
    acknowledgements: tuple[Acknowledgement, ...]


_FORM = ("format", "version")


def parse(text: str | bytes) -> Any:
    """The JSON of a snapshot of any kind.

    Raises:
        SnapshotError: not JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SnapshotError("bukan JSON") from error


def form_of(data: Any) -> tuple[Any, Any] | None:
    """The format and version that some data claim to have; None where they claim none."""
    return (data.get("format"), data.get("version")) if isinstance(data, dict) else None


def digest(text: str) -> str:
    """SHA-256 of a snapshot's canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _shape(kind: Any) -> dict[str, Any]:
    """The parts of a dataclass with their types."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _read(kind: Any, data: Any) -> Any:
    shape = _shape(kind)
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    if not isinstance(data, dict) or not needed <= set(data) <= set(shape):
        raise SnapshotError(f"{kind.__name__}: bagiannya tidak lengkap atau tidak dikenal")
    return kind(**{name: _value(shape[name], value) for name, value in data.items()})


def _value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint):
        return _read(hint, value)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], row) for row in value)
    if get_origin(hint) is UnionType and value is not None:
        return _value(get_args(hint)[0], value)
    return value
