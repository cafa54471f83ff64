"""One row of a workflow's table: what may be done, from which states, by whom, and what must be there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the table.

    ``who`` pairs each state from which the act is possible with the roles (of an evaluation) or the parties
    (of an appraisal) that may do it there; ``to_state`` is None where the state stays.  ``preconditions`` are
    names in the table's list of them; the services implement each as one predicate.
    """

    name: str
    label: str
    who: tuple[tuple[str, tuple[str, ...]], ...]
    to_state: str | None = None
    needs_note: bool = False
    preconditions: tuple[str, ...] = ()

    @property
    def from_states(self) -> tuple[str, ...]:
        """The states from which the act is possible."""
        return tuple(state for state, _ in self.who)

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role or party that may do the act in some state."""
        return tuple(dict.fromkeys(role for _, roles in self.who for role in roles))

    def roles_in(self, state: str) -> tuple[str, ...]:
        """The roles or parties that may do the act in this state; empty where the act is not possible."""
        return next((roles for named, roles in self.who if named == state), ())

    def next_state(self, state: str) -> str:
        """The state after the act."""
        return self.to_state or state
