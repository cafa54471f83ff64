"""PermenPANRB 6/2022: two ratings against expectation and a 3 × 3 matrix, no number (from 2022)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from kinerja.rules.staff.fields import Fields
from kinerja.rules.staff.types import Part, StaffResult
from kinerja.rules.types import Step

LAW: Final = "PermenPANRB 6/2022"
EXPECTATIONS: Final = {
    "di_bawah": "di bawah ekspektasi",
    "sesuai": "sesuai ekspektasi",
    "di_atas": "di atas ekspektasi",
}
# MATRIX[hasil kerja][perilaku]
MATRIX: Final = {
    "di_atas": {"di_bawah": "Kurang", "sesuai": "Baik", "di_atas": "Sangat Baik"},
    "sesuai": {"di_bawah": "Kurang", "sesuai": "Baik", "di_atas": "Baik"},
    "di_bawah": {"di_bawah": "Sangat Kurang", "sesuai": "Butuh Perbaikan", "di_atas": "Butuh Perbaikan"},
}


@dataclass(frozen=True, slots=True)
class Rating:
    """Work result and behaviour, each one of the keys of ``EXPECTATIONS``."""

    hasil_kerja: str
    perilaku: str

    @classmethod
    def from_data(cls, data: object) -> Rating:
        """Read a rating from plain JSON types, strictly; both keys are required.

        Raises:
            StaffError: with every fault at once.
        """
        whole = Fields.of(data, [field.name for field in fields(cls)])
        rating = cls(
            hasil_kerja=whole.choice("hasil_kerja", "Hasil kerja", EXPECTATIONS),
            perilaku=whole.choice("perilaku", "Perilaku kerja", EXPECTATIONS),
        )
        whole.refuse_faults()
        return rating

    def to_data(self) -> dict[str, object]:
        """Return both keys as text."""
        return {"hasil_kerja": self.hasil_kerja, "perilaku": self.perilaku}


def judge(rating: Rating) -> StaffResult:
    """Judge a rating by the matrix; there is no number.

    Raises:
        StaffError: the rating, however it was built, would not be read from data.

    Source: PermenPANRB 6/2022, R8.
    """
    checked = Rating.from_data(rating.to_data())
    work, behaviour = EXPECTATIONS[checked.hasil_kerja], EXPECTATIONS[checked.perilaku]
    word = MATRIX[checked.hasil_kerja][checked.perilaku]
    step = Step(f"Hasil kerja {work} dan perilaku kerja {behaviour}: predikat {word}.", "R8", LAW)
    parts = (
        Part("hasil_kerja", "Hasil kerja", None, work.capitalize()),
        Part("perilaku", "Perilaku kerja", None, behaviour.capitalize()),
    )
    return StaffResult("panrb6", None, word, (step,), parts)
