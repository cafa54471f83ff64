"""In which capacity a person acts for a post on a day: as its holder, or as Plh by delegation (R7, R9)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from officials.models import Appointment, Delegation, Official, Position
from officials.models.official import RANKS


@dataclass(frozen=True, slots=True)
class Capacity:
    """Who acts, as what: what a result and its document print.

    ``post`` carries the prefix of whoever only acts ("Plt. Bupati Fakfak"); ``basis`` names the decision of a
    delegation, "" for the holder; ``rank`` and ``nip`` may be empty.
    """

    official: int
    name: str
    post: str
    rank: str
    nip: str
    basis: str = ""

    @property
    def line(self) -> str:
        """Post, name and basis in one line, for histories."""
        said = f"{self.post}, {self.name}"
        return f"{said} ({self.basis})" if self.basis else said


def capacity(user: Any, position: Position | None, on: date) -> Capacity | None:
    """The capacity in which an account acts for a post on a day; None where it may not.

    Args:
        user: an account; its person must hold the post, or act for the holder.
        position: the post whose powers are used.
        on: usually today, in the office's zone.

    Source: R7, R9; contract, Roles.
    """
    person = getattr(user, "official_id", None)
    if position is None or person is None:
        return None
    held = Appointment.objects.on(on).filter(position=position, official=person).select_related("official")
    tenure = held.first()
    if tenure is not None:
        return of_holder(tenure, position)
    acting = Delegation.objects.in_force(on).filter(position=position, delegate=person)
    delegation = acting.select_related("delegate").first()
    return None if delegation is None else of_delegate(delegation, position)


def of_holder(tenure: Appointment, position: Position) -> Capacity:
    """The capacity of a tenure's holder; Pj, Plt and Plh sign as such."""
    short = "" if tenure.kind == Appointment.Kind.DEFINITIF else f"{tenure.kind.capitalize()}. "
    return _capacity(tenure.official, f"{short}{position.title}")


def of_delegate(delegation: Delegation, position: Position) -> Capacity:
    """The capacity of whoever acts for a holder by delegation: Plh, with the decision."""
    words = {"number": delegation.decree_number, "day": delegation.decree_date.strftime("%d-%m-%Y")}
    basis = _("Keputusan %(number)s tanggal %(day)s") % words
    return _capacity(delegation.delegate, f"Plh. {position.title}", basis)


def _capacity(person: Official, post: str, basis: str = "") -> Capacity:
    rank = f"{RANKS[person.rank]} ({person.rank})" if person.rank else ""
    return Capacity(person.pk, person.name, post, rank, person.nip or "", basis)
