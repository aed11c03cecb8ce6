"""Which warnings fire, and at what size."""

from math import isclose

import pytest

from phonebank.domain.insight import TrendTest
from phonebank.estimation.alarms import (
    ALL_CALLERS,
    HARD_TO_REACH,
    ONE_OF_THE_CALLERS,
    TOGETHER,
    caller_of_most,
    do_callers_differ,
    is_hard_to_reach_different,
)


def test_the_warnings_of_bias_share_two_in_a_hundred() -> None:
    assert TOGETHER == 0.02
    assert isclose(HARD_TO_REACH + ALL_CALLERS + ONE_OF_THE_CALLERS, TOGETHER)


@pytest.mark.parametrize(("p", "fires"), [(0.009, True), (0.011, False)])
def test_hard_to_reach_fires_below_one_in_a_hundred(p: float, fires: bool) -> None:
    assert is_hard_to_reach_different(TrendTest(z=-2.6, p=p, strata=3)) is fires


def test_without_a_test_there_is_no_alarm() -> None:
    assert not is_hard_to_reach_different(None)
    assert not do_callers_differ(None, False)


@pytest.mark.parametrize(
    ("p", "is_flagged", "fires"),
    [(0.004, False, True), (0.006, False, False), (0.9, True, True), (None, True, True)],
)
def test_callers_fire_over_all_of_them_or_for_one(
    p: float | None, is_flagged: bool, fires: bool
) -> None:
    assert do_callers_differ(p, is_flagged) is fires


def test_one_caller_made_most_of_the_answers_only_beyond_half() -> None:
    assert caller_of_most({"Ada": 51, "Ben": 49}) == "Ada"
    assert caller_of_most({"Ada": 50, "Ben": 50}) is None
    assert caller_of_most({"Ada": 50}) == "Ada"
    assert caller_of_most({"Ada": 0}) is None
    assert caller_of_most({}) is None
