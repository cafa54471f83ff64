"""Find what an address names; what is outside somebody's scope does not exist for them (404, never 403)."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from kinerja.models import Period, SemesterEvaluation
from kinerja.selectors.period import choose, periods


def period_or_404(code: str) -> Period:
    """The period of a code, with its policy and set."""
    found = Period.objects.select_related("policy", "indicator_set").filter(code=code).first()
    if found is None:
        raise Http404(_("Periode ini tidak ada."))
    return found


def chosen_period(code: str = "") -> tuple[list[Period], Period | None]:
    """All periods, and the one asked for, or the one at work when none is asked for.

    Raises:
        Http404: a period is named and does not exist.
    """
    found = periods()
    chosen = choose(found, code)
    if code and chosen is None:
        raise Http404(_("Periode ini tidak ada."))
    return found, chosen


def evaluation_or_404(user: Any, period: str, code: str) -> SemesterEvaluation:
    """The evaluation of the unit that bore a code at the cut-off, if the account may see it."""
    rows = SemesterEvaluation.objects.visible_to(user).select_related(
        "period__policy", "period__indicator_set", "unit__region", "province"
    )
    found: SemesterEvaluation | None = rows.filter(period__code=period, region_code=code).first()
    if found is None:
        raise Http404(_("Penilaian ini tidak ada, atau di luar wilayah Anda."))
    return found
