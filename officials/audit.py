"""The audit trail: who did what to which object, before and after, in a chain nobody rewrites unseen.

Every entry carries sha256(hash of the entry before + its own canonical JSON), sealed with an HMAC whose key
(``AUDIT_KEY``) is not in the database; the head row, locked by every writer, seals the end of the chain.
``officials.audit_chain`` walks it.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from officials.models import AuditEntry, AuditHead, User

ACTIONS: dict[str, Any] = {}
#: Entries written by one statement.
BATCH = 1000
#: Fields that an entry's hash covers, beside the hash of the entry before.
SEALED = (
    *("sequence", "at", "action", "actor_id", "actor_name"),
    *("object_type", "object_id", "object_name", "before", "after", "note"),
)


class UnknownActionError(LookupError):
    """An action that nobody registered: a slip in the code, never shown to people."""


def register(action: str, label: Any) -> str:
    """Make an action known, once, where the service that performs it is defined.

    Args:
        action: stable English name, "<object>.<act>": ``evaluation.verify``.
        label: what the audit page shows, Indonesian, translated when it is read.

    Returns:
        The action, so that a module may keep it as a constant.

    Raises:
        ValueError: the action is already known under another label.
    """
    if str(ACTIONS.setdefault(action, label)) != str(label):
        raise ValueError(f"audit action {action!r} is registered twice")
    return action


def label_of(action: str) -> str:
    """What people read for an action; an old action no longer registered shows its own name."""
    return str(ACTIONS.get(action, action))


def record(
    action: str,
    *,
    actor: User | None,
    obj: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    note: str = "",
) -> AuditEntry:
    """Add one entry to the chain, inside the transaction of the act itself.

    The head stays locked until that transaction ends, so lock every row the act needs before the first
    entry, and record last.

    Args:
        action: a registered action.
        actor: who acted; None for the system itself (set-up commands).
        obj: the object acted on, already saved; its type, id and name are kept as text.
        before: plain values before the act (decimals and dates become text); None where there were none.
        after: plain values after it.
        note: the reason in the actor's own words.

    Raises:
        UnknownActionError: the action was never registered.
        RuntimeError: there is no transaction, so the entry could survive an act that failed.
        TypeError: a value that has no exact plain form, such as a binary float.
    """
    return record_many(action, actor=actor, changes=[Change(obj, before, after, note)])[0]


class Change(NamedTuple):
    """What happened to one object of a bulk act; as the arguments of ``record``."""

    obj: models.Model
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    note: str = ""


def record_many(action: str, *, actor: User | None, changes: Iterable[Change]) -> list[AuditEntry]:
    """Add one entry for each object of a bulk act, in a constant number of queries a thousand entries.

    Args:
        action: a registered action.
        actor: who acted; None for the system itself.
        changes: the objects, in the order of the entries.

    Raises:
        UnknownActionError, RuntimeError, TypeError: as ``record``.
    """
    if action not in ACTIONS:
        raise UnknownActionError(action)
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry is recorded inside the transaction of the act")
    head, _made = AuditHead.objects.select_for_update().get_or_create(pk=1)
    at, name = timezone.now(), _name(actor)[:200]
    entries = []
    for change in changes:
        entry = AuditEntry(
            sequence=head.sequence + 1,
            at=at,
            action=action,
            actor=actor,
            actor_name=name,
            object_type=change.obj._meta.label_lower,
            object_id=str(change.obj.pk),
            object_name=str(change.obj)[:200],
            before=plain(change.before),
            after=plain(change.after),
            note=change.note,
            previous_hash=head.hash,
        )
        entry.hash = entry_hash(entry)
        entry.mac = seal(entry.hash)
        head.sequence, head.hash = entry.sequence, entry.hash
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    head.mac = head_seal(head.sequence, head.hash)
    head.save(update_fields=["sequence", "hash", "mac"])
    return entries


def entry_hash(entry: AuditEntry) -> str:
    """The hash an entry must carry, reckoned from what it says and the hash before it."""
    said = {name: getattr(entry, name) for name in SEALED} | {"at": entry.at.astimezone(UTC)}
    text = json.dumps(plain(said), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((entry.previous_hash + text).encode()).hexdigest()


def seal(text: str) -> str:
    """The HMAC-SHA256 of a text under the key that is kept outside the database."""
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def head_seal(sequence: int, last_hash: str) -> str:
    """The seal of the end of the chain: how many entries, and the hash of the last."""
    return seal(f"head:{sequence}:{last_hash}")


def plain(value: Any) -> Any:
    """A value in plain JSON types; decimals, dates, ids and labels as text.

    Raises:
        TypeError: a type without an exact plain form.
    """
    form: Any = value
    match value:
        case Enum():
            form = plain(value.value)
        case None | bool() | int() | str():
            pass
        case Decimal():
            form = format(value, "f")
        case date():
            form = value.isoformat()
        case Fraction() | UUID() | Promise():
            form = str(value)
        case Mapping():
            form = {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            form = [plain(item) for item in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no exact plain form for the audit trail")
    return form


def _name(actor: User | None) -> str:
    """The name with the account, so that two people of one name stay apart when the account is gone."""
    if actor is None:
        return _("Sistem")
    shown = actor.display_name
    return shown if shown == actor.username else f"{shown} ({actor.username})"
