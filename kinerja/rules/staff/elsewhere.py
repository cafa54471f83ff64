"""A result decided elsewhere (BKN e-Kinerja): taken over as such, with its source and document."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from kinerja.rules.rounding import round_half_up, written
from kinerja.rules.staff.bands import band_of, band_step
from kinerja.rules.staff.fields import Fields, plain
from kinerja.rules.staff.types import Part, Regime, StaffResult
from kinerja.rules.types import Step

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Rating:
    """The value, the predikat or both, and where they are written."""

    value: Decimal | None
    predikat: str | None
    source: str
    document_number: str

    @classmethod
    def from_data(cls, data: object, regime: Regime) -> Rating:
        """Read a result from plain JSON types, strictly, against the regime it was decided under.

        Raises:
            StaffError: with every fault at once; a value and a predikat that disagree are one.
        """
        whole = Fields.of(data, [field.name for field in fields(cls)])
        rating = cls(
            value=_value(whole, regime),
            predikat=_predikat(whole, regime),
            source=whole.text("source", "Sumber", _LONGEST),
            document_number=whole.text("document_number", "Nomor dokumen", _LONGEST),
        )
        if not {"value", "predikat"} & set(whole.errors):
            _agree(whole, rating, regime)
        whole.refuse_faults()
        return rating

    def to_data(self) -> dict[str, object]:
        """Return every key in plain JSON types, numbers as text."""
        return {
            "value": plain(self.value),
            "predikat": self.predikat,
            "source": self.source,
            "document_number": self.document_number,
        }


def _value(whole: Fields, regime: Regime) -> Decimal | None:
    if whole.empty("value"):
        return None
    if regime.scale is None:
        whole.fault("value", f"{regime.name} tidak mengenal nilai angka; kosongkan nilai dan isi predikat.")
        return None
    return whole.number("value", "Nilai", *regime.scale)


def _predikat(whole: Fields, regime: Regime) -> str | None:
    if whole.empty("predikat") and regime.scale is not None:
        return None
    return whole.choice("predikat", "Predikat", regime.predikats)


def _agree(whole: Fields, rating: Rating, regime: Regime) -> None:
    if rating.value is None:
        if rating.predikat is None:
            whole.fault("predikat", "Nilai dan predikat belum diisi; isi sedikitnya salah satu.")
        return
    words = band_of(rating.value, regime.bands).words
    value, meant = written(rating.value, 2), " atau ".join(words)
    if rating.predikat is None and len(words) > 1:
        whole.fault("predikat", f"Nilai {value} dapat berarti {meant}; isi predikat menurut dokumennya.")
    if rating.predikat is not None and rating.predikat not in words:
        text = (
            f"Predikat {rating.predikat} tidak cocok dengan nilai {value}, yang menurut {regime.name} berarti"
        )
        whole.fault("predikat", f"{text} {meant}; perbaiki nilai atau predikatnya.")


def judge(rating: Rating, regime: Regime, *, decided: bool = False) -> StaffResult:
    """Take the result over; a predikat that is not given follows from the value.

    Args:
        rating: the result, and where it is written.
        regime: the one it was decided under.
        decided: whether it comes from a decision on an objection here (R10).

    Raises:
        StaffError: the rating, however it was built, would not be read from data.

    Source: R8.
    """
    checked = Rating.from_data(rating.to_data(), regime)
    word = checked.predikat or band_of(checked.value or Decimal(0), regime.bands).words[0]
    value = None if checked.value is None else round_half_up(checked.value)
    parts = (
        Part("source", "Sumber", None, checked.source),
        Part("document_number", "Nomor dokumen", None, checked.document_number),
    )
    return StaffResult(regime.key, value, word, _steps(checked, word, regime, decided), parts)


def _steps(rating: Rating, word: str, regime: Regime, decided: bool) -> tuple[Step, ...]:
    named = f"predikat {word}" if rating.predikat else ""
    figure = "" if rating.value is None else f"nilai {written(rating.value, 2)}"
    given = " dan ".join(filter(None, (figure, named)))
    if decided:
        taken = Step(f"{rating.source} ({rating.document_number}): {given}.", "R10", regime.basis)
    else:
        where = f"{rating.source}, dokumen {rating.document_number}"
        taken = Step(f"Ditetapkan di luar aplikasi ini, {where}: {given}.", "R8", regime.basis)
    if rating.value is None:
        return (taken,)
    return taken, band_step(rating.value, band_of(rating.value, regime.bands), word, regime.basis)
