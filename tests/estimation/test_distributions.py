"""Tails and quantiles against scipy."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from phonebank.estimation.distributions import (
    beta_cdf,
    beta_quantile,
    chi_squared_tail,
    two_sided,
)

shapes = st.floats(0.2, 5000)


@given(st.floats(0.0001, 0.9999), shapes, shapes)
def test_the_beta_distribution_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert isclose(beta_cdf(x, a, b), stats.beta.cdf(x, a, b), rel_tol=1e-9, abs_tol=1e-11)


@given(st.sampled_from([0.001, 0.025, 0.5, 0.975, 0.999]), shapes, shapes)
def test_beta_quantiles_are_those_of_scipy(p: float, a: float, b: float) -> None:
    assert isclose(beta_quantile(p, a, b), stats.beta.ppf(p, a, b), rel_tol=1e-6, abs_tol=1e-7)


@given(shapes, shapes)
def test_beta_quantiles_rise_with_the_chance_and_end_at_nought_and_one(a: float, b: float) -> None:
    quantiles = [beta_quantile(p, a, b) for p in (0, 0.025, 0.5, 0.975, 1)]
    assert quantiles == sorted(quantiles)
    assert (quantiles[0], quantiles[-1]) == (0, 1)


@given(st.floats(0.001, 600), st.integers(1, 300))
def test_chi_squared_tails_are_those_of_scipy(x: float, degrees: int) -> None:
    assert isclose(
        chi_squared_tail(x, degrees), stats.chi2.sf(x, degrees), rel_tol=1e-7, abs_tol=1e-12
    )


def test_nothing_observed_is_no_surprise() -> None:
    assert chi_squared_tail(0, 3) == 1
    assert two_sided(0) == 1


@pytest.mark.parametrize("z", [-8.0, -1.96, 0.3, 2.5758])
def test_two_sided_chances_are_those_of_scipy(z: float) -> None:
    assert isclose(two_sided(z), 2 * stats.norm.sf(abs(z)), rel_tol=1e-9)
