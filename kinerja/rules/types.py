"""The words the rules speak: what goes in (Indicator, Realization) and what comes out.

Every number is a ``Decimal`` or a ``Fraction``; a binary float is refused where it enters
(``figures.exact``).  Texts for people are Indonesian, plain, with figures in Indonesian notation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """How an indicator's target is read (R2)."""

    RATIO = "ratio"
    NATIONAL_TARGET = "national_target"
    VERSION = "version"
    ALL_UNITS = "all_units"
    NONE_ALLOWED = "none_allowed"
    RANGE = "range"
    REPORTS = "reports"
    COUNT = "count"


class Rollup(StrEnum):
    """How a province's indicator is drawn from its kab/kota (R5)."""

    NONE = ""
    SUM = "sum"
    SHARE = "share"


class Incident(StrEnum):
    """Which register of incidents a ``none_allowed`` indicator reads (R2)."""

    NONE = ""
    LEVY = "levy"
    BREACH = "breach"


class State(StrEnum):
    """Whether an indicator could be judged (R4: missing is not zero)."""

    REPORTED = "reported"
    MISSING = "missing"
    NOT_ASSESSABLE = "not_assessable"


class FigureError(ValueError):
    """A figure that cannot be judged at all; never turned into 0 % or 100 %.

    Args:
        code: stable English name of the fault (``denominator_zero``, ``negative``, ...).
        text: one Indonesian sentence that names the fault and what is expected.
        field: the field at fault (``numerator``, ``denominator``, ``percent``, ``value``), or "".
    """

    def __init__(self, code: str, text: str, field: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.field = field


@dataclass(frozen=True, slots=True)
class Indicator:
    """One scored row of the decree's tables II.C.1, with the target that binds this unit.

    ``target`` is in per cent, except for ``count`` (a number of innovations, from the agreement);
    for ``range`` it is the lower bound and ``upper`` the upper one.  ``designated`` is the SIAK
    version that must be installed.  ``group`` names the "and" indicator it is a part of (K1.1);
    the parts of a group carry the weight of the group.  ``field`` is the bidang of R8.
    ``target_by_policy`` marks a target which no agreement named (R2, ``national_series``),
    ``target_by_agreement`` one that the unit's agreement sets in place of the decree's own.
    ``incident`` is the register read by ``none_allowed``.  ``base`` names the indicator whose
    numerator should be this one's denominator (K1.1b: the recorded ones of K1.1a).  ``required`` is
    the number of outputs a unit reports on, where that is asked (K2: 22, on entry).
    """

    code: str
    kind: Kind
    target: Decimal | None = None
    upper: Decimal | None = None
    designated: str = ""
    group: str = ""
    rollup: Rollup = Rollup.NONE
    field: str = ""
    clause: str = ""
    target_source: str = ""
    target_by_policy: bool = False
    target_by_agreement: bool = False
    incident: Incident = Incident.NONE
    base: str = ""
    required: int | None = None
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning or a red flag: a stable English code and an Indonesian sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Realization:
    """What a unit achieved on one indicator; an empty one is "belum dilaporkan" (R4).

    ``percent`` is a published percentage (with counts: checked against them; without: used as it
    is).  ``value`` is the installed version, or for ``none_allowed`` the declared number of
    incidents ("0" declares that there were none); ``incidents`` counts those verified in the
    register and dated in the period.  ``cutoff`` is the date of the figure where it is not the
    period's; the two others say so for one half of it.  ``decided_zero`` is the reason of the
    Ditjen's explicit zero and counts only while no figure is in.

    What follows ``decided_zero`` is set by ``rollup.roll_up``: how many kab/kota are in it, which
    are not, which of a share did not fulfil, and whether the province's own published figure
    stands in for the sum.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    percent: Decimal | None = None
    value: str | None = None
    cutoff: date | None = None
    numerator_cutoff: date | None = None
    denominator_cutoff: date | None = None
    source: str = ""
    synthetic: bool = False
    incidents: int = 0
    decided_zero: str = ""
    children_reported: int | None = None
    children_expected: int | None = None
    children_missing: tuple[str, ...] = ()
    children_failed: tuple[str, ...] = ()
    stands_in: bool = False
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a derivation, with the figures in it.

    ``rule`` is the reading rule ("R2"), ``clause`` the decree's section ("II.C.1.b").  ``policy``
    marks our own choice: it is printed with "kebijakan, bukan bunyi Keputusan".
    """

    text: str
    rule: str
    clause: str
    policy: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """A row of the table in II.D.2; ``nilai`` is None where the table has no row."""

    nilai: int | None
    kategori: str


@dataclass(frozen=True, slots=True)
class Completion:
    """One indicator judged.

    ``raw`` is what was achieved, in per cent, before the target and the cap (None for a version
    or a declaration); ``exact`` is the completion unrounded and capped, from which the unit's
    score is computed; ``percent`` is the same rounded to 2 decimals.  Where ``state`` is not
    ``reported``, raw, exact, percent and grade are None.  ``published_only`` is printed as
    "tanpa pembilang/penyebut".  ``children_*`` are None where nothing is rolled up.
    """

    code: str
    kind: Kind
    state: State
    steps: tuple[Step, ...]
    raw: Decimal | None = None
    exact: Fraction | None = None
    percent: Decimal | None = None
    grade: Grade | None = None
    target: Decimal | None = None
    upper: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: str | None = None
    source: str = ""
    synthetic: bool = False
    published_only: bool = False
    decided_zero: str = ""
    stands_in: bool = False
    children_reported: int | None = None
    children_expected: int | None = None
    children_missing: tuple[str, ...] = ()
    children_failed: tuple[str, ...] = ()
    warnings: tuple[Notice, ...] = ()
    red_flags: tuple[Notice, ...] = ()
    incident: Incident = Incident.NONE
    group: str = ""
    field: str = ""
    weight: Decimal = Decimal(1)

    @property
    def incomplete(self) -> bool:
        """Whether kab/kota are missing from a roll-up, so that it is only an indication (R5)."""
        return bool(self.children_missing) and not self.stands_in


@dataclass(frozen=True, slots=True)
class GroupScore:
    """One indicator as it counts in the unit's score: alone, or the plain mean of its parts (R2)."""

    code: str
    state: State
    weight: Decimal
    exact: Fraction | None
    percent: Decimal | None
    grade: Grade | None
    members: tuple[str, ...]
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit judged (R3, R4).

    ``percent`` is the completion over what is reported (None: nothing is).  While ``provisional``
    ("sementara") it is only an indication and ``grade`` is withheld (None).  ``reported`` of
    ``required`` counts groups (kab/kota 8, provinsi 6); ``missing`` names the single indicators
    that are not in, ``incomplete`` those rolled up over only a part of the kab/kota.
    ``mean_nilai`` is set only under ``aggregate: mean_of_nilai``. ``exact`` is the completion unrounded.
    """

    percent: Decimal | None
    grade: Grade | None
    provisional: bool
    reported: int
    required: int
    steps: tuple[Step, ...]
    groups: tuple[GroupScore, ...]
    completions: tuple[Completion, ...]
    missing: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    mean_nilai: Decimal | None = None
    exact: Fraction | None = None
    warnings: tuple[Notice, ...] = ()
    red_flags: tuple[Notice, ...] = ()
