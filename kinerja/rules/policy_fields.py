"""Reading single values of a policy strictly: each reader returns the value or says what it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from kinerja.rules.types import Grade

LARGEST_CAP = Decimal(1000)
LONGEST_KATEGORI = 40


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table in II.D.2, by its printed lower bound (per cent)."""

    lower: Decimal
    nilai: int
    kategori: str


class UnfitError(ValueError):
    """A value that does not fit its key; the text says in Indonesian what it should be."""


def one_of(*allowed: str) -> Callable[[object], str]:
    """Return a reader that takes one of these words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise UnfitError("harus salah satu dari: " + ", ".join(allowed))
        return value

    return read


def boolean(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise UnfitError("harus true atau false")
    return value


def text(value: object) -> str:
    """Read a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise UnfitError("harus teks yang tidak kosong")
    return value


def kategori(value: object) -> str:
    """Read the name of a category, as long as a result can keep it."""
    name = text(value)
    if len(name) > LONGEST_KATEGORI:
        raise UnfitError(f"kategori harus paling panjang {LONGEST_KATEGORI} huruf")
    return name


def whole(value: object, low: int, high: int) -> int:
    """Read a whole number between two bounds, both allowed."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise UnfitError(f"harus bilangan bulat {low} sampai {high}")
    return value


def days(value: object) -> int:
    """Read a number of days; 0 turns the matter off."""
    return whole(value, 0, 366)


def decimal(value: object, low: Decimal, high: Decimal) -> Decimal:
    """Read an exact number, written as text or as a whole number; JSON floats are refused."""
    should = f'harus angka {low} sampai {high} yang ditulis sebagai teks, misalnya "90.5"'
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise UnfitError(should)
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise UnfitError(should) from None
    if not number.is_finite() or not low <= number <= high:
        raise UnfitError(should)
    return number


def cap(value: object) -> Decimal | None:
    """Read the cap on a completion: 100 to 1000 per cent, or null for none below that."""
    return None if value is None else decimal(value, Decimal(100), LARGEST_CAP)


def weights(value: object) -> tuple[tuple[str, Decimal], ...]:
    """Read weights by group code, each above zero; {} leaves all equal."""
    if not isinstance(value, Mapping):
        raise UnfitError('harus objek kode indikator → bobot, misalnya {"K1.2": "2"}; {} berarti sama')
    read = [(text(code), decimal(weight, Decimal("0.01"), Decimal(1000))) for code, weight in value.items()]
    return tuple(sorted(read))


def predikat_values(value: object) -> tuple[tuple[str, Decimal], ...]:
    """Read the number that stands for each predikat; {} names none."""
    if not isinstance(value, Mapping):
        raise UnfitError('harus objek predikat → angka, misalnya {"Baik": "90"}; {} berarti tidak ada')
    return tuple((text(word), decimal(number, Decimal(0), Decimal(120))) for word, number in value.items())


def shares(value: object) -> tuple[Decimal, Decimal] | None:
    """Read the shares of element 1 and element 2: two percentages that make 100, or null."""
    if value is None:
        return None
    should = 'harus null atau {"unsur_1": "60", "unsur_2": "40"} yang berjumlah 100'
    if not isinstance(value, Mapping) or set(value) != {"unsur_1", "unsur_2"}:
        raise UnfitError(should)
    first, second = (decimal(value[key], Decimal(0), Decimal(100)) for key in ("unsur_1", "unsur_2"))
    if first + second != 100:
        raise UnfitError(should)
    return first, second


def below_table(value: object) -> Grade | None:
    """Read what stands below the table: "none" (no nilai) or {nilai, kategori}."""
    if value == "none":
        return None
    if not isinstance(value, Mapping) or set(value) != {"nilai", "kategori"}:
        raise UnfitError('harus "none" atau {"nilai": 50, "kategori": "Buruk"}')
    return Grade(whole(value["nilai"], 0, 100), kategori(value["kategori"]))


def bands(value: object) -> tuple[Band, ...]:
    """Read the table, best row first; lower bounds and nilai must both fall from row to row."""
    if not isinstance(value, list) or not value:
        raise UnfitError("harus daftar baris {lower, nilai, kategori} yang tidak kosong")
    rows = tuple(_band(row) for row in value)
    for above, below in pairwise(rows):
        if above.lower <= below.lower or above.nilai <= below.nilai:
            raise UnfitError("harus urut dari yang terbaik: lower dan nilai turun dari baris ke baris")
    return rows


def _band(row: object) -> Band:
    if not isinstance(row, Mapping) or set(row) != {"lower", "nilai", "kategori"}:
        raise UnfitError("harus daftar baris yang masing-masing berisi lower, nilai, kategori")
    lower = decimal(row["lower"], Decimal("0.01"), Decimal(1000))
    return Band(lower, whole(row["nilai"], 0, 100), kategori(row["kategori"]))
