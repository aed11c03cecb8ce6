"""Callers beside each other on the same lists, against scipy, statsmodels and plain algebra."""

from math import isclose

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import StratifiedTable

from phonebank.estimation.caller_effects import Heard, compared

lists = st.lists(
    st.dictionaries(
        st.sampled_from(["Ada", "Ben", "Cat", "Dan"]),
        st.tuples(st.integers(0, 60), st.integers(20, 60)).map(
            lambda it: Heard(it[0], it[0] + it[1])
        ),
        min_size=1,
    ),
    min_size=1,
    max_size=4,
)


def test_on_one_list_it_is_the_chi_square_of_pearson() -> None:
    heard = {"Ada": Heard(30, 60), "Ben": Heard(45, 70), "Cat": Heard(20, 55)}
    told = chi2_contingency(
        np.array([[it.ours, it.stated - it.ours] for it in heard.values()]), correction=False
    )
    found = compared({"list": heard})
    assert found.chi_squared is not None
    assert isclose(found.chi_squared, told.statistic * 184 / 185, rel_tol=1e-9)
    assert found.degrees == told.dof == 2


def test_two_callers_on_several_lists_have_the_mantel_haenszel_test_of_statsmodels() -> None:
    strata = [[(12, 30), (25, 20)], [(40, 60), (22, 18)], [(15, 29), (27, 13)]]
    told = StratifiedTable([np.array(it) for it in strata]).test_null_odds(correction=False)
    found = compared(
        {
            at: {name: Heard(a, a + b) for name, (a, b) in zip("AB", it, strict=True)}
            for at, it in enumerate(strata)
        }
    )
    assert found.chi_squared is not None
    assert found.p is not None
    assert isclose(found.chi_squared, told.statistic, rel_tol=1e-9)
    assert isclose(found.p, told.pvalue, rel_tol=1e-7)


@given(lists)
def test_any_lists_have_the_generalised_statistic_of_plain_algebra(
    drawn: list[dict[str, Heard]],
) -> None:
    found = compared(dict(enumerate(drawn)))
    names = sorted({name for callers in drawn for name in callers})
    gaps, spread = np.zeros(len(names)), np.zeros((len(names), len(names)))
    for callers in drawn:
        sizes = np.array([callers.get(name, Heard(0, 0)).stated for name in names], float)
        ours = np.array([callers.get(name, Heard(0, 0)).ours for name in names], float)
        n, k = sizes.sum(), ours.sum()
        gaps += ours - sizes * k / n
        spread += k * (n - k) / (n * (n - 1)) * (np.diag(sizes) - np.outer(sizes, sizes) / n)
    rank = int(np.linalg.matrix_rank(spread, tol=1e-6))
    assert found.degrees == rank
    if rank:
        assert found.chi_squared is not None
        statistic = gaps @ np.linalg.pinv(spread, rcond=1e-9) @ gaps
        assert isclose(found.chi_squared, statistic, rel_tol=1e-6, abs_tol=1e-9)
    else:
        assert found.chi_squared is None
        assert found.p is None


@given(lists)
def test_a_difference_lies_in_its_interval_and_is_from_what_others_heard(
    drawn: list[dict[str, Heard]],
) -> None:
    for it in compared(dict(enumerate(drawn))).callers:
        assert it.interval is not None
        assert isclose(float(it.share) - it.expected, it.difference, abs_tol=1e-12)
        assert -1 <= it.interval.low <= it.difference <= it.interval.high <= 1
        assert 0 <= it.expected <= 1


def test_two_callers_are_each_others_yardstick() -> None:
    ada, ben = compared({"list": {"Ada": Heard(30, 60), "Ben": Heard(10, 40)}}).callers
    assert (ada.caller, ada.expected, ben.expected) == ("Ada", 0.25, 0.5)
    assert isclose(ada.difference, 0.25)
    assert isclose(ben.difference, -0.25)


def test_who_rang_an_easier_list_is_not_taken_for_an_optimist() -> None:
    good = {"Ada": Heard(900, 1000), "Ben": Heard(90, 100)}
    bad = {"Ada": Heard(10, 100), "Ben": Heard(100, 1000)}
    found = compared({"good": good, "bad": bad})
    assert not found.is_any_flagged
    assert all(isclose(it.difference, 0, abs_tol=1e-12) for it in found.callers)


def test_an_optimist_is_flagged_and_the_others_are_not() -> None:
    heard = {f"caller {it}": Heard(40, 100) for it in range(9)}
    found = compared({"list": {**heard, "optimist": Heard(65, 100)}})
    assert [it.caller for it in found.callers if it.is_flagged] == ["optimist"]


def test_a_caller_alone_on_a_list_is_not_compared() -> None:
    found = compared({"list": {"Ada": Heard(9, 10)}, "other": {}})
    assert found.callers == ()
    assert (found.chi_squared, found.degrees, found.p) == (None, 0, None)


def test_callers_with_few_answers_are_not_flagged_and_count_as_one() -> None:
    many = {"Ada": Heard(100, 200), "Ben": Heard(100, 200)}
    few = {f"new {it}": Heard(9, 9) for it in range(5)}
    found = compared({"list": {**many, **few}})
    assert found.degrees == 2
    assert not any(it.is_flagged for it in found.callers if it.stated < 20)


@given(lists)
def test_the_order_of_lists_changes_nothing(drawn: list[dict[str, Heard]]) -> None:
    one = compared(dict(enumerate(drawn)))
    other = compared(dict(enumerate(reversed(drawn))))
    assert one.degrees == other.degrees
    assert [it.caller for it in one.callers] == [it.caller for it in other.callers]
    if one.chi_squared is not None and other.chi_squared is not None:
        assert isclose(one.chi_squared, other.chi_squared, rel_tol=1e-6, abs_tol=1e-9)
