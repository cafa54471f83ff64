"""Posts, people and tenures as plain values, read in five queries whatever their number (R7, R9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from kinerja.exchange.layout import Line
from kinerja.exchange.official_columns import official_layout
from officials.models import Appointment, Official, Position, User, WorkUnit
from officials.selectors import RANKING
from regions.selectors import regions_on

#: Region (None for a national post), kind, and title whatever its capitals: what names a post.
Place = tuple[int | None, str, str]
#: Values under the headers of the workbook, days as text; without those that are nothing.
Said = dict[str, Any]


@dataclass(slots=True, eq=False)
class Post:
    """A post; ``pk`` is 0 while it is not stored, ``above`` is derived for such a one alone."""

    place: Place
    title: str
    unit: int | None
    field: str
    second_field: str
    pk: int = 0
    above: "Post | None" = None

    @property
    def kind(self) -> str:
        """What the law calls it."""
        return self.place[1]


@dataclass(slots=True, eq=False)
class Person:
    """A person; ``pk`` is 0 while not stored."""

    nip: str
    name: str
    rank: str = ""
    rank_since: str = ""
    email: str = ""
    pk: int = 0


@dataclass(slots=True, eq=False)
class Tenure:
    """A stored tenure, with what names it."""

    pk: int
    key: str
    post: Post
    person: Person
    kind: str
    number: str
    decided: str
    starts: str
    ends: str


class Country:
    """What is stored, as far as an account sees it."""

    def __init__(self, user: User) -> None:
        regions = regions_on(timezone.localdate()).values_list("code", "pk")
        self.regions = dict(regions)
        self.codes: dict[int | None, str] = {pk: code for code, pk in self.regions.items()} | {None: ""}
        units = WorkUnit.objects.visible_to(user).order_by().values_list("region_id", "pk")
        self.units = dict(units)
        self._read_posts(user)
        self._read_people(user)
        self._read_tenures(user)

    def _read_posts(self, user: User) -> None:
        self.posts: dict[Place, Post] = {}
        #: Posts that share region, kind and title, so that nothing tells them apart.
        self.doubled: set[Place] = set()
        region_of = {unit: region for region, unit in self.units.items()}
        names = ("pk", "kind", "title", "unit_id", "region_id", "field", "second_field")
        self._by_pk = {}
        rows = Position.objects.visible_to(user).order_by().values_list(*names)
        for pk, kind, title, unit, region, field, second in rows:
            place = (region_of.get(unit, region), kind, title.casefold())
            self._by_pk[pk] = post = Post(place, title, unit, field, second, pk)
            if self.posts.setdefault(place, post) is not post:
                self.doubled.add(place)

    def _read_people(self, user: User) -> None:
        names = ("pk", "nip", "name", "rank", "rank_since", "email")
        rows = Official.objects.visible_to(user).order_by().values_list(*names)
        self.people = {
            pk: Person(nip or "", name, rank, as_text(since), email, pk)
            for pk, nip, name, rank, since, email in rows
        }
        self.by_nip = {person.nip: person for person in self.people.values() if person.nip}

    def _read_tenures(self, user: User) -> None:
        names = ("pk", "position_id", "official_id", "kind", "decree_number", "decree_date")
        rows = Appointment.objects.visible_to(user).order_by()
        self.held = []
        for pk, position, official, kind, number, decided, first, last in rows.values_list(
            *names, "valid_from", "valid_until"
        ):
            post, starts = self._by_pk[position], first.isoformat()
            key = key_of(post.place, starts)
            made = (kind, number, decided.isoformat(), starts, as_text(last))
            self.held.append(Tenure(pk, key, post, self.people[official], *made))
        self.tenures = {tenure.key: tenure for tenure in self.held}

    def said(self, tenure: Tenure) -> Said:
        """What a stored tenure is, with its post and person."""
        own = {
            "jenis": tenure.kind,
            "nomor_sk": tenure.number,
            "tanggal_sk": tenure.decided,
            "mulai": tenure.starts,
        }
        last = {"sampai": tenure.ends} if tenure.ends else {}
        return self.said_of_post(tenure.post) | said_of_person(tenure.person) | own | last

    def said_of_post(self, post: Post) -> Said:
        """What a post is."""
        region, kind, _folded = post.place
        return _without_nothing(
            kode=self.codes.get(region, ""),
            jenis_jabatan=kind,
            nama_jabatan=post.title,
            bidang=post.field,
            bidang_kedua=post.second_field,
        )

    def lines(self, code: str) -> Iterable[Line]:
        """Every tenure, and every empty post, as the template shows it; of a region, or "" for all."""
        [columns] = official_layout().sheets.values()
        options = {column.head: column.options for column in columns if column.options}
        for said in self._in_order(code):
            yield Line({head: _shown(head, value, options) for head, value in said.items()})

    def _in_order(self, code: str) -> list[Said]:
        held = {id(tenure.post) for tenure in self.held}
        rows = [self.said(tenure) for tenure in self.held]
        rows += [self.said_of_post(post) for post in self._by_pk.values() if id(post) not in held]
        place = {kind: number for number, kind in enumerate(RANKING)}
        return sorted(
            (said for said in rows if not code or (said.get("kode", "") + ".").startswith(code + ".")),
            key=lambda said: (
                said.get("kode", ""),
                place[said["jenis_jabatan"]],
                said["nama_jabatan"],
                said.get("mulai", ""),
            ),
        )


def said_of_person(person: Person) -> Said:
    """What a person is."""
    return _without_nothing(
        nip=person.nip,
        nama=person.name,
        pangkat=person.rank,
        pangkat_sejak=person.rank_since,
        surel=person.email,
    )


def key_of(place: Place, starts: str) -> str:
    """What names a tenure among all, as text; the same whatever code the region bears."""
    region, kind, title = place
    return f"{region or ''}|{kind}|{title}|{starts}"


def as_text(day: date | None) -> str:
    """A day as text; "" for none."""
    return day.isoformat() if day else ""


def _without_nothing(**said: str) -> Said:
    return {head: value for head, value in said.items() if value}


def _shown(head: str, value: str, options: dict[str, Any]) -> Any:
    """A value as a cell of the template holds it."""
    if head in options:
        return options[head].get(value, value)
    is_day = head in {"pangkat_sejak", "tanggal_sk", "mulai", "sampai"}
    return date.fromisoformat(value) if is_day else value
