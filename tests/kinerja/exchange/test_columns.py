"""Columns that several workbooks share."""

import pytest

from kinerja.exchange.cell_values import CellError
from kinerja.exchange.columns import choice

FEW = {"rpjmn": "RPJMN 2015-2019", "rkp": "RKP"}
MANY = {f"deret-{number}": f"Deret nomor {number}" for number in range(20)}


def test_a_choice_is_offered_and_read_by_either_name() -> None:
    column = choice("deret", "Deret", FEW)
    assert column.entry == {"validate": "list", "source": ["RPJMN 2015-2019", "RKP"]}
    assert [column.read(said, False) for said in ("rpjmn  2015-2019", "RKP", None)] == ["rpjmn", "rkp", ""]


@pytest.mark.parametrize("options", [MANY, {}])
def test_without_a_drop_down_it_is_read_alike(options: dict[str, str]) -> None:
    """A spreadsheet offers at most 255 letters, and no empty list."""
    column = choice("deret", "Deret", options)
    assert (column.entry, column.read(None, False)) == ({}, "")
    with pytest.raises(CellError):
        column.read("Bappeda", False)
