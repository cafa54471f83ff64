"""The indicator table: one row for each indicator of the decree, with target, figure, result and marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.documents.snapshot import Label
from kinerja.documents.wording import NONE, bound, number, percent
from kinerja.rules.data import Data
from kinerja.rules.rounding import target_text, written

SYNTHETIC = gettext_lazy("sintetis")
PUBLISHED_ONLY = gettext_lazy("tanpa pembilang/penyebut")
STANDS_IN = gettext_lazy("angka terbitan provinsi")
DECIDED_ZERO = gettext_lazy("nol ditetapkan Ditjen")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the indicator table; a ``heading`` is the mean of the parts indented under it."""

    code: str
    text: str
    target: str
    above: str
    below: str
    raw: str
    completion: str
    nilai: str
    kategori: str
    tags: tuple[str, ...] = ()
    note: str = ""
    part: bool = False
    heading: bool = False


def rows(labels: Iterable[Label], score: Data, unit: Data) -> Iterable[Row]:
    """The indicator table in the order of the decree, headings of "and" indicators included.

    Args:
        labels: the words of the decree's table.
        score: the result of a unit or of a bidang, as data.
        unit: the unit's input, as data.
    """
    named = list(labels)
    judged = {row["code"]: row for row in score["indicators"]}
    groups = {group["code"]: group for group in score["groups"]}
    parts = {part for label in named for part in label.parts}
    given = {figure["indicator"]["code"]: figure for figure in unit["figures"]}
    for label in named:
        if label.parts and label.code in groups:
            yield heading(label, groups[label.code])
        elif label.code in judged:
            yield row(label, judged[label.code], given[label.code], part=label.code in parts)


def heading(label: Label, group: Data) -> Row:
    """The line of an indicator that is the mean of its parts."""
    text = _("%(name)s (rata-rata %(parts)s)") % {
        "name": label.short,
        "parts": _(" dan ").join(group["members"]),
    }
    return Row(
        code=label.code,
        text=text,
        target="",
        above="",
        below="",
        raw="",
        completion=percent(group["completion"]),
        nilai=number(group["nilai"]),
        kategori=group["kategori"] or NONE,
        heading=True,
    )


def row(label: Label, found: Data, given: Data, *, part: bool) -> Row:
    """The line of one judged indicator."""
    above, below = achieved(label, found, given)
    return Row(
        code=label.code,
        text=label.short,
        target=target(label, found, given),
        above=above,
        below=below,
        raw=percent(found["raw"]),
        completion=percent(found["completion"]),
        nilai=number(found["nilai"]),
        kategori=found["kategori"] or NONE,
        tags=tuple(tags(found)),
        note=children(found),
        part=part,
    )


def achieved(label: Label, found: Data, given: Data) -> tuple[str, str]:
    """Numerator and denominator, or the one thing that was reported or proven."""
    above, below = found["numerator"], found["denominator"]
    proven = (given["realization"] or {}).get("incidents", 0)
    if above is not None and below is not None:
        return written(Decimal(above)), f"÷ {written(Decimal(below))}"
    if above is not None:
        return f"{written(Decimal(above))} {label.unit}", ""
    if found["kind"] != "none_allowed":
        return found["value"] or NONE, ""
    if proven:
        return _("%(number)s terbukti") % {"number": written(proven)}, ""
    if found["value"] == "0":
        return _("tidak ada"), ""
    return (f"{found['value']} {label.unit}" if found["value"] else NONE), ""


def target(label: Label, found: Data, given: Data) -> str:
    """The target that bound this unit."""
    lower, upper, kind = found["target"], found["upper"], found["kind"]
    if kind == "none_allowed":
        return _("tidak ada")
    if kind == "version":
        return str(given["indicator"].get("designated") or NONE)
    if kind == "count":
        return NONE if lower is None else f"{written(Decimal(lower))} {label.unit}"
    shown = target_text(Decimal(upper or lower or 100))
    return bound(f"{written(Decimal(lower))}–{shown}" if upper and lower else shown)


def tags(found: Data) -> Iterable[str]:
    """What a reader must know about a figure before believing it."""
    if found["synthetic"]:
        yield str(SYNTHETIC)
    if found["published_only"]:
        yield str(PUBLISHED_ONLY)
    if found["stands_in"]:
        yield str(STANDS_IN)
    if found["decided_zero"]:
        yield str(DECIDED_ZERO)


def children(found: Data) -> str:
    """How many kab/kota are in a cumulative figure (R5)."""
    if found["stands_in"] or not found["children"]:
        return ""
    return _("%(reported)s dari %(expected)s kab/kota") % found["children"]


def legend(table: Iterable[Row]) -> list[tuple[str, str]]:
    """What the marks on this table's rows mean."""
    meanings = {
        SYNTHETIC: _("angka buatan untuk contoh, bukan laporan"),
        PUBLISHED_ONLY: _("hanya persentase yang diterbitkan"),
        STANDS_IN: _("menggantikan penjumlahan kab/kota"),
        DECIDED_ZERO: _("tidak dilaporkan, ditetapkan nol dengan alasan"),
    }
    shown = {tag for row in table for tag in row.tags}
    return [(str(tag), meaning) for tag, meaning in meanings.items() if str(tag) in shown]
