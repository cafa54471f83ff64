"""PP 46/2011 with Perka BKN 1/2013: 60 % SKP and 40 % perilaku kerja (until 30 June 2021)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kinerja.rules.rounding import round_half_up, written
from kinerja.rules.staff.activity import (
    CLAUSE,
    KEYS,
    Activity,
    Aspect,
    activity_steps,
    activity_value,
    aspects,
    cost_value,
    formula,
    mean,
    read_activity,
    share_value,
    time_value,
)
from kinerja.rules.staff.bands import band_of, band_step, rounding_step
from kinerja.rules.staff.fields import Fields, plain
from kinerja.rules.staff.types import Band, Part, StaffError, StaffResult
from kinerja.rules.types import Step

__all__ = [
    "BANDS",
    "BEHAVIOURS",
    "Activity",
    "Rating",
    "activity_value",
    "additional_value",
    "cost_value",
    "judge",
    "share_value",
    "time_value",
]

LAW: Final = "PP 46/2011"
# SKP has no printed ceiling (quantity, extra tasks); above this a figure is mistyped, not achieved.
SCALE: Final = (Decimal(0), Decimal(200))
BANDS: Final = (
    Band(Decimal(91), ("Sangat Baik",)),
    Band(Decimal(76), ("Baik",), Decimal(90)),
    Band(Decimal(61), ("Cukup",), Decimal(75)),
    Band(Decimal(51), ("Kurang",), Decimal(60)),
    Band(Decimal(0), ("Buruk",), Decimal(50)),
)
BEHAVIOURS: Final = {
    "orientasi_pelayanan": "Orientasi pelayanan",
    "integritas": "Integritas",
    "komitmen": "Komitmen",
    "disiplin": "Disiplin",
    "kerja_sama": "Kerja sama",
    "kepemimpinan": "Kepemimpinan",
}
LEADERSHIP: Final = "kepemimpinan"
CREATIVITY: Final = (0, 3, 6, 12)  # none, or by who certifies it
_MORE_TASKS: Final = ((7, 3), (4, 2), (1, 1))
_MOST_TASKS: Final = Decimal(999)
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rating:
    """What the superior fills in; ``structural`` posts are also rated on leadership.

    ``additional_tasks`` is their number, ``creativity`` 0, 3, 6 or 12; ``behaviours`` holds 0 to
    100 by the keys of ``BEHAVIOURS``.
    """

    activities: tuple[Activity, ...]
    behaviours: Mapping[str, Decimal]
    additional_tasks: int = 0
    creativity: int = 0
    structural: bool = True

    @classmethod
    def from_data(cls, data: object) -> Rating:
        """Read a rating from plain JSON types, strictly.

        Args:
            data: keys as in ``to_data``; ``additional_tasks`` and ``creativity`` may be left out
                (none), so may ``structural`` and an activity's ``carried_out`` (true) and cost.

        Raises:
            StaffError: with every fault at once.
        """
        whole = Fields.of(data, [field.name for field in fields(cls)])
        structural = whole.flag("structural", "Keterangan jabatan struktural", default=True)
        rating = cls(
            activities=_activities(whole),
            behaviours=_behaviours(whole, structural),
            additional_tasks=_tasks(whole),
            creativity=_creativity(whole),
            structural=structural,
        )
        whole.refuse_faults()
        _refuse_beyond_scale(rating)
        return rating

    def to_data(self) -> dict[str, object]:
        """Return every key in plain JSON types, numbers as text."""
        return {
            "activities": [activity.to_data() for activity in self.activities],
            "additional_tasks": _count(self.additional_tasks),
            "creativity": _count(self.creativity),
            "behaviours": {key: plain(value) for key, value in self.behaviours.items()},
            "structural": self.structural,
        }


def _count(value: int) -> object:
    return str(value) if type(value) is int else value


def _activities(whole: Fields) -> tuple[Activity, ...]:
    rows = whole.data.get("activities")
    if not isinstance(rows, list) or not rows:
        whole.fault(
            "activities", "Kegiatan tugas jabatan harus daftar paling sedikit satu kegiatan; tambahkan."
        )
        return ()
    opened = [
        whole.inside(f"activities.{place}", row, f" pada kegiatan {place + 1}", KEYS)
        for place, row in enumerate(rows)
    ]
    return tuple(read_activity(row) for row in opened if row)


def _behaviours(whole: Fields, structural: bool) -> dict[str, Decimal]:
    if whole.empty("behaviours"):
        whole.fault("behaviours", "Perilaku kerja belum diisi; isi nilai tiap aspek.")
        return {}
    inner = whole.inside("behaviours", whole.data.get("behaviours"), " pada perilaku kerja", BEHAVIOURS)
    if inner is None:
        return {}
    if not structural and not inner.empty(LEADERSHIP):
        text = "Kepemimpinan hanya dinilai pada jabatan struktural; kosongkan isian itu."
        inner.fault(LEADERSHIP, text)
    return {key: inner.number(key, BEHAVIOURS[key], Decimal(0), _HUNDRED) for key in _rated(structural)}


def _rated(structural: bool) -> tuple[str, ...]:
    return tuple(key for key in BEHAVIOURS if structural or key != LEADERSHIP)


def _tasks(whole: Fields) -> int:
    if whole.empty("additional_tasks"):
        return 0
    return int(whole.number("additional_tasks", "Jumlah tugas tambahan", Decimal(0), _MOST_TASKS, whole=True))


def _creativity(whole: Fields) -> int:
    if whole.empty("creativity"):
        return 0
    return int(whole.number("creativity", "Nilai kreativitas", *SCALE, whole=True, among=CREATIVITY))


@dataclass(frozen=True, slots=True)
class _Score:
    """The exact figures of a rating, each computed once; ``rows`` are its activities' aspects."""

    rows: tuple[tuple[Aspect, ...], ...]
    values: tuple[Fraction, ...]
    mean: Fraction
    skp: Fraction
    perilaku: Fraction
    total: Fraction


