"""Whether the bidang whose result an official carries is known (R8)."""

from django.db.models import Q

from kinerja.models import Appraisal
from kinerja.rules.policy import Policy
from officials.models import Position


def lacks_field(appraisal: Appraisal, policy: Policy) -> bool:
    """Whether nobody knows which bidang's result an official carries; the unit's is not theirs.

    Args:
        appraisal: not approved yet.
        policy: ``responsibility``; where everybody carries the unit, no bidang is needed.
    """
    needed = policy.responsibility != "unit" and appraisal.kind in Position.OF_FIELD
    return needed and not appraisal.fields


def field_is_lacking(policy: Policy) -> Q:
    """The same as a condition on appraisals."""
    if policy.responsibility == "unit":
        return Q(pk__in=[])
    return Q(kind__in=Position.OF_FIELD, fields=[])
