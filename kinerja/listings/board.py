"""Columns of the board: how far the appraisals are, by region and by assessor."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.exchange.listing import Field
from kinerja.listings.common import WHOLE
from kinerja.selectors.appraisal_wait import GROUPS
from kinerja.selectors.board import AssessorRow, RegionRow, Tally

Counted = RegionRow | AssessorRow


def _number(key: str) -> Callable[[Counted], int]:
    return lambda row: row.tally.of(key)


def _reasons(row: Counted) -> str:
    told: Tally = row.tally
    return "; ".join(f"{label}: {n}" for _key, label, n in [*told.late_reasons, *told.blocked_reasons])


_TALLY = (
    Field(gettext_lazy("Jumlah"), lambda row: row.tally.total, 10, WHOLE),
    *(Field(label, _number(key), 13, WHOLE) for key, (label, _states) in GROUPS.items()),
    Field(gettext_lazy("Terlambat"), lambda row: row.tally.late, 11, WHOLE),
    Field(gettext_lazy("Terhambat"), lambda row: row.tally.blocked, 11, WHOLE),
    Field(gettext_lazy("Sebab"), _reasons, 50),
)
REGIONS = (
    Field(gettext_lazy("Kode"), lambda row: row.code, 8),
    Field(gettext_lazy("Wilayah"), lambda row: row.name, 34),
    *_TALLY,
)


def _post(row: AssessorRow) -> str:
    return row.title if row.post else _("Belum tercatat")


ASSESSORS = (
    Field(gettext_lazy("Pejabat penilai"), _post, 44),
    Field(gettext_lazy("Nama"), lambda row: row.name if row.post else "", 34),
    *_TALLY,
)
