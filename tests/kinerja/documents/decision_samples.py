"""The decision on an objection, made by the rules alone."""

from dataclasses import fields
from typing import Any

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot
from kinerja.documents.decision_snapshot import DecisionSnapshot, Disputed
from tests.kinerja.documents import appraisal_samples

DISPUTED = Disputed(
    code="AAAA-BBBB-CCCC",
    number="800.1.3.3/7/Dukcapil",
    revision=1,
    issued_on="2025-09-01",
    outcome="unsur 1 capaian 84,33 %, nilai 80, kategori Baik; unsur 2 predikat Baik",
)


def decision() -> DecisionSnapshot:
    """The decided appraisal of the samples, as the decision's own document."""
    made = appraisal_samples.decided()
    parts: dict[str, Any] = {field.name: getattr(made, field.name) for field in fields(AppraisalSnapshot)}
    return DecisionSnapshot(**parts, disputed=DISPUTED)
