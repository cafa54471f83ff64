"""The audit trail as the auditor reads it: filtered, newest first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from officials.audit import ACTIONS, label_of
from officials.models import AuditEntry


def entries(
    *,
    user: Any,
    action: str = "",
    actor: str = "",
    about: str = "",
    since: date | None = None,
    until: date | None = None,
) -> "QuerySet[AuditEntry]":
    """The entries that fit every filter given, newest first.

    Args:
        user: who reads; nothing for whoever may not read the trail.
        action: a registered action.
        actor: part of an actor's name.
        about: part of the object's name, or its id.
        since: first day, inclusive.
        until: last day, inclusive.
    """
    found = AuditEntry.objects.visible_to(user).order_by("-sequence")
    if action:
        found = found.filter(action=action)
    if actor:
        found = found.filter(actor_name__icontains=actor)
    if about:
        found = found.filter(Q(object_name__icontains=about) | Q(object_id=about))
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    return found


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
