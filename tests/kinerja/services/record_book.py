"""A workbook of records sent in by a test: a table of headers and rows, as XLSX."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Period, WorkbookImport
from kinerja.services.import_plan import Plan
from kinerja.services.imports import keep_import, plan_import
from officials.models import User
from tests.kinerja.table_book import write_table


def kept(
    kind: str, actor: User, rows: Sequence[Sequence[Any]], *, sheet: str, period: Period | None = None
) -> WorkbookImport:
    """The rows sent in; the first holds the machine headers."""
    content = write_table(sheet, [rows[0], rows[0], *rows[1:]])
    return kept_file(kind, actor, content, period=period)


def kept_file(
    kind: str, actor: User, content: bytes, *, period: Period | None = None, name: str = "a.xlsx"
) -> WorkbookImport:
    """A file sent in."""
    given: dict[str, Any] = {"file": BytesIO(content), "name": name, "size": len(content)}
    return keep_import(kind=kind, period=period, actor=actor, **given)


def said(plan: Plan) -> list[str]:
    """Every fault of a plan in words."""
    return [str(fault) for fault in plan.faults]


def planned(run: WorkbookImport) -> Plan:
    """What applying a file would do, to who sent it."""
    return plan_import(run=run, actor=run.uploaded_by)


def queries_of_planning(run: WorkbookImport) -> int:
    """How many queries it takes to plan a file, with nothing kept from before."""
    sent, by = WorkbookImport.objects.get(pk=run.pk), User.objects.get(pk=run.uploaded_by_id)
    with CaptureQueriesContext(connection) as captured:
        plan_import(run=sent, actor=by)
    return len(captured)
