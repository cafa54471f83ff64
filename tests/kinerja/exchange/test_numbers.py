"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.exchange.numbers import NumberError, parse_number
from kinerja.rules.rounding import written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("84,33", "84.33"),
        ("84.33", "84.33"),
        ("336569", "336569"),
        ("336 569", "336569"),
        ("336\u00a0569", "336569"),
        ("336\u202f569,5", "336569.5"),
        ("336.569", "336569"),
        ("336,569", "336569"),
        ("1.234", "1234"),
        ("1,234", "1234"),
        ("1.000", "1000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1.2345", "1.2345"),
        ("1234.567", "1234.567"),
        ("0,234", "0.234"),
        ("0.234", "0.234"),
        (",5", "0.5"),
        ("0", "0"),
        ("-5", "-5"),
        ("- 1.234,5", "-1234.5"),
        ("+7", "7"),
        ("Rp 1.000.000,00", "1000000.00"),
        ("Rp. 5.000", "5000"),
        ("rp5000", "5000"),
        ("  12  ", "12"),
    ],
)
def test_what_people_write(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"), [("98,5 %", "98.5"), ("83,625", "83.625"), ("83.625", "83.625"), ("100", "100")]
)
def test_a_percentage_has_no_thousands(text: str, number: str) -> None:
    assert parse_number(text, percent=True) == Decimal(number)


NO_NUMBER = "“%s” bukan angka; tulis misalnya 336569 atau 84,33."
DOUBTFUL = "“%s” meragukan; tulis tanpa tanda ribuan, dengan satu koma desimal: 1234,56."
PER_CENT = "“%s” berformat persen, padahal diminta cacahnya; tulis jumlahnya, bukan persen."
UNFINISHED = "“%s” berakhir dengan tanda desimal; lengkapi angkanya."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NO_NUMBER % ""),
        ("tidak ada", NO_NUMBER % "tidak ada"),
        ("12a", NO_NUMBER % "12a"),
        ("1e5", NO_NUMBER % "1e5"),
        ("0x1F", NO_NUMBER % "0x1F"),
        ("NaN", NO_NUMBER % "NaN"),
        ("Infinity", NO_NUMBER % "Infinity"),
        ("--5", NO_NUMBER % "--5"),
        ("5-3", NO_NUMBER % "5-3"),
        ("12 34", NO_NUMBER % "12 34"),
        ("1 2345", NO_NUMBER % "1 2345"),
        ("١٢٣", NO_NUMBER % "١٢٣"),
        ("½", NO_NUMBER % "½"),
        (".", NO_NUMBER % "."),
        ("=1+1", NO_NUMBER % "=1+1"),
        ("12.34.567", DOUBTFUL % "12.34.567"),
        ("1.234.56", DOUBTFUL % "1.234.56"),
        ("1,23,45", DOUBTFUL % "1,23,45"),
        ("1.23,45.6", DOUBTFUL % "1.23,45.6"),
        ("1234.567,8", DOUBTFUL % "1234.567,8"),
        ("1..2", DOUBTFUL % "1..2"),
        ("84,", UNFINISHED % "84,"),
        ("1.234,", UNFINISHED % "1.234,"),
        ("50%", PER_CENT % "50%"),
        ("9" * 41, "Terlalu panjang untuk sebuah angka."),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert str(caught.value) == message


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_what_we_write_we_read(number: Decimal) -> None:
    assert parse_number(written(number)) == number


@given(st.text(max_size=50))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        number = parse_number(text)
    except NumberError as error:
        number = Decimal(bool(str(error)))
    assert number.is_finite()
