"""What the appraisals of a period should be, against what they are (R7, R9). Read only."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kinerja.models import (
    Appraisal,
    AppraisalEvent,
    Attachment,
    Clarification,
    GuidanceStep,
    Objection,
    Period,
    Recommendation,
    StaffRating,
    UnassessedPost,
)
from kinerja.selectors.posts import Above, Post, Posts
from officials.models import Appointment

Reason = UnassessedPost.Reason
LISTED = {Appointment.Kind.PLT: Reason.PLT, Appointment.Kind.PLH: Reason.PLH}
#: What an appraisal copies from its post, its holder and those above; a correction renews it while untouched.
FROZEN = (
    *("evaluation_id", "appointment_id", "official_id", "name", "nip", "rank", "rank_since", "kind", "title"),
    *("tenure", "fields", "superior_id", "superior_title", "superior_name", "superior_nip", "assessor_id"),
    *("assessor_title", "assessor_name", "decider_id", "decider_title", "zone"),
)
#: What people leave with an appraisal; a question or a file comes without an act, in a draft too.
LEFT: tuple[type[Any], ...] = (
    *(StaffRating, AppraisalEvent, Clarification, Attachment, Objection, Recommendation, GuidanceStep),
)


def touched(rows: Any) -> Any:
    """Appraisals with whether anybody has left something with them: rated, acted, asked, attached a file."""
    left = Q()
    for model in LEFT:
        left |= Q(Exists(model.objects.filter(appraisal=OuterRef("pk"))))
    return rows.annotate(has_left=left)


def is_touched(row: Any) -> bool:
    """Whether anybody has touched an appraisal read by ``touched``."""
    return bool(row.state != Appraisal.State.DRAFT or row.has_left)


class Plan:
    """What a period's appraisals should be, against what they are."""

    def __init__(self, period: Period, posts: Posts) -> None:
        self.period, self.posts = period, posts
        self.wanted: dict[int, Appraisal] = {}
        self.unassessed: list[UnassessedPost] = []
        self.fresh: list[Appraisal] = []
        self.stale: list[Appraisal] = []
        self.filled: dict[int, list[str]] = {}
        self.differing: list[str] = []
        self.kept = 0
        self._want()

    def compare(self) -> None:
        """Tell which appraisals are new, which to renew and which to leave."""
        existing = {row.position_id: row for row in self._existing()}
        for row in existing.values():
            wished = self.wanted.get(row.position_id)
            if wished is not None and _same(row, wished):
                self.kept += 1
            elif not is_touched(row):
                self.stale.append(row)
            else:
                self._keep(row, wished)
        gone = {row.pk for row in self.stale}
        stay = [row for row in existing.values() if row.pk not in gone]
        posts, people = {row.position_id for row in stay}, {row.official_id for row in stay}
        # What is appraised already is not said to carry no score, whatever is recorded of its post by now.
        self.unassessed = [row for row in self.unassessed if row.position_id not in posts]
        for position, wished in self.wanted.items():
            if position in posts:
                continue
            if wished.official_id in people:
                self.unassessed.append(self._listed(self._post(position), Reason.TWICE, wished.name))
            else:
                self.fresh.append(wished)

    def _keep(self, row: Appraisal, wished: Appraisal | None) -> None:
        """A touched one stays; only the bidang that its post lacked is filled in, until the approval (R8)."""
        same = wished is not None and row.evaluation_id == wished.evaluation_id
        if wished is not None and same and wished.fields and not row.fields and not row.is_decided:
            self.filled[row.pk] = row.fields = wished.fields
        if row.pk not in self.filled:
            self.kept += 1
        if wished is None or not _same(row, wished):
            self.differing.append(str(row))

    def _existing(self) -> Iterable[Appraisal]:
        rows = Appraisal.objects.filter(period=self.period).defer("inputs", "result")
        return touched(rows).order_by("pk")

    def _want(self) -> None:
        """One appraisal a person: of two posts of their own, that of the later appointment."""
        own = sorted(self._own(), key=lambda pair: (pair[1].valid_from, pair[1].pk), reverse=True)
        people: set[int] = set()
        for post, tenure in own:
            if tenure.official_id in people:
                self.unassessed.append(self._listed(post, Reason.TWICE, tenure.official.name))
                continue
            people.add(tenure.official_id)
            self.wanted[post.pk] = self._appraisal(post, tenure)

    def _own(self) -> Iterable[tuple[Post, Appointment]]:
        """The posts held in a tenure of one's own; the others are listed."""
        for post in self.posts.posts:
            tenure = self.posts.tenures.get(post.pk)
            if tenure is None:
                self.unassessed.append(self._listed(post, Reason.EMPTY, ""))
            elif tenure.kind in LISTED:
                reason = LISTED[Appointment.Kind(tenure.kind)]
                self.unassessed.append(self._listed(post, reason, tenure.official.name))
            else:
                yield post, tenure

    def _appraisal(self, post: Post, tenure: Appointment) -> Appraisal:
        office, person = self.posts.offices[post.unit], tenure.official
        superior, assessor = self.posts.superior_of(post), self.posts.assessor_of(post)
        decider = self.posts.decider_of(post)
        return Appraisal(
            period=self.period,
            evaluation_id=office.evaluation,
            position_id=post.pk,
            appointment=tenure,
            official=person,
            name=person.name,
            nip=person.nip or "",
            rank=person.rank,
            rank_since=person.rank_since,
            kind=post.kind,
            title=post.title,
            tenure=tenure.kind,
            fields=sorted(field for field in (post.field, post.second_field) if field),
            zone=office.zone,
            **_above("superior", superior, "title", "name", "nip"),
            **_above("assessor", assessor, "title", "name"),
            **_above("decider", decider, "title"),
        )

    def _listed(self, post: Post, reason: str, name: str) -> UnassessedPost:
        office = self.posts.offices[post.unit]
        said = {"kind": post.kind, "title": post.title, "reason": reason, "name": name}
        return UnassessedPost(
            period=self.period, evaluation_id=office.evaluation, position_id=post.pk, **said
        )

    def _post(self, pk: int) -> Post:
        return next(post for post in self.posts.posts if post.pk == pk)


def _above(name: str, post: Above | None, *columns: str) -> dict[str, Any]:
    said: Mapping[str, str] = post._asdict() if post else {}
    return {f"{name}_id": post.pk if post else None} | {
        f"{name}_{column}": said.get(column, "") for column in columns
    }


def _same(row: Appraisal, wished: Appraisal) -> bool:
    return all(getattr(row, name) == getattr(wished, name) for name in FROZEN)
