"""What a code names: a period, the evaluations of a region in it; or, in words, why nothing (R5, R6)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kinerja.models import Period, SemesterEvaluation
from kinerja.selectors.scores import in_region
from regions.selectors import RegionError, region_by_code


class NothingFoundError(LookupError):
    """A code that names nothing here; the message is Indonesian and says why."""


def period_by_code(code: str) -> Period:
    """The period of a code, with its policy and set.

    Raises:
        NothingFoundError: it was never opened.
    """
    found = Period.objects.select_related("policy", "indicator_set").filter(code=code).first()
    if found is None:
        raise NothingFoundError(_("Periode %s belum dibuka.") % code)
    return found


def evaluations_in(period: Period, region: str = "") -> "QuerySet[Any]":
    """The evaluations of a period, or of a region in it; a province's code stands for its kab/kota too.

    Raises:
        NothingFoundError: the code is unknown or was not valid at the cut-off, or nobody is evaluated there.
    """
    rows = SemesterEvaluation.objects.filter(in_region(region), period=period).order_by("region_code")
    if region and not rows.exists():
        raise NothingFoundError(_why_nobody(period, region))
    return rows


def evaluation_at(period: Period, region: str) -> SemesterEvaluation:
    """The evaluation of the unit that bore a code at the cut-off of a period.

    Raises:
        NothingFoundError: as ``evaluations_in``.
    """
    found = SemesterEvaluation.objects.select_related(
        "period__policy", "period__indicator_set", "unit__region", "province"
    )
    evaluation: SemesterEvaluation | None = found.filter(period=period, region_code=region).first()
    if evaluation is None:
        raise NothingFoundError(_why_nobody(period, region))
    return evaluation


def _why_nobody(period: Period, code: str) -> str:
    try:
        region = region_by_code(code, period.cutoff)
    except RegionError as error:
        return str(error)
    words = {"region": region.full_name, "code": region.code, "period": period.code}
    return (
        _(
            "%(region)s (%(code)s) belum dinilai pada periode %(period)s: unit kerjanya belum dicatat, atau "
            "dicatat setelah periode dibuka. Catat unit kerjanya, lalu jalankan open_period lagi."
        )
        % words
    )
