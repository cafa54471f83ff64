"""The lists on the page of an appraisal, as files: figures, earlier results, evidence, documents."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from kinerja.listings import appraisal as listings
from kinerja.listings.indicator import INDICATORS
from kinerja.listings.register import DOCUMENTS
from kinerja.listings.unit import FILES_SEEN
from kinerja.models import Appraisal
from kinerja.selectors import appraisal_page as selectors
from kinerja.selectors.appraisal_elements import elements
from kinerja.selectors.appraisal_history import history
from kinerja.selectors.recapitulation_rows import IndicatorRow
from kinerja.views.export import Listing


def appraisal_lists(user: Any, found: Appraisal) -> dict[str, Listing]:
    """The lists of the page by what its links call them; whoever calls has found it for the account."""

    def named(what: str, fields: Any, rows: Callable[[], Any]) -> Listing:
        return Listing(f"{what}-{found.pk}-{found.period.code}", fields, rows)

    return {
        "indikator": named("indikator", INDICATORS, lambda: _indicators(found)),
        "pejabat": named("riwayat-pejabat", listings.PAST, lambda: history(found, user).person),
        "jabatan": named("riwayat-jabatan", listings.PAST, lambda: history(found, user).post),
        "bukti": named("bukti", FILES_SEEN, lambda: selectors.evidence(found, user) or ()),
        "dokumen": named("dokumen", DOCUMENTS, lambda: selectors.documents(found)),
    }


def _indicators(found: Appraisal) -> Iterator[IndicatorRow]:
    """The indicators of element 1: those of the unit, or of the bidang that the official carries (R8)."""
    one = elements(found).one
    for group in one.groups:
        for part in group.parts:
            yield IndicatorRow(found.evaluation.region_code, one.carried.label, asdict(part))
