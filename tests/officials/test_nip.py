"""The NIP: dots and spaces in, digits stored, faults named, the birth date hidden (facts.md 4, R12)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from officials.nip import Nip, clean_nip, is_masked, mask_nip, nip_warnings, parse_nip

GOOD = "198003122005011002"
FAULTS = [
    ("19800312200501100", "NIP terdiri dari 18 angka; yang tertulis: 19800312200501100."),
    ("19800312200501100A", "NIP terdiri dari 18 angka; yang tertulis: 19800312200501100A."),
    ("198002302005011002", "NIP: tanggal lahir (8 angka pertama) 19800230 tidak ada di kalender."),
    ("198003122005131002", "NIP: bulan pengangkatan (angka 9–14) 200513 tidak ada."),
    ("198003122005013002", "NIP: angka ke-15 (jenis kelamin) harus 1 atau 2."),
    ("198003122005011000", "NIP: nomor urut (3 angka terakhir) dimulai dari 001."),
]


@pytest.mark.parametrize("text", [GOOD, "19800312 200501 1 002", "19800312.200501.1.002", f" {GOOD} "])
def test_dots_and_spaces_are_accepted(text: str) -> None:
    assert clean_nip(text) == GOOD
    assert parse_nip(text) == Nip(date(1980, 3, 12), date(2005, 1, 1), "1", "002")


@pytest.mark.parametrize(("text", "reason"), FAULTS)
def test_each_fault_is_named(text: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_nip(text)
    assert refused.value.messages == [reason]


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (GOOD, []),
        ("198003121998031002", []),
        ("198003121998021002", ["NIP: umur saat pengangkatan 17 tahun, di bawah 18."]),
    ],
)
def test_an_age_under_18_is_a_warning(text: str, warnings: list[str]) -> None:
    assert nip_warnings(text) == warnings


@pytest.mark.parametrize(("text", "shown"), [(GOOD, "•••••••••••••••002"), ("", ""), (None, "")])
def test_a_masked_nip_hides_birth_date_and_sex(text: str | None, shown: str) -> None:
    assert (mask_nip(text), is_masked(shown)) == (shown, bool(text))
    assert not is_masked(text or "")
