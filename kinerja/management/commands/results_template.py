"""``manage.py results_template 2025-1 -o results.xlsx [--region 92]``: the workbook import_results reads."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.exchange.template import write_template
from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.management.files import add_template_arguments, write
from kinerja.management.naming import named_period, named_region
from kinerja.selectors.lookup import NothingFoundError, evaluations_in
from kinerja.selectors.results import results_template


class Command(ReportingCommand):
    """Write the workbook with every unit and what is known of it."""

    help = "Tulis buku kerja untuk import_results, berisi unit kerja dan angka yang sudah diketahui."

    def add_arguments(self, parser: CommandParser) -> None:
        """Period, file, region."""
        parser.add_argument("code", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
        add_template_arguments(parser)

    def perform(self, *args: Any, code: str, file: str, region: str, **options: Any) -> dict[str, Any]:
        """Write it, complete or not at all."""
        period, region = named_period(code), named_region(region)
        try:
            evaluations = evaluations_in(period, region)
        except NothingFoundError as none:
            raise RefusedError([none]) from none
        units = evaluations.count()
        if not units:
            raise RefusedError([_("Belum ada unit kerja yang dinilai pada periode %s.") % code])
        write(file, write_template(*results_template(period, evaluations)))
        return {"file": file, "units": units}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """Where it is, and how many units it holds."""
        yield _("%(file)s: %(units)d unit kerja.") % outcome
