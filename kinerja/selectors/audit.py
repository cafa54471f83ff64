"""The audit trail as the auditor reads it: filtered, newest first."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from officials.audit import ACTIONS, label_of
from officials.models import AuditEntry


def entries(user: Any) -> "QuerySet[AuditEntry]":
    """The entries that an account may read, newest first; nothing for whoever may not read the trail."""
    return AuditEntry.objects.visible_to(user).order_by("-sequence")


def actions() -> list[tuple[str, str]]:
    """Every registered action with its label, in the order of the labels."""
    return sorted(((name, label_of(name)) for name in ACTIONS), key=lambda pair: pair[1])


def changes(entry: AuditEntry) -> list[tuple[str, Any, Any]]:
    """What an act changed: field, before, after; fields that stayed are left out."""
    before: Mapping[str, Any] = entry.before if isinstance(entry.before, dict) else {}
    after: Mapping[str, Any] = entry.after if isinstance(entry.after, dict) else {}
    names = dict.fromkeys([*before, *after])
    return [
        (name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)
    ]
