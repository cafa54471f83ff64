"""``manage.py explain 2025-1 92.03``: the whole derivation of a unit's score."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.management.naming import named_period, named_region
from kinerja.management.telling import told
from kinerja.selectors.derivation import derivation
from kinerja.selectors.lookup import NothingFoundError, evaluation_at


class Command(ReportingCommand):
    """Tell how a unit's score was reached: figure, per cent, nilai, with section and rule."""

    help = "Jelaskan skor satu unit: dari angka ke persen ke nilai, dengan letak dalam Keputusan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="PERIODE", help=_("Kode periode, misalnya 2025-1."))
        parser.add_argument("region", metavar="WILAYAH", help=_("Kode wilayah, misalnya 92 atau 92.03."))

    def perform(self, *args: Any, code: str, region: str, **options: Any) -> dict[str, Any]:
        period, region = named_period(code), named_region(region)
        try:
            self._derivation = derivation(evaluation_at(period, region))
        except NothingFoundError as none:
            raise RefusedError([none]) from none
        return self._derivation.as_data()

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        yield from told(self._derivation)
