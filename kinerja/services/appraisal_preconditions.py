"""What is still missing before an act on an appraisal: one function a precondition, in sentences."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Appraisal, GuidanceStep, Objection, SemesterEvaluation
from kinerja.rules import appraisal_needs as needs
from kinerja.rules.acts import Act
from kinerja.rules.appraisal import AppraisalResult
from kinerja.rules.bands import BELOW_TABLE
from kinerja.rules.deadlines import objection_until
from kinerja.rules.policy import Policy
from kinerja.rules.staff.regime import regime
from kinerja.rules.warnings import date_text
from kinerja.selectors.appraisal_field import lacks_field
from kinerja.selectors.appraisal_input import appraisal_result, rating_of, recommendation_of
from kinerja.selectors.period import policy_of
from kinerja.selectors.red_flags import red_flags
from regions.zones import local_day

State = Appraisal.State
#: Said wherever a low result stands without guidance to come.
PLAN_MISSING = gettext_lazy("Hasilnya rendah: buat rencana pembinaan dengan tanggal tindak lanjut.")


def missing(row: Act, appraisal: Appraisal, note: str = "") -> list[str]:
    """Everything that stands between an appraisal and an act; empty when the act is possible.

    Args:
        row: of ``rules.workflow.APPRAISAL_ACTS``; whether the actor may do it is another question.
        appraisal: as it is now, with evaluation and period.
        note: the actor's words, stripped.

    Source: R2, R4, R8, R10; I.B; the table in ``rules.workflow``.
    """
    reasons = []
    if row.needs_note and not note:
        reasons.append(_("Tuliskan alasannya: catatan wajib diisi untuk tindakan “%s”.") % row.label)
    for name in row.preconditions:
        reasons += CHECKS[name](appraisal, note)
    return reasons


def today(appraisal: Appraisal) -> date:
    """The day in the office's zone."""
    return local_day(appraisal.zone, timezone.now())


def last_day_to_object(appraisal: Appraisal) -> date | None:
    """Until when the official may object; None before the result was received (R10)."""
    if appraisal.received_at is None:
        return None
    received = local_day(appraisal.zone, appraisal.received_at)
    return objection_until(received, policy_of(appraisal.period))


def objection_of(appraisal: Appraisal) -> Objection | None:
    """The latest objection of an appraisal."""
    return appraisal.objections.order_by("-revision").first()


def is_two_decided(appraisal: Appraisal) -> bool:
    """Whether a decision on an objection settled element 2, upheld or changed: that is final (R10).

    An element 2 that is not available was never settled: it may still be rated.
    """
    if all(row.decided_at is None for row in appraisal.objections.all()):
        return False
    rating = rating_of(appraisal)
    return rating is not None and rating.is_available


def is_low(appraisal: Appraisal) -> bool:
    """Whether a result calls for a guidance plan: Kurang or below the table, in either element (I.B)."""
    return is_low_result(appraisal_result(appraisal), policy_of(appraisal.period))


def is_low_result(result: AppraisalResult, policy: Policy) -> bool:
    """Whether a result that is judged already calls for a guidance plan (I.B)."""
    grade = result.one.carried.grade
    low_words = {policy.bands[-1].kategori, BELOW_TABLE}
    low_words |= {policy.below_table.kategori} if policy.below_table else set()
    low_one = grade is not None and grade.kategori in low_words
    return low_one or (result.two is not None and result.two.predikat in regime(result.two.regime).low)


def is_planned(steps: Iterable[GuidanceStep], day: date) -> bool:
    """Whether guidance is still to come: a step that is not recorded, due after a day (I.B)."""
    return any(step.done_on is None and step.due_on > day for step in steps)


def _element_two_told(appraisal: Appraisal, note: str) -> list[str]:
    if rating_of(appraisal) is not None:
        return []
    return [_("Unsur 2 belum diisi: isi SKP dan perilaku, atau nyatakan belum tersedia dengan alasannya.")]


def _element_two_not_decided(appraisal: Appraisal, note: str) -> list[str]:
    if not is_two_decided(appraisal):
        return []
    return [_("Unsur 2 ditetapkan dengan putusan atas keberatan, yang final (R10).")]


