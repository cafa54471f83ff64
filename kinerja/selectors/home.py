"""What is waiting for an account in a period, read off the workflow table and the roles it holds today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinerja.models import (
    Incident,
    Innovation,
    PerformanceAgreement,
    Period,
    SemesterEvaluation,
    SignedDocument,
)
from kinerja.rules.acts import Act
from kinerja.rules.policy import Policy
from kinerja.rules.workflow import act, allowed
from kinerja.selectors.agreement import codes_in_year
from kinerja.selectors.overview import UnitRow
from officials.access import Grant, grants, has_role, regions_in, scope_of

State = SemesterEvaluation.State
Label = str | Promise


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work and the units that wait for it.

    ``empty`` says why nothing waits; ``state`` is the filter of the period's list that shows all of it.
    """

    key: str
    title: Label
    why: Label
    empty: Label
    rows: tuple[UnitRow, ...]
    state: str = ""


_WORDS: dict[str, tuple[Label, Label, Label, str]] = {
    "submit": (
        _("Perlu diisi dan diajukan"),
        _("Isi angka semester ini, lampirkan bukti, lalu ajukan."),
        _("Tidak ada isian yang menunggu: semua unit sudah mengajukan, atau masa isian belum dibuka."),
        State.DRAFT,
    ),
    "endorse": (
        _("Menunggu tanggapan provinsi"),
        _("Kabupaten/kota sudah mengajukan. Dukung ajuannya, atau ajukan pertanyaan."),
        _("Tidak ada ajuan kabupaten/kota yang menunggu tanggapan Anda."),
        State.SUBMITTED,
    ),
    "verify": (
        _("Menunggu verifikasi"),
        _("Periksa angka dan buktinya, lalu verifikasi atau kembalikan dengan catatan."),
        _("Tidak ada ajuan yang menunggu verifikasi. Ajuan muncul di sini begitu unit kerja mengajukan."),
        State.SUBMITTED,
    ),
    "finalise": (
        _("Menunggu penetapan"),
        _("Sudah diverifikasi. Tetapkan final, atau kembalikan dengan catatan."),
        _("Tidak ada hasil yang menunggu penetapan. Hasil muncul di sini setelah diverifikasi."),
        State.VERIFIED,
    ),
}


def waiting(user: Any, period: Period, policy: Policy, rows: Iterable[UnitRow]) -> list[Task]:
    """The work that waits for an account, by act, in the order of the workflow.

    Args:
        user: who asks.
        period: the period shown.
        policy: the period's; with ``province_review: off`` nobody is asked for an endorsement (R6).
        rows: the units that the account sees.

    Returns:
        One task for each act that a role of the account may do at all, even when nothing waits.
    """
    seen, held = tuple(rows), grants(user)
    tasks = [
        _task(act(name), period, policy, seen, held) for name in _WORDS if _concerns(act(name), held, policy)
    ]
    if has_role(user, "dirjen"):
        tasks.append(_without_document(seen))
    return tasks


def _concerns(row: Act, held: tuple[Grant, ...], policy: Policy) -> bool:
    offered = any(row in allowed(state, policy) for state in row.from_states)
    return offered and any(grant.role in row.roles for grant in held)


def _task(
    step: Act, period: Period, policy: Policy, rows: tuple[UnitRow, ...], held: tuple[Grant, ...]
) -> Task:
    title, why, empty, state = _WORDS[step.name]
    found = tuple(row for row in rows if _waits(step, row, period) and _reaches(step, row, held))
    return Task(step.name, title, why, empty, tuple(_returned_first(found)), state)


def _reaches(step: Act, row: UnitRow, held: tuple[Grant, ...]) -> bool:
    roles = step.roles_in(row.state)
    return row.within(scope_of(grant for grant in held if grant.role in roles))


def _waits(step: Act, row: UnitRow, period: Period) -> bool:
    if row.state not in step.from_states:
        return False
    if step.name == "submit":
        return row.state != State.DRAFT or period.accepts_entry()
    return not (step.name == "endorse" and (row.stance or row.is_province))


def _returned_first(rows: Iterable[UnitRow]) -> Iterator[UnitRow]:
    yield from sorted(rows, key=lambda row: (row.state != State.RETURNED, row.code))


def _without_document(rows: tuple[UnitRow, ...]) -> Task:
    return Task(
        "issue",
        _("Dokumen belum diterbitkan"),
        _("Hasil sudah final. Terbitkan dokumennya yang bertanda tangan elektronik."),
        _("Semua hasil final sudah punya dokumen yang berlaku."),
        tuple(row for row in rows if row.state == State.FINAL and row.document is None),
        State.FINAL,
    )


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """What a verifier has to decide beside the submissions."""

    incidents: int
    innovations: tuple[UnitRow, ...]


def open_questions(user: Any, rows: Iterable[UnitRow]) -> OpenQuestions | None:
    """Incidents and innovations of submitted units to decide; None for whoever decides neither."""
    if not has_role(user, "verifikator_ditjen"):
        return None
    proposed = Innovation.objects.filter(state=Innovation.State.PROPOSED, evaluation__state=State.SUBMITTED)
    units = set(proposed.values_list("evaluation", flat=True))
    reported = Incident.objects.visible_to(user).filter(state=Incident.State.REPORTED).count()
    return OpenQuestions(reported, tuple(row for row in rows if row.id in units))


@dataclass(frozen=True, slots=True)
class QueuedUnit:
    """A unit in somebody's queue, and the work that waits there."""

    task: Label
    unit: UnitRow


def queued(tasks: Iterable[Task], questions: OpenQuestions | None) -> Iterator[QueuedUnit]:
    """Every unit of a queue with its work, in the order of the page; a unit may wait for several."""
    for task in tasks:
        for row in task.rows:
            yield QueuedUnit(task.title, row)
    for row in questions.innovations if questions else ():
        yield QueuedUnit(_("Unit kerja dengan inovasi yang belum diputuskan"), row)


@dataclass(frozen=True, slots=True)
class OfferedAgreement:
    """A Perjanjian Kinerja that its first party signed; ``code`` is part of the address of its page."""

    year: int
    code: str
    office: str
    signer: str
    signed_on: date


def agreements_to_sign(user: Any) -> list[OfferedAgreement]:
    """The agreements that wait for an account to sign as their second party, the oldest first (II.C.1)."""
    held = [grant for grant in grants(user) if grant.role == "dirjen"]
    if not held:
        return []
    rows = SignedDocument.objects.filter(
        status=SignedDocument.Status.CURRENT, agreement__state=PerformanceAgreement.State.OFFERED
    )
    scope = scope_of(held)
    if not scope.everything:
        rows = rows.filter(agreement__unit__region__in=regions_in(scope))
    found = rows.defer("snapshot").select_related("agreement__unit").order_by("issued_at")
    documents = [(row, row.agreement) for row in found if row.agreement is not None]
    codes = codes_in_year(agreement for _row, agreement in documents)
    return [
        OfferedAgreement(
            agreement.year,
            codes[agreement.pk],
            agreement.unit.name,
            row.signer_name,
            timezone.localdate(row.issued_at),
        )
        for row, agreement in documents
        if codes[agreement.pk]
    ]
