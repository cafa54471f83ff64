"""The place of a result among its peers: rank and number, never a name (R12).

A unit is compared by its final result, which is public. An official is compared by element 1 alone, which
follows from the unit's figures; element 2 is nobody else's business, so there is no rank in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from kinerja.models import Appraisal, SemesterEvaluation
from kinerja.models.appraisal import WITH_APPROVAL
from kinerja.selectors.element_shown import completion_shown
from kinerja.selectors.period import policy_of
from officials.models import WorkUnit
from regions.models import Region


@dataclass(frozen=True, slots=True)
class Place:
    """Rank among a number of peers; equal results share a rank."""

    among: str
    rank: int
    number: int


def places_of_unit(evaluation: SemesterEvaluation) -> list[Place]:
    """Where a final unit stands among final units of its kind and duties: in the country, in the province.

    One query; nothing while the unit's own result is not final.
    """
    if evaluation.final_at is None or evaluation.completion is None:
        return []
    rows = SemesterEvaluation.objects.public().filter(
        period=evaluation.period_id, duties=evaluation.duties, region_kind=evaluation.region_kind
    )
    kind = str(Region.Kind(evaluation.region_kind).label).lower()
    near = Q(province=evaluation.province_id) if evaluation.province else None
    names = (
        _("%s seluruh Indonesia") % kind,
        _("%(kind)s di %(province)s")
        % {"kind": kind, "province": evaluation.province.full_name if evaluation.province else ""},
    )
    return list(_places(rows.annotate(score=F("completion")), evaluation.completion, names, near))


def places_of_official(appraisal: Appraisal) -> list[Place]:
    """Where an official's element 1 stands among approved results of the same kind of post.

    In the same office, and in the offices of the same province (of all provinces, for a province's own).
    One query; nothing while the appraisal is not approved, or where there is nobody to compare with.
    """
    completion = (appraisal.result or {}).get("element_one", {}).get("carried", {}).get("completion")
    if completion is None:
        return []
    evaluation, kind = appraisal.evaluation, appraisal.get_kind_display()
    rows = Appraisal.objects.filter(
        period=appraisal.period_id,
        kind=appraisal.kind,
        state__in=WITH_APPROVAL,
        evaluation__duties=evaluation.duties,
        evaluation__province=evaluation.province_id,
    )
    scored = rows.annotate(score=completion_shown(policy_of(appraisal.period)))
    names = (_wide(evaluation, kind), _("%s di kantor yang sama") % kind)
    found = list(_places(scored, Decimal(completion), names, Q(evaluation=evaluation)))
    alone = evaluation.province_id is None and evaluation.duties != WorkUnit.Duties.PROVINSI
    return [place for place in found[1 if alone else 0 :] if place.number > 1]


def _wide(evaluation: SemesterEvaluation, kind: str) -> str:
    """The offices around: those of the province; of all provinces for a province's own."""
    if evaluation.province is None:
        return _("%s dinas provinsi seluruh Indonesia") % kind
    words = {"kind": kind, "province": evaluation.province.full_name}
    return _("%(kind)s kabupaten/kota di %(province)s") % words


def _places(rows: "QuerySet[Any]", own: Decimal, names: tuple[str, str], near: Q | None) -> Iterator[Place]:
    inside = near or Q()
    better = Q(score__gt=own)
    counted = rows.order_by().aggregate(
        number=Count("pk"),
        above=Count("pk", filter=better),
        near=Count("pk", filter=inside),
        near_above=Count("pk", filter=better & inside),
    )
    yield Place(names[0], counted["above"] + 1, counted["number"])
    if near is not None:
        yield Place(names[1], counted["near_above"] + 1, counted["near"])
