"""Every kind of workbook that can be sent in."""

from collections.abc import Mapping

from kinerja.services.agreement_import import AGREEMENTS
from kinerja.services.history_import import HISTORY
from kinerja.services.import_plan import Book
from kinerja.services.national_target_import import NATIONAL_TARGETS
from kinerja.services.official_import import OFFICIALS
from kinerja.services.report_import import REPORTS
from kinerja.services.results_import import RESULTS
from kinerja.services.staff_rating_import import RATINGS

BOOKS: Mapping[str, Book] = {
    book.kind: book for book in (RESULTS, OFFICIALS, REPORTS, AGREEMENTS, RATINGS, NATIONAL_TARGETS, HISTORY)
}
