"""What the assessor recommends, and the guidance planned and followed up where a result is low (I.B)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kinerja.models import Appraisal, GuidanceStep, Recommendation
from kinerja.rules.warnings import date_text
from kinerja.services.appraisal_acting import Doing, acting
from kinerja.services.errors import FigureErrors
from officials.models import User
from regions.zones import local_day

LONGEST_STEP = 300


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of a guidance plan: what, and by when it is followed up."""

    what: str
    due_on: date


def recommend(
    *,
    appraisal: Appraisal,
    actor: User,
    career: str = "",
    training: str = "",
    guidance: str = "",
    proposal: str = "",
    plan: Sequence[Planned] = (),
) -> Recommendation:
    """Write the recommendation and the guidance plan, in place of what was there.

    Args:
        appraisal: in review.
        actor: the assessor.
        career: on the official's career. training: what to learn. guidance: how to be guided.
        proposal: to the Menteri. At least one of the four is written.
        plan: steps of guidance, each with a day to come.

    Raises:
        NotPermitted, Refused: as ``acting``.
        FigureErrors: nothing is recommended, or a step is empty, too long, or due in the past.

    Source: I.B; facts.md 1, item 8 of the form.
    """
    said = {"career": career, "training": training, "guidance": guidance, "proposal": proposal}
    parts = {name: text.strip() for name, text in said.items()}
    with acting(appraisal=appraisal, act="recommend", actor=actor) as doing:
        _check(parts, plan, doing.today)
        return _store(doing, parts, plan)


def record_follow_up(*, step: GuidanceStep, actor: User, done_on: date, note: str) -> GuidanceStep:
    """Say when a step of guidance was done and what came of it.

    Args:
        step: of an approved appraisal, not recorded yet.
        actor: the assessor or the direct superior.
        done_on: from the day of the approval until today, in the office's zone.
        note: what came of it.

    Raises:
        NotPermitted, Refused: as ``acting``.
        FigureErrors: no words, or a day to come or before the approval.
    """
    words = note.strip()
    with acting(appraisal=step.appraisal, act="follow_up", actor=actor, note=words) as doing:
        row = GuidanceStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
        faults = _day_faults(doing, row, done_on)
        if not words:
            faults["note"] = _("Tuliskan hasil tindak lanjutnya.")
        if faults:
            raise FigureErrors({"": faults})
        row.done_on, row.note, row.recorded_by = done_on, words, actor
        row.save(update_fields=["done_on", "note", "recorded_by"])
        doing.before |= {"step": row.what, "done_on": None}
        doing.after |= {"step": row.what, "done_on": done_on}
    return row


def add_steps(appraisal: Appraisal, plan: Sequence[Planned]) -> list[GuidanceStep]:
    """Write the steps of a plan that ``plan_faults`` has passed."""
    return GuidanceStep.objects.bulk_create(
        GuidanceStep(appraisal=appraisal, what=step.what.strip(), due_on=step.due_on) for step in plan
    )


def plan_text(steps: Iterable[GuidanceStep]) -> list[str]:
    """A plan as the audit trail tells it."""
    return [f"{step.due_on.isoformat()} {step.what}" for step in steps]


def plan_faults(plan: Sequence[Planned], today: date) -> dict[str, str]:
    """What is wrong with a plan: a step that is empty, too long, or due today or in the past."""
    faults = {}
    for place, step in enumerate(plan):
        if not step.what.strip():
            faults[f"plan.{place}.what"] = _("Tuliskan pembinaannya.")
        elif len(step.what.strip()) > LONGEST_STEP:
            faults[f"plan.{place}.what"] = _("Paling panjang %d huruf.") % LONGEST_STEP
        if step.due_on <= today:
            faults[f"plan.{place}.due_on"] = _("Tanggal tindak lanjut harus sesudah hari ini.")
    return faults


def _check(parts: dict[str, str], plan: Sequence[Planned], today: date) -> None:
    faults = {}
    if not any(parts.values()):
        faults["career"] = _("Tuliskan sedikitnya satu: karier, pelatihan, pembinaan, atau usulan.")
    faults |= plan_faults(plan, today)
    if faults:
        raise FigureErrors({"": faults})


def _day_faults(doing: Doing, step: GuidanceStep, done_on: date) -> dict[str, str]:
    appraisal = doing.appraisal
    assert appraisal.approved_at is not None  # the table knows no follow-up before
    approved = local_day(appraisal.zone, appraisal.approved_at)
    if step.done_on is not None:
        return {"done_on": _("Tindak lanjut ini sudah dicatat.")}
    if done_on > doing.today:
        return {"done_on": _("Tanggal pelaksanaan belum tiba.")}
    if done_on < approved:
        return {
            "done_on": _("Hasilnya baru disetujui %s; isi tanggal itu atau sesudahnya.") % date_text(approved)
        }
    return {}


def _store(doing: Doing, parts: dict[str, str], plan: Sequence[Planned]) -> Recommendation:
    appraisal = doing.appraisal
    old = Recommendation.objects.filter(appraisal=appraisal).first()
    open_steps = appraisal.guidance_steps.filter(done_on__isnull=True)
    doing.before |= {name: getattr(old, name, "") for name in Recommendation.PARTS}
    doing.before |= {"plan": plan_text(open_steps)}
    kept = old or Recommendation(appraisal=appraisal)
    for name, text in parts.items():
        setattr(kept, name, text)
    kept.written_by = doing.actor
    kept.save()
    open_steps.delete()
    doing.after |= {**parts, "plan": plan_text(add_steps(appraisal, plan))}
    return kept
