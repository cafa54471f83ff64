"""What a Perjanjian Kinerja says, frozen: two parties and an annex (PermenPANRB 53/2014; facts.md 6)."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja.documents.snapshot import Frozen, SignerText
from kinerja.rules.proof import AGREEMENT


@dataclass(frozen=True, slots=True)
class Promise:
    """A line of the annex; ``agreed`` where the parties set the target, else it is the decree's own words."""

    code: str
    sasaran: str
    text: str
    target: str
    section: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Program:
    """A program with its budget in whole rupiah."""

    name: str
    budget: int
    note: str


@dataclass(frozen=True, slots=True)
class SetText:
    """The decree whose indicators are promised."""

    code: str
    number: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSnapshot(Frozen):
    """The agreement of a year; ``signer`` is the first party, ``second`` the Dirjen of that day."""

    form: ClassVar[tuple[str, int]] = AGREEMENT

    year: int
    place: str
    second: SignerText
    basis: SetText
    series: str
    promises: tuple[Promise, ...]
    programs: tuple[Program, ...]
