"""What the template of an appraisal needs of its snapshot, all as people read it; nothing is judged here."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kinerja.documents.appraisal_snapshot import AppraisalSnapshot, Person, RatingText
from kinerja.documents.indicator_rows import Row, legend, rows
from kinerja.documents.layout import derivation, frame, steps, warnings
from kinerja.documents.scale import scale_of
from kinerja.documents.snapshot import Label
from kinerja.documents.wording import NONE, bound, day, graded, number, percent
from kinerja.rules.data import Data
from kinerja.rules.rounding import written


@dataclass(frozen=True, slots=True)
class Score:
    """Element 1, or what stands beside it: whose result, its figures, its table."""

    title: str
    completion: str
    nilai: str
    kategori: str
    counted: int
    rows: tuple[Row, ...]
    references: dict[str, str]

    @property
    def referred(self) -> list[tuple[Row, str]]:
        """Each row with the section of the decree and the reading rules behind it."""
        return [(row, self.references.get(row.code, "")) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of element 2; a ``sum`` is made of the lines above it."""

    label: str
    text: str
    value: str
    sum: bool


def context(snapshot: AppraisalSnapshot) -> Data:
    """Everything the template needs, as text."""
    first, unit = snapshot.result["element_one"], snapshot.inputs["unit"]
    carried, beside = first["carried"], first["beside"]
    titles = _titles(snapshot)
    one = _score(titles[0], carried, snapshot.labels, unit)
    second = beside and _score(titles[1], beside, snapshot.labels, unit)
    marks = legend(one.rows)
    return frame(snapshot, snapshot.place) | {
        "people": people(snapshot),
        "one": one,
        "beside": second,
        "below_table": carried["nilai"] is None,
        "scale": carried["completion"] and scale_of(unit, carried["completion"]),
        "legend": marks,
        "beside_legend": [row for row in legend(second.rows) if row not in marks] if second else [],
        "derivation": list(derivation(snapshot.labels, carried, _("Unsur 1"), titles[0])),
        "two": _element_two(snapshot.result["element_two"], snapshot.rating),
        "joined": figure(snapshot.result["composition"]["joined"]),
        "composition": steps(snapshot.result["composition"]),
        "warnings": list(warnings(carried)),
        "red_flags": [bound(flag) for flag in snapshot.result["red_flags"]],
        "recommendation": recommendation(snapshot),
        "plan": [(step.what, day(step.due_on)) for step in snapshot.plan],
        "objection": _objection(snapshot),
        "approved": day(snapshot.approved_on),
        "received": _day(snapshot.received_on),
        "closed": _day(snapshot.closed_on),
        "rated": _day(snapshot.rating.on),
    }


def outcome(result: Data) -> str:
    """Both elements in one line: "unsur 1 capaian …, unsur 2 predikat Baik"."""
    two, joined = result["element_two"], result["composition"]["joined"]
    said = [_("unsur 1 %s") % graded(result["element_one"]["carried"])]
    said.append(_("unsur 2 %s") % (rated(two) if two else _("belum tersedia")))
    return "; ".join([*said, _("gabungan %s") % figure(joined)] if joined else said)


def rated(two: Data) -> str:
    """Element 2 in a few words: "nilai 85,20, predikat Baik"."""
    words = _("predikat %s") % two["predikat"]
    return words if two["value"] is None else _("nilai %s, ") % figure(two["value"]) + words


def people(snapshot: AppraisalSnapshot) -> list[tuple[str, tuple[str, ...]]]:
    """Items 1 to 3 as the lines of a table with a column each; a line that nobody fills is left out."""
    columns = (snapshot.assessed, snapshot.assessor, snapshot.decider)
    lines = [
        (_("Nama"), tuple(row.name if row and row.name else NONE for row in columns)),
        (_("NIP"), tuple(row.nip if row else "" for row in columns)),
        (_("Pangkat"), tuple(_rank(row) for row in columns)),
        (_("Jabatan"), tuple(_post(row) for row in columns)),
        (_("Unit kerja"), tuple(row.unit if row else "" for row in columns)),
    ]
    return [(label, tuple(part or NONE for part in parts)) for label, parts in lines if any(parts)]


def recommendation(snapshot: AppraisalSnapshot) -> list[tuple[str, str]]:
    """Item 8: what was written of the four."""
    said = snapshot.recommendation
    parts = [
        (_("Karier"), said.career),
        (_("Pelatihan"), said.training),
        (_("Pembinaan"), said.guidance),
        (_("Usulan kepada Menteri"), said.proposal),
    ]
    return [(label, text) for label, text in parts if text]


def _titles(snapshot: AppraisalSnapshot) -> tuple[str, str]:
    """Whose result is carried, and whose stands beside it (R8)."""
    unit = _("Unit kerja")
    if not snapshot.inputs["fields"]:
        return unit, ""
    carries_unit = snapshot.inputs["unit"]["policy"]["data"]["responsibility"] == "unit"
    return (unit, snapshot.bidang) if carries_unit else (snapshot.bidang, unit)


def _score(title: str, score: Data, labels: Iterable[Label], unit: Data) -> Score:
    sections = {label.code: label.section for label in labels}
    return Score(
        title=title,
        completion=percent(score["completion"]),
        nilai=number(score["nilai"]),
        kategori=score["kategori"] or NONE,
        counted=score["required"],
        rows=tuple(rows(labels, score, unit)),
        references={row["code"]: _reference(row, sections) for row in score["indicators"]},
    )


def _reference(row: Data, sections: dict[str, str]) -> str:
    return " · ".join([sections.get(row["code"], ""), " ".join(row["rules"])]).strip(" ·")


def _element_two(two: Data | None, rating: RatingText) -> Data:
    """Element 2 with its parts, or that it is not available and why."""
    if two is None:
        return {"available": False, "reason": rating.reason}
    return {
        "available": True,
        "value": figure(two["value"]),
        "predikat": two["predikat"],
        "parts": [_part(part) for part in two["parts"]],
        "steps": steps(two),
    }


def _part(part: Data) -> Part:
    """A part as a line; where it has no figure its words are the result."""
    value, text = figure(part["value"]), bound(part["text"])
    whole = part["key"] in ("skp", "perilaku", "hasil_kerja")
    return Part(part["label"], text if value else "", value or text, whole)


def _objection(snapshot: AppraisalSnapshot) -> Data | None:
    found = snapshot.objection
    if found is None:
        return None
    return {
        "text": found.text,
        "filed": day(found.filed_on),
        "answer": found.answer,
        "answered": _day(found.answered_on),
        "answered_by": signed(found.answered_by),
        "outcome": found.outcome,
        "decision": found.decision,
        "decided": _day(found.decided_on),
        "decided_by": signed(found.decided_by),
    }


def signed(person: Person | None) -> str:
    """Who acted, as what, by which decision: "Bupati Fakfak, Nama"; "" where nobody did."""
    if person is None:
        return ""
    said = f"{person.post}, {person.name}" if person.post else person.name
    return f"{said} ({person.basis})" if person.basis else said


def _rank(person: Person | None) -> str:
    if person is None or not person.rank:
        return ""
    since = _(", sejak %s") % day(person.rank_since) if person.rank_since else ""
    return f"{person.rank}{since}"


def _post(person: Person | None) -> str:
    if person is None:
        return ""
    return f"{person.post} ({person.basis})" if person.basis else person.post


def figure(value: str | None) -> str:
    """A figure with two decimals, "" where there is none."""
    return "" if value is None else written(Decimal(value), 2)


def _day(text: str) -> str:
    return day(text) if text else ""
