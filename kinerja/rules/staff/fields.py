"""Reading a rating's plain data strictly: every fault is noted at once, each under its path."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kinerja.rules import policy_fields
from kinerja.rules.data import decimal_text
from kinerja.rules.figures import exact
from kinerja.rules.rounding import written
from kinerja.rules.staff.types import StaffError
from kinerja.rules.types import FigureError

_NOTHING = Decimal(0)  # stands in for a faulty figure until the rating is refused


@dataclass(frozen=True, slots=True)
class Fields:
    """One object of the data.

    Each reader returns the value, or notes a sentence in ``errors`` and returns a stand-in;
    ``refuse_faults`` then refuses the whole.  ``where`` follows the label in a sentence.
    """

    data: Mapping[str, object]
    path: str = ""
    where: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: object, keys: Collection[str]) -> Fields:
        """Open the whole rating.

        Raises:
            StaffError: it is no object at all.
        """
        if not isinstance(data, Mapping):
            raise StaffError({"": f"Isi penilaian harus objek JSON, bukan {_kind(data)}; kirim objek."})
        fields = cls(data)
        fields.know(keys)
        return fields

    def inside(self, key: str, data: object, where: str, keys: Collection[str]) -> Fields | None:
        """Open an object within this one; None, with the fault noted, where it is none."""
        if not isinstance(data, Mapping):
            self.fault(key, f"Isian{where} harus objek JSON, bukan {_kind(data)}; kirim objek.")
            return None
        inner = Fields(data, f"{self.path}{key}.", where, self.errors)
        inner.know(keys)
        return inner

    def know(self, keys: Collection[str]) -> None:
        """Note every key that nobody reads."""
        for key in self.data:
            if key not in keys:
                self.fault(str(key), f"Isian {str(key)[:40]!r}{self.where} tidak dikenal; hapus isian itu.")

    def fault(self, key: str, sentence: str) -> None:
        """Note what is wrong with a key."""
        self.errors[f"{self.path}{key}"] = sentence

    def refuse_faults(self) -> None:
        """Refuse the rating if anything was noted.

        Raises:
            StaffError: with every fault.
        """
        if self.errors:
            raise StaffError(self.errors)

    def empty(self, key: str) -> bool:
        """Whether nothing is filled in: absent, null or blank."""
        value = self.data.get(key)
        return value is None or (isinstance(value, str) and not value.strip())

    def number(
        self,
        key: str,
        label: str,
        low: Decimal,
        high: Decimal,
        *,
        whole: bool = False,
        among: tuple[int, ...] = (),
    ) -> Decimal:
        """Read an exact number between two bounds, both allowed, or one of a few; a float is refused."""
        wanted = f"{'bilangan bulat' if whole else 'angka'} {written(low)} sampai {written(high)}"
        if among:
            wanted = f"salah satu dari: {', '.join(map(str, among))}"
        if self._lacks(key, label, wanted):
            return _NOTHING
        value = self.data[key]
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
            text = f"harus angka yang ditulis sebagai teks, bukan {_kind(value)}; isi {wanted}."
            return self._nothing(key, label, text)
        number = _number(value, low, high, whole)
        if number is None or (among and number not in among):
            return self._nothing(key, label, f"harus {wanted}, bukan {_shown(value)}; perbaiki isiannya.")
        return number

    def text(self, key: str, label: str, longest: int) -> str:
        """Read a text that is not empty, without blanks around it."""
        wanted = f"teks paling panjang {longest} huruf"
        if self._lacks(key, label, wanted):
            return ""
        value = self.data[key]
        if not isinstance(value, str) or len(value.strip()) > longest:
            self._nothing(key, label, f"harus {wanted}; perbaiki isiannya.")
            return ""
        return value.strip()

    def flag(self, key: str, label: str, *, default: bool | None = None) -> bool:
        """Read true or false; what is absent takes the default, if there is one."""
        if default is not None and self.empty(key):
            return default
        if self._lacks(key, label, "true (ya) atau false (tidak)"):
            return False
        value = self.data[key]
        if not isinstance(value, bool):
            self._nothing(key, label, f"harus true atau false, bukan {_shown(value)}; pilih salah satu.")
            return bool(default)
        return value

    def choice(self, key: str, label: str, options: Collection[str]) -> str:
        """Read one of some words."""
        wanted = ", ".join(options)
        if self._lacks(key, label, f"salah satu dari: {wanted}"):
            return ""
        value = self.data[key]
        if not isinstance(value, str) or value not in options:
            text = f"harus salah satu dari: {wanted}; bukan {_shown(value)}."
            self._nothing(key, label, text)
            return ""
        return value

    def _lacks(self, key: str, label: str, wanted: str) -> bool:
        lacks = self.empty(key)
        if lacks:
            self.fault(key, f"{label}{self.where} belum diisi; isi {wanted}.")
        return lacks

    def _nothing(self, key: str, label: str, text: str) -> Decimal:
        self.fault(key, f"{label}{self.where} {text}")
        return _NOTHING


def _number(value: str | int | Decimal, low: Decimal, high: Decimal, whole: bool) -> Decimal | None:
    try:
        number = policy_fields.decimal(value, low, high)
        exact(number, "value", whole=whole)
    except (policy_fields.UnfitError, FigureError):
        return None
    return number


def plain(value: Decimal | None) -> object:
    """Write a number as text; what is no finite Decimal stays as it is, for the reader to refuse."""
    return decimal_text(value) if isinstance(value, Decimal) and value.is_finite() else value


def _shown(value: object) -> str:
    """Repeat what was filled in; through Decimal, since Python refuses to write a very long int."""
    return str(Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value)[:40]


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__
