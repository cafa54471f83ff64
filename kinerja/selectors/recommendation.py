"""What assessors recommend, by region and kind, and the guidance that follows (I.B)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kinerja.models import Appraisal, GuidanceStep, Recommendation
from kinerja.models.appraisal import WITH_APPROVAL, WITH_SIGNATURE
from kinerja.relations import is_self
from kinerja.selectors.appraisal import Appraisals
from kinerja.selectors.appraisal_asked import in_region, rank
from kinerja.selectors.appraisal_turn import Clock

#: Recommendations on a page, and those read at once for a file.
PER_PAGE, CHUNK = 50, 500
PARTS: dict[str, str | Promise] = {
    "career": _("Karier"),
    "training": _("Pelatihan"),
    "guidance": _("Pembinaan"),
    "proposal": _("Usulan kepada Menteri"),
}
OVERDUE, PLANNED, DONE = "lewat", "terencana", "selesai"
FOLLOW_UPS: dict[str, str | Promise] = {
    OVERDUE: _("Lewat batasnya"),
    PLANNED: _("Belum dicatat"),
    DONE: _("Sudah dicatat"),
}
#: Who reads the list: the Ditjen and whoever oversees it; a Kepala Daerah that of the own region.
READERS = ("dirjen", "menteri", "verifikator_ditjen", "admin_pusat", "auditor", "kepala_daerah")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a guidance plan, and whether its day has passed without a follow-up, in the office's zone."""

    step: GuidanceStep
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """The recommendation on one official; ``parts`` pairs what is written with its kind."""

    appraisal: Any
    parts: tuple[tuple[Any, str], ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ProvinceAdvice:
    """How many officials of a province have a part recommended, by part; how many steps are overdue."""

    code: str
    name: str
    officials: int
    parts: Mapping[str, int]
    overdue: int


def shows_recommendation(user: Any, appraisal: Appraisal) -> bool:
    """Whether an account sees the recommendation and its plan: the person appraised once it is signed."""
    return appraisal.state in WITH_SIGNATURE or not is_self.test(user, appraisal)


def recommended(
    rows: Appraisals, *, part: str = "", region: str = "", follow_up: str = ""
) -> "QuerySet[Any]":
    """The approved appraisals with a recommendation, by office and post; an empty filter fits all.

    One's own is not among them until it is signed.

    Args:
        rows: the period's, for the account.
        part: a key of ``PARTS``.
        region: a code at the cut-off; a province's stands for its kab/kota too.
        follow_up: a key of ``FOLLOW_UPS``.
    """
    found = rows.all.filter(recommendation__isnull=False, state__in=WITH_APPROVAL)
    found = found.exclude(~Q(state__in=WITH_SIGNATURE), official=rows.user.official_id)
    if part:
        found = found.exclude(**{f"recommendation__{part}": ""})
    if region:
        found = found.filter(in_region(region))
    if follow_up:
        found = found.filter(_has_step(follow_up, rows.clock))
    return found.order_by("evaluation__region_code", rank(), "title", "pk")


def page_of_advice(found: "QuerySet[Any]", number: Any, clock: Clock) -> "Page[Any]":
    """One page of them; ``object_list`` holds ``Advice``; two queries and the count."""
    page: Page[Any] = Paginator(_light(found), PER_PAGE).get_page(number)
    page.object_list = _read(list(page.object_list), clock)
    return page


def all_advice(found: "QuerySet[Any]", clock: Clock) -> Iterator[Advice]:
    """Every one of them in their order, read some hundred at once."""
    ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        rows = _light(found).in_bulk(ids[start : start + CHUNK])
        yield from _read((rows[pk] for pk in ids[start : start + CHUNK] if pk in rows), clock)


def _light(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Each with its recommendation and its office, without what weighs."""
    return found.select_related("recommendation", "evaluation").defer(
        *("inputs", "result", "evaluation__inputs", "evaluation__result", "evaluation__fields")
    )


def by_province(rows: Appraisals) -> list[ProvinceAdvice]:
    """The numbers of each province, whose code begins those of its kab/kota; one query."""
    counted = {
        part: Count("pk", filter=~Q(**{f"recommendation__{part}": ""})) for part in Recommendation.PARTS
    }
    named = ("evaluation__region_code", "evaluation__region_name", "evaluation__province__name")
    found = recommended(rows).order_by("evaluation__region_code").values(*named)
    told = found.annotate(
        officials=Count("pk"), overdue=Count("pk", filter=_has_step(OVERDUE, rows.clock)), **counted
    )
    provinces: dict[str, list[Mapping[str, Any]]] = {}
    for row in told:
        provinces.setdefault(row["evaluation__region_code"][:2], []).append(row)
    return [_province(code, offices) for code, offices in provinces.items()]


def _province(code: str, offices: Sequence[Mapping[str, Any]]) -> ProvinceAdvice:
    names = (row["evaluation__province__name"] or row["evaluation__region_name"] for row in offices)
    return ProvinceAdvice(
        code,
        next(names),
        sum(row["officials"] for row in offices),
        {part: sum(row[part] for row in offices) for part in Recommendation.PARTS},
        sum(row["overdue"] for row in offices),
    )


def _has_step(follow_up: str, clock: Clock) -> Q:
    """The condition that an appraisal has a step of guidance that stands so."""
    steps = GuidanceStep.objects.filter(appraisal=OuterRef("pk"))
    if follow_up == DONE:
        return Q(Exists(steps.filter(done_on__isnull=False)))
    if follow_up == PLANNED:
        return Q(Exists(steps.filter(done_on__isnull=True)))
    found = Q(pk__in=[])
    for day, zones in clock.zones_by_day().items():
        found |= Q(Exists(steps.filter(done_on__isnull=True, due_on__lt=day)), zone__in=zones)
    return found


def _read(appraisals: Iterable[Any], clock: Clock) -> list[Advice]:
    rows = list(appraisals)
    steps: dict[int, list[GuidanceStep]] = {}
    for step in GuidanceStep.objects.filter(appraisal__in=[row.pk for row in rows]):
        steps.setdefault(step.appraisal_id, []).append(step)
    return [_advice(row, steps.get(row.pk, ()), clock) for row in rows]


def _advice(row: Any, steps: Iterable[GuidanceStep], clock: Clock) -> Advice:
    today, said = clock.day(row.zone), row.recommendation
    return Advice(
        row,
        tuple((label, getattr(said, part)) for part, label in PARTS.items() if getattr(said, part)),
        tuple(Step(step, step.done_on is None and step.due_on < today) for step in steps),
    )
