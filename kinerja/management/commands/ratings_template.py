"""``manage.py ratings_template 2025-1 -o FILE [--region 92]``: the workbook that import_ratings reads."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from kinerja.exchange.staff_rating import template
from kinerja.management.base import RefusedError, ReportingCommand
from kinerja.management.files import add_template_arguments, write
from kinerja.management.naming import named_period, named_region
from kinerja.models import Appraisal
from kinerja.selectors.lookup import NothingFoundError, evaluations_in


class Command(ReportingCommand):
    """Write the workbook with the NIP and the name of everybody appraised; the rest is to be filled in."""

    help = "Tulis buku kerja untuk import_ratings, berisi NIP dan nama pejabat yang dinilai."

    def add_arguments(self, parser: CommandParser) -> None:
        """Period, file, region."""
        add_template_arguments(parser)

    def perform(self, *args: Any, code: str, file: str, region: str, **options: Any) -> dict[str, Any]:
        """Write it; whoever has no NIP is counted and left out, as a row is found by its NIP."""
        period, region = named_period(code), named_region(region)
        try:
            evaluations = evaluations_in(period, region)
        except NothingFoundError as none:
            raise RefusedError([none]) from none
        rows = Appraisal.objects.filter(evaluation__in=evaluations)
        rows = rows.order_by("evaluation__region_code", "kind", "title")
        people = list(rows.values_list("nip", "name"))
        if not people:
            raise RefusedError([_("Belum ada pejabat yang dinilai pada periode %s.") % code])
        write(file, template((nip, name) for nip, name in people if nip))
        without = sum(not nip for nip, _name in people)
        return {"file": file, "people": len(people) - without, "without_nip": without}

    def lines(self, outcome: dict[str, Any]) -> Iterator[str]:
        """Where it is, and how many people it holds."""
        yield _("%(file)s: %(people)d pejabat; %(without_nip)d tanpa NIP tidak dimuat.") % outcome
