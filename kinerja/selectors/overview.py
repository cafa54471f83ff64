"""The units of a period as one asks for them: rows, filters, order.

All rows come in one query: the number of queries is the same for 38 units as for 552.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from kinerja.models import Period, SemesterEvaluation, SignedDocument
from officials.access import Scope, region_scope
from regions.models import Region

KINDS = dict(Region.Kind.choices)
ORDERS = ("kode", "nama", "provinsi", "capaian", "kategori", "keadaan", "dilaporkan", "diubah")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in a period, without its figures."""

    id: int
    code: str
    name: str
    kind: str
    region: int
    province: int | None
    province_name: str | None
    duties: str
    state: str
    stance: str
    completion: Decimal | None
    nilai: int | None
    kategori: str
    provisional: bool
    reported: int
    required: int
    synthetic: bool
    updated_at: datetime
    document: UUID | str | None

    @property
    def full_name(self) -> str:
        """Name with kind, as at the cut-off."""
        return f"{KINDS[self.kind]} {self.name}"

    @property
    def is_province(self) -> bool:
        """Whether this is the office of a province."""
        return self.kind == Region.Kind.PROVINSI

    def within(self, scope: Scope) -> bool:
        """Whether a scope reaches this unit."""
        return scope.everything or self.region in scope.regions or self.province in scope.provinces


_FIELDS = {
    "id": "id",
    "code": "region_code",
    "name": "region_name",
    "kind": "region_kind",
    "region": "unit__region",
    "province": "province",
    "province_name": "province__name",
    "duties": "duties",
    "state": "state",
    "stance": "province_stance",
    "completion": "completion",
    "nilai": "nilai",
    "kategori": "kategori",
    "provisional": "provisional",
    "reported": "reported",
    "required": "required",
    "synthetic": "synthetic",
    "updated_at": "updated_at",
    "document": "current_document",
}


def unit_rows(user: Any, period: Period) -> list[UnitRow]:
    """Every unit of a period that an account may see, by code: one query."""
    return _rows(SemesterEvaluation.objects.visible_to(user).filter(period=period))


def public_rows(period: Period) -> list[UnitRow]:
    """Every unit whose result is final and therefore open to anybody (R12): one query.

    ``document`` is the verification code here: the file itself names people, so it stays inside.
    """
    return _rows(SemesterEvaluation.objects.public().filter(period=period), document="code")


def _rows(evaluations: Any, document: str = "pk") -> list[UnitRow]:
    current = SignedDocument.objects.filter(
        evaluation=OuterRef("pk"),
        kind=SignedDocument.Kind.UNIT_RESULT,
        status=SignedDocument.Status.CURRENT,
    ).values(document)[:1]
    found = evaluations.annotate(current_document=Subquery(current)).order_by("region_code")
    columns = found.values_list(*_FIELDS.values())
    return [UnitRow(**dict(zip(_FIELDS, values, strict=True))) for values in columns]


def narrowed(
    rows: Iterable[UnitRow],
    *,
    kind: str = "",
    province: str = "",
    state: str = "",
    kategori: str = "",
    text: str = "",
) -> list[UnitRow]:
    """The rows that fit every filter given; an empty filter fits all.

    Args:
        rows: what the account may see.
        kind: "provinsi", "kabupaten", "kota", or "kabkota" for both of the latter.
        province: the id of a province's region: its office and its kab/kota.
        state: a state of the workflow.
        kategori: as the table names it, or "-" for units without one.
        text: part of a name or of a code.
    """
    words = text.casefold().split()
    return [
        row
        for row in rows
        if _of_kind(row, kind)
        and (not province or province in (str(row.province), str(row.region)))
        and (not state or row.state == state)
        and (not kategori or (row.kategori or "-") == kategori)
        and all(word in f"{row.code} {row.full_name}".casefold() for word in words)
    ]


def _of_kind(row: UnitRow, kind: str) -> bool:
    return not kind or row.kind == kind or (kind == "kabkota" and not row.is_province)


def ordered(rows: Sequence[UnitRow], order: str, descending: bool = False) -> list[UnitRow]:
    """The rows in one of ``ORDERS``; what has no value comes last, in either direction."""
    key = _ORDER_KEYS.get(order, _ORDER_KEYS["kode"])
    known = [row for row in rows if key(row) is not None]
    unknown = [row for row in rows if key(row) is None]
    return sorted(known, key=key, reverse=descending) + unknown


_STATE_ORDER = {state: place for place, state in enumerate(SemesterEvaluation.State.values)}
_ORDER_KEYS: dict[str, Any] = {
    "kode": lambda row: row.code,
    "nama": lambda row: row.name.casefold(),
    "provinsi": lambda row: (row.province_name or row.name).casefold(),
    "capaian": lambda row: row.completion,
    "kategori": lambda row: row.nilai,
    "keadaan": lambda row: _STATE_ORDER[row.state],
    "dilaporkan": lambda row: row.reported / row.required if row.required else None,
    "diubah": lambda row: row.updated_at,
}


def provinces_of(rows: Iterable[UnitRow]) -> list[tuple[str, str]]:
    """The provinces among the rows, as choices of a filter: (region id, name)."""
    own = {(str(row.region), row.name) for row in rows if row.is_province}
    parents = {(str(row.province), row.province_name or "") for row in rows if row.province}
    return sorted(own | parents, key=lambda pair: pair[1])


def is_national(user: Any) -> bool:
    """Whether an account sees all of Indonesia."""
    return region_scope(user).everything


def latest_public() -> str | None:
    """The code of the latest period with a final result; None while there is none."""
    found = SemesterEvaluation.objects.public().order_by("-period__code")
    code: str | None = found.values_list("period__code", flat=True).first()
    return code


def child_rows(user: Any, evaluation: SemesterEvaluation) -> list[UnitRow]:
    """The kab/kota of a province at the cut-off, as far as the account sees them; one query.

    A kab/kota has none, and takes none.
    """
    if evaluation.province_id is not None:
        return []
    visible = SemesterEvaluation.objects.visible_to(user).filter(period=evaluation.period_id)
    return _rows(visible.filter(province=evaluation.unit.region_id))


def public_document(evaluation: SemesterEvaluation) -> str | None:
    """The verification code of the current document of a final result; None while there is none."""
    kind = SignedDocument.Kind.UNIT_RESULT
    current = evaluation.documents.filter(kind=kind, status=SignedDocument.Status.CURRENT)
    code: str | None = current.values_list("code", flat=True).first()
    return code
