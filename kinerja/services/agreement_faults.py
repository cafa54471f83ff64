"""What cannot stand in a Perjanjian Kinerja: once for its page, its workbook and its service (II.C.1)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kinerja.models import Indicator, PerformanceAgreement
from kinerja.rules.entry import text_fault
from kinerja.rules.rounding import written
from kinerja.rules.types import Kind
from kinerja.services.errors import FigureErrors

State = PerformanceAgreement.State
MOST_INNOVATIONS, MOST_PROGRAMS = 1000, 10
NUMBER_LENGTH, PROGRAM_LENGTH = 80, 200
#: What an amount of rupiah must stay below: the state's whole budget is smaller.
MOST_RUPIAH = 10**16


@dataclass(frozen=True, slots=True)
class Planned:
    """A program of the annex, with its budget in whole rupiah."""

    name: str
    budget: int
    note: str = ""


def closed_fault(state: str) -> str:
    """Why an agreement in a state cannot be changed; "" for a draft."""
    if state == State.SIGNED:
        return _("Perjanjian Kinerja ini sudah ditandatangani dan tidak dapat diubah.")
    if state == State.OFFERED:
        return _("Perjanjian Kinerja ini sudah ditandatangani pihak pertama; kembalikan dahulu.")
    return ""


def target_fault(row: Indicator | None, target: Decimal) -> str:
    """What is wrong with a target: a percentage above 0 and up to 100, or a whole number of innovations.

    Args:
        row: an indicator whose target the office may promise; None for any other.
        target: of it.
    """
    if row is None:
        return _("Target indikator ini tidak diatur dalam Perjanjian Kinerja.")
    most = MOST_INNOVATIONS if row.kind == Kind.COUNT else 100
    if not target.is_finite() or not 0 < target <= most:
        return _("Target harus lebih dari 0 dan paling banyak %s.") % written(most)
    if row.kind == Kind.COUNT and target != int(target):
        return _("Target inovasi harus bilangan bulat.")
    if target != round(target, 2):
        return _("Paling banyak 2 angka di belakang koma.")
    return ""


def series_fault(series: str, year: int, known: Collection[str]) -> str:
    """What is wrong with a series of national targets; "" leaves it to the policy (R2).

    Args:
        series, year: of the agreement.
        known: the series that are registered for the year.
    """
    if not series or series in known:
        return ""
    text = _("Deret “%(series)s” tidak ada dalam daftar target nasional %(year)d.")
    return text % {"series": series, "year": year}


def number_fault(number: str) -> str:
    """What is wrong with the number of the letter."""
    return text_fault(number, NUMBER_LENGTH)


def program_faults(name: str, budget: Decimal | int | None, note: str = "") -> dict[str, str]:
    """What is wrong with a program: it has a name and whole rupiah, or says nothing at all.

    Returns:
        Field (``name``, ``budget``, ``note``) → one sentence.
    """
    if not name.strip() and budget is None and not note:
        return {}
    faults = {
        "name": text_fault(name, PROGRAM_LENGTH) if name.strip() else _("Tuliskan nama programnya."),
        "budget": _budget_fault(budget),
        "note": text_fault(note, PROGRAM_LENGTH),
    }
    return {field: fault for field, fault in faults.items() if fault}


def _budget_fault(budget: Decimal | int | None) -> str:
    if budget is None:
        return _("Isi anggarannya; 0 bila tanpa anggaran.")
    if budget != int(budget):
        return _("Isi rupiah bulat.")
    if not 0 <= budget < MOST_RUPIAH:
        return _("Anggaran harus 0 atau lebih, dan di bawah %s rupiah.") % written(MOST_RUPIAH)
    return ""


def check_programs(programs: Sequence[Planned]) -> None:
    """Refuse programs that cannot be.

    Raises:
        FigureErrors: by place, the first being 0.
    """
    found = {
        f"program-{place}-{field}": fault
        for place, row in enumerate(programs)
        for field, fault in program_faults(row.name, row.budget, row.note).items()
    }
    if len(programs) > MOST_PROGRAMS:
        found["__all__"] = _("Paling banyak %d program.") % MOST_PROGRAMS
    if found:
        raise FigureErrors({"": found})
