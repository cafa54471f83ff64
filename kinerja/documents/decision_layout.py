"""What the template of a decision on an objection needs: the decision itself, then the appraisal after it."""

from kinerja.documents import appraisal_layout
from kinerja.documents.decision_snapshot import DecisionSnapshot, Disputed
from kinerja.documents.wording import bound, day
from kinerja.rules.data import Data


def context(snapshot: DecisionSnapshot) -> Data:
    """Everything the template needs, as text."""
    disputed = snapshot.disputed
    return appraisal_layout.context(snapshot) | {
        "disputed": disputed and _disputed(disputed),
        "outcome": bound(appraisal_layout.outcome(snapshot.result)),
    }


def _disputed(found: Disputed) -> Data:
    return {
        "code": found.code,
        "number": found.number,
        "revision": found.revision,
        "issued": day(found.issued_on),
        "outcome": bound(found.outcome),
    }
