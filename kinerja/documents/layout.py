"""What the template needs of a snapshot: the table, the derivation, warnings, all as people read them.

Nothing is judged here. Every figure comes from the snapshot's result; this only writes it in Indonesian.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kinerja.documents.indicator_rows import legend, rows
from kinerja.documents.issuer import PLACE
from kinerja.documents.scale import scale
from kinerja.documents.snapshot import Judged, Label, Snapshot
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
    table = list(rows(snapshot.labels, result, snapshot.inputs))
    return frame(snapshot, PLACE) | {
        "finalised": day(snapshot.finalised_on),
        "rows": table,
        "legend": legend(table),
        "derivation": list(derivation(snapshot.labels, result, _("Unit"), snapshot.office.region)),
        "scale": scale(snapshot),
        "completion": percent(result["completion"]),
        "nilai": number(result["nilai"]),
        "kategori": result["kategori"],
        "below_table": result["nilai"] is None,
        "counted": result["required"],
        "warnings": list(warnings(result)),
        "red_flags": [bound(flag["text"]) for flag in result["red_flags"]],
        "acknowledgements": [(note.note, note.by, day(note.on)) for note in snapshot.acknowledgements],
    }


def frame(snapshot: Judged, place: str) -> Data:
    """What the head, the foot and the signature of every document need."""
    return {
        "document": snapshot,
        "address": snapshot.url.removesuffix(f"{snapshot.code}/"),
        "cutoff": day(snapshot.period.cutoff),
        "place": place,
        "issued": day(snapshot.issued_on),
        "set_date": day(snapshot.basis.set_date),
    }


def derivation(labels: Iterable[Label], score: Data, whole: str, title: str) -> Iterable[Part]:
    """The steps of each indicator in the decree's order, then those of the whole.

    Args:
        labels: the words of the decree's table.
        score: the result of a unit or of a bidang, as data.
        whole: what the whole is: "Unit".
        title: whose it is.
    """
    judged = {row["code"]: row for row in score["indicators"]}
    for label in labels:
        found = judged.get(label.code)
        if found:
            yield Part(label.code, label.short, found["source"], steps(found))
    yield Part(whole, title, "", steps(score), whole=True)


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
