"""What the rows of the workbook of officials must agree on together, and with what stays stored (R7, R9)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from kinerja.exchange.official_columns import PERSON
from kinerja.selectors.tenures import Country, Person, Place, Post
from kinerja.services.official_draft import Draft
from officials.models import Appointment, Position

Kind = Position.Kind
FOREVER = "9999-12-31"
#: The kind of post above each kind; of kabid the one that has the kasi's bidang (R7).
ABOVE = {
    Kind.KEPALA_DINAS: Kind.KEPALA_DAERAH,
    Kind.SEKRETARIS: Kind.KEPALA_DINAS,
    Kind.KABID: Kind.KEPALA_DINAS,
    Kind.KASI: Kind.KABID,
    Kind.KASUBAG: Kind.SEKRETARIS,
}


class Span(NamedTuple):
    """A tenure as it will be; ``draft`` is None for one that the file does not name."""

    starts: str
    ends: str
    post: Post
    person: Person
    kind: str
    name: str
    number: str
    draft: Draft | None


def agree(drafts: Collection[Draft], country: Country) -> None:
    """Note where two rows, or a row and what stays stored, exclude each other; nothing is read for it."""
    _check_people(drafts)
    spans = list(_spans(drafts, country))
    for draft, other in _clashes(spans, lambda span: id(span.post)):
        what = _("jabatan ini dipegang %(name)s pada masa itu (SK %(number)s)")
        said = what % {"name": other.name, "number": other.number} + _place(other)
        draft.fault("mulai", said, _("akhiri masa jabatan yang lebih dahulu."), "R9", draft.after["mulai"])
    own = [span for span in spans if span.kind in Appointment.OWN]
    for draft, other in _clashes(own, lambda span: id(span.person)):
        if draft.post is not other.post:
            what = _("pada masa itu pejabat ini memegang %(post)s (SK %(number)s)")
            said = what % {"post": other.post.title, "number": other.number} + _place(other)
            todo = _("akhiri dahulu, atau catat sebagai Plt atau Plh.")
            draft.fault("nama", said, todo, "R9", draft.after.get("nama", ""))


def find_superiors(drafts: Iterable[Draft], posts: Iterable[Post]) -> None:
    """Put every new post below the one that is clearly above it; where none is, a remark says so (R7)."""
    new = {id(draft.post): draft for draft in drafts if not draft.post.pk and draft.post.kind in ABOVE}
    if not new:
        return
    by_kind: dict[tuple[int | None, str], list[Post]] = defaultdict(list)
    for post in posts:
        by_kind[post.place[:2]].append(post)
    for draft in new.values():
        post = draft.post
        found = by_kind.get((post.place[0], ABOVE[Kind(post.kind)]), [])
        if post.kind == Kind.KASI:
            found = [each for each in found if post.field in {each.field, each.second_field}]
        if len(found) == 1:
            [post.above] = found
        else:
            what = _("atasan langsung jabatan ini tidak jelas, sehingga dibiarkan kosong")
            draft.remark("nama_jabatan", what, _("isi di data acuan sesudah impor."), "R7")


def _check_people(drafts: Iterable[Draft]) -> None:
    """All rows about one person say the same of the person."""
    first: dict[int, Draft] = {}
    for draft in drafts:
        if draft.person is None:
            continue
        before = first.setdefault(id(draft.person), draft)
        if before is draft:
            continue
        for head in PERSON:
            if draft.after.get(head) != before.after.get(head) and draft.is_readable(head):
                what = _("baris %d menulis lain tentang pejabat yang sama") % before.row.row
                draft.fault(head, what, _("samakan kedua barisnya."), "R9")


def _spans(drafts: Iterable[Draft], country: Country) -> Iterator[Span]:
    """The tenures of the posts and people that the file is about, as they will be."""
    posts, people, named = set[Place](), set[int](), set[str]()
    for draft in drafts:
        starts, person = draft.after.get("mulai"), draft.person
        posts.add(draft.post.place)
        people.add(id(person))
        if person is None or not starts or not draft.is_readable("sampai"):
            continue
        named.add(draft.key)
        said = draft.after
        about = (said.get("jenis", ""), said.get("nama", ""), said.get("nomor_sk", ""))
        yield Span(starts, said.get("sampai", FOREVER), draft.post, person, *about, draft)
    for held in country.held:
        if (held.post.place in posts or id(held.person) in people) and held.key not in named:
            about = (held.kind, held.person.name, held.number)
            yield Span(held.starts, held.ends or FOREVER, held.post, held.person, *about, None)


def _clashes(spans: Iterable[Span], of: Callable[[Span], int]) -> Iterator[tuple[Draft, Span]]:
    """The rows that overlap with a span of the same thing: of each span with those before it the longest."""
    first, groups = dict[int, Span](), dict[int, list[Span]]()
    for span in spans:
        before = first.setdefault(of(span), span)
        if before is not span:
            groups.setdefault(of(span), [before]).append(span)
    for group in groups.values():
        group.sort(key=lambda span: span.starts)
        longest = group[0]
        for span in group[1:]:
            if span.starts <= longest.ends:
                for one, other in ((span, longest), (longest, span)):
                    if one.draft is not None:
                        yield one.draft, other
                        break
            if span.ends > longest.ends:
                longest = span


def _place(span: Span) -> str:
    """Where in the file a span is, if there."""
    return _(", baris %d") % span.draft.row.row if span.draft else ""
