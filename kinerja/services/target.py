"""The national registers of the Ditjen: targets by year and series, the designated SIAK version (R2)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import DesignatedVersion, NationalTarget, Period
from kinerja.services.errors import FigureErrors, NotPermitted
from kinerja.services.scoring import score_period
from officials import audit
from officials.access import has_role
from officials.models import User

TARGET_SET = audit.register("target.set", gettext_lazy("Target nasional ditetapkan"))
VERSION_DESIGNATED = audit.register("version.designate", gettext_lazy("Versi SIAK ditetapkan"))


def set_national_target(
    *, measure: str, year: int, series: str, target: Decimal, source: str, actor: User
) -> NationalTarget:
    """Enter or correct a national target; what is not final is judged by it at once.

    Args:
        measure: what it is a target of, as ``Indicator.measure`` names it: ``akta_0_18``.
        year: the year it binds.
        series: who set it, for example "Ditjen Dukcapil"; several stand side by side.
        target: in per cent, above 0 and up to 100.
        source: the document that sets it.
        actor: the keeper of the reference data.

    Raises:
        NotPermitted: the actor is not admin_pusat.
        FigureErrors: an impossible target, an empty series or source.

    Source: R2 ("the register keeps year, value and source").
    """
    _check_keeper(actor)
    found = _blank(series=series, source=source)
    if not target.is_finite() or not 0 < target <= 100:
        found["target"] = _("Target harus lebih dari 0 dan paling banyak 100 %.")
    if found:
        raise FigureErrors({"": found})
    with transaction.atomic():
        rows = NationalTarget.objects.select_for_update().filter(measure=measure, year=year, series=series)
        row = rows.first() or NationalTarget(measure=measure, year=year, series=series)
        before = {"target": row.target, "source": row.source} if row.pk else None
        row.target, row.source, row.synthetic = target, source.strip(), False
        row.save()
        _rescore(Period.objects.filter(year=year), actor)
        after = {"target": target, "source": row.source}
        audit.record(TARGET_SET, actor=actor, obj=row, before=before, after=after)
    return row


def designate_version(*, version: str, valid_from: date, source: str, actor: User) -> DesignatedVersion:
    """Designate a SIAK version from a day on; what is not final is judged by it at once.

    Args:
        version: as offices report it, for example "7.4.3".
        valid_from: the first day; a version named for the same day is replaced.
        source: the letter that designates it.
        actor: the keeper of the reference data.

    Raises:
        NotPermitted: the actor is not admin_pusat.
        FigureErrors: an empty version or source.

    Source: R2 (K1.3, P1.3).
    """
    _check_keeper(actor)
    found = _blank(version=version, source=source)
    if found:
        raise FigureErrors({"": found})
    with transaction.atomic():
        row = DesignatedVersion.objects.select_for_update().filter(valid_from=valid_from).first()
        before = {"version": row.version, "source": row.source} if row else None
        row = row or DesignatedVersion(valid_from=valid_from)
        row.version, row.source, row.synthetic = version.strip(), source.strip(), False
        row.save()
        _rescore(Period.objects.filter(cutoff__gte=valid_from), actor)
        after = {"version": row.version, "source": row.source}
        audit.record(VERSION_DESIGNATED, actor=actor, obj=row, before=before, after=after)
    return row


def _check_keeper(actor: User) -> None:
    if not has_role(actor, "admin_pusat"):
        raise NotPermitted([_("Hanya admin pusat yang mengubah data acuan.")])


def _blank(**texts: str) -> dict[str, str]:
    return {name: _("Belum diisi.") for name, text in texts.items() if not text.strip()}


def _rescore(periods: Iterable[Period], actor: User) -> None:
    for period in periods:
        score_period(period=period, actor=actor)
