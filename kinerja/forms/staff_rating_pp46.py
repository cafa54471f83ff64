"""Element 2 under PP 46/2011 with Perka BKN 1/2013: activities, what is added, six behaviours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from kinerja.forms.fields import NumberField, text_field
from kinerja.forms.staff_rating_judged import JudgedForm, number, plain
from kinerja.rules.rounding import round_half_up
from kinerja.rules.staff.activity import KEYS, activity_value, aspects, formula, read_activity
from kinerja.rules.staff.fields import Fields
from kinerja.rules.staff.pp46 import BEHAVIOURS, CREATIVITY
from kinerja.rules.staff.types import Part, Regime

FEWEST_ROWS, MOST_ROWS, MORE_ROWS = 5, 60, 5
NAME_LENGTH = 300
ASPECTS = {
    "quantity": _("Kuantitas"),
    "quality": _("Mutu (0–100)"),
    "time": _("Waktu"),
    "cost": _("Biaya (boleh kosong)"),
}
_NUMBERS = tuple(f"{aspect}_{part}" for aspect in ASPECTS for part in ("target", "realised"))
_NOT_DONE = "not_done"
_ROW = re.compile(r"activities\.(\d{1,3})\.")


@dataclass(frozen=True)
class Pair:
    """The two inputs of an aspect."""

    label: Any
    target: forms.BoundField
    realised: forms.BoundField


@dataclass(frozen=True)
class Row:
    """The inputs of one activity, numbered as on the page."""

    number: int
    name: forms.BoundField
    not_done: forms.BoundField
    pairs: tuple[Pair, ...]


class Pp46Form(JudgedForm):
    """Activities as rows; rows left empty do not count, and the page offers five at least.

    Empty rows between filled ones close up, so that the numbers in messages are those on the page.
    """

    additional_tasks = NumberField(label=_("Jumlah tugas tambahan"))
    creativity = forms.ChoiceField(
        label=_("Nilai kreativitas"),
        choices=[(str(points), str(points)) for points in CREATIVITY],
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )

    def __init__(
        self,
        regime: Regime,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        stored: Mapping[str, Any] | None = None,
    ) -> None:
        posted = None if data is None else _closed_up(data)
        super().__init__(regime, posted, files, stored=stored)
        self.filled = _rows_in(posted if posted is not None else self.initial)
        self.rows_shown = max(FEWEST_ROWS, self.filled, _rows_shown(data))
        for place in range(self.rows_shown):
            self._add_row(place)
        for key, label in BEHAVIOURS.items():
            self.fields[f"behaviours.{key}"] = NumberField(label=f"{label} (0–100)", percent=True)

    def add_rows(self) -> None:
        """Offer more empty rows."""
        start = self.rows_shown
        self.rows_shown = min(start + MORE_ROWS, MOST_ROWS)
        for place in range(start, self.rows_shown):
            self._add_row(place)

    @property
    def is_full(self) -> bool:
        """Whether no more rows are offered."""
        return self.rows_shown >= MOST_ROWS

    def rows(self) -> Iterator[Row]:
        """The rows with their inputs."""
        for place in range(self.rows_shown):
            at = f"activities.{place}."
            pairs = (
                Pair(label, self[f"{at}{key}_target"], self[f"{at}{key}_realised"])
                for key, label in ASPECTS.items()
            )
            yield Row(place + 1, self[f"{at}name"], self[f"{at}{_NOT_DONE}"], tuple(pairs))

    def behaviours(self) -> list[forms.BoundField]:
        """The inputs of the six behaviours."""
        return [self[f"behaviours.{key}"] for key in BEHAVIOURS]

    def from_rating(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """One input for each figure of the rating."""
        if not stored:
            return {}
        found: dict[str, Any] = {"additional_tasks": number(stored.get("additional_tasks"))}
        found["creativity"] = stored.get("creativity") or "0"
        for place, row in enumerate(stored["activities"]):
            found |= {f"activities.{place}.{key}": number(row.get(key)) for key in _NUMBERS}
            found[f"activities.{place}.name"] = row["name"]
            found[f"activities.{place}.{_NOT_DONE}"] = not row.get("carried_out", True)
        return found | {f"behaviours.{key}": number(value) for key, value in stored["behaviours"].items()}

    def to_rating(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The filled rows, and everything else under its key; every post here is a structural one."""
        behaviours = {key: plain(cleaned.get(f"behaviours.{key}")) for key in BEHAVIOURS}
        return {
            "activities": [_activity(cleaned, place) for place in range(self.filled)],
            "additional_tasks": plain(cleaned.get("additional_tasks")),
            "creativity": cleaned.get("creativity") or None,
            "behaviours": behaviours,
            "structural": True,
        }

    def parts(self) -> tuple[Part, ...]:
        """The figures of the result; before there is one, the value of each activity that is complete."""
        if self.result or not self.rating:
            return super().parts()
        return tuple(part for place in range(self.filled) if (part := self._part(place)))

    def _part(self, place: int) -> Part | None:
        at = f"activities.{place}."
        if any(name.startswith(at) for name in self.errors):
            return None
        activity = read_activity(Fields.of(self.rating["activities"][place], KEYS))
        value = round_half_up(activity_value(activity))
        return Part(f"activity.{place}", activity.name, value, formula(aspects(activity)))

    def _add_row(self, place: int) -> None:
        at = f"activities.{place}."
        where = _("kegiatan %d") % (place + 1)
        self.fields[f"{at}name"] = text_field(f"{_('Nama')} {where}", length=NAME_LENGTH, rows=2)
        self.fields[f"{at}{_NOT_DONE}"] = forms.BooleanField(
            label=_("Tidak dilaksanakan"),
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
        for key, label in ASPECTS.items():
            for part, word in (("target", _("Target")), ("realised", _("Realisasi"))):
                field = NumberField(label=f"{word} {label}, {where}", percent=key == "quality")
                self.fields[f"{at}{key}_{part}"] = field


def _activity(cleaned: Mapping[str, Any], place: int) -> dict[str, Any]:
    at = f"activities.{place}."
    figures = {key: plain(cleaned.get(f"{at}{key}")) for key in _NUMBERS}
    done = not cleaned.get(f"{at}{_NOT_DONE}")
    return {"name": cleaned.get(f"{at}name") or None, **figures, "carried_out": done}


def _closed_up(data: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """What was posted, with the filled rows first, in their order."""
    found: MultiValueDict[str, Any] = MultiValueDict()
    rows: dict[int, dict[str, Any]] = {}
    for name in data:
        match = _ROW.match(name)
        if match is None:
            found[name] = data[name]
        elif str(data[name]).strip() and int(match[1]) < MOST_ROWS:
            rows.setdefault(int(match[1]), {})[name[match.end() :]] = data[name]
    for place, number_of in enumerate(sorted(rows)):
        for key, value in rows[number_of].items():
            found[f"activities.{place}.{key}"] = value
    return found


def _rows_in(data: Mapping[str, Any]) -> int:
    """How many rows are filled, the filled ones being first."""
    places = [int(match[1]) for name in data if (match := _ROW.match(name))]
    return max(places, default=-1) + 1


def _rows_shown(data: Mapping[str, Any] | None) -> int:
    """How many rows the page showed when it was sent."""
    places = [int(match[1]) for name in data or {} if (match := _ROW.match(name))]
    return min(max(places, default=-1) + 1, MOST_ROWS)
