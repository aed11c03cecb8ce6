"""When and by whom an elector was rung, kept as words and counted from them."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.rung import BETWEEN, CallWord, First, lettered, rung
from tests.conftest import MONDAY, record

DAY = date(2016, 9, 5)
CALLS = st.lists(
    st.tuples(st.dates(DAY, DAY + timedelta(days=2)), st.integers(1, 12), st.booleans()), max_size=8
)
Call = tuple[date, int, bool]


@given(CALLS)
def test_a_word_is_read_as_it_was_written(calls: list[Call]) -> None:
    words = list(lettered(calls))
    assert [CallWord.read(str(word)) for word in words] == words
    assert [(word.day, word.caller_id, word.reached) for word in words] == calls


@pytest.mark.parametrize(
    ("key", "rung_first", "reached_first"),
    [
        (lambda call: call[0], First.ON_DAY, First.REACHED_ON_DAY),
        (lambda call: call[1], First.BY_CALLER, First.REACHED_BY_CALLER),
        (lambda call: None, First.EVER, First.REACHED_EVER),
    ],
)
@given(everybody=st.lists(CALLS, max_size=5))
def test_letters_count_each_elector_once(
    key: Callable[[Call], object],
    rung_first: First,
    reached_first: First,
    everybody: list[list[Call]],
) -> None:
    """By day, by caller and in all: as many as there are electors with such a call."""

    def counted(chosen: Callable[[Call], bool]) -> Counter[object]:
        return Counter(
            it for calls in everybody for it in {key(call) for call in calls if chosen(call)}
        )

    def lettered_so(letter: First) -> Counter[object]:
        words = (word for calls in everybody for word in lettered(calls))
        return Counter(
            key((it.day, it.caller_id, it.reached)) for it in words if letter in it.letters
        )

    assert lettered_so(rung_first) == counted(lambda call: True)
    assert lettered_so(reached_first) == counted(lambda call: call[2])


def test_the_day_of_a_call_is_the_electors_own() -> None:
    """Half past eleven at night in UTC is the next day in a British summer."""
    late = timedelta(hours=23, minutes=30) - timedelta(hours=MONDAY.hour, minutes=MONDAY.minute)
    made = [record(), record("spoke", minutes=int(late.total_seconds() // 60), intention="Smith")]
    days = [CallWord.read(word).day for word in rung(made).split(BETWEEN)]
    assert days == [DAY, DAY + timedelta(days=1)]


def test_a_call_that_reached_them_again_is_known_as_one() -> None:
    """Of nothing the first, but among the calls of some day or caller it may be."""
    calls = [(DAY, 1, True), (DAY + timedelta(days=1), 2, True), (DAY + timedelta(days=1), 1, True)]
    assert [word.letters for word in lettered(calls)] == ["edcEDC", "dcDC", "r"]
