"""What the template needs of a snapshot: the table, the derivation, warnings, all as people read them.

Nothing is judged here. Every figure comes from the snapshot's result; this only writes it in Indonesian.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kinerja.documents.indicator_rows import legend, rows
from kinerja.documents.snapshot import Snapshot
from kinerja.documents.wording import bound, day, number, percent, signs
from kinerja.rules.data import Data


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


def warnings(result: Data) -> Iterable[str]:
    """The warnings of the figures, each with its indicator, then those of the whole."""
    for found in result["indicators"]:
        for notice in found["warnings"]:
            yield bound(f"{found['code']}: {notice['text']}")
    for notice in result["warnings"]:
        yield bound(notice["text"])
