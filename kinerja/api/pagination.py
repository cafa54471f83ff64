"""Cursor pagination by the row's id: a walk meets each row once, whatever changes meanwhile.

Ids never change and only grow, so a row that is rescored, moves to another state or is added during a walk
neither shifts nor repeats the rest. There is no count and no offset.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

DEFAULT_SIZE = 100
LARGEST_SIZE = 500
HIGHEST_ID = 2**62


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the walk: after a row, or (``back``) before it."""

    at: int
    back: bool = False

    @property
    def text(self) -> str:
        """The cursor as clients carry it; they need not understand it."""
        plain = f"{'b' if self.back else 'a'}{self.at}"
        return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows and the cursors of the pages beside them; None where there is none."""

    rows: list[Any]
    next: Cursor | None
    previous: Cursor | None


def read_cursor(text: str) -> Cursor | None:
    """A cursor that a client sends back; None for "".

    Raises:
        ValidationError: it is none of ours.
    """
    if not text:
        return None
    try:
        plain = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode("ascii")
        way, digits = plain[:1], plain[1:]
        if way in {"a", "b"} and digits.isdigit() and int(digits) <= HIGHEST_ID:
            return Cursor(int(digits), back=way == "b")
    except (ValueError, binascii.Error):
        pass
    words = _("Penanda halaman tidak dikenal: pakai alamat next atau previous dari jawaban sebelumnya.")
    raise ValidationError({"cursor": [words]}, code="bad_cursor")


def page_of(rows: QuerySet[Any, Any], cursor: Cursor | None, size: int) -> Page:
    """A page of rows that are mappings with an ``id``, in ascending order of it; at most two queries."""
    back = cursor is not None and cursor.back
    beyond = rows.filter(**{f"id__{'lt' if back else 'gt'}": cursor.at}) if cursor else rows
    found = list(beyond.order_by("-id" if back else "id")[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    first, last = _ends(found, cursor)
    ahead = Cursor(last) if (_any(rows, "gt", last) if back else more) else None
    behind = more if back else cursor is not None and _any(rows, "lt", first)
    return Page(found, ahead, Cursor(first, back=True) if behind else None)


def link(request: Request, cursor: Cursor | None) -> str | None:
    """The address of the page at a cursor, as the client reached us."""
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor.text) if cursor else None


def _ends(found: list[Any], cursor: Cursor | None) -> tuple[int, int]:
    """The ids at both ends of a page; an empty one stands where its cursor does."""
    if found:
        return found[0]["id"], found[-1]["id"]
    if cursor is None:
        return 0, 0
    return (cursor.at, cursor.at - 1) if cursor.back else (cursor.at + 1, cursor.at)


def _any(rows: QuerySet[Any, Any], way: str, at: int) -> bool:
    return rows.filter(**{f"id__{way}": at}).exists()