def _score(rating: Rating) -> _Score:
    rows = tuple(aspects(activity) for activity in rating.activities)
    values = tuple(mean(row) for row in rows)
    average = sum(values, Fraction(0)) / len(values)
    skp = average + additional_value(rating.additional_tasks) + rating.creativity
    scores = [Fraction(value) for value in rating.behaviours.values()]
    perilaku = sum(scores, Fraction(0)) / len(scores)
    return _Score(rows, values, average, skp, perilaku, (60 * skp + 40 * perilaku) / 100)


def additional_value(tasks: int) -> int:
    """Return what additional tasks add to the SKP: 1–3 tasks 1, 4–6 tasks 2, more 3 (Perka BKN 1/2013)."""
    return next((points for least, points in _MORE_TASKS if tasks >= least), 0)


def _refuse_beyond_scale(rating: Rating) -> None:
    total = _score(rating).total
    if round_half_up(total) > SCALE[1]:
        text = f"Nilai prestasi kerja {written(total, 2)} melebihi {written(SCALE[1])}; "
        raise StaffError({"activities": f"{text}periksa kembali target dan realisasi tiap kegiatan."})


def judge(rating: Rating) -> StaffResult:
    """Judge a rating: 60 % SKP and 40 % perilaku, rounded once, then one look-up.

    SKP is the mean of the activities and what is added, and may exceed 100; perilaku is the mean of
    six behaviours for structural posts, of five for others.

    Raises:
        StaffError: the rating, however it was built, would not be read from data.

    Source: PP 46/2011, Perka BKN 1/2013, R8.
    """
    checked = Rating.from_data(rating.to_data())
    score = _score(checked)
    band = band_of(score.total, BANDS)
    word = band.words[0]
    steps = (*_steps(checked, score), rounding_step(LAW), band_step(score.total, band, word, LAW))
    return StaffResult("pp46", round_half_up(score.total), word, steps, _parts(checked, score))


def _steps(rating: Rating, score: _Score) -> tuple[Step, ...]:
    done = enumerate(zip(rating.activities, score.rows, strict=True), 1)
    own = [step for number, (activity, row) in done for step in activity_steps(number, activity.name, row)]
    skp, perilaku = written(score.skp, 2), written(score.perilaku, 2)
    added = f"tugas tambahan {additional_value(rating.additional_tasks)} + kreativitas {rating.creativity}"
    text = f"SKP: rata-rata {len(score.rows)} kegiatan {written(score.mean, 2)} + {added} = {skp}."
    scores = " + ".join(written(value) for value in rating.behaviours.values())
    total = f"60 % × {skp} + 40 % × {perilaku} = {written(score.total, 2)}"
    return (
        *own,
        Step(text, "R8", CLAUSE),
        Step(f"Perilaku kerja: ({scores}) ÷ {len(rating.behaviours)} = {perilaku}.", "R8", LAW),
        Step(f"Nilai prestasi kerja: {total}.", "R8", LAW),
    )


def _parts(rating: Rating, score: _Score) -> tuple[Part, ...]:
    done = enumerate(zip(rating.activities, score.rows, score.values, strict=True))
    more = additional_value(rating.additional_tasks)
    return (
        *(
            Part(f"activity.{place}", activity.name, round_half_up(value), formula(row))
            for place, (activity, row, value) in done
        ),
        Part("additional_tasks", "Tugas tambahan", round_half_up(more), f"{rating.additional_tasks} tugas"),
        Part("creativity", "Kreativitas", round_half_up(rating.creativity), ""),
        Part("skp", "SKP", round_half_up(score.skp), "60 %"),
        *(
            Part(f"behaviour.{key}", BEHAVIOURS[key], round_half_up(value), band_of(value, BANDS).words[0])
            for key, value in rating.behaviours.items()
        ),
        Part("perilaku", "Perilaku kerja", round_half_up(score.perilaku), "40 %"),
    )
