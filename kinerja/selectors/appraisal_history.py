"""What came before an appraisal: the same person's and the same post's results over the last six periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from kinerja.models import Appraisal, Period

PERIODS = 6
#: What is read out of a frozen result, in the database.
_READ = {
    "completion": "result__element_one__carried__completion",
    "nilai": "result__element_one__carried__nilai",
    "kategori": "result__element_one__carried__kategori",
    "value": "result__element_two__value",
    "predikat": "result__element_two__predikat",
    "joined": "result__composition__joined",
}


@dataclass(frozen=True, slots=True)
class Past:
    """One result in short; everything but period, name, title and state is empty until it is approved."""

    pk: int
    period: str
    name: str
    title: str
    state: str
    completion: str | None
    nilai: int | None
    kategori: str
    value: str | None
    predikat: str
    joined: str | None

    @property
    def state_text(self) -> str:
        """The state in words."""
        return str(Appraisal.State(self.state).label)


@dataclass(frozen=True, slots=True)
class History:
    """The latest first: of the person, this appraisal included, and of other people in the post."""

    person: tuple[Past, ...]
    post: tuple[Past, ...]


def history(appraisal: Appraisal, user: Any) -> History:
    """The results of the last six periods up to an appraisal's own, as far as an account may see them.

    Args:
        appraisal: with its period.
        user: who reads.

    Returns:
        Two lists out of one query, however many results there are.
    """
    until = Period.objects.filter(cutoff__lte=appraisal.period.cutoff).order_by("-cutoff").values("pk")
    rows = Appraisal.objects.visible_to(user).filter(period__in=until[:PERIODS])
    same = Q(official=appraisal.official_id) | Q(position=appraisal.position_id)
    found = _read(rows.filter(same).order_by("-period__cutoff"))
    own = [past for past, official in found if official == appraisal.official_id]
    others = [past for past, official in found if official != appraisal.official_id]
    return History(tuple(own), tuple(others))


def _read(rows: "QuerySet[Any]") -> list[tuple[Past, int]]:
    columns = ("pk", "period__code", "name", "title", "state", "official_id")
    values = rows.annotate(**{f"read_{name}": KT(path) for name, path in _READ.items()})
    found = values.values(*columns, *(f"read_{name}" for name in _READ))
    return [(_past(row), row["official_id"]) for row in found]


def _past(row: Mapping[str, Any]) -> Past:
    read = {name: _text(row[f"read_{name}"]) for name in _READ}
    return Past(
        pk=row["pk"],
        period=row["period__code"],
        name=row["name"],
        title=row["title"],
        state=row["state"],
        completion=read["completion"],
        nilai=int(read["nilai"]) if read["nilai"] else None,
        kategori=read["kategori"] or "",
        value=read["value"],
        predikat=read["predikat"] or "",
        joined=read["joined"],
    )


def _text(value: Any) -> str | None:
    """A value read out of JSON; SQLite says "null" where there is none."""
    return None if value in (None, "null") else str(value)
