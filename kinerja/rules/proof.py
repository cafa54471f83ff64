"""The proof of a document: its result again, from the data in the file alone.

Whoever holds the embedded JSON needs nothing but this package and Python to recompute what is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kinerja.rules.appraisal import judge_appraisal, same_appraisal
from kinerja.rules.data import Data, same_outcome
from kinerja.rules.plain import DataError
from kinerja.rules.recapitulation import judge_recapitulation, same_recapitulation
from kinerja.rules.record import judge

UNIT_RESULT = ("kinerja-dukcapil/hasil-unit-kerja", 1)
APPRAISAL = ("kinerja-dukcapil/penilaian-pejabat", 1)
DECISION = ("kinerja-dukcapil/keputusan-keberatan", 1)
RECAPITULATION = ("kinerja-dukcapil/rekapitulasi-provinsi", 1)
AGREEMENT = ("kinerja-dukcapil/perjanjian-kinerja", 1)


@dataclass(frozen=True, slots=True)
class Judgement:
    """``judge`` recomputes from the input, ``same`` compares with what is printed."""

    judge: Callable[[Mapping[str, object]], Data]
    same: Callable[[Data, Data], bool]


@dataclass(frozen=True, slots=True)
class Proof:
    """``holds``: the printed result is the recomputed one; of what promises and has no result it is None."""

    format: str
    holds: bool | None
    result: Data | None


#: How each format with its version is recomputed; None: it has no result.
JUDGEMENTS: dict[tuple[str, int], Judgement | None] = {
    UNIT_RESULT: Judgement(judge, same_outcome),
    APPRAISAL: Judgement(judge_appraisal, same_appraisal),
    DECISION: Judgement(judge_appraisal, same_appraisal),
    RECAPITULATION: Judgement(judge_recapitulation, same_recapitulation),
    AGREEMENT: None,
}


def prove(data: Mapping[str, object]) -> Proof:
    """Recompute the result of a document from its embedded data.

    Args:
        data: the JSON that the file carries, parsed.

    Raises:
        DataError: no format that is known here, or data that cannot be read.
        PolicyError, FigureError, StaffError: data that cannot be judged.
    """
    name, version = data.get("format"), data.get("version")
    if not isinstance(name, str) or not isinstance(version, int) or (name, version) not in JUDGEMENTS:
        raise DataError(f"format: {name!r} versi {version!r} tidak dikenal")
    judgement = JUDGEMENTS[name, version]
    if judgement is None:
        return Proof(name, None, None)
    inputs, printed = data.get("inputs"), data.get("result")
    if not isinstance(inputs, Mapping) or not isinstance(printed, dict):
        raise DataError("inputs, result: harus objek")
    again = judgement.judge(inputs)
    try:
        return Proof(name, judgement.same(again, printed), again)
    except (KeyError, TypeError):
        return Proof(name, holds=False, result=again)
