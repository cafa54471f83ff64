"""The workflows of a unit's evaluation and of an official's appraisal, as tables one can read aloud.

Evaluation: draft → submitted → verified → final; returned and reopened are drafts again.  Endorsing and
questioning stand beside the state (R6), deciding a zero changes a figure and not the state (R4).

Appraisal: draft → submitted → in review → approved → signed → received → closed; returned is a draft again.
From received an objection leads over objected and answered to decided, and the decision's signature closes it
(R10).  Rating, recommending and following up stand beside the state.

The services find the row, the predicate of each precondition, and nothing else.
"""

from __future__ import annotations

from enum import StrEnum

from kinerja.rules.acts import Act
from kinerja.rules.appraisal_needs import (
    ANSWER_OPEN,
    ANSWER_OVER,
    ELEMENT_TWO_NOT_DECIDED,
    ELEMENT_TWO_TOLD,
    FIELD_KNOWN,
    FLAGS_ACKNOWLEDGED,
    GUIDANCE_PLANNED,
    OBJECTION_OPEN,
    OBJECTION_OVER,
    RECOMMENDED,
    UNIT_FINAL,
)
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


# ── the appraisal of an official ─────────────────────────────────────────────────────────────────


class AppraisalState(StrEnum):
    """Where an official's appraisal stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    SIGNED = "signed"
    RECEIVED = "received"
    OBJECTED = "objected"
    ANSWERED = "answered"
    DECIDED = "decided"
    CLOSED = "closed"


APPRAISAL_STATES = {
    AppraisalState.DRAFT: "Draf",
    AppraisalState.SUBMITTED: "Diajukan",
    AppraisalState.IN_REVIEW: "Diperiksa",
    AppraisalState.RETURNED: "Dikembalikan",
    AppraisalState.APPROVED: "Disetujui",
    AppraisalState.SIGNED: "Ditandatangani",
    AppraisalState.RECEIVED: "Diterima",
    AppraisalState.OBJECTED: "Keberatan diajukan",
    AppraisalState.ANSWERED: "Keberatan dijawab",
    AppraisalState.DECIDED: "Keberatan diputus",
    AppraisalState.CLOSED: "Selesai",
}


class Party(StrEnum):
    """Who stands how to an appraisal (R7): two chains, the official, and who keeps the process."""

    SUPERIOR = "superior"
    ASSESSOR = "assessor"
    OFFICIAL = "official"
    DECIDER = "decider"
    KEEPER = "keeper"
    ENTERER = "enterer"


#: The roles in which a party acts (``kinerja.relations``: how it must stand); the official needs none (R10).
PARTY_ROLES: dict[Party, tuple[str, ...]] = {
    Party.SUPERIOR: ("atasan", "kepala_daerah", "dirjen"),
    Party.ASSESSOR: ("dirjen", "kepala_daerah"),
    Party.OFFICIAL: (),
    Party.DECIDER: ("menteri", "kepala_daerah"),
    Party.KEEPER: ("admin_pusat",),
    Party.ENTERER: ("operator_ditjen",),
}

_S, _P = AppraisalState, Party
_WITH_RESULT = (_S.APPROVED, _S.SIGNED, _S.RECEIVED, _S.OBJECTED, _S.ANSWERED, _S.DECIDED, _S.CLOSED)

APPRAISAL_ACTS: tuple[Act, ...] = (
    Act(
        "rate",
        "Isi unsur 2",
        who=((_S.DRAFT, (_P.SUPERIOR,)), (_S.RETURNED, (_P.SUPERIOR,))),
        preconditions=(ELEMENT_TWO_NOT_DECIDED,),
    ),
    Act(
        "import_rating",
        "Impor unsur 2",
        who=((_S.DRAFT, (_P.ENTERER,)), (_S.RETURNED, (_P.ENTERER,))),
        preconditions=(ELEMENT_TWO_NOT_DECIDED,),
    ),
    Act(
        "submit",
        "Ajukan kepada pejabat penilai",
        who=((_S.DRAFT, (_P.SUPERIOR,)), (_S.RETURNED, (_P.SUPERIOR,))),
        to_state=_S.SUBMITTED,
        preconditions=(ELEMENT_TWO_TOLD,),
    ),
    Act("review", "Mulai periksa", who=((_S.SUBMITTED, (_P.ASSESSOR,)),), to_state=_S.IN_REVIEW),
    Act("recommend", "Tulis rekomendasi", who=((_S.IN_REVIEW, (_P.ASSESSOR,)),)),
    Act(
        "return_",
        "Kembalikan",
        who=tuple((state, (_P.ASSESSOR,)) for state in (_S.SUBMITTED, _S.IN_REVIEW, _S.APPROVED)),
        to_state=_S.RETURNED,
        needs_note=True,
    ),
    Act(
        "approve",
        "Setujui",
        who=((_S.IN_REVIEW, (_P.ASSESSOR,)),),
        to_state=_S.APPROVED,
        preconditions=(
            *(UNIT_FINAL, FIELD_KNOWN, ELEMENT_TWO_TOLD, FLAGS_ACKNOWLEDGED, RECOMMENDED, GUIDANCE_PLANNED),
        ),
    ),
    Act("sign", "Tanda tangani", who=((_S.APPROVED, (_P.ASSESSOR,)),), to_state=_S.SIGNED),
    Act("receive", "Terima hasil", who=((_S.SIGNED, (_P.OFFICIAL,)),), to_state=_S.RECEIVED),
    Act(
        "object",
        "Ajukan keberatan",
        who=((_S.RECEIVED, (_P.OFFICIAL,)),),
        to_state=_S.OBJECTED,
        needs_note=True,
        preconditions=(ELEMENT_TWO_NOT_DECIDED, OBJECTION_OPEN),
    ),
    Act(
        "answer",
        "Jawab keberatan",
        who=((_S.OBJECTED, (_P.ASSESSOR,)),),
        to_state=_S.ANSWERED,
        needs_note=True,
        preconditions=(ANSWER_OPEN,),
    ),
    Act(
        "decide",
        "Putuskan keberatan",
        who=((_S.OBJECTED, (_P.DECIDER,)), (_S.ANSWERED, (_P.DECIDER,))),
        to_state=_S.DECIDED,
        needs_note=True,
        preconditions=(ANSWER_OVER,),
    ),
    Act("sign_decision", "Tanda tangani putusan", who=((_S.DECIDED, (_P.DECIDER,)),), to_state=_S.CLOSED),
    Act(
        "close",
        "Tutup",
        who=((_S.RECEIVED, (_P.ASSESSOR, _P.KEEPER)),),
        to_state=_S.CLOSED,
        preconditions=(OBJECTION_OVER,),
    ),
    Act(
        "reopen",
        "Buka kembali",
        who=tuple((state, (_P.KEEPER,)) for state in (_S.SIGNED, _S.RECEIVED, _S.CLOSED)),
        to_state=_S.IN_REVIEW,
        needs_note=True,
    ),
    Act(
        "follow_up",
        "Catat tindak lanjut",
        who=tuple((state, (_P.ASSESSOR, _P.SUPERIOR)) for state in _WITH_RESULT),
    ),
)
_APPRAISAL_BY_NAME = {row.name: row for row in APPRAISAL_ACTS}


def appraisal_act(name: str) -> Act:
    """Return the row of an appraisal's act.

    Raises:
        KeyError: no such act.
    """
    return _APPRAISAL_BY_NAME[name]


def appraisal_acts_in(state: str) -> tuple[Act, ...]:
    """Return the acts possible on an appraisal in a state, in the order of the table."""
    return tuple(row for row in APPRAISAL_ACTS if row.roles_in(state))
