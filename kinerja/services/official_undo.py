"""Taking an import of officials back: what it made is removed if nothing refers to it, the rest put back."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import ForeignObjectRel, Model
from django.utils.translation import gettext as _

from kinerja.models import Period
from kinerja.selectors.tenures import Country
from kinerja.services.errors import Refused, few
from kinerja.services.import_plan import Changes
from kinerja.services.official_store import (
    STEPS,
    change_people,
    change_tenures,
    lock_people,
    record_import,
)
from officials.models import Appointment, Official, Position, User

#: Keys asked about in one query.
MANY = 500
#: What an import made: of each model, its key → the tenure by which people know it.
Made = Mapping[type[Model], Mapping[int, str]]


def restore_officials(period: Period | None, changes: Changes, actor: User, note: str) -> None:
    """Put back what an import changed and remove what it made, or nothing.

    Raises:
        Refused: something was touched since, or something else refers to what would go; names which.

    Source: R9.
    """
    lock_people()
    country = Country(actor)
    touched = [said["title"] for key, said in changes.items() if not _is_untouched(key, said, country)]
    touched += _moved({said["post"][0]: (said["post"][1], said["title"]) for said in _with(changes, "post")})
    if touched:
        raise Refused(few([_("%s: sudah diubah sesudah impor ini.") % title for title in touched]))
    new = [key for key, said in changes.items() if said["before"] is None]
    made: Made = {
        Appointment: {country.tenures[key].pk: changes[key]["title"] for key in new},
        Official: {
            said["person"][0]: said["title"] for said in _with(changes, "person") if not said["person"][1]
        },
        Position: {said["post"][0]: said["title"] for said in _with(changes, "post")},
    }
    if referred := list(_references(made)):
        raise Refused(few(referred))
    _remove(made)
    people = {pk: before for pk, before in (said["person"] for said in _with(changes, "person")) if before}
    change_people(people)
    kept = {country.tenures[key].pk: changes[key]["before"] for key in changes.keys() - set(new)}
    change_tenures(kept)
    counts = {"posts": len(made[Position]), "people": len(made[Official]), "tenures": len(new)}
    record_import(actor, note, before={**counts, "changed": len(kept)}, after=None)


def _with(changes: Changes, what: str) -> list[dict[str, Any]]:
    return [said for said in changes.values() if what in said]


def _is_untouched(key: str, said: Mapping[str, Any], country: Country) -> bool:
    """Whether a tenure, its post and its person are what the import made them."""
    tenure = country.tenures.get(key)
    return tenure is not None and country.said(tenure) == said["after"]


def _moved(posts: Mapping[int, tuple[int | None, str]]) -> list[str]:
    """The posts, by the name of a tenure, that stand below another one than they were put below."""
    above = {
        pk: superior
        for keys in _chunks(posts)
        for pk, superior in Position.objects.filter(pk__in=keys).values_list("pk", "superior_id")
    }
    return [title for pk, (superior, title) in posts.items() if above.get(pk) != superior]


def _references(made: Made) -> Iterator[str]:
    """What refers to something that would go, and does not go itself."""
    for model, titles in made.items():
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, ForeignObjectRel):
                continue
            other, name = relation.related_model, relation.field.attname
            going = made.get(other, {})
            for keys in _chunks(titles):
                rows = other._meta.base_manager.filter(**{f"{name}__in": keys}).values_list("pk", name)
                for pk, key in rows:
                    if pk not in going:
                        words = {"title": titles[key], "what": other._meta.verbose_name}
                        yield _("%(title)s: sudah dipakai (%(what)s).") % words


def _remove(made: Made) -> None:
    """Tenures, then people, then posts from the bottom up."""
    for model in (Appointment, Official):
        for keys in _chunks(made[model]):
            model.objects.filter(pk__in=keys).delete()
    for kinds in reversed(STEPS):
        for keys in _chunks(made[Position]):
            Position.objects.filter(pk__in=keys, kind__in=kinds).delete()


def _chunks(keys: Collection[int]) -> Iterator[list[int]]:
    rows = list(keys)
    for start in range(0, len(rows), MANY):
        yield rows[start : start + MANY]
