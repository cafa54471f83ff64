"""Writing what a plan of the workbook of officials says, in batches (R7, R9)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy

from kinerja.exchange.official_columns import PERSON
from kinerja.models import Period
from kinerja.selectors.tenures import Post, Said, said_of_person
from kinerja.services.bulk import insert, update
from kinerja.services.import_plan import Changes, Plan
from kinerja.services.official_draft import Draft
from officials import audit
from officials.models import Appointment, Official, Position, User

STORED = audit.register("official.import", gettext_lazy("Pejabat dan pengangkatan diimpor"))
Kind = Position.Kind
#: The kinds of posts from the top down: whoever is above is stored first (R7).
STEPS = (
    (Kind.MENTERI, Kind.DIRJEN, Kind.KEPALA_DAERAH),
    (Kind.KEPALA_DINAS,),
    (Kind.SEKRETARIS, Kind.KABID),
    (Kind.KASI, Kind.KASUBAG),
)
#: Columns, as they are written.
_POST = ("is_example", "kind", "title", "unit_id", "region_id", "field", "second_field", "superior_id")
_PERSON = ("name", "rank", "rank_since", "email")
_TENURE = ("decree_number", "decree_date", "valid_until")
_NEW_PERSON = ("is_example", "nip", *_PERSON)
_NEW_TENURE = ("is_example", "position_id", "official_id", "kind", "valid_from", *_TENURE)


def lock_people() -> None:
    """Let nobody else write posts, people and tenures until the transaction ends.

    Their rules are about several rows, also about those that somebody adds meanwhile. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in (Position, Official, Appointment)]
        names = ", ".join(map(connection.ops.quote_name, tables))
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def store_officials(period: Period | None, plan: Plan, actor: User, note: str) -> Changes:
    """Write a plan: posts from the top down, people, tenures that change, then those that are new.

    A tenure that ends is written before the one that follows it, so that the database sees no overlap.

    Returns:
        For each tenure what it was and is; beside it, of the row that made or changed them, the post with the
        post above it, and the person with what was there before (None: nobody).
    """
    drafts: tuple[Draft, ...] = plan.rows
    people = _change_people(drafts) | _add_people(drafts)
    posts = _add_posts(drafts)
    change_tenures({draft.stored.pk: draft.after for draft in drafts if draft.stored})
    tenures = _add_tenures(drafts)
    done = {draft.key: _told(draft, posts.get(draft), people.get(draft)) for draft in drafts}
    counts: dict[str, Any] = {"posts": len(posts), "people": sum(not each[1] for each in people.values())}
    counts |= {"tenures": tenures, "changed": len(drafts) - tenures, "details": _digest(done)}
    record_import(actor, note, before=None, after=counts)
    return done


def _digest(done: Changes) -> str:
    """What tells the details of an import from any others: kept beside the trail, they are sealed in it."""
    return hashlib.sha256(json.dumps(done, sort_keys=True).encode()).hexdigest()


def record_import(
    actor: User, note: str, *, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> None:
    """One entry for all of an import, since one a row takes longer than all else together.

    It says how much was made and changed, and seals the details, which are kept with the import itself.
    """
    audit.record(STORED, actor=actor, obj=actor, before=before, after=after, note=note)


def _told(draft: Draft, post: Any, person: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"title": draft.title, "before": draft.before, "after": draft.after}
    if post:
        said["post"] = post
    if person:
        said["person"] = person
    return said


def _add_posts(drafts: Iterable[Draft]) -> dict[Draft, tuple[int, int | None]]:
    """Store the posts that are not there yet."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        if not draft.post.pk:
            found.setdefault(id(draft.post), draft)
    made: dict[Draft, tuple[int, int | None]] = {}
    for kinds in STEPS:
        new = [draft for draft in found.values() if draft.post.kind in kinds]
        rows = [_of_post(draft.post) for draft in new]
        for draft, pk, row in zip(new, insert(Position, _POST, rows), rows, strict=True):
            draft.post.pk = pk
            made[draft] = (pk, row[-1])
    return made


def _add_people(drafts: Iterable[Draft]) -> dict[Draft, tuple[int, Said | None]]:
    """Store the people that are not there yet."""
    found: dict[int, Draft] = {}
    for draft in drafts:
        if draft.person is not None and not draft.person.pk:
            found.setdefault(id(draft.person), draft)
    rows = [(False, draft.after.get("nip"), *_of_person(draft.after)) for draft in found.values()]
    made: dict[Draft, tuple[int, Said | None]] = {}
    for draft, pk in zip(found.values(), insert(Official, _NEW_PERSON, rows), strict=True):
        assert draft.person is not None
        draft.person.pk = pk
        made[draft] = (pk, None)
    return made


def _change_people(drafts: Iterable[Draft]) -> dict[Draft, tuple[int, Said | None]]:
    """Store what changes of people that are there; each once, with what was there before."""
    made: dict[Draft, tuple[int, Said | None]] = {}
    seen, changed = set[int](), dict[int, Said]()
    for draft in drafts:
        person = draft.person
        if person is None or not person.pk or person.pk in seen:
            continue
        seen.add(person.pk)
        before = said_of_person(person)
        if any(before.get(head) != draft.after.get(head) for head in PERSON):
            changed[person.pk] = draft.after
            made[draft] = (person.pk, before)
    change_people(changed)
    return made


def change_people(wanted: Mapping[int, Said]) -> None:
    """Store names, ranks and addresses of people, by key; a NIP stays."""
    update(Official, _PERSON, [(pk, *_of_person(said)) for pk, said in wanted.items()])


def change_tenures(wanted: Mapping[int, Said]) -> None:
    """Store decrees and last days of tenures, by key; post, person, kind and first day stay."""
    update(Appointment, _TENURE, [(pk, *_of_tenure(said)) for pk, said in wanted.items()])


def _add_tenures(drafts: Iterable[Draft]) -> int:
    """Store the tenures that are not there yet; how many."""
    rows = [
        (False, draft.post.pk, draft.person.pk, said["jenis"], said["mulai"], *_of_tenure(said))
        for draft in drafts
        if draft.person and not draft.stored
        for said in [draft.after]
    ]
    return len(insert(Appointment, _NEW_TENURE, rows))


def _of_post(post: Post) -> tuple[Any, ...]:
    region = post.place[0] if post.unit is None else None
    fields = (post.field, post.second_field, post.above.pk if post.above else None)
    return (False, post.kind, post.title, post.unit, region, *fields)


def _of_person(said: Said) -> tuple[Any, ...]:
    return (said["nama"], said.get("pangkat", ""), said.get("pangkat_sejak"), said.get("surel", ""))


def _of_tenure(said: Said) -> tuple[Any, ...]:
    return (said["nomor_sk"], said["tanggal_sk"], said.get("sampai"))
