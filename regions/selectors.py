"""Reads of regions as they stood on a day: codes and parents are dated (R5, R6).

Every region that leaves this module carries three attributes of the day asked for: ``code``,
``parent_id`` (the province's Region, None for a province) and ``parent_code`` ("" for a province).
"""

from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.models import Region, RegionCode


class CodeOnDay(TypedDict):
    """What a region carries beside its own fields on the day asked for."""

    code: str
    parent_id: int | None
    parent_code: str


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    RegionOnDay: TypeAlias = WithAnnotations[Region, CodeOnDay]
else:
    RegionOnDay = Region


class RegionError(ValueError):
    """A region code that does not exist, or did not on the day asked for; the message is Indonesian."""


def regions_on(day: date) -> "QuerySet[RegionOnDay]":
    """The regions that existed on a day, in order of code.

    Args:
        day: usually the cut-off of a period.

    Returns:
        Regions with ``code``, ``parent_id`` and ``parent_code`` of that day; one query, no duplicates.

    Source: R5, R6; facts.md 5.
    """
    parent_code = RegionCode.objects.on(day).filter(region=OuterRef("parent_id")).values("code")[:1]
    return (
        Region.objects.filter(codes__in=RegionCode.objects.on(day))
        .annotate(code=F("codes__code"), parent_id=F("codes__parent"))
        .annotate(parent_code=Coalesce(Subquery(parent_code), Value(""), output_field=CharField()))
        .defer("loaded")
        .order_by("code")
    )


def provinces_on(day: date) -> "QuerySet[RegionOnDay]":
    """The provinces of a day, in order of code."""
    return regions_on(day).filter(kind=Region.Kind.PROVINSI)


def kabkota_on(day: date) -> "QuerySet[RegionOnDay]":
    """The kabupaten and kota of a day, in order of code."""
    return regions_on(day).exclude(kind=Region.Kind.PROVINSI)


def children_on(province: Region, day: date) -> "QuerySet[RegionOnDay]":
    """The kabupaten and kota that belonged to a province on a day: what its roll-up sums over (R5)."""
    return regions_on(day).filter(parent_id=province.pk)


def population_on(day: date, province: Region | None = None) -> int:
    """Inhabitants of the kabupaten and kota of Indonesia, or of one province as it was on a day.

    The head counts are those of the register (semester II 2024); only the borders follow the day.
    """
    rows = kabkota_on(day) if province is None else children_on(province, day)
    return rows.aggregate(total=Sum("population"))["total"] or 0


def region_by_code(code: str, day: date) -> RegionOnDay:
    """The region that bore a code on a day.

    Args:
        code: Kemendagri code such as ``92`` or ``92.03``; surrounding spaces do not matter.
        day: usually the cut-off of a period.

    Raises:
        RegionError: unknown code, or one not valid that day; says when it was and what code holds.
    """
    found = regions_on(day).filter(code=code.strip()).first()
    if found is None:
        raise RegionError(why_not_valid(code.strip(), day))
    return found


def why_not_valid(code: str, day: date) -> str:
    """Say in Indonesian why a code names no region on a day: unknown, or valid at another time."""
    rows = list(RegionCode.objects.filter(code=code).select_related("region"))
    if not rows:
        return _("Kode wilayah “%(code)s” tidak dikenal.") % {"code": code}
    return " ".join(_outside_validity(row, day) for row in rows)


def _outside_validity(row: RegionCode, day: date) -> str:
    words = {
        "code": row.code,
        "name": row.region.full_name,
        "day": _long(day),
        "validity": _validity(row),
    }
    said = _("Kode %(code)s (%(name)s) tidak berlaku pada %(day)s; kode itu berlaku %(validity)s.") % words
    then = RegionCode.objects.on(day).filter(region=row.region).first()
    if then is None:
        return said + " " + _("Pada tanggal itu wilayah ini belum atau tidak lagi ada.")
    return said + " " + _("Kodenya pada tanggal itu: %(code)s.") % {"code": then.code}


def _validity(row: RegionCode) -> str:
    words = {
        "since": _long(row.valid_from) if row.valid_from else "",
        "until": _long(row.valid_until) if row.valid_until else "",
    }
    if row.valid_from and row.valid_until:
        return _("%(since)s sampai %(until)s") % words
    return _("sejak %(since)s") % words if row.valid_from else _("sampai %(until)s") % words


def _long(day: date) -> str:
    return date_format(day, "j F Y")
