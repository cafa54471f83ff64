"""Until when what has to be done on an appraisal, and what happens after (R10); days of the office's zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kinerja.models import Appraisal
from kinerja.rules.deadlines import days_left
from kinerja.rules.warnings import date_text
from kinerja.services.appraisal_preconditions import is_two_decided, last_day_to_object, objection_of, today
from kinerja.services.clarification import last_day_to_clarify

State = Appraisal.State


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, inclusive; ``left`` days are left (0 on the last day), ``then`` says what follows."""

    label: str
    until: date
    zone: str
    left: int
    then: str

    @property
    def text(self) -> str:
        """How long is left, and what then: "Sisa 5 hari, sampai 14 Agustus 2025 (WIT). Sesudah itu …"."""
        words = {"n": self.left, "day": date_text(self.until), "zone": self.zone, "then": self.then}
        if self.left > 0:
            return _("Sisa %(n)d hari, sampai %(day)s (%(zone)s). Sesudah itu %(then)s") % words
        if self.left == 0:
            text = _("Hari terakhir: hari ini, %(day)s, sampai tengah malam %(zone)s. Sesudah itu %(then)s")
            return text % words
        return _("Lewat sejak %(day)s (%(zone)s): %(then)s") % words

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed."""
        return self.left < 0


def deadlines(appraisal: Appraisal, *, guidance: bool = True) -> list[Deadline]:
    """The deadlines that matter in the present state, those of a clarification and of guidance included.

    Args:
        appraisal: with its period, policy and evaluation.
        guidance: whether the reader may see the plan.

    Source: R6, R10; I.B.
    """
    now = today(appraisal)
    rows = [*_of_state(appraisal), *_of_clarification(appraisal, now)]
    rows += _of_guidance(appraisal) if guidance else ()
    return [
        Deadline(label, until, appraisal.zone, days_left(until, now), then) for label, until, then in rows
    ]


Row = tuple[str, date, str]


def _of_state(appraisal: Appraisal) -> Iterator[Row]:
    closes, decider = appraisal.period.entry_closes, appraisal.decider_title or _("pemutus keberatan")
    if appraisal.state in (State.DRAFT, State.RETURNED) and closes is not None:
        then = _("penilaian ini tercatat terlambat, dan masih harus diajukan.")
        yield _("Mengisi unsur 2 dan mengajukan"), closes, then
    until = last_day_to_object(appraisal)
    if appraisal.state == State.RECEIVED and until is not None and not is_two_decided(appraisal):
        then = _("keberatan tidak dapat diajukan lagi, dan penilaian dapat ditutup.")
        yield _("Mengajukan keberatan"), until, then
    objection = objection_of(appraisal) if appraisal.state == State.OBJECTED else None
    if objection is not None:
        then = _("keberatan diputus %s tanpa jawaban.") % decider
        yield _("Menjawab keberatan"), objection.answer_due, then


def _of_clarification(appraisal: Appraisal, now: date) -> Iterator[Row]:
    open_ = appraisal.clarifications.filter(answer="").first()
    until = last_day_to_clarify(appraisal)
    if open_ is not None:
        then = _("pertanyaan ini tercatat terlambat, dan masih harus dijawab Ditjen.")
        yield _("Menjawab klarifikasi data"), open_.due, then
    elif until is not None and now <= until:
        yield _("Meminta klarifikasi data unsur 1"), until, _("klarifikasi tidak dapat diminta lagi.")


def _of_guidance(appraisal: Appraisal) -> Iterator[Row]:
    if not appraisal.is_decided:
        return
    for step in appraisal.guidance_steps.filter(done_on__isnull=True):
        yield _("Tindak lanjut: %s") % step.what, step.due_on, _("tindak lanjut ini tercatat terlambat.")
