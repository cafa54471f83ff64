"""The posts of a period's offices at its cut-off, with who held them and who stood above (R7, R9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kinerja.models import Period, SemesterEvaluation
from kinerja.rules.assessors import CHAINS, HEAD, chain_of
from officials.models import Appointment, Position
from regions.models import Region


class Post(NamedTuple):
    """A post that the decree appraises."""

    pk: int
    unit: int
    kind: str
    title: str
    field: str
    second_field: str
    superior: int | None


class Office(NamedTuple):
    """An office's evaluation, with what its officials take from it."""

    evaluation: int
    region: int
    province: int | None
    kind: str
    zone: str


class Above(NamedTuple):
    """A post above somebody: its title, and name and NIP of its holder at the cut-off ("" where empty)."""

    pk: int
    title: str
    name: str
    nip: str


@dataclass(frozen=True, slots=True)
class Posts:
    """Everything about the people of a period, read in six queries."""

    posts: tuple[Post, ...]
    offices: Mapping[int, Office]
    tenures: Mapping[int, Appointment]
    above: Mapping[int, Above]
    heads: Mapping[int | str, int]

    def assessor_of(self, post: Post) -> Above | None:
        """The post that assesses (R7); None where it is not recorded."""
        office = self.offices[post.unit]
        chain = chain_of(post.kind, province=office.kind == Region.Kind.PROVINSI)
        return self._above(office.region if chain.assessor == HEAD else chain.assessor)

    def decider_of(self, post: Post) -> Above | None:
        """The post that decides objections (R7); None where it is not recorded."""
        office = self.offices[post.unit]
        chain = chain_of(post.kind, province=office.kind == Region.Kind.PROVINSI)
        if chain.decider_in_province:
            return self._above(office.province)
        return self._above(office.region if chain.decider == HEAD else chain.decider)

    def superior_of(self, post: Post) -> Above | None:
        """The direct superior's post (R7)."""
        return self.above.get(post.superior) if post.superior else None

    def _above(self, head: int | str | None) -> Above | None:
        pk = self.heads.get(head) if head is not None else None
        return None if pk is None else self.above.get(pk)


_POST = ("pk", "unit_id", "kind", "title", "field", "second_field", "superior_id")
_OFFICE = (
    *("unit_id", "pk", "unit__region_id", "province_id", "region_kind"),
    "unit__region__timezone",
)


def posts_at_cutoff(period: Period) -> Posts:
    """Read the posts of a period's offices as of its cut-off.

    Args:
        period: opened, so that each office has its evaluation.
    """
    evaluations = SemesterEvaluation.objects.filter(period=period)
    offices = {unit: Office(*rest) for unit, *rest in evaluations.order_by().values_list(*_OFFICE)}
    found = Position.objects.filter(kind__in=list(CHAINS), unit__evaluations__period=period)
    posts = tuple(Post(*values) for values in found.order_by("pk").values_list(*_POST))
    held = Appointment.objects.on(period.cutoff).select_related("official")
    tenures = {row.position_id: row for row in held}
    heads = Position.objects.filter(kind__in=[*Position.NATIONAL, Position.Kind.KEPALA_DAERAH])
    named: dict[int | str, int] = {}
    titles = {post.pk: post.title for post in posts}
    for pk, kind, region, title in heads.values_list("pk", "kind", "region_id", "title"):
        named[region or kind] = pk
        titles[pk] = title
    above = {pk: _above(pk, title, tenures.get(pk)) for pk, title in titles.items()}
    return Posts(posts, offices, tenures, above, named)


def _above(pk: int, title: str, tenure: Appointment | None) -> Above:
    person = tenure.official if tenure else None
    return Above(pk, title, person.name if person else "", (person.nip or "") if person else "")
