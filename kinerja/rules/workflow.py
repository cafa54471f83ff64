"""The workflow of an evaluation as a table one can read aloud.

Draft → submitted → verified → final; returned and reopened are drafts again.  Endorsing and
questioning stand beside the state (R6), deciding a zero changes a figure and not the state (R4).
The services find the row, the predicate of each precondition, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from kinerja.rules.policy import DEFAULT, Policy

DRAFT = "draft"
SUBMITTED = "submitted"
RETURNED = "returned"
VERIFIED = "verified"
FINAL = "final"
REOPENED = "reopened"

STATES = {
    DRAFT: "Draf",
    SUBMITTED: "Diajukan",
    RETURNED: "Dikembalikan",
    VERIFIED: "Terverifikasi",
    FINAL: "Final",
    REOPENED: "Dibuka kembali",
}
EDITABLE = frozenset({DRAFT, RETURNED, REOPENED})

WINDOW_OPEN = "window_open"
NOT_THE_ENTERER = "not_the_enterer"
PROVINCE_ENDORSED = "province_endorsed"
NOTHING_MISSING = "nothing_missing"
RED_FLAGS_ACKNOWLEDGED = "red_flags_acknowledged"
FIGURE_MISSING = "figure_missing"

PRECONDITIONS = {
    WINDOW_OPEN: "Jendela pengisian terbuka (atau isian dikembalikan atau dibuka kembali).",
    NOT_THE_ENTERER: "Yang memverifikasi bukan orang yang mengisi atau mengajukan.",
    PROVINCE_ENDORSED: "Pemantau provinsi sudah menyetujui ajuan kabupaten/kota.",
    NOTHING_MISSING: "Semua indikator sudah dilaporkan dan dapat dinilai.",
    RED_FLAGS_ACKNOWLEDGED: "Setiap tanda merah sudah diakui dengan catatan tertulis.",
    FIGURE_MISSING: "Indikator itu memang belum dilaporkan.",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One row of the table.

    ``who`` pairs each state from which the act is possible with the roles that may do it there;
    ``to_state`` is None where the state stays.  ``preconditions`` are names in ``PRECONDITIONS``;
    the services implement each as one predicate.
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
        """Every role that may do the act in some state."""
        return tuple(dict.fromkeys(role for _, roles in self.who for role in roles))

    def roles_in(self, state: str) -> tuple[str, ...]:
        """The roles that may do the act in this state; empty where the act is not possible."""
        return next((roles for named, roles in self.who if named == state), ())

    def next_state(self, state: str) -> str:
        """The state after the act."""
        return self.to_state or state


_OPERATORS = ("operator_unit", "operator_ditjen")
_MONITOR = ("pemantau_provinsi",)
_VERIFIER = ("verifikator_ditjen",)
_DIRJEN = ("dirjen",)

ACTS: tuple[Act, ...] = (
    Act(
        "submit",
        "Ajukan",
        who=((DRAFT, _OPERATORS), (RETURNED, _OPERATORS), (REOPENED, _OPERATORS)),
        to_state=SUBMITTED,
        preconditions=(WINDOW_OPEN,),
    ),
    Act("endorse", "Setujui sebagai pemantau", who=((SUBMITTED, _MONITOR),)),
    Act("question", "Ajukan pertanyaan", who=((SUBMITTED, _MONITOR),), needs_note=True),
    Act(
        "verify",
        "Verifikasi",
        who=((SUBMITTED, _VERIFIER),),
        to_state=VERIFIED,
        preconditions=(NOT_THE_ENTERER, PROVINCE_ENDORSED),
    ),
    Act(
        "return_",
        "Kembalikan",
        who=((SUBMITTED, _VERIFIER), (VERIFIED, _DIRJEN)),
        to_state=RETURNED,
        needs_note=True,
    ),
    Act(
        "decide_zero",
        "Tetapkan nol",
        who=((SUBMITTED, _VERIFIER + _DIRJEN), (VERIFIED, _VERIFIER + _DIRJEN)),
        needs_note=True,
        preconditions=(FIGURE_MISSING,),
    ),
    Act(
        "finalise",
        "Tetapkan final",
        who=((VERIFIED, _DIRJEN),),
        to_state=FINAL,
        preconditions=(NOTHING_MISSING, RED_FLAGS_ACKNOWLEDGED),
    ),
    Act("reopen", "Buka kembali", who=((FINAL, ("admin_pusat",)),), to_state=REOPENED, needs_note=True),
)
_BY_NAME = {row.name: row for row in ACTS}


def act(name: str) -> Act:
    """Return the row of this name.

    Raises:
        KeyError: no such act.
    """
    return _BY_NAME[name]


def allowed(state: str, policy: Policy = DEFAULT) -> tuple[Act, ...]:
    """Return the acts possible in a state, in the order of the table.

    With ``province_review: off`` the province's two acts are not offered (R6).
    """
    off = {"endorse", "question"} if policy.province_review == "off" else set()
    return tuple(row for row in ACTS if row.roles_in(state) and row.name not in off)


def preconditions(row: Act, policy: Policy = DEFAULT) -> tuple[str, ...]:
    """Return the names of the preconditions that bind under this policy.

    The province's endorsement binds only with ``province_review: required`` (R6).
    """
    if policy.province_review == "required":
        return row.preconditions
    return tuple(name for name in row.preconditions if name != PROVINCE_ENDORSED)
