"""What a document says, frozen: everything printed, and the input from which the result can be recomputed.

The canonical JSON of a snapshot is stored beside the document, byte for byte, and embedded in the PDF, so the
file alone suffices to judge the unit again (``kinerja.rules.record.judge``).
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from kinerja.documents.issuer import Issuer

FORMAT = "kinerja-dukcapil/hasil-unit-kerja"
VERSION = 1
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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A result of a unit, frozen. Dates are ISO text; ``inputs`` and ``result`` are data of the rules."""

    code: str
    url: str
    number: str
    revision: int
    issued_on: str
    finalised_on: str
    synthetic: bool
    development: bool
    issuer: Issuer
    office: Office
    period: PeriodText
    basis: Basis
    signer: SignerText
    labels: tuple[Label, ...]
    acknowledgements: tuple[Acknowledgement, ...]
    inputs: dict[str, Any]
    result: dict[str, Any]

    @property
    def issued(self) -> date:
        """The day of issue."""
        return date.fromisoformat(self.issued_on)

    def to_json(self) -> str:
        """The canonical text: keys sorted, no spaces, UTF-8 letters as they are."""
        data = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a snapshot back, strictly.

        Raises:
            SnapshotError: not JSON, another format, a part absent or unknown.
        """
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SnapshotError("bukan JSON") from error
        if not isinstance(data, dict) or (data.pop("format", ""), data.pop("version", 0)) != (
            FORMAT,
            VERSION,
        ):
            raise SnapshotError(f"bukan {FORMAT} versi {VERSION}")
        return _read(cls, data)


_PARTS: dict[str, Any] = {
    "issuer": Issuer,
    "office": Office,
    "period": PeriodText,
    "basis": Basis,
    "signer": SignerText,
}
_LISTS: dict[str, Any] = {"labels": Label, "acknowledgements": Acknowledgement}


def digest(text: str) -> str:
    """SHA-256 of a snapshot's canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _read(kind: Any, data: Any) -> Any:
    if not isinstance(data, dict) or set(data) != {field.name for field in fields(kind)}:
        raise SnapshotError(f"{kind.__name__}: bagiannya tidak lengkap atau tidak dikenal")
    return kind(**{name: _value(name, value) for name, value in data.items()})


def _value(name: str, value: Any) -> Any:
    if name in _PARTS:
        return _read(_PARTS[name], value)
    if name in _LISTS:
        return tuple(_read(_LISTS[name], row) for row in value)
    return tuple(value) if name == "parts" else value
