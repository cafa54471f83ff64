"""PP 30/2019 with PermenPANRB 8/2021: SKP and perilaku on a scale of 120 (July to December 2021)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kinerja.rules.rounding import round_half_up, written
from kinerja.rules.staff.bands import band_of, band_step, rounding_step
from kinerja.rules.staff.fields import Fields, plain
from kinerja.rules.staff.types import Band, Part, StaffResult
from kinerja.rules.types import Step

LAW: Final = "PP 30/2019"
CLAUSE: Final = "PermenPANRB 8/2021"
SCALE: Final = (Decimal(0), Decimal(120))
BANDS: Final = (
    Band(Decimal(110), ("Sangat Baik", "Baik")),
    Band(Decimal(90), ("Baik",)),
    Band(Decimal(70), ("Cukup",)),
    Band(Decimal(50), ("Kurang",)),
    Band(Decimal(0), ("Sangat Kurang",)),
)


@dataclass(frozen=True, slots=True)
class Rating:
    """SKP and perilaku, 0 to 120 each.

    ``peers_heard``: peers and staff were heard on the behaviour, so that it weighs 40 %, not 30 %.
    ``new_idea``: the official had a new idea, without which nobody is Sangat Baik.
    """

    skp: Decimal
    perilaku: Decimal
    peers_heard: bool
    new_idea: bool

    @classmethod
    def from_data(cls, data: object) -> Rating:
        """Read a rating from plain JSON types, strictly; every key is required.

        Raises:
            StaffError: with every fault at once.
        """
        whole = Fields.of(data, [field.name for field in fields(cls)])
        rating = cls(
            skp=whole.number("skp", "Nilai SKP", *SCALE),
            perilaku=whole.number("perilaku", "Nilai perilaku kerja", *SCALE),
            peers_heard=whole.flag("peers_heard", "Keterangan rekan dan bawahan didengar"),
            new_idea=whole.flag("new_idea", "Keterangan ide baru"),
        )
        whole.refuse_faults()
        return rating

    def to_data(self) -> dict[str, object]:
        """Return every key in plain JSON types, numbers as text."""
        return {
            "skp": plain(self.skp),
            "perilaku": plain(self.perilaku),
            "peers_heard": self.peers_heard,
            "new_idea": self.new_idea,
        }


def judge(rating: Rating) -> StaffResult:
    """Judge a rating: 70 % SKP and 30 % perilaku (60/40 where peers were heard), rounded once.

    Raises:
        StaffError: the rating, however it was built, would not be read from data.

    Source: PP 30/2019, PermenPANRB 8/2021, R8.
    """
    checked = Rating.from_data(rating.to_data())
    own, behaviour = weights(checked)
    total = (own * Fraction(checked.skp) + behaviour * Fraction(checked.perilaku)) / 100
    band = band_of(total, BANDS)
    word = band.words[0 if checked.new_idea else -1]
    steps = (_step(checked, total), rounding_step(LAW), *_word_steps(total, band, word))
    return StaffResult("pp30", round_half_up(total), word, steps, _parts(checked))


def weights(rating: Rating) -> tuple[int, int]:
    """Return the shares of SKP and perilaku in per cent."""
    return (60, 40) if rating.peers_heard else (70, 30)


def _step(rating: Rating, total: Fraction) -> Step:
    own, behaviour = weights(rating)
    first, second = written(rating.skp, 2), written(rating.perilaku, 2)
    heard = "didengar" if rating.peers_heard else "tidak didengar"
    text = f"{own} % × SKP {first} + {behaviour} % × perilaku {second} = {written(total, 2)}"
    return Step(f"{text} (rekan dan bawahan {heard}).", "R8", CLAUSE)


def _word_steps(total: Fraction, band: Band, word: str) -> tuple[Step, ...]:
    found = band_step(total, band, word, LAW)
    if len(band.words) == 1:
        return (found,)
    text = f"{written(band.lower)} ke atas: {band.words[0]} bila ada ide baru, selain itu {band.words[-1]}."
    return Step(text, "R8", LAW), found


def _parts(rating: Rating) -> tuple[Part, ...]:
    own, behaviour = weights(rating)
    idea = "Ada" if rating.new_idea else "Tidak ada"
    return (
        Part("skp", "SKP", round_half_up(rating.skp), f"{own} %"),
        Part("perilaku", "Perilaku kerja", round_half_up(rating.perilaku), f"{behaviour} %"),
        Part("new_idea", "Ide baru", None, idea),
    )
