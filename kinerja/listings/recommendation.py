"""Columns of what assessors recommend, by province and official by official."""

from collections.abc import Callable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import WHOLE
from kinerja.selectors.recommendation import PARTS, Advice, ProvinceAdvice

#: A day within a text, as pages write it.
DAY = "j F Y"


def _number(part: str) -> Callable[[ProvinceAdvice], int]:
    return lambda row: row.parts[part]


PROVINCES = (
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Provinsi"), lambda row: row.name, 30),
    Field(gettext_lazy("Pejabat"), lambda row: row.officials, 10, WHOLE),
    *(Field(label, _number(part), 13, WHOLE) for part, label in PARTS.items()),
    Field(gettext_lazy("Tindak lanjut lewat"), lambda row: row.overdue, 12, WHOLE),
)


def _written(part: str) -> Callable[[Advice], str]:
    return lambda row: getattr(row.appraisal.recommendation, part)


def _plan(row: Advice) -> str:
    return "; ".join(
        _told(one.step.what, one.step.due_on, one.step.done_on, one.step.note) for one in row.steps
    )


def _told(what: str, due: date, done: date | None, note: str) -> str:
    if done is None:
        return f"{what} ({_('paling lambat %s') % date_format(due, DAY)})"
    return f"{what} ({_('dilaksanakan %s') % date_format(done, DAY)}" + (f": {note})" if note else ")")


def _next(row: Advice) -> date | None:
    return min((one.step.due_on for one in row.steps if one.step.done_on is None), default=None)


def _overdue(row: Advice) -> int:
    return sum(one.is_overdue for one in row.steps)


RECOMMENDATIONS = (
    Field(gettext_lazy("Nama"), lambda row: row.appraisal.name, 34),
    Field(gettext_lazy("Jabatan"), lambda row: row.appraisal.title, 70),
    Field(gettext_lazy("Kode"), lambda row: row.appraisal.evaluation.region_code, 8),
    Field(gettext_lazy("Unit kerja"), lambda row: row.appraisal.evaluation.full_name, 30),
    *(Field(label, _written(part), 34) for part, label in PARTS.items()),
    Field(gettext_lazy("Rencana pembinaan"), _plan, 60),
    Field(gettext_lazy("Batas berikutnya"), _next, 14),
    Field(gettext_lazy("Tindak lanjut lewat"), _overdue, 12, WHOLE),
)
