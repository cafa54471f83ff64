"""The messages of an account: how many are unread, and the list with the unread first."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from kinerja.models import Notification, NotificationPreference


def inbox(user: Any) -> "QuerySet[Notification]":
    """An account's own messages, unread first, each part newest first."""
    read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    mine: QuerySet[Notification] = Notification.objects.visible_to(user)
    return mine.alias(is_read=read).order_by("is_read", "-created_at", "-id")


def unread_count(user: Any) -> int:
    """How many messages an account has not read; one query, none for a visitor."""
    if not getattr(user, "is_authenticated", False):
        return 0
    return inbox(user).filter(read_at__isnull=True).order_by().count()


def wants_email(user: Any) -> bool:
    """Whether an account wants its digest by e-mail; without a choice it does."""
    return not NotificationPreference.objects.filter(user=user, email=False).exists()
