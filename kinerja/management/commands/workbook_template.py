"""``manage.py workbook_template KIND -o FILE [--period 2025-1]``: the workbook that import_workbook reads."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.management.commands.import_workbook import KINDS
from kinerja.management.files import account, add_template_arguments, write
from kinerja.management.naming import named_region
from kinerja.management.workbooks import period_of
from kinerja.selectors.lookup import NothingFoundError
from kinerja.services.books import BOOKS


class Command(ReportingCommand):
    """Write the workbook with what is known."""

    help = "Tulis buku kerja untuk import_workbook, berisi apa yang sudah diketahui."

    def add_arguments(self, parser: CommandParser) -> None:
        """Kind, period, file, region."""
        parser.add_argument("kind", choices=KINDS, help=_("Isi buku kerjanya."))
        parser.add_argument("--period", default="", metavar="PERIODE", help=_("Kode periode."))
        parser.add_argument("--user", default="", metavar="AKUN", help=_("Akun yang mengisinya."))
        add_template_arguments(parser)

    def perform(
        self, *args: Any, kind: str, period: str, file: str, region: str, user: str, **options: Any
    ) -> dict[str, Any]:
        """Write it, complete or not at all; as an account that may send it sees it."""
        book, found = BOOKS[kind], period_of(kind, period)
        named_region(region)
        try:
            content = book.template(found, region, account(user, book.role))
        except NothingFoundError as none:
            raise RefusedError([none]) from none
        write(file, content)
        return {"file": file}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """Where it is."""
        yield outcome["file"]
