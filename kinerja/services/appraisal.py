"""The acts on an appraisal that need nothing but words, from submitting to reopening."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kinerja.models import Appraisal
from kinerja.rules.appraisal import appraisal_data, appraise
from kinerja.selectors.appraisal_input import appraisal_input
from kinerja.selectors.red_flags import red_flags
from kinerja.services.appraisal_acting import APPROVAL, Doing, acting, supersede, take_back
from kinerja.services.errors import Refused
from kinerja.services.notification import tell_many
from officials.models import User

MOST_AT_ONCE = 100


def perform_act(
    *, appraisal: Appraisal, act: str, actor: User, note: str = "", seen: str = "", told: bool = True
) -> Appraisal:
    """Do one act of the table that needs nothing but words.

    Args:
        appraisal: any copy of the row.
        act: ``submit``, ``review``, ``return_``, ``approve``, ``receive``, ``close`` or ``reopen``; the
            others have services of their own, as they write more than a state.
        actor: who acts.
        note: the actor's words; with a red flag an approval must say how it was considered.
        seen: ``seen_now`` of what the actor looked at; an approval must say it.
        told: whether the people concerned are told at once.

    Returns:
        The appraisal as it stands after the act.

    Raises:
        NotPermitted, Refused: as ``acting``.

    Source: II.B, II.C; R7 to R10.
    """
    if act not in WRITES:
        raise ValueError(f"{act} has a service of its own")
    with acting(appraisal=appraisal, act=act, actor=actor, note=note, seen=seen, told=told) as doing:
        WRITES[act](doing)
    return doing.appraisal


@dataclass(frozen=True, slots=True)
class Seen:
    """An appraisal as a list showed it: its digest, and the assessor's words on its red flags."""

    appraisal: Appraisal
    digest: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BulkReport:
    """What a bulk approval did; ``refused`` pairs an appraisal with the reasons."""

    approved: tuple[Appraisal, ...]
    refused: tuple[tuple[Appraisal, tuple[str, ...]], ...]


def approve_many(*, seen: Iterable[Seen], actor: User) -> BulkReport:
    """Approve several appraisals that were shown in one list, each by itself and audited by itself.

    One refusal does not stop the others. Nothing is approved unseen: each must carry the digest of what the
    list showed, and what changed since is refused.

    Args:
        seen: at most ``MOST_AT_ONCE``; all of one period.
        actor: the assessor.

    Raises:
        Refused: nothing was ticked, or too many were.
    """
    rows = list(seen)
    if not rows:
        raise Refused([_("Belum ada penilaian yang dicentang.")])
    if len(rows) > MOST_AT_ONCE:
        raise Refused([_("Paling banyak %d penilaian sekali setuju.") % MOST_AT_ONCE])
    approved, refused = [], []
    for row in rows:
        try:
            approved.append(_approve_seen(row, actor))
        except Refused as refusal:
            refused.append((row.appraisal, tuple(refusal.reasons)))
    if approved:
        tell_many(appraisals=approved, act="approve", actor=actor)
    return BulkReport(tuple(approved), tuple(refused))


def _approve_seen(row: Seen, actor: User) -> Appraisal:
    return perform_act(
        appraisal=row.appraisal, act="approve", actor=actor, note=row.note, seen=row.digest, told=False
    )


def _submit(doing: Doing) -> None:
    doing.appraisal.submitted_at, doing.appraisal.submitted_by = doing.now, doing.actor


def _approve(doing: Doing) -> None:
    """Freeze what the result is decided on, with who decides as what (R8, R9)."""
    appraisal = doing.appraisal
    inputs, flags = appraisal_input(appraisal), red_flags(appraisal)
    appraisal.inputs = inputs.to_data()
    appraisal.result = appraisal_data(appraise(inputs)) | {"red_flags": flags}
    appraisal.approved_at, appraisal.approved_by = doing.now, doing.actor
    appraisal.approved_as = doing.signature
    appraisal.acknowledgement = doing.note if flags else ""
    doing.after |= summary(appraisal)


def receive(doing: Doing) -> None:
    """The official has the result in hand."""
    doing.appraisal.received_at = doing.now


def _reopen(doing: Doing) -> None:
    """A new revision: its document leaves force, and its result is live again until the next approval."""
    doing.before |= summary(doing.appraisal)
    take_back(doing.appraisal, (*APPROVAL, "closed_at"))
    doing.appraisal.acknowledgement = ""
    doing.appraisal.revision += 1
    supersede(doing)


def summary(appraisal: Appraisal) -> dict[str, object]:
    """What an approved result says, in a few words for the audit trail."""
    result = appraisal.result or {}
    one, two = result.get("element_one", {}).get("carried", {}), result.get("element_two") or {}
    return {
        "completion": one.get("completion"),
        "nilai": one.get("nilai"),
        "element_two": two.get("value"),
        "predikat": two.get("predikat"),
    }


def _nothing(doing: Doing) -> None:
    """An act that only moves the state."""


WRITES: dict[str, Callable[[Doing], None]] = {
    "submit": _submit,
    "review": _nothing,
    "return_": _nothing,
    "approve": _approve,
    "receive": receive,
    "close": _nothing,
    "reopen": _reopen,
}