def _unit_final(appraisal: Appraisal, note: str) -> list[str]:
    evaluation = appraisal.evaluation
    if evaluation.state == SemesterEvaluation.State.FINAL:
        return []
    words = {"unit": evaluation.full_name, "state": evaluation.get_state_display()}
    return [
        _("Hasil %(unit)s belum final (keadaannya: %(state)s), jadi unsur 1 masih dapat berubah.") % words
    ]


def _field_known(appraisal: Appraisal, note: str) -> list[str]:
    if not lacks_field(appraisal, policy_of(appraisal.period)):
        return []
    text = _(
        "Bidang jabatan ini belum tercatat, jadi belum diketahui hasil bidang mana yang menjadi unsur 1. "
        "Minta admin pusat mencatat bidangnya pada jabatan, lalu membuka penilaian pejabat periode ini lagi."
    )
    return [text]


def _acknowledged(appraisal: Appraisal, note: str) -> list[str]:
    flags = red_flags(appraisal)
    if not flags or note:
        return []
    text = _("Ada tanda merah (%s) Tuliskan dalam catatan bagaimana hal itu dipertimbangkan.")
    return [text % " ".join(flags)]


def _recommended(appraisal: Appraisal, note: str) -> list[str]:
    if recommendation_of(appraisal) is not None:
        return []
    return [_("Rekomendasi belum ditulis: karier, pelatihan, pembinaan, atau usulan kepada Menteri.")]


def _guidance_planned(appraisal: Appraisal, note: str) -> list[str]:
    if is_planned(appraisal.guidance_steps.all(), today(appraisal)) or not is_low(appraisal):
        return []
    return [str(PLAN_MISSING)]


def _objection_open(appraisal: Appraisal, note: str) -> list[str]:
    until = last_day_to_object(appraisal)
    if until is None or today(appraisal) <= until:
        return []
    words = {"day": date_text(until), "zone": appraisal.zone}
    return [
        _("Masa keberatan berakhir %(day)s (%(zone)s), jadi keberatan tidak dapat diajukan lagi.") % words
    ]


def _objection_over(appraisal: Appraisal, note: str) -> list[str]:
    until = last_day_to_object(appraisal)
    if until is None or today(appraisal) > until:
        return []
    words = {"day": date_text(until), "zone": appraisal.zone}
    return [_("Masa keberatan masih berjalan sampai %(day)s (%(zone)s).") % words]


def _answer_open(appraisal: Appraisal, note: str) -> list[str]:
    objection = objection_of(appraisal)
    if objection is None or today(appraisal) <= objection.answer_due:
        return []
    words = {"day": date_text(objection.answer_due), "decider": appraisal.decider_title}
    text = _("Masa menjawab berakhir %(day)s; keberatan ini sekarang diputus %(decider)s tanpa jawaban.")
    return [text % words]


def _answer_over(appraisal: Appraisal, note: str) -> list[str]:
    objection = objection_of(appraisal)
    waits = appraisal.state == State.OBJECTED and objection is not None
    if not waits or objection is None or today(appraisal) > objection.answer_due:
        return []
    text = _("Pejabat penilai masih dapat menjawab sampai %s; putuskan sesudah dijawab atau sesudah itu.")
    return [text % date_text(objection.answer_due)]


CHECKS: dict[str, Callable[[Appraisal, str], list[str]]] = {
    needs.ELEMENT_TWO_TOLD: _element_two_told,
    needs.ELEMENT_TWO_NOT_DECIDED: _element_two_not_decided,
    needs.UNIT_FINAL: _unit_final,
    needs.FIELD_KNOWN: _field_known,
    needs.FLAGS_ACKNOWLEDGED: _acknowledged,
    needs.RECOMMENDED: _recommended,
    needs.GUIDANCE_PLANNED: _guidance_planned,
    needs.OBJECTION_OPEN: _objection_open,
    needs.OBJECTION_OVER: _objection_over,
    needs.ANSWER_OPEN: _answer_open,
    needs.ANSWER_OVER: _answer_over,
}
