"""Delegations as a page shows them, and the posts whose powers an account may delegate."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from officials.access import holds
from officials.models import Appointment, Delegation, Official, Position


def visible_delegations(user: Any) -> "QuerySet[Delegation]":
    """The delegations an account may see, the latest first."""
    rows: QuerySet[Delegation] = Delegation.objects.visible_to(user)
    return rows.select_related("position__region", "delegate", "recorded_by__official").order_by(
        "-valid_from"
    )


def delegable_posts(user: Any) -> "QuerySet[Position]":
    """The posts whose powers an account may put into another's hands: its own, or all for an admin_pusat."""
    posts: QuerySet[Position] = Position.objects.filter(kind__in=Delegation.KINDS).order_by("kind", "title")
    if holds(user, "admin_pusat"):
        return posts
    if getattr(user, "official_id", None) is None:
        return posts.none()
    held = Appointment.objects.on(timezone.localdate()).filter(official=user.official_id)
    return posts.filter(pk__in=held.values("position"))


def people_named(text: str, user: Any) -> list[Official]:
    """The people of a NIP, or of a name as the register writes it; more than one where names repeat.

    Args:
        text: a whole NIP or a whole name.
        user: who asks; finds those it sees, and those without any post today, such as a Wakil Bupati or a
            Sekretaris Daerah. Holders of posts elsewhere are not there to be tried out (R12).
    """
    seated = Appointment.objects.on(timezone.localdate()).values("official")
    known = Official.objects.filter(Q(pk__in=Official.objects.visible_to(user)) | ~Q(pk__in=seated))
    digits = "".join(character for character in text if character.isdigit())
    by_nip = known.filter(nip=digits) if len(digits) == 18 else known.none()
    return list(by_nip or known.filter(name__iexact=text.strip())[:5])
