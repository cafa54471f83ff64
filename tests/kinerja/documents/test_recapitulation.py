"""The recapitulation on paper: who is final with figures, who is not without any, and it proves itself."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kinerja.documents.kinds import read, recomputes
from kinerja.documents.produce import produce
from kinerja.documents.verify import verify
from tests.kinerja.documents.keys import a_signer
from tests.kinerja.documents.papers import pages_of, percent, text_of
from tests.kinerja.documents.recapitulation_samples import LONG_NAME, hard, province


@pytest.fixture(scope="module")
def signed() -> bytes:
    return produce(hard().to_json(), a_signer(), datetime.now(UTC)).pdf


def test_a_round_trip() -> None:
    made = province()
    assert read(made.to_json()) == made
    assert recomputes(made)
    assert not recomputes(replace(made, result=province(5).result))


def test_it_proves_itself(signed: bytes) -> None:
    found = verify(signed)
    assert (found.valid, found.snapshot) == (True, hard())
    assert found.checks[-1].text == (
        f"Hitung ulang cocok: capaian {percent('91,19')}, nilai 90, kategori Sangat Baik; "
        "37 kabupaten/kota final."
    )


def test_what_is_printed(signed: bytes) -> None:
    text = text_of(signed)
    assert pages_of(signed) >= 2
    assert text.count("Kabupaten/kota Capaian Nilai") == pages_of(signed)  # the head is repeated
    assert "92.11 Kabupaten Manokwari Selatan belum final: Diajukan" in text
    assert " ".join(LONG_NAME[:80].split())[:40] in text
    assert "Baik: 37" in text
    assert "B. Hasil 37 dari 38 kabupaten/kota" in text
    assert "RAHASIA" not in text.upper()
