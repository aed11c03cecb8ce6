"""Days and weeks of answers."""

from datetime import date, timedelta
from fractions import Fraction
from math import isclose, sqrt

from hypothesis import given
from hypothesis import strategies as st

from phonebank.estimation.intervals import wilson
from phonebank.estimation.trend import trend

WHO = ("Smith", "Corbyn", "undecided")
OURS_FIRST = WHO[:2]
FIRST = date(2016, 8, 22)


def said(smith: int, corbyn: int, undecided: int = 0) -> dict[str, int]:
    return {"Smith": smith, "Corbyn": corbyn, "undecided": undecided}


def on(days: int) -> date:
    return FIRST + timedelta(days=days)


def test_a_week_is_the_seven_days_that_end_with_the_day() -> None:
    found = trend({FIRST: said(7, 1), on(6): said(1, 1), on(7): said(0, 2)}, OURS_FIRST, WHO)
    assert [it.day for it in found] == [on(it) for it in range(8)]
    assert [it.week_stated for it in found] == [8, 8, 8, 8, 8, 8, 10, 4]
    assert found[6].week_shares["Smith"] == Fraction(8, 10)
    assert found[7].week_shares["Smith"] == Fraction(1, 4)
    assert found[7].week_lead == Fraction(-1, 2)


def test_a_day_without_answers_has_no_shares_and_the_week_goes_on() -> None:
    quiet = trend({FIRST: said(7, 1), on(2): said(1, 1)}, OURS_FIRST, WHO)[1]
    assert (quiet.stated, quiet.shares, quiet.week_stated) == (0, {}, 8)


def test_a_week_without_answers_has_neither_lead_nor_margin() -> None:
    quiet = trend({FIRST: said(7, 1), on(20): said(1, 1)}, OURS_FIRST, WHO)[10]
    assert (quiet.week_stated, quiet.week_shares, quiet.week_intervals) == (0, {}, {})
    assert (quiet.week_lead, quiet.week_margin) == (None, None)


def test_no_answers_are_no_days() -> None:
    assert trend({}, OURS_FIRST, WHO) == ()


def test_the_margin_is_that_of_a_lead_with_and_without_a_roll() -> None:
    (free,) = trend({FIRST: said(50, 30, 20)}, OURS_FIRST, WHO)
    (known,) = trend({FIRST: said(50, 30, 20)}, OURS_FIRST, WHO, roll=200)
    assert free.week_margin is not None
    assert known.week_margin is not None
    assert isclose(free.week_margin, 1.96 * sqrt((0.8 - 0.04) / 100))
    assert isclose(known.week_margin, free.week_margin * sqrt(100 / 199))
    assert free.week_intervals["Smith"] == wilson(50, 100, None)
    assert known.week_intervals["Smith"] == wilson(50, 100, 200)


def test_our_lead_is_over_the_strongest_rival() -> None:
    answers = {"Smith": 5, "Corbyn": 2, "Eagle": 3}
    (found,) = trend({FIRST: answers}, ("Smith", "Corbyn", "Eagle"), tuple(answers))
    assert found.week_lead == Fraction(2, 10)


@given(
    st.dictionaries(
        st.integers(0, 40).map(on),
        st.tuples(*[st.integers(0, 9)] * 3).map(lambda it: said(*it)),
        min_size=1,
    )
)
def test_every_week_is_the_sum_of_its_days_and_shares_sum_to_one(
    answers: dict[date, dict[str, int]],
) -> None:
    found = trend(answers, OURS_FIRST, WHO)
    for at, it in enumerate(found):
        assert it.week_stated == sum(day.stated for day in found[max(0, at - 6) : at + 1])
        if it.week_stated:
            assert sum(it.week_shares.values()) == 1
    assert sum(it.stated for it in found) == sum(sum(it.values()) for it in answers.values())
