"""When and by whom each act of a planned appraisal was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.demo.appraisal_plan import Plan, plan_of
from kinerja.demo.history import SPREAD, moment_of
from kinerja.demo.holders import Actor, Holders
from kinerja.demo.ratings import Said, rating_of
from kinerja.demo.seed import pick
from kinerja.models import Appraisal, SemesterEvaluation, StaffRating
from officials.models import User

#: How many days after the cut-off each act was done at the least; a unit is final before its officials are
#: approved (``history.DAYS``), as both are spread alike.
DAYS = {
    "import_rating": 18,
    "rate": 20,
    "submit": 34,
    "review": 41,
    "return_": 42,
    "recommend": 43,
    "approve": 44,
}
BY_SUPERIOR = {"rate", "submit"}
NOTES = {"return_": _("Contoh: penjelasan atas perilaku kerja belum ada; lengkapi lalu ajukan kembali.")}


@dataclass
class Done:
    """An act: by whom, when, in what words."""

    act: str
    at: datetime
    by: Actor
    note: str = ""


@dataclass
class Course:
    """An appraisal with its plan, its rating, and the acts that were done, in their order."""

    appraisal: Appraisal
    plan: Plan
    said: Said
    acts: list[Done] = field(default_factory=list)

    def done(self, act: str) -> Done | None:
        """An act of this course; None where it was not done."""
        return next((one for one in self.acts if one.act == act), None)


def courses_of(rows: Iterable[Appraisal], holders: Holders, actors: Mapping[str, User]) -> list[Course]:
    """The course of each appraisal, but for those where somebody who had to act has no account.

    Args:
        rows: with their period and their evaluation.
        holders: who uses the powers of which post.
        actors: the example accounts by name.
    """
    found = [_course(row, holders, Actor(actors["operator_ditjen"])) for row in rows]
    return [course for course in found if course is not None]


def _course(row: Appraisal, holders: Holders, importer: Actor) -> Course | None:
    period, code = row.period, row.evaluation.region_code
    days = pick(0, SPREAD - 1, code, "day")
    at = {act: moment_of(period, least + days) for act, least in DAYS.items()}
    plan = plan_of(row.title, code, period.code, final=_was_final(row.evaluation, at["approve"]))
    imported = "import_rating" in plan.acts
    said = rating_of(row.title, period.code, StaffRating.Origin.ELSEWHERE if imported else "")
    course = Course(row, plan, said)
    for act in plan.acts:
        actor = importer if imported else _actor(row, act, at[act], holders)
        if actor is None:
            return None
        course.acts.append(Done(act, at[act], actor, NOTES.get(act, "")))
    return course


def _actor(row: Appraisal, act: str, at: datetime, holders: Holders) -> Actor | None:
    day = timezone.localdate(at)
    if act in BY_SUPERIOR:
        return holders.of_superior(row, day)
    return holders.of_post(row.assessor_id, day)


def _was_final(evaluation: SemesterEvaluation, at: datetime) -> bool:
    """Whether a unit was final by then; one that the story made final was not."""
    return evaluation.final_at is not None and evaluation.final_at < at
