"""The lists on the page of a Perjanjian Kinerja, as files."""

from collections.abc import Iterator

from kinerja.listings.agreement import PROGRAMS, TARGETS, Target
from kinerja.listings.register import DOCUMENTS
from kinerja.models import IndicatorSet, PerformanceAgreement
from kinerja.selectors.agreement import documents_of
from kinerja.services.agreement import agreed_indicators
from kinerja.views.export import Listing
from officials.models import WorkUnit


def agreement_lists(
    unit: WorkUnit, code: str, year: int, found: PerformanceAgreement | None, tables: IndicatorSet
) -> dict[str, Listing]:
    """What is stored of an agreement, by what the links of its page call it.

    Args:
        unit: whoever calls has found it for the account.
        code: under which the page is found.
        year: of the agreement.
        found: the agreement; None where nobody began one, and the decree's own targets serve.
        tables: by which it promises.
    """

    def targets() -> Iterator[Target]:
        agreed = {row.indicator_id: row.target for row in found.targets.all()} if found else {}
        for row in agreed_indicators(unit, tables):
            yield Target(row, agreed.get(row.pk))

    name = f"perjanjian-{code}-{year}"
    return {
        "target": Listing(f"target-{name}", TARGETS, targets),
        "program": Listing(f"program-{name}", PROGRAMS, lambda: found.programs.all() if found else ()),
        "dokumen": Listing(f"dokumen-{name}", DOCUMENTS, lambda: documents_of(found)),
    }
