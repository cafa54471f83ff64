"""Who: accounts and roles, offices, posts, people in posts, the audit trail."""

from .account import RoleAssignment, User
from .appointment import Appointment
from .audit import AuditEntry, AuditHead
from .delegation import Delegation
from .official import Official
from .position import Position
from .token import ApiToken
from .work_unit import WorkUnit

__all__ = [
    "ApiToken",
    "Appointment",
    "AuditEntry",
    "AuditHead",
    "Delegation",
    "Official",
    "Position",
    "RoleAssignment",
    "User",
    "WorkUnit",
]
