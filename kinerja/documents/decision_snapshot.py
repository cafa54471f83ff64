"""What the decision on an objection says, frozen: the decision, the result before and after it."""

from dataclasses import dataclass
from typing import ClassVar

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.rules.proof import DECISION


@dataclass(frozen=True, slots=True)
class Disputed:
    """The document that the official objected to, and its result in words."""

    code: str
    number: str
    revision: int
    issued_on: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSnapshot(AppraisalSnapshot):
    """The decision, with the appraisal as it stands after it; ``objection`` is never None.

    ``disputed`` is None where the earlier document is not in this register.
    """

    form: ClassVar[tuple[str, int]] = DECISION

    disputed: Disputed | None
