"""The lists on the pages of a unit, as files: how its result was reached, and what stands beneath."""

from collections.abc import Callable
from typing import Any

from kinerja.listings import indicator, register
from kinerja.listings import unit as listings
from kinerja.models import SemesterEvaluation
from kinerja.selectors import overview
from kinerja.selectors import unit as selectors
from kinerja.selectors.derivation import result_of
from kinerja.selectors.recapitulation_rows import indicators_of, steps_of
from kinerja.views.export import Listing


def lists_of(user: Any, evaluation: SemesterEvaluation) -> dict[str, Listing]:
    """The lists of a unit's page by what its links call them; whoever calls has found it for the account."""

    def named(what: str, fields: Any, rows: Callable[[], Any]) -> Listing:
        return Listing(_name(what, evaluation), fields, rows)

    return derivation_lists(evaluation) | {
        "kabkota": named("kabkota", listings.UNITS, lambda: overview.child_rows(user, evaluation)),
        "laporan": named("laporan", listings.REPORTS, lambda: selectors.reports(evaluation)),
        "inovasi": named("inovasi", listings.INNOVATIONS, lambda: selectors.innovations(evaluation)),
        "bukti": named("bukti", listings.FILES, lambda: selectors.files(evaluation)),
        "dokumen": named("dokumen", register.DOCUMENTS, lambda: selectors.documents(evaluation)),
    }


def derivation_lists(evaluation: SemesterEvaluation) -> dict[str, Listing]:
    """How a result was reached: the indicators, and the steps between."""

    def indicators() -> Any:
        return indicators_of(evaluation, result_of(evaluation))

    def steps() -> Any:
        return steps_of(evaluation, result_of(evaluation))

    return {
        "indikator": Listing(_name("indikator", evaluation), indicator.INDICATORS, indicators),
        "langkah": Listing(_name("langkah", evaluation), indicator.STEPS, steps),
    }


def _name(what: str, evaluation: SemesterEvaluation) -> str:
    return f"{what}-{evaluation.region_code}-{evaluation.period.code}"
