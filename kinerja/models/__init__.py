"""What: the decree's indicators, targets, figures and results, and the documents that carry them."""

from .agreement import AgreementProgram, IndicatorTarget, PerformanceAgreement
from .appraisal import Appraisal, AppraisalEvent, UnassessedPost
from .attachment import Attachment
from .document import DocumentSignature, SignedDocument
from .evaluation import EvaluationEvent, SemesterEvaluation
from .evidence import Evidence
from .incident import Incident
from .indicator import Indicator, IndicatorSet, ServiceOutput
from .innovation import Innovation
from .job import Job
from .notification import Notification, NotificationPreference
from .objection import Clarification, Objection
from .past_score import PastScore
from .period import Period, ScoringPolicy
from .realization import Realization
from .recommendation import GuidanceStep, Recommendation
from .report import ServiceReport
from .staff_rating import StaffRating
from .target import DesignatedVersion, NationalTarget
from .workbook_import import WorkbookImport

__all__ = [
    "AgreementProgram",
    "Appraisal",
    "AppraisalEvent",
    "Attachment",
    "Clarification",
    "DesignatedVersion",
    "DocumentSignature",
    "EvaluationEvent",
    "Evidence",
    "GuidanceStep",
    "Incident",
    "Indicator",
    "IndicatorSet",
    "IndicatorTarget",
    "Innovation",
    "Job",
    "NationalTarget",
    "Notification",
    "NotificationPreference",
    "Objection",
    "PastScore",
    "PerformanceAgreement",
    "Period",
    "Realization",
    "Recommendation",
    "ScoringPolicy",
    "SemesterEvaluation",
    "ServiceOutput",
    "ServiceReport",
    "SignedDocument",
    "StaffRating",
    "UnassessedPost",
    "WorkbookImport",
]
