"""``manage.py import_results FILE --period 2025-1 [--apply]``: results by workbook, all of them or none."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.exchange.fault import Fault
from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from kinerja.management.files import account, add_import_arguments, write
from kinerja.management.naming import named_period
from kinerja.models import WorkbookImport
from kinerja.rules.rounding import percent_text
from kinerja.services.import_plan import Plan
from kinerja.services.imports import ImportRefused, apply_import, faults_of, keep_import, plan_file
from kinerja.services.results_plan import Planned


class Command(ReportingCommand):
    """Check every row and print the plan; with ``--apply`` write all of it, or nothing."""

    help = "Impor hasil semester (XLSX atau CSV; lihat results_template)."

    def add_arguments(self, parser: CommandParser) -> None:
        """File, period, and what to do with them."""
        add_import_arguments(parser, "results_template")

    def perform(
        self, *args: Any, file: str, period: str, apply: bool, errors: str, user: str, **options: Any
    ) -> dict[str, Any]:
        """Plan or import; a fault of any row is a refusal, and nothing is written."""
        found, actor, path = named_period(period), account(user), Path(file)
        try:
            with path.open("rb") as content:
                given: dict[str, Any] = {"file": content, "name": path.name, "size": path.stat().st_size}
                said: dict[str, Any] = {"kind": WorkbookImport.Kind.RESULTS, "period": found} | given
                plan = plan_file(actor=actor, **said)
                if errors and plan.faults:
                    write(errors, faults_of(plan=plan, **said))
                self._refuse(plan.errors)
                if apply and plan.rows:
                    run = keep_import(actor=actor, **said)
                    plan = apply_import(run=run, actor=actor)
        except ImportRefused as refusal:
            self._refuse(refusal.faults)
        except OSError as error:
            raise WrongUsageError(_("Berkas “%s” tidak dapat dibuka.") % file) from error
        return outcome(plan, applied=apply)

    def _refuse(self, faults: Sequence[Fault]) -> None:
        if faults:
            raise RefusedError(faults)

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """What changes unit by unit, what is odd, and whether it was done."""
        yield _("%(units)d unit berubah (%(figures)d angka), %(same)d unit sama.") % outcome
        for row in outcome["rows"]:
            codes = ", ".join(row["changes"])
            yield f"{row['code']} {row['name']}: {codes}; {row['before']} → {row['after']}"
        yield from outcome["remarks"]
        if not outcome["rows"]:
            yield _("Tidak ada yang berubah, jadi tidak ada yang disimpan.")
        else:
            yield _("Tersimpan.") if outcome["applied"] else _("Rencana saja; simpan dengan --apply.")


def outcome(plan: Plan, *, applied: bool) -> dict[str, Any]:
    """The plan in plain data."""
    return {
        "applied": applied and bool(plan.rows),
        "units": len(plan.rows),
        "figures": plan.figures,
        "same": plan.same,
        "rows": [_row(row) for row in plan.rows],
        "remarks": [str(fault) for fault in plan.remarks],
    }


def _row(row: Planned) -> dict[str, Any]:
    old, new = row.evaluation.completion, row.score.percent
    return {
        "code": row.evaluation.region_code,
        "name": row.evaluation.region_name,
        "changes": [change.indicator.code for change in row.changes],
        "before": _("belum ada") if old is None else percent_text(old),
        "after": _("belum ada") if new is None else percent_text(new),
    }
