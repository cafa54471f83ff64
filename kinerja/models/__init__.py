"""What: the decree's indicators, targets, figures and results, and the documents that carry them."""

from .agreement import IndicatorTarget, PerformanceAgreement
from .document import SignedDocument
from .evaluation import EvaluationEvent, SemesterEvaluation
from .evidence import Evidence
from .incident import Incident
from .indicator import Indicator, IndicatorSet, ServiceOutput
from .innovation import Innovation
from .period import Period, ScoringPolicy
from .realization import Realization
from .report import ServiceReport
from .target import DesignatedVersion, NationalTarget

__all__ = [
    "DesignatedVersion",
    "EvaluationEvent",
    "Evidence",
    "Incident",
    "Indicator",
    "IndicatorSet",
    "IndicatorTarget",
    "Innovation",
    "NationalTarget",
    "PerformanceAgreement",
    "Period",
    "Realization",
    "ScoringPolicy",
    "SemesterEvaluation",
    "ServiceOutput",
    "ServiceReport",
    "SignedDocument",
]
