"""Scores as they go out: the ``results`` of REST, and of ``manage.py score --json`` (contract, REST).

One shape, built in one place from the stored result; every decimal is text.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kinerja.models import Period, SemesterEvaluation, SignedDocument
from regions.models import Region

Row = dict[str, Any]

#: The columns of ``as_values``; a page of a REST list is a list of such mappings.
FIELDS = (
    *("id", "period__code", "period__policy__version", "period__indicator_set__code"),
    *("region_code", "region_name", "region_kind", "state", "completion", "nilai", "kategori"),
    *("provisional", "reported", "required", "synthetic", "updated_at", "result"),
)
_INDICATOR = ("code", "numerator", "denominator", "raw", "target", "completion", "nilai", "kategori")
_MORE = ("rules", "source", "state", "value", "synthetic", "published_only", "stands_in", "decided_zero")
#: Steps of the whole unit that a client must show: why a nilai is withheld, or absent from the table.
_WITHHELD = ("R4", "R5")


def visible_scores(
    user: Any,
    *,
    period: str = "",
    kind: str = "",
    region: str = "",
    kategori: str = "",
    status: str = "",
    updated_since: datetime | None = None,
) -> QuerySet[Any, Row]:
    """The scores that an account may see, by period and region code, ready for ``score_rows``.

    Args:
        user: the account, or a token's service account.
        period: ``2025-1``.
        kind: ``provinsi``, ``kabupaten``, ``kota``, or ``kabkota`` for both of the latter.
        region: a code; a province's stands for its kab/kota too.
        kategori: as the table names it.
        status: a state of the workflow.
        updated_since: only what changed at this moment or later.

    Returns:
        Mappings of ``FIELDS`` and ``document``, in one query; it may be filtered, ordered and sliced further.
    """
    rows = SemesterEvaluation.objects.visible_to(user).filter(in_region(region))
    if kind == "kabkota":
        rows = rows.exclude(region_kind=Region.Kind.PROVINSI)
    elif kind:
        rows = rows.filter(region_kind=kind)
    wanted = {"period__code": period, "kategori": kategori, "state": status, "updated_at__gte": updated_since}
    return as_values(rows.filter(**{name: value for name, value in wanted.items() if value}))


def in_region(code: str) -> Q:
    """The condition that an evaluation is that of a region or, for a province, of one of its kab/kota.

    The codes are those frozen at the cut-off, where a kab/kota's begins with its province's.
    """
    return Q(region_code=code) | Q(region_code__startswith=f"{code}.") if code else Q()


def seen_in(period: Period, region: str, user: Any) -> QuerySet[Any]:
    """The evaluations of a period that an account sees, of all regions or of one (``in_region``)."""
    return SemesterEvaluation.objects.visible_to(user).filter(in_region(region), period=period)


def as_values(evaluations: QuerySet[Any]) -> QuerySet[Any, Row]:
    """Evaluations as mappings of ``FIELDS``, each with the id of its current ``document``."""
    current = SignedDocument.objects.filter(
        evaluation=OuterRef("pk"),
        kind=SignedDocument.Kind.UNIT_RESULT,
        status=SignedDocument.Status.CURRENT,
    ).values("pk")[:1]
    ordered = evaluations.order_by("period__code", "region_code")
    return ordered.values(*FIELDS, document=Subquery(current))


def score_rows(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Scores in the shape of REST ``results``.

    Args:
        rows: of ``visible_scores`` or ``as_values``, or a page of them.

    Returns:
        One mapping an evaluation; decimals and dates are text, the document is its address or None.
    """
    return [_row(values) for values in rows]


def _row(values: Mapping[str, Any]) -> Row:
    result = values["result"] or {}
    completion = values["completion"]
    return {
        "period": values["period__code"],
        "unit": {
            "code": values["region_code"],
            "name": values["region_name"],
            "kind": values["region_kind"],
        },
        "completion": None if completion is None else str(completion),
        "nilai": values["nilai"],
        "kategori": values["kategori"] or None,
        "status": values["state"],
        "provisional": values["provisional"],
        "reported": values["reported"],
        "required": values["required"],
        "synthetic": values["synthetic"],
        "note": _note(result),
        "indicators": [_indicator(row) for row in result.get("indicators", ())],
        "warnings": [notice["text"] for notice in result.get("warnings", ())],
        "red_flags": [notice["text"] for notice in result.get("red_flags", ())],
        "indicator_set": values["period__indicator_set__code"],
        "policy": str(values["period__policy__version"]),
        "updated_at": values["updated_at"].isoformat(),
        "document": _address(values["document"]),
    }


def _indicator(row: Mapping[str, Any]) -> Row:
    children = row["children"] or {}
    return {
        **{name: row[name] for name in (*_INDICATOR, *_MORE)},
        "children_reported": children.get("reported"),
        "children_expected": children.get("expected"),
        "children_missing": children.get("missing", []),
        "warnings": [notice["text"] for notice in row["warnings"]],
        "red_flags": [notice["text"] for notice in row["red_flags"]],
    }


def _note(result: Mapping[str, Any]) -> str:
    """Why there is no nilai: what is missing, or that the decree's table has no row; else ""."""
    if not result:
        return _("Belum dihitung.")
    said = [step["text"] for step in result["steps"] if step["rule"] in _WITHHELD]
    if not said and result["nilai"] is None:
        said = [result["steps"][-1]["text"]]
    return " ".join(said)


def _address(document: Any) -> str | None:
    return f"{settings.PUBLIC_URL}/api/v1/documents/{document}/" if document else None
