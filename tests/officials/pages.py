"""What tests of the admin ask its pages and the audit trail."""

from typing import Any

from django.urls import reverse

from officials.models import AuditEntry


def url(model: str, act: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:{model}_{act}", args=args)


def trail() -> list[tuple[str, str, Any, Any]]:
    """What the audit trail says, oldest first."""
    rows = AuditEntry.objects.order_by("sequence")
    return [(row.action, row.object_name, row.before, row.after) for row in rows]


def said(response: Any) -> list[str]:
    """The messages of the page that an answer leads to."""
    return [str(message) for message in response.context["messages"]]


def faults(response: Any) -> dict[str, list[str]]:
    """What the form of a page refuses."""
    return dict(response.context["adminform"].form.errors)
