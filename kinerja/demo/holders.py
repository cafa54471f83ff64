"""Who uses the powers of a post on a day: its holder, or who acts for the holder (R7, R9); read once."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from kinerja.models import Appraisal
from kinerja.models.appraisal import LONGEST_CHAIN
from officials.acting import Capacity, capacity, of_holder
from officials.models import Appointment, Delegation, Position, User


class Actor(NamedTuple):
    """An account that acts, in which capacity (None: in a role without a post)."""

    user: User
    capacity: Capacity | None = None

    @property
    def line(self) -> str:
        """What the history prints of the capacity."""
        return self.capacity.line[:300] if self.capacity else ""


class Holders:
    """Posts with their tenures and delegations, and the accounts of their people."""

    def __init__(self) -> None:
        people = User.objects.filter(official__isnull=False).select_related("official")
        self._users = {user.official_id: user for user in people}
        self._tenures: dict[int, list[Appointment]] = defaultdict(list)
        for tenure in Appointment.objects.filter(official__in=self._users).select_related(
            "official", "position"
        ):
            self._tenures[tenure.position_id].append(tenure)
        self._delegations = list(Delegation.objects.select_related("position"))
        self._superiors = dict(Position.objects.values_list("pk", "superior"))

    def of_post(self, post: int | None, day: date) -> Actor | None:
        """Who uses a post's powers on a day; None where nobody with an account does."""
        for row in self._delegations:
            user = self._users.get(row.delegate_id)
            if user and row.position_id == post and row.valid_from <= day <= row.valid_until:
                return Actor(user, capacity(user, row.position, day))
        tenure = self._tenure(post, day)
        if tenure is None:
            return None
        return Actor(self._users[tenure.official_id], of_holder(tenure, tenure.position))

    def of_superior(self, appraisal: Appraisal, day: date) -> Actor | None:
        """Who rates an official on a day, as ``kinerja.relations.rater`` finds it."""
        post = appraisal.superior_id
        for _step in range(LONGEST_CHAIN):
            if self._is_filled(post, appraisal.official_id, day):
                return self.of_post(post, day)
            post = self._superiors.get(post) if post else None
        return self.of_post(appraisal.assessor_id, day)

    def of_official(self, appraisal: Appraisal) -> Actor | None:
        """The official appraised."""
        user = self._users.get(appraisal.official_id)
        return Actor(user) if user else None

    def _is_filled(self, post: int | None, official: int, day: date) -> bool:
        """Whether another person holds a post on a day, or acts for its holder."""
        tenure = self._tenure(post, day)
        return (tenure is not None and tenure.official_id != official) or any(
            row.position_id == post
            and row.delegate_id != official
            and row.valid_from <= day <= row.valid_until
            for row in self._delegations
        )

    def _tenure(self, post: int | None, day: date) -> Appointment | None:
        tenures = self._tenures.get(post, []) if post else []
        return next(
            (
                row
                for row in tenures
                if row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)
            ),
            None,
        )
