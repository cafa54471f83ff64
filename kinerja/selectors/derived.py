"""The parts of a derivation: what ``selectors.derivation`` puts together and pages and commands show."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kinerja.rules.rounding import percent_text

POLICY_MARK = "kebijakan, bukan bunyi Keputusan"


def shown_percent(text: str | None) -> str:
    """A percentage of a result as people read it: "84,33 %"; "" where there is none."""
    return "" if text is None else percent_text(Decimal(text))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, its reading rule, its section of the decree; ``policy``: our choice, not the decree's."""

    text: str
    rule: str
    clause: str
    policy: bool

    @property
    def reference(self) -> str:
        """Where it comes from: "R1; II.D.2; kebijakan, bukan bunyi Keputusan"."""
        return "; ".join([self.rule, self.clause, *([_(POLICY_MARK)] if self.policy else [])])


@dataclass(frozen=True, slots=True)
class Child:
    """A kab/kota that a roll-up misses, or that did not fulfil."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Children:
    """How many kab/kota are in a roll-up, and which are not (R5)."""

    reported: int
    expected: int
    missing: tuple[Child, ...]
    failed: tuple[Child, ...]

    @property
    def text(self) -> str:
        """How many reported: "7 dari 7 kabupaten/kota melapor"."""
        return _("%(reported)d dari %(expected)d kabupaten/kota melapor") % {
            "reported": self.reported,
            "expected": self.expected,
        }


@dataclass(frozen=True, slots=True)
class DerivedIndicator:
    """One scored row of the decree's table: words, figure, raw %, completion, nilai, and the steps between.

    Numbers are text as in REST ("84.33", None where there is none). ``formula`` is the figure as one line:
    "336.569 ÷ 399.092 = 84,33 %"; ``target_shown`` the target that binds ("90 %"), else the decree's words;
    ``marks`` what a reader must know of the figure ("sintetis").
    """

    code: str
    text: str
    short_text: str
    section: str
    target_text: str
    target_shown: str
    kind: str
    state: str
    state_text: str
    formula: str
    numerator: str | None
    denominator: str | None
    value: str | None
    raw: str | None
    target: str | None
    upper: str | None
    completion: str | None
    nilai: int | None
    kategori: str | None
    source: str
    synthetic: bool
    published_only: bool
    stands_in: bool
    decided_zero: str
    marks: tuple[str, ...]
    children: Children | None
    steps: tuple[Line, ...]
    warnings: tuple[str, ...]
    red_flags: tuple[str, ...]

    @property
    def completion_text(self) -> str:
        """The completion as people read it: "84,33 %", or ""."""
        return shown_percent(self.completion)


@dataclass(frozen=True, slots=True)
class DerivedGroup:
    """One indicator as it counts in the unit's score; its parts, or itself as the only part."""

    code: str
    text: str
    short_text: str
    section: str
    state: str
    weight: str
    completion: str | None
    nilai: int | None
    kategori: str | None
    parts: tuple[DerivedIndicator, ...]

    @property
    def is_alone(self) -> bool:
        """Whether the indicator has no parts."""
        return len(self.parts) == 1 and self.parts[0].code == self.code

    @property
    def completion_text(self) -> str:
        """The completion as people read it, or ""."""
        return shown_percent(self.completion)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A unit's score and everything that led to it."""

    period: str
    period_label: str
    cutoff: str
    code: str
    name: str
    kind: str
    office: str
    province: str
    indicator_set: str
    decree: str
    policy: str
    policy_name: str
    status: str
    status_text: str
    completion: str | None
    nilai: int | None
    kategori: str | None
    provisional: bool
    reported: int
    required: int
    synthetic: bool
    groups: tuple[DerivedGroup, ...]
    steps: tuple[Line, ...]
    warnings: tuple[str, ...]
    red_flags: tuple[str, ...]

    @property
    def completion_text(self) -> str:
        """The completion as people read it, or ""."""
        return shown_percent(self.completion)

    @property
    def indicators(self) -> tuple[DerivedIndicator, ...]:
        """Every scored row in the decree's order."""
        return tuple(part for group in self.groups for part in group.parts)

    def as_data(self) -> dict[str, Any]:
        """The derivation in plain JSON types."""
        return asdict(self)
