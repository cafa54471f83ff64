"""What an import of records wrote, to be shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kinerja.exchange.columns import told
from kinerja.exchange.layout import Column
from kinerja.models import WorkbookImport
from officials.models import WorkUnit
from regions.models import RegionCode
from regions.selectors import RegionError, region_by_code


class AppliedRecord(NamedTuple):
    """One record that an import wrote: the values that differ, by their headers; before, after."""

    title: str
    before: Mapping[str, Any] | None
    changed: Mapping[str, tuple[Any, Any]]


class Shown(NamedTuple):
    """One record as a page shows it: what its values are called, what they were, what they become."""

    title: str
    is_new: bool
    changes: list[tuple[str, str, str]]


def shown_records(records: Iterable[Any], columns: Mapping[str, Column]) -> list[Shown]:
    """Records with their values in words; what has no column is not shown.

    Args:
        records: planned or applied, with ``title``, ``before`` and ``changed``.
        columns: of their workbook, by header.
    """
    return [_shown(record, columns) for record in records]


def _shown(record: Any, columns: Mapping[str, Column]) -> Shown:
    changes = [
        (columns[head].label, told(columns[head], both[0]), told(columns[head], both[1]))
        for head, both in record.changed.items()
        if head in columns
    ]
    return Shown(record.title, record.before is None, changes)


def applied_records(run: WorkbookImport) -> list[AppliedRecord]:
    """What applying a file wrote, in the order of the file; of an import that whoever asks may see."""
    done: dict[str, Any] = run.changes or {}
    return [
        AppliedRecord(made["title"], made["before"], differences(made["before"], made["after"]))
        for made in done.values()
    ]


def differences(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> dict[str, tuple[Any, Any]]:
    """The values that differ between two records, by their headers: before, after. A text without letters is
    nothing; 0 is not.
    """
    old, new = before or {}, after or {}
    heads = (*new, *(head for head in old if head not in new))
    found = {head: (old.get(head), new.get(head)) for head in heads}
    return {head: both for head, both in found.items() if _given(both[0]) != _given(both[1])}


def _given(value: Any) -> Any:
    return None if value == "" else value


def provinces_within_reach(user: Any) -> list[tuple[str, str]]:
    """Code and name of the provinces some of whose offices an account sees; a template may be for one."""
    offices = WorkUnit.objects.visible_to(user).values("region")
    codes = RegionCode.objects.on(timezone.localdate())
    own = codes.filter(region__in=offices)
    tops = codes.filter(Q(region__in=own.values("parent")) | Q(pk__in=own), parent=None)
    return [(row.code, row.region.name) for row in tops.select_related("region").order_by("code")]


def why_no_office(user: Any, code: str, day: date) -> str:
    """Why an account sees no office of a region or, for a province, of its kab/kota; "" where it sees one.

    Args:
        user: whose reach counts.
        code: that the region bore on a day.
        day: the cut-off of a period, or today.
    """
    seen = WorkUnit.objects.visible_to(user).values("region")
    codes = RegionCode.objects.on(day).filter(Q(code=code) | Q(code__startswith=f"{code}."))
    if codes.filter(region__in=seen).exists():
        return ""
    try:
        found = region_by_code(code, day)
    except RegionError as error:
        return str(error)
    words = {"region": found.full_name, "code": found.code}
    return _("%(region)s (%(code)s) di luar jangkauan Anda, atau unit kerjanya belum dicatat.") % words
