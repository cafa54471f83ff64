"""What the page of a unit offers somebody to do, and what still stands in the way; asked of the services."""

from dataclasses import dataclass
from typing import Any

from kinerja.models import SemesterEvaluation
from kinerja.rules.acts import Act
from kinerja.services.acts import available_acts, warnings_for
from kinerja.services.preconditions import missing

#: The acts that take work back: drawn as a caution, behind a note.
TAKES_BACK = {"return_", "reopen"}


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that the account may do: ``reasons`` stand in its way, ``warnings`` do not."""

    act: Act
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    needs_note: bool

    @property
    def is_caution(self) -> bool:
        """Whether the act takes work back."""
        return self.act.name in TAKES_BACK


def offers(evaluation: SemesterEvaluation, user: Any) -> list[Offer]:
    """The acts open to an account in the present state, in the order of the workflow."""
    return [_offer(act, evaluation) for act in available_acts(evaluation, user)]


def _offer(act: Act, evaluation: SemesterEvaluation) -> Offer:
    silent, said = missing(act, evaluation), missing(act, evaluation, note="x")
    warnings = warnings_for(evaluation, act.name)
    return Offer(act, tuple(said), tuple(warnings), needs_note=len(silent) > len(said))
