"""``manage.py import_results FILE --period 2025-1 [--apply]``: results by workbook, all of them or none."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.files import add_import_arguments
from kinerja.management.workbooks import ImportCommand
from kinerja.models import WorkbookImport
from kinerja.rules.rounding import percent_text
from kinerja.services.import_plan import Plan


class Command(ImportCommand):
    """The results of a semester."""

    help = "Impor hasil semester (XLSX atau CSV; lihat results_template)."

    def add_arguments(self, parser: CommandParser) -> None:
        """File, period, and what to do with them."""
        add_import_arguments(parser, "results_template")

    def perform(
        self, *args: Any, file: str, period: str, apply: bool, errors: str, user: str, **options: Any
    ) -> dict[str, Any]:
        """As ``ImportCommand.take_over``."""
        kind = WorkbookImport.Kind.RESULTS
        return self.take_over(kind, file, period, apply=apply, errors=errors, user=user)

    def rows(self, plan: Plan) -> list[dict[str, Any]]:
        """Each unit with the indicators that change, and its completion before and after."""
        return [
            {
                "code": row.evaluation.region_code,
                "name": row.evaluation.region_name,
                "changes": [change.indicator.code for change in row.changes],
                "before": _percent(row.evaluation.completion),
                "after": _percent(row.score.percent),
            }
            for row in plan.rows
        ]

    def told(self, row: dict[str, Any]) -> str:
        """One unit as a line."""
        return f"{row['code']} {row['name']}: {', '.join(row['changes'])}; {row['before']} → {row['after']}"


def _percent(value: Any) -> str:
    return _("belum ada") if value is None else percent_text(value)
