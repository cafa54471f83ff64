"""A few signed documents, so that there is something to look at and to verify from the first minute on."""

from collections.abc import Collection

from kinerja.models import SemesterEvaluation
from kinerja.services.document import issue_document
from kinerja.services.recapitulation import issue_recapitulation
from officials.models import User

RECAPITULATED = ("2018-1", "92")
ISSUED = (("2018-1", "92"), ("2018-1", "92.02"), ("2025-1", "92.08"))


def add_documents(periods: Collection[str], dirjen: User) -> int:
    """Issue the documents of some results that are still final.

    Args:
        periods: codes of the periods that the demonstration made itself; no other is touched.
        dirjen: the example account.

    Returns:
        How many were issued.
    """
    final = SemesterEvaluation.objects.filter(state=SemesterEvaluation.State.FINAL)
    wanted = [
        final.filter(period__code=period, region_code=code).first()
        for period, code in ISSUED
        if period in periods
    ]
    issued = [issue_document(evaluation=row, actor=dirjen) for row in wanted if row]
    period, code = RECAPITULATED
    provinces = final.filter(period__code=period, region_code=code) if period in periods else final.none()
    issued += [issue_recapitulation(evaluation=row, actor=dirjen) for row in provinces]
    return len(issued)
