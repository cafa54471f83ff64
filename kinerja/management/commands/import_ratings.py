"""``manage.py import_ratings FILE --period 2025-1 [--apply]``: take over element 2 decided elsewhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.exchange.staff_rating import RatingTable, RowError, error_table, read_ratings
from kinerja.exchange.upload import UploadError
from kinerja.management.base import RefusedError, ReportingCommand, WrongUsageError
from kinerja.management.files import account, add_import_arguments, write
from kinerja.management.naming import named_period
from kinerja.services.staff_rating_import import ImportRefused, Plan, apply_import, plan_import


class Command(ReportingCommand):
    """Check every row and print the plan; with ``--apply`` take all rows over, or none."""

    help = "Impor hasil SKP dan perilaku yang diputuskan di tempat lain (XLSX atau CSV)."

    def add_arguments(self, parser: CommandParser) -> None:
        """File, period, and what to do with them."""
        add_import_arguments(parser, "ratings_template")

    def perform(
        self,
        *args: Any,
        file: str,
        period: str,
        apply: bool,
        errors: str,
        user: str,
        **options: Any,
    ) -> dict[str, Any]:
        """Plan or import; a fault of any row is a refusal, and nothing is written."""
        found, actor = named_period(period), account(user)
        table = read(file)
        plan = plan_import(period=found, rows=table.rows, actor=actor)
        faults = sorted((*table.errors, *plan.errors), key=lambda fault: fault.row)
        refuse(faults, errors)
        if apply:
            try:
                plan = apply_import(period=found, rows=table.rows, actor=actor)
            except ImportRefused as refusal:
                refuse(refusal.errors, errors)
        return outcome(table, plan, apply)

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """How many rows do what, what is odd, and whether it was done."""
        yield _("%(new)d baru, %(changed)d diganti, %(same)d sama, %(blank)d tanpa hasil.") % outcome
        for row in outcome["rows"]:
            for said in (*row["notes"], row["replaces"] and _("menggantikan %s") % row["replaces"]):
                if said:
                    yield _("Baris %(row)d, %(name)s: %(said)s") % (row | {"said": said})
        yield _("Tersimpan.") if outcome["applied"] else _("Rencana saja; simpan dengan --apply.")


def read(path: str) -> RatingTable:
    """The table of a file on this machine.

    Raises:
        WrongUsageError: it cannot be opened. RefusedError: it is no such table.
    """
    try:
        with Path(path).open("rb") as file:
            size = Path(path).stat().st_size
            return read_ratings(Path(path).name, file, size, settings.EVIDENCE_MAX_BYTES)
    except OSError as error:
        raise WrongUsageError(_("Berkas “%s” tidak dapat dibuka.") % path) from error
    except UploadError as error:
        raise RefusedError([error]) from error


def refuse(faults: Sequence[RowError], path: str) -> None:
    """Refuse with every fault, if there are any; a workbook of them is written where one is wanted.

    Raises:
        RefusedError: with every fault. WrongUsageError: the workbook cannot be written.
    """
    if not faults:
        return
    if path:
        write(path, error_table(faults))
    raise RefusedError(faults)


def outcome(table: RatingTable, plan: Plan, applied: bool) -> dict[str, Any]:
    """The plan in plain data, without a NIP."""
    rows = [
        {
            "row": row.row.row,
            "name": row.appraisal.name,
            "value": row.data["value"],
            "predikat": row.predikat,
            "effect": row.effect,
            "replaces": row.replaces,
            "notes": list(row.notes),
        }
        for row in plan.rows
    ]
    return {"applied": applied, **plan.counts, "blank": table.blank, "rows": rows}
