"""The workbook of agreements of a cast, and what is stored of them, for tests."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kinerja.models import PerformanceAgreement, WorkbookImport
from kinerja.selectors.agreement_book import promise_of
from kinerja.services.agreement import draft_agreement
from kinerja.services.agreement_faults import Planned
from officials.models import User
from tests.kinerja.cast import Cast
from tests.kinerja.services.record_book import kept

KIND, SHEET = "agreements", "Kabupaten-Kota"
HEADS = ("kode", "nama", "nomor", "deret", "K1.2:target", "K3:target")
PROGRAM = ("program1:nama", "program1:anggaran", "program1:keterangan")
FAKFAK = ("92.03", "Kabupaten Fakfak")


def drafted(cast: Cast, **fields: Any) -> PerformanceAgreement:
    words: dict[str, Any] = {"targets": {"K3": Decimal(2), "K1.2": Decimal("92.5")}, "number": "PK/1"}
    words |= {"programs": [Planned("Dafduk", 100, "APBD"), Planned("Capil", 0)], "year": 2018}
    words |= {"unit": cast.kabupaten.unit, "indicator_set": cast.period.indicator_set}
    return draft_agreement(actor=cast.ditjen, **(words | fields))


def sent(
    cast: Cast,
    *rows: Sequence[Any],
    heads: Sequence[str] = HEADS,
    sheet: str = SHEET,
    actor: User | None = None,
) -> WorkbookImport:
    return kept(KIND, actor or cast.ditjen, [heads, *rows], sheet=sheet, period=cast.period)


def facts() -> list[tuple[Any, ...]]:
    return [
        (row.unit.region.name, row.year, row.state, promise_of(row).data)
        for row in PerformanceAgreement.objects.order_by("unit__region__name")
    ]


def stored(**more: Any) -> dict[str, Any]:
    """The facts of ``draft``, with others in their place."""
    said: dict[str, Any] = {"nomor": "PK/1", "deret": "", "K1.2:target": "92.5", "K3:target": "2"}
    said |= {"program1:nama": "Dafduk", "program1:anggaran": 100, "program1:keterangan": "APBD"}
    said |= {"program2:nama": "Capil", "program2:anggaran": 0, "program2:keterangan": ""}
    return said | more
