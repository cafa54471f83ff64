"""One appraisal for each occupied post at a period's cut-off; empty posts, Plt and Plh are listed (R7, R9).

In batches, each a transaction of its own: what is done stays done, and a second run adds what is missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.models import Appraisal, Period, UnassessedPost
from kinerja.models.appraisal import WITH_APPROVAL
from kinerja.rules.warnings import date_text
from kinerja.selectors.posts import posts_at_cutoff
from kinerja.services.appraisal_plan import Plan, is_touched, touched
from kinerja.services.errors import NotPermitted, Refused
from officials import audit
from officials.access import holds
from officials.audit import Change
from officials.models import User

OPENED = audit.register("appraisal.open", gettext_lazy("Penilaian pejabat dibuka"))
RENEWED = audit.register("appraisal.renew", gettext_lazy("Penilaian pejabat yang belum disentuh diperbarui"))
FILLED = audit.register("appraisal.fill_field", gettext_lazy("Bidang penilaian pejabat dilengkapi"))
SUMMARY = audit.register("period.open_appraisals", gettext_lazy("Membuka penilaian pejabat"))
BATCH = 1000


@dataclass(frozen=True, slots=True)
class OpeningReport:
    """What opening the appraisals of a period did.

    ``added`` are new, ``renewed`` were untouched and got corrected data, or got the bidang that their post
    lacked, ``withdrawn`` were untouched and
    nobody is to be appraised in their post after all, ``kept`` stayed as they are; ``differing`` names
    touched ones whose post or person is recorded otherwise by now; ``unassessed`` posts carry no personal
    score.
    """

    period: str
    added: int
    renewed: int
    kept: int
    differing: tuple[str, ...]
    unassessed: int
    withdrawn: int = 0


def open_appraisals(
    *,
    period: Period,
    actor: User | None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> OpeningReport:
    """Open the appraisals of a period, or add to them what is missing.

    A row that anybody has touched (``appraisal_plan.LEFT``) is never changed, but for the bidang that its
    post lacked when it was opened; an untouched one follows corrections of posts and tenures.

    Args:
        period: opened, its cut-off in the past.
        actor: an admin_pusat of all Indonesia; None for the system itself.
        progress: told how many of how many posts are done, after each batch.

    Returns:
        What was added and what was left; audited row by row, with one summary.

    Raises:
        NotPermitted: the actor is no such admin_pusat.
        Refused: the cut-off has not passed, so nobody knows yet who holds which post at it.

    Source: II.B; R7, R9.
    """
    if actor is not None and not holds(actor, "admin_pusat"):
        raise NotPermitted([_("Hanya admin pusat yang membuka penilaian pejabat.")])
    if timezone.localdate() <= period.cutoff:
        text = _("Pejabat dinilai menurut jabatan pada %s; penilaiannya dibuka sesudah hari itu.")
        raise Refused([text % date_text(period.cutoff)])
    plan = Plan(period, posts_at_cutoff(period))
    plan.compare()
    total = len(plan.wanted)
    progress(0, total)
    removed: set[int] = set()
    made: set[int] = set()
    for stale in _batches(plan.stale):
        removed |= _withdraw(stale, actor)
    for fresh in _batches(plan.fresh):
        made |= _add(period, fresh, actor)
        progress(len(made), total)
    filled = sum(_fill(batch, plan.filled, actor) for batch in _batches(list(plan.filled)))
    report = _report(plan, removed, made, filled, _list_unassessed(period, plan.unassessed))
    progress(total, total)
    if removed or made or filled:
        with transaction.atomic():
            audit.record(SUMMARY, actor=actor, obj=period, after=_facts(report))
    return report


def _batches(rows: Sequence[Any]) -> Iterable[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _add(period: Period, batch: list[Appraisal], actor: User | None) -> set[int]:
    """Store new appraisals; their posts. Another run at the same time may have been faster with some."""
    with transaction.atomic():
        _alone(period)
        posts, people = _taken(period, batch)
        rows = [row for row in batch if row.position_id not in posts and row.official_id not in people]
        made = Appraisal.objects.bulk_create(rows)
        changes = [Change(row, None, {"period": period.code, "title": row.title}) for row in made]
        audit.record_many(OPENED, actor=actor, changes=changes)
    return {row.position_id for row in made}


def _alone(period: Period) -> None:
    """One run at a time writes the rows of a period, until its transaction ends."""
    Period.objects.select_for_update(no_key=True).get(pk=period.pk)


def _taken(period: Period, batch: list[Appraisal]) -> tuple[set[int], set[int]]:
    """The posts and the people that have an appraisal already."""
    posts, people = [row.position_id for row in batch], [row.official_id for row in batch]
    same = Q(position__in=posts) | Q(official__in=people)
    found = list(Appraisal.objects.filter(same, period=period).values_list("position", "official"))
    return {post for post, _person in found}, {person for _post, person in found}


def _withdraw(batch: list[Appraisal], actor: User | None) -> set[int]:
    """Take untouched drafts away whose post or holder was corrected; what is right is added anew.

    They are locked first and asked second: whoever touched one after the plan was made keeps it.

    Returns:
        The posts of those that are gone.
    """
    with transaction.atomic():
        rows = Appraisal.objects.filter(pk__in=[row.pk for row in batch])
        list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
        gone = [row for row in touched(rows).order_by("pk") if not is_touched(row)]
        changes = [Change(row, {"name": row.name, "title": row.title}) for row in gone]
        Appraisal.objects.filter(pk__in=[row.pk for row in gone]).delete()
        audit.record_many(RENEWED, actor=actor, changes=changes)
    return {row.position_id for row in gone}


def _fill(batch: list[int], fields: Mapping[int, list[str]], actor: User | None) -> int:
    """Write the bidang that touched appraisals lacked; what was approved meanwhile stays as it was.

    Returns:
        How many have theirs now.
    """
    with transaction.atomic():
        found = Appraisal.objects.filter(pk__in=batch, fields=[]).exclude(state__in=WITH_APPROVAL)
        rows = list(found.order_by("pk").select_for_update().defer("inputs", "result"))
        for row in rows:
            row.fields = fields[row.pk]
        Appraisal.objects.bulk_update(rows, ["fields"])
        changes = [Change(row, {"fields": []}, {"fields": row.fields}) for row in rows]
        audit.record_many(FILLED, actor=actor, changes=changes)
    return len(rows)


def _report(plan: Plan, removed: set[int], made: set[int], filled: int, unassessed: int) -> OpeningReport:
    """What was done, by the posts of what went and of what came; what could not go was touched meanwhile."""
    stayed = [row for row in plan.stale if row.position_id not in removed]
    return OpeningReport(
        plan.period.code,
        added=len(made - removed),
        renewed=len(made & removed) + filled,
        kept=plan.kept + len(stayed) + len(plan.filled) - filled,
        differing=(*plan.differing, *(str(row) for row in stayed)),
        unassessed=unassessed,
        withdrawn=len(removed - made),
    )


def _list_unassessed(period: Period, wanted: list[UnassessedPost]) -> int:
    """Make the list of posts without a personal score what it should be."""
    with transaction.atomic():
        _alone(period)
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
        "withdrawn": report.withdrawn,
        "kept": report.kept,
        "differing": list(report.differing),
        "unassessed": report.unassessed,
    }
