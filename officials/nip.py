"""NIP, the 18-digit number of a civil servant (facts.md 4): birth date, first appointment, sex, sequence."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: What stands for birth date, first appointment and sex.
_MASK = "•" * 15
_NOT_BORN = _("NIP: tanggal lahir (8 angka pertama) %(part)s tidak ada di kalender.")
_NOT_APPOINTED = _("NIP: bulan pengangkatan (angka 9–14) %(part)s tidak ada.")


@dataclass(frozen=True, slots=True)
class Nip:
    """The parts of a NIP. ``appointed`` is the first day of the month of first appointment."""

    born: date
    appointed: date
    sex: str
    sequence: str

    @property
    def age_at_appointment(self) -> int:
        """Whole years of age in the month of first appointment."""
        had_birthday = self.appointed.month >= self.born.month
        return self.appointed.year - self.born.year - (0 if had_birthday else 1)


def clean_nip(text: str) -> str:
    """The digits of a NIP written with dots or spaces; anything else is kept for the validator to name."""
    return re.sub(r"[.\s]", "", text)


def parse_nip(text: str) -> Nip:
    """Read a NIP.

    Raises:
        ValidationError: not 18 digits, an impossible birth date or month, sex not 1 or 2, sequence 000.
    """
    digits = clean_nip(text)
    if not re.fullmatch(r"[0-9]{18}", digits):
        raise ValidationError(_("NIP terdiri dari 18 angka; yang tertulis: %(text)s."), params={"text": text})
    born = _date(digits[:8], _NOT_BORN)
    appointed = _date(digits[8:14], _NOT_APPOINTED)
    if digits[14] not in "12":
        raise ValidationError(_("NIP: angka ke-15 (jenis kelamin) harus 1 atau 2."))
    if digits[15:] == "000":
        raise ValidationError(_("NIP: nomor urut (3 angka terakhir) dimulai dari 001."))
    return Nip(born, appointed, digits[14], digits[15:])


def validate_nip(text: str) -> None:
    """Validator form of :func:`parse_nip`."""
    parse_nip(text)


def nip_warnings(text: str) -> list[str]:
    """What is odd but possible about a valid NIP: an age under 18 at first appointment."""
    age = parse_nip(text).age_at_appointment
    return (
        [str(_("NIP: umur saat pengangkatan %(age)d tahun, di bawah 18.") % {"age": age})] if age < 18 else []
    )


def is_young(digits: str) -> bool:
    """Whether a valid NIP, of digits only, says an age under 18 at first appointment."""
    return int(digits[8:14]) - int(digits[:6]) < 1800


def mask_nip(text: str | None) -> str:
    """A NIP that tells people of one name apart and hides birth date, age and sex (R12, UU 27/2022)."""
    return _MASK + text[-3:] if text else ""


def is_masked(text: str) -> bool:
    """Whether a text is a NIP as ``mask_nip`` shows it."""
    return re.fullmatch(f"{_MASK}[0-9]{{3}}", text) is not None


def _date(part: str, message: "StrOrPromise") -> date:
    try:
        return date(int(part[:4]), int(part[4:6]), int(part[6:] or 1))
    except ValueError as error:
        raise ValidationError(message, params={"part": part}) from error
