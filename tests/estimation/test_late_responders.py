"""The trend over attempts against statsmodels, and what is made of it."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable, Table

from phonebank.estimation.late_responders import by_attempt, trend_test, unreached_shares

WHO = ("Smith", "Corbyn", "undecided")


def said(smith: int, corbyn: int, undecided: int = 0) -> dict[str, int]:
    return {"Smith": smith, "Corbyn": corbyn, "undecided": undecided}


tables = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=4, max_size=4)


@given(tables.filter(lambda it: sum(a for a, _ in it) > 0 and sum(b for _, b in it) > 0))
def test_one_stratum_has_the_trend_test_of_statsmodels(rows: list[tuple[int, int]]) -> None:
    test = trend_test({"all": {at + 1: said(*row) for at, row in enumerate(rows)}}, "Smith")
    if test is None:
        assert sum(any(row) for row in rows) == 1
        return
    told = Table(np.array(rows), shift_zeros=False).test_ordinal_association(
        np.array([1, 2, 3, 4]), np.array([1, 0])
    )
    assert isclose(test.z, told.zscore, rel_tol=1e-9, abs_tol=1e-9)
    assert isclose(test.p, told.pvalue, rel_tol=1e-7, abs_tol=1e-9)


def test_strata_with_two_attempts_have_the_mantel_haenszel_test_of_statsmodels() -> None:
    strata = [[(12, 30), (25, 20)], [(40, 60), (22, 18)], [(5, 9), (7, 3)]]
    told = StratifiedTable([np.array(it) for it in strata]).test_null_odds(correction=False)
    test = trend_test(
        {at: {1: said(*early), 2: said(*late)} for at, (early, late) in enumerate(strata)}, "Smith"
    )
    assert test is not None
    assert isclose(test.z**2, told.statistic, rel_tol=1e-9)
    assert isclose(test.p, told.pvalue, rel_tol=1e-7)
    assert test.strata == 3
    assert test.z > 0


def test_a_trend_that_sections_explain_is_none() -> None:
    """Late joiners are late to be reached and like Corbyn; within each section nothing moves."""
    old = {1: said(80, 20), 2: said(40, 10), 3: said(8, 2)}
    new = {1: said(2, 8), 2: said(10, 40), 3: said(20, 80)}
    test = trend_test({"old": old, "new": new}, "Smith")
    assert test is not None
    assert isclose(test.z, 0, abs_tol=1e-9)
    together = {at: said(*(old[at][who] + new[at][who] for who in WHO)) for at in old}
    mixed = trend_test({"all": together}, "Smith")
    assert mixed is not None
    assert mixed.p < 1e-6


def test_the_fourth_and_later_attempts_are_one_group() -> None:
    apart = {1: said(9, 4), 4: said(3, 3), 6: said(1, 5)}
    one = {1: said(9, 4), 4: said(4, 8)}
    assert trend_test({"all": apart}, "Smith") == trend_test({"all": one}, "Smith")
    groups = by_attempt({"a": apart, "b": one}, WHO)
    assert [(it.attempt, it.stated) for it in groups] == [(1, 26), (2, 0), (3, 0), (4, 24)]
    assert groups[3].counts["Smith"] == 8
    assert groups[1].shares == {}


@pytest.mark.parametrize(
    "strata",
    [
        {},
        {"all": {}},
        {"all": {1: said(3, 4)}},
        {"all": {1: said(3, 0), 2: said(5, 0)}},
        {"a": {1: said(1, 0)}},
    ],
)
def test_where_nothing_can_move_there_is_no_test(
    strata: dict[str, dict[int, dict[str, int]]],
) -> None:
    assert trend_test(strata, "Smith") is None


@given(tables)
def test_the_trend_of_one_of_two_answers_is_the_mirror_of_the_others(
    rows: list[tuple[int, int]],
) -> None:
    strata = {"all": {at + 1: said(*row) for at, row in enumerate(rows)}}
    ours, theirs = trend_test(strata, "Smith"), trend_test(strata, "Corbyn")
    assert (ours is None) == (theirs is None)
    if ours and theirs:
        assert isclose(ours.z, -theirs.z, abs_tol=1e-9)


def test_the_unreached_lie_one_attempt_further_on_a_straight_line() -> None:
    line = {at: said(600 - 50 * at, 400 + 50 * at) for at in (1, 2, 3, 4)}
    found = unreached_shares({"all": line}, {"all": 10_000}, WHO)
    assert found is not None
    assert isclose(found["Smith"].share, 0.35)
    assert isclose(found["Corbyn"].share, 0.65)
    interval = found["Smith"].interval
    assert interval is not None
    assert interval.low < 0.35 < interval.high


def test_the_line_is_that_of_least_squares_with_a_level_for_each_stratum() -> None:
    strata = {
        "a": {1: said(30, 20), 2: said(20, 25, 5), 3: said(5, 9)},
        "b": {1: said(10, 40), 2: said(3, 17), 4: said(1, 9)},
    }
    found = unreached_shares(strata, {"a": 30, "b": 10}, WHO)
    assert found is not None
    rows, answers = [], []
    for at, (_, attempts) in enumerate(strata.items()):
        for attempt, people in attempts.items():
            for who, n in people.items():
                rows += [[at == 0, at == 1, attempt]] * n
                answers += [who == "Smith"] * n
    line = np.linalg.lstsq(np.array(rows, float), np.array(answers, float), rcond=None)[0]
    assert isclose(found["Smith"].share, line @ [0.75, 0.25, 5], rel_tol=1e-9)


def test_a_stratum_in_which_nobody_answered_is_taken_to_be_as_all_others() -> None:
    strata = {"a": {1: said(30, 20), 2: said(20, 25)}}
    known = unreached_shares(strata, {"a": 50}, WHO)
    assert known == unreached_shares(strata, {"a": 20, "silent": 30}, WHO)


def test_a_line_is_not_read_beyond_nought_and_everybody() -> None:
    steep = {1: said(90, 10), 2: said(40, 60), 3: said(1, 99)}
    found = unreached_shares({"all": steep}, {"all": 100}, WHO)
    assert found is not None
    assert (found["Smith"].share, found["Corbyn"].share) == (0, 1)


@pytest.mark.parametrize(
    ("strata", "unreached"),
    [
        ({"a": {1: said(3, 4)}}, {"a": 5}),
        ({}, {"a": 5}),
        ({"a": {1: said(3, 4), 2: said(3, 4)}}, {}),
    ],
)
def test_without_two_attempts_or_anybody_unreached_nothing_is_read(
    strata: dict[str, dict[int, dict[str, int]]], unreached: dict[str, int]
) -> None:
    assert unreached_shares(strata, unreached, WHO) is None
