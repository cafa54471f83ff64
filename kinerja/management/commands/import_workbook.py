"""``manage.py import_workbook KIND FILE [--period 2025-1] [--apply]``: any other workbook, whole or not."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.files import add_import_arguments
from kinerja.management.workbooks import ImportCommand
from kinerja.models import WorkbookImport
from kinerja.selectors.imports import shown_records
from kinerja.services.books import BOOKS
from kinerja.services.import_plan import Plan

KINDS = [kind for kind in BOOKS if kind != WorkbookImport.Kind.RESULTS]


class Command(ImportCommand):
    """Officials, targets, agreements, ratings, reports."""

    help = "Impor buku kerja lain (XLSX atau CSV; lihat workbook_template)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Kind, file, period, and what to do with them."""
        parser.add_argument("kind", choices=KINDS, help=_("Isi buku kerjanya."))
        add_import_arguments(parser, "workbook_template")

    def perform(
        self,
        *args: Any,
        kind: str,
        file: str,
        period: str,
        apply: bool,
        errors: str,
        user: str,
        **options: Any,
    ) -> dict[str, Any]:
        """As ``ImportCommand.take_over``."""
        return self.take_over(kind, file, period, apply=apply, errors=errors, user=user)

    def rows(self, plan: Plan) -> list[dict[str, Any]]:
        """Each row with the values that change."""
        return [
            {
                "row": record.row.row,
                "title": shown.title,
                "changes": [{"field": head, "before": old, "after": new} for head, old, new in shown.changes],
            }
            for record, shown in zip(plan.rows, shown_records(plan.rows, plan.layout.columns), strict=True)
        ]

    def told(self, row: dict[str, Any]) -> str:
        """One row as a line."""
        said = (
            f"{each['field']}: {each['before'] or '–'} → {each['after'] or '–'}" for each in row["changes"]
        )
        return f"{row['title']}: {'; '.join(said)}"
