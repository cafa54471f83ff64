"""Ratings as plain data, good in every field; a test changes the one it is about."""

from decimal import Decimal
from typing import Any

from kinerja.rules.staff.pp46 import Activity
from kinerja.rules.types import Step

Data = dict[str, Any]

SIX = (
    "orientasi_pelayanan",
    "integritas",
    "komitmen",
    "disiplin",
    "kerja_sama",
    "kepemimpinan",
)
ROUNDED = "Dibulatkan sekali, pada hasil akhir, ke dua angka di belakang koma; lalu dibaca dari batas bawah."


def activity_data(**changed: Any) -> Data:
    """An activity done in full and on time: 100, 100 and 76, so 92."""
    return {
        "name": "Menerbitkan akta kelahiran",
        "quantity_target": "12",
        "quality_target": "100",
        "time_target": "12",
        "quantity_realised": "12",
        "quality_realised": "100",
        "time_realised": "12",
        **changed,
    }


def activity(**changed: Any) -> Activity:
    """The same as an object; numbers are given as text."""
    data = activity_data(**changed)
    numbers = {key: Decimal(value) for key, value in data.items() if key.endswith(("_target", "_realised"))}
    return Activity(**(data | numbers))


def pp46_data(**changed: Any) -> Data:
    """One such activity and 80 for each behaviour: 60 % × 92 + 40 % × 80 = 87,20."""
    return {
        "activities": [activity_data()],
        "additional_tasks": "0",
        "creativity": "0",
        "behaviours": dict.fromkeys(SIX, "80"),
        "structural": True,
        **changed,
    }


def pp30_data(**changed: Any) -> Data:
    """An SKP of 100 and a perilaku of 90: 70 % and 30 % make 97."""
    return {"skp": "100", "perilaku": "90", "peers_heard": False, "new_idea": False, **changed}


def panrb6_data(**changed: Any) -> Data:
    """A Baik."""
    return {"hasil_kerja": "sesuai", "perilaku": "di_atas", **changed}


def elsewhere_data(**changed: Any) -> Data:
    """A result of BKN e-Kinerja by its predikat alone."""
    return {
        "value": None,
        "predikat": "Baik",
        "source": "BKN e-Kinerja",
        "document_number": "800.1.3.3/4873/Dukcapil",
        **changed,
    }


def rounded(clause: str) -> Step:
    """The step that tells how the value was rounded."""
    return Step(ROUNDED, "R8", clause, policy=True)
