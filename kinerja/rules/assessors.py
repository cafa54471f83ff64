"""Who assesses whom, and who decides an objection: the decree's table (II.B, R7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MENTERI: Final = "menteri"
DIRJEN: Final = "dirjen"
HEAD: Final = "kepala_daerah"


@dataclass(frozen=True, slots=True)
class Chain:
    """The posts above an official: ``assessor`` and ``decider`` are kinds of post.

    ``decider_in_province`` tells the Gubernur of the kab/kota's province from the head of the own region.
    """

    assessor: str
    decider: str
    decider_in_province: bool = False


_BY_DIRJEN: Final = Chain(DIRJEN, MENTERI)
_IN_PROVINCE: Final = Chain(HEAD, MENTERI)
_IN_KABKOTA: Final = Chain(HEAD, HEAD, decider_in_province=True)
#: Kind of post → the chain at a province, the chain at a kab/kota.
CHAINS: Final = {
    "kepala_dinas": (_BY_DIRJEN, _BY_DIRJEN),
    "sekretaris": (_BY_DIRJEN, _BY_DIRJEN),
    "kabid": (_IN_PROVINCE, _IN_KABKOTA),
    "kasi": (_IN_PROVINCE, _IN_KABKOTA),
    "kasubag": (_IN_PROVINCE, _IN_KABKOTA),
}


def chain_of(kind: str, *, province: bool) -> Chain:
    """Return the chain of a post.

    Args:
        kind: of the post, one of ``CHAINS``; no other post is appraised (II.B.2).
        province: whether its office is a province's.

    Raises:
        KeyError: a post that the decree does not appraise.

    Source: II.B; R7.
    """
    return CHAINS[kind][0 if province else 1]
