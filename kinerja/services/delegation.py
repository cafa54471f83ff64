"""Powers in another's hands for some days (Plh): recorded with its decision, ended early, never rewritten."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.services.errors import FigureErrors, NotPermitted, Refused
from officials import audit
from officials.access import holds
from officials.models import Appointment, Delegation, Official, Position, User

DELEGATED = audit.register("delegation.record", gettext_lazy("Wewenang dilimpahkan (Plh)"))
ENDED = audit.register("delegation.end", gettext_lazy("Pelimpahan (Plh) diakhiri"))


def delegate_powers(
    *,
    position: Position,
    delegate: Official,
    decree_number: str,
    decree_date: date,
    valid_from: date,
    valid_until: date,
    actor: User,
) -> Delegation:
    """Record that somebody acts for the holder of a post from one day to another, both included.

    Args:
        position: Menteri, Dirjen or a Kepala Daerah.
        delegate: who acts; another person than the holder.
        decree_number: of the decision; free text, printed on every result signed by the delegate.
        decree_date: of the decision.
        valid_from: not in the past, so that nothing done before becomes right afterwards.
        valid_until: the last day.
        actor: the holder of the post, or a national admin_pusat who records the decision.

    Raises:
        NotPermitted: the actor neither holds the post nor keeps the records.
        FigureErrors: a field that makes the delegation impossible.

    Source: contract, Roles; R7, R9.
    """
    if not may_delegate(actor, position):
        raise NotPermitted([_("Yang melimpahkan adalah pemegang jabatan; admin pusat mencatatnya.")])
    made = Delegation(
        position=position,
        delegate=delegate,
        decree_number=decree_number.strip(),
        decree_date=decree_date,
        valid_from=valid_from,
        valid_until=valid_until,
        recorded_by=actor,
        is_example=position.is_example,
    )
    if valid_from < timezone.localdate():
        raise FigureErrors(
            {"": {"valid_from": _("Pelimpahan tidak berlaku surut: mulai paling awal hari ini.")}}
        )
    try:
        with transaction.atomic():
            made.full_clean()
            made.save(force_insert=True)
            audit.record(DELEGATED, actor=actor, obj=made, after=_facts(made))
    except ValidationError as error:
        raise FigureErrors(
            {"": {name: " ".join(texts) for name, texts in error.message_dict.items()}}
        ) from error
    except IntegrityError as error:
        raise Refused([_("Jabatan ini baru saja dilimpahkan pada masa itu. Periksa lagi.")]) from error
    return made


def end_delegation(*, delegation: Delegation, actor: User) -> Delegation:
    """End a delegation at once, on its last day too; one that has not begun is taken back.

    What was signed under it stays signed, and the row stays too, so that each signature keeps its basis. Its
    last day is today then: the next delegation of the post starts tomorrow.

    Raises:
        NotPermitted: as ``delegate_powers``.
        Refused: it is over already.
    """
    today = timezone.localdate()
    with transaction.atomic():
        row = (
            Delegation.objects.select_for_update(of=("self",))
            .select_related("position")
            .get(pk=delegation.pk)
        )
        if not may_delegate(actor, row.position):
            raise NotPermitted([_("Yang mengakhiri adalah pemegang jabatan atau admin pusat.")])
        if row.valid_until < today or row.ended_at is not None:
            raise Refused([_("Pelimpahan ini sudah berakhir.")])
        if row.valid_from > today:
            audit.record(ENDED, actor=actor, obj=row, before=_facts(row))
            row.delete()
            return row
        before = _facts(row)
        row.valid_until, row.ended_at = today, timezone.now()
        row.save(update_fields=["valid_until", "ended_at"])
        after = _facts(row) | {"ended_at": row.ended_at}
        audit.record(ENDED, actor=actor, obj=row, before=before, after=after)
    return row


def may_delegate(user: Any, position: Position) -> bool:
    """Whether an account may delegate a post's powers: its holder, or who keeps the records."""
    held = Appointment.objects.on(timezone.localdate()).filter(position=position)
    own = getattr(user, "official_id", None) is not None and held.filter(official=user.official_id).exists()
    return (own and holds(user, position.kind, position.region_id)) or holds(user, "admin_pusat")


def _facts(row: Delegation) -> dict[str, Any]:
    names = ("decree_number", "decree_date", "valid_from", "valid_until")
    said: dict[str, Any] = {name: getattr(row, name) for name in names}
    return {"position": row.position.title, "delegate": row.delegate.name} | said
