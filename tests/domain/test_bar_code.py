"""The bar code of a sheet's number."""

from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain import bar_code
from phonebank.domain.bar_code import LEAST_DIGITS, STOP, bars_of, check_value

START_A, START_B = 103, 104
OF_A_SYMBOL = 11


def test_check_values_are_those_of_published_examples() -> None:
    pjj123c = [START_A, 48, 42, 42, 17, 18, 19, 35]
    wikipedia = [START_B, 55, 73, 75, 73, 80, 69, 68, 73, 65]
    assert check_value(pjj123c) == 54
    assert check_value(wikipedia) == 88


def test_a_number_is_start_pairs_check_and_stop() -> None:
    start, pairs, check, stop = "211232", "222122222221121223", "123122", "2331112"
    assert "".join(map(str, bars_of(10203))) == f"{start}{pairs}{check}{stop}"


def test_every_symbol_is_eleven_modules_with_an_even_number_of_black_ones_and_its_own() -> None:
    symbols = bar_code.WIDTHS[:STOP]
    assert len(set(symbols)) == len(symbols) == 106
    assert {sum(map(int, widths)) for widths in symbols} == {OF_A_SYMBOL}
    assert {sum(map(int, widths[::2])) % 2 for widths in symbols} == {0}
    assert sum(map(int, bar_code.WIDTHS[STOP])) == OF_A_SYMBOL + 2


@given(st.integers(0, 10**9))
def test_a_number_reads_back_as_it_was_written(number: int) -> None:
    widths = "".join(map(str, bars_of(number)))
    symbols = [widths[at : at + 6] for at in range(0, len(widths) - 7, 6)]
    start, *pairs, check = [bar_code.WIDTHS.index(symbol) for symbol in symbols]
    assert check == check_value([start, *pairs])
    digits = "".join(f"{pair:02}" for pair in pairs)
    assert int(digits) == number
    assert len(digits) >= LEAST_DIGITS
    assert len(digits) % 2 == 0
