"""What the page shows of a snapshot: words and figures as people read them, row by row.

Nothing is judged here. Every figure comes from the snapshot's result; this only writes it in Indonesian.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kinerja.documents.snapshot import Label, Snapshot
from kinerja.rules.data import Data
from kinerja.rules.rounding import percent_text, target_text, written
from kinerja.rules.warnings import date_text

NONE = "–"
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


@dataclass(frozen=True, slots=True)
class Step:
    """One step with the decree's section, the reading rule, and whether it is our own choice."""

    text: str
    clause: str
    rule: str
    policy: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The steps of one indicator, or of the whole."""

    code: str
    title: str
    source: str
    steps: tuple[Step, ...]
    whole: bool = False


def context(snapshot: Snapshot) -> Data:
    """Everything the template needs, as text."""
    result = snapshot.result
    judged = {row["code"]: row for row in result["indicators"]}
    table = list(rows(snapshot, judged))
    return {
        "document": snapshot,
        "address": snapshot.url.removesuffix(f"{snapshot.code}/"),
        "cutoff": day(snapshot.period.cutoff),
        "issued": day(snapshot.issued_on),
        "finalised": day(snapshot.finalised_on),
        "set_date": day(snapshot.basis.set_date),
        "rows": table,
        "legend": legend(table),
        "derivation": list(derivation(snapshot, judged)),
        "completion": percent(result["completion"]),
        "nilai": number(result["nilai"]),
        "kategori": result["kategori"],
        "below_table": result["nilai"] is None,
        "counted": result["required"],
        "warnings": list(warnings(result)),
        "red_flags": [bound(flag["text"]) for flag in result["red_flags"]],
        "acknowledgements": [(note.note, note.by, day(note.on)) for note in snapshot.acknowledgements],
    }


def rows(snapshot: Snapshot, judged: Data) -> Iterable[Row]:
    """The indicator table in the order of the decree, headings of "and" indicators included."""
    groups = {group["code"]: group for group in snapshot.result["groups"]}
    parts = {part for label in snapshot.labels for part in label.parts}
    given = {figure["indicator"]["code"]: figure for figure in snapshot.inputs["figures"]}
    for label in snapshot.labels:
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


def derivation(snapshot: Snapshot, judged: Data) -> Iterable[Part]:
    """The steps of each indicator in the decree's order, then those of the whole."""
    for label in snapshot.labels:
        found = judged.get(label.code)
        if found:
            yield Part(label.code, label.short, found["source"], steps(found))
    yield Part(_("Unit"), snapshot.office.region, "", steps(snapshot.result), whole=True)


def steps(found: Data) -> tuple[Step, ...]:
    """The steps of a result, as they are printed."""
    return tuple(
        Step(signs(bound(step["text"])), step["clause"], step["rule"], step["policy"])
        for step in found["steps"]
    )


def bound(text: str) -> str:
    """The text with its percent signs tied to their numbers, so that no line begins with one."""
    return text.replace(" %", "\u00a0%")


SIGN = format_html('<span class="sign">{}</span>', "≥")


def signs(text: str) -> SafeString:
    """The text escaped, with "≥" set apart: the serif face draws that sign better."""
    return format_html_join(SIGN, "{}", ((part,) for part in text.split("≥")))


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


def warnings(result: Data) -> Iterable[str]:
    """The warnings of the figures, each with its indicator, then those of the whole."""
    for found in result["indicators"]:
        for notice in found["warnings"]:
            yield bound(f"{found['code']}: {notice['text']}")
    for notice in result["warnings"]:
        yield bound(notice["text"])


def percent(text: str | None) -> str:
    """A percentage as the rules wrote it, in Indonesian notation: "84,33 %"."""
    return NONE if text is None else bound(percent_text(Decimal(text)))


def number(value: int | None) -> str:
    """A nilai, or a dash where the table has none."""
    return NONE if value is None else str(value)


def day(text: str) -> str:
    """A date in Indonesian: "30 Juni 2025"."""
    return date_text(date.fromisoformat(text))
