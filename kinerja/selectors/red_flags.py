"""Proven levies and breaches that an assessor must acknowledge before approving (R2; II.C.1)."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from kinerja.models import Appraisal, Incident, Period
from officials.models import WorkUnit

#: By id of the appraisal.
Flags = dict[int, list[str]]


def red_flags(appraisal: Appraisal) -> list[str]:
    """The red flags of one official's unit, in sentences."""
    return red_flags_of(appraisal.period, [appraisal])[appraisal.pk]


def red_flags_of(period: Period, appraisals: Iterable[Appraisal]) -> Flags:
    """The red flags of many, with one query: those of the unit's result, and breaches at a kab/kota.

    A kab/kota's breach of Permendagri 76/2015 counts in its province's P2.b and not in its own result; its
    officials are asked about it all the same.

    Args:
        period: of all the appraisals.
        appraisals: with their evaluation loaded.
    """
    rows = list(appraisals)
    breaches = breaches_of(period, {row.evaluation.unit_id for row in rows})
    return {row.pk: [*_of_result(row), *_of_register(row, breaches)] for row in rows}


def _of_result(appraisal: Appraisal) -> list[str]:
    return [flag["text"] for flag in (appraisal.evaluation.result or {}).get("red_flags", [])]


def _of_register(appraisal: Appraisal, breaches: dict[int, int]) -> list[str]:
    evaluation = appraisal.evaluation
    number = breaches.get(evaluation.unit_id, 0)
    if evaluation.duties == WorkUnit.Duties.PROVINSI or not number:
        return []
    return [_("%d pelanggaran Permendagri 76/2015 terbukti di daerah ini.") % number]


def breaches_of(period: Period, units: set[int]) -> dict[int, int]:
    """How many breaches of Permendagri 76/2015 are proven at some offices in a period, by the office's id."""
    found: dict[int, int] = defaultdict(int)
    rows = Incident.objects.filter(
        kind=Incident.Kind.BREACH,
        state=Incident.State.VERIFIED,
        happened_on__range=(period.starts, period.cutoff),
        unit__in=units,
    )
    for unit in rows.values_list("unit", flat=True):
        found[unit] += 1
    return found
