"""Store a set of indicators from its file (R11)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.indicator_set import INDICATOR_FIELDS, OUTPUT_FIELDS, SET_FIELDS, SetFile
from kinerja.models import Indicator, IndicatorSet, ServiceOutput
from kinerja.services.frozen import refuse_if_frozen
from officials import audit
from officials.models import User
from regions.loading import Outcome

LOAD = audit.register("indicator_set.load", gettext_lazy("Memuat set indikator dari berkas"))


def load_set(*, actor: User | None, file: SetFile) -> Outcome:
    """Bring one set into the database, inside the transaction of the caller, who has locked it.

    Args:
        actor: who loads; None for the system itself.
        file: the set as read from its file.

    Returns:
        "added", "changed" or "unchanged".

    Raises:
        FrozenError: a period uses the set and its file says something else.
        django.db.models.ProtectedError: the file drops an indicator that an agreement names.

    Source: R11.
    """
    stored = IndicatorSet.objects.filter(code=file.head.code).first()
    differences = _differences(stored, file) if stored else []
    if stored and not differences:
        return "unchanged"
    if stored:
        refuse_if_frozen(f"{_('Set indikator')} {stored.code}", stored.frozen_at, differences)
    head = stored or IndicatorSet()
    for field in SET_FIELDS:
        setattr(head, field, getattr(file.head, field))
    head.save()
    _save_indicators(head, file)
    _save_outputs(head, file)
    after = {"indicators": len(file.indicators), "outputs": len(file.outputs), "differences": differences}
    audit.record(LOAD, actor=actor, obj=head, after=after)
    return "changed" if stored else "added"


def _differences(stored: IndicatorSet, file: SetFile) -> list[str]:
    """Where a stored set and its file disagree: "K1.2: target_text", or a code that only one has."""
    rows = stored.indicators.select_related("parent")
    parents = {row.code: row.parent.code for row in rows if row.parent}
    before = _said(stored, rows, parents, stored.outputs.all())
    after = _said(file.head, file.indicators, file.parents, file.outputs)
    places = {**after, **before}
    both = before.keys() & after.keys()
    found = (
        place if place in both else place.split(":")[0]
        for place in places
        if place not in both or before[place] != after[place]
    )
    return list(dict.fromkeys(found))


def _said(
    head: IndicatorSet,
    indicators: Iterable[Indicator],
    parents: Mapping[str, str],
    outputs: Iterable[ServiceOutput],
) -> dict[str, Any]:
    """Everything a set says, by place."""
    said = {field: getattr(head, field) for field in SET_FIELDS}
    for row in indicators:
        said |= {f"{row.code}: {field}": getattr(row, field) for field in INDICATOR_FIELDS}
        said[f"{row.code}: parent"] = parents.get(row.code)
    for output in outputs:
        place = f"{output.get_duties_display()} {output.code}"
        said |= {f"{place}: {field}": getattr(output, field) for field in OUTPUT_FIELDS}
    return said


def _save_indicators(head: IndicatorSet, file: SetFile) -> None:
    known = {row.code: row.pk for row in head.indicators.all()}
    dropped = head.indicators.exclude(code__in=[row.code for row in file.indicators])
    dropped.filter(parent__isnull=False).delete()
    dropped.delete()
    saved: dict[str, Indicator] = {}
    for row in sorted(file.indicators, key=lambda row: row.code in file.parents):  # groups before their parts
        row.pk, row.indicator_set = known.get(row.code), head
        row.parent = saved[file.parents[row.code]] if row.code in file.parents else None
        row.save()
        saved[row.code] = row


def _save_outputs(head: IndicatorSet, file: SetFile) -> None:
    known = {(row.duties, row.code): row.pk for row in head.outputs.all()}
    for row in file.outputs:
        row.pk, row.indicator_set = known.pop((row.duties, row.code), None), head
        row.save()
    head.outputs.filter(pk__in=known.values()).delete()
