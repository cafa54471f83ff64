"""One appraisal for each occupied post at a period's cut-off; empty posts, Plt and Plh are listed (R7, R9).

In batches, each a transaction of its own: what is done stays done, and a second run adds what is missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Appraisal, AppraisalEvent, Period, StaffRating, UnassessedPost
from kinerja.rules.warnings import date_text
from kinerja.selectors.posts import Above, Post, Posts, posts_at_cutoff
from kinerja.services.errors import NotPermitted, Refused
from officials import audit
from officials.access import has_role
from officials.audit import Change
from officials.models import Appointment, User

OPENED = audit.register("appraisal.open", gettext_lazy("Penilaian pejabat dibuka"))
RENEWED = audit.register("appraisal.renew", gettext_lazy("Penilaian pejabat yang belum disentuh diperbarui"))
SUMMARY = audit.register("period.open_appraisals", gettext_lazy("Membuka penilaian pejabat"))
BATCH = 1000
Reason = UnassessedPost.Reason
LISTED = {Appointment.Kind.PLT: Reason.PLT, Appointment.Kind.PLH: Reason.PLH}
#: What an appraisal copies from its post, its holder and those above; a correction renews it while untouched.
FROZEN = (
    *("evaluation_id", "appointment_id", "official_id", "name", "nip", "rank", "rank_since", "kind", "title"),
    *("tenure", "fields", "superior_id", "superior_title", "superior_name", "superior_nip", "assessor_id"),
    *("assessor_title", "assessor_name", "decider_id", "decider_title", "zone"),
)


@dataclass(frozen=True, slots=True)
class OpeningReport:
    """What opening the appraisals of a period did.

    ``added`` are new, ``renewed`` were untouched and got corrected data, ``kept`` stayed as they are;
    ``differing`` names touched ones whose post or person is recorded otherwise by now; ``unassessed`` posts
    carry no personal score.
    """

    period: str
    added: int
    renewed: int
    kept: int
    differing: tuple[str, ...]
    unassessed: int


def open_appraisals(
    *,
    period: Period,
    actor: User | None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> OpeningReport:
    """Open the appraisals of a period, or add to them what is missing.

    A row that anybody has touched (rated, submitted, reviewed) is never changed; an untouched one follows
    corrections of posts and tenures.

    Args:
        period: opened, its cut-off in the past.
        actor: an admin_pusat; None for the system itself.
        progress: told how many of how many posts are done, after each batch.

    Returns:
        What was added and what was left; audited row by row, with one summary.

    Raises:
        NotPermitted: the actor is no admin_pusat.
        Refused: the cut-off has not passed, so nobody knows yet who holds which post at it.

    Source: II.B; R7, R9.
    """
    if actor is not None and not has_role(actor, "admin_pusat"):
        raise NotPermitted([_("Hanya admin pusat yang membuka penilaian pejabat.")])
    if timezone.localdate() <= period.cutoff:
        text = _("Pejabat dinilai menurut jabatan pada %s; penilaiannya dibuka sesudah hari itu.")
        raise Refused([text % date_text(period.cutoff)])
    plan = _Plan(period, posts_at_cutoff(period))
    plan.compare()
    added = renewed = done = 0
    total = len(plan.wanted)
    progress(0, total)
    for batch in _batches(plan.stale):
        renewed += _withdraw(batch, actor)
    for fresh in _batches(plan.fresh):
        added += _add(fresh, actor)
        done += len(fresh)
        progress(done, total)
    unassessed = _list_unassessed(period, plan.unassessed)
    renewed = min(renewed, added)
    report = OpeningReport(
        period.code, added - renewed, renewed, plan.kept, tuple(plan.differing), unassessed
    )
    progress(total, total)
    if added:
        with transaction.atomic():
            audit.record(SUMMARY, actor=actor, obj=period, after=_facts(report))
    return report


class _Plan:
    """What a period's appraisals should be, against what they are."""

    def __init__(self, period: Period, posts: Posts) -> None:
        self.period, self.posts = period, posts
        self.wanted: dict[int, Appraisal] = {}
        self.unassessed: list[UnassessedPost] = []
        self.fresh: list[Appraisal] = []
        self.stale: list[Appraisal] = []
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
            elif _touched(row):
                self.kept += 1
                self.differing.append(str(row))
            else:
                self.stale.append(row)
        gone = {row.pk for row in self.stale}
        stay = [row for row in existing.values() if row.pk not in gone]
        posts, people = {row.position_id for row in stay}, {row.official_id for row in stay}
        for position, wished in self.wanted.items():
            if position in posts:
                continue
            if wished.official_id in people:
                self.unassessed.append(self._listed(self._post(position), Reason.TWICE, wished.name))
            else:
                self.fresh.append(wished)

    def _existing(self) -> Iterable[Appraisal]:
        rated = StaffRating.objects.filter(appraisal=OuterRef("pk"))
        moved = AppraisalEvent.objects.filter(appraisal=OuterRef("pk"))
        rows = Appraisal.objects.filter(period=self.period).defer("inputs", "result")
        return rows.annotate(is_rated=Exists(rated), is_moved=Exists(moved)).order_by("pk")

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


def _touched(row: Any) -> bool:
    return row.state != Appraisal.State.DRAFT or row.is_rated or row.is_moved


def _batches(rows: Sequence[Any]) -> Iterable[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _add(batch: list[Appraisal], actor: User | None) -> int:
    with transaction.atomic():
        made = Appraisal.objects.bulk_create(batch)
        changes = [Change(row, None, {"period": row.period.code, "title": row.title}) for row in made]
        audit.record_many(OPENED, actor=actor, changes=changes)
    return len(made)


def _withdraw(batch: list[Appraisal], actor: User | None) -> int:
    """Take untouched drafts away whose post or holder was corrected; what is right is added anew."""
    with transaction.atomic():
        changes = [Change(row, {"name": row.name, "title": row.title}) for row in batch]
        audit.record_many(RENEWED, actor=actor, changes=changes)
        Appraisal.objects.filter(pk__in=[row.pk for row in batch], state=Appraisal.State.DRAFT).delete()
    return len(batch)


def _list_unassessed(period: Period, wanted: list[UnassessedPost]) -> int:
    """Make the list of posts without a personal score what it should be."""
    with transaction.atomic():
        have = {row.position_id: row for row in UnassessedPost.objects.filter(period=period)}
        wished = {row.position_id: row for row in wanted}
        same = {
            pk
            for pk, row in have.items()
            if pk in wished and (wished[pk].reason, wished[pk].name) == (row.reason, row.name)
        }
        UnassessedPost.objects.filter(pk__in=[row.pk for pk, row in have.items() if pk not in same]).delete()
        UnassessedPost.objects.bulk_create(
            (row for pk, row in wished.items() if pk not in same), batch_size=BATCH
        )
    return len(wished)


def _facts(report: OpeningReport) -> dict[str, Any]:
    return {
        "added": report.added,
        "renewed": report.renewed,
        "kept": report.kept,
        "differing": list(report.differing),
        "unassessed": report.unassessed,
    }
