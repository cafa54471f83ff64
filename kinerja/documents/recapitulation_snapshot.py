"""What the recapitulation of a province says, frozen: its result and those of its kab/kota that are final."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja.documents.snapshot import Judged
from kinerja.rules.proof import RECAPITULATION


@dataclass(frozen=True, slots=True)
class Member:
    """A kab/kota of the province at the cut-off; ``document`` is the code of its result in force, or "".

    One that is not ``final`` has its state in words and no figure.
    """

    code: str
    name: str
    state: str
    final: bool
    synthetic: bool
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecapitulationSnapshot(Judged):
    """``inputs`` and ``result`` are those of ``rules.recapitulation``; the final members in their order."""

    form: ClassVar[tuple[str, int]] = RECAPITULATION

    members: tuple[Member, ...]
