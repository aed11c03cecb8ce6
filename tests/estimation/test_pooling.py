"""Pooling of small places against scipy, and the rules that hold for any canvass."""

from math import isclose, log

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import dirichlet_multinomial

from phonebank.estimation.concentrations import HIGHEST, concentration
from phonebank.estimation.pooling import Place, Pooled, pooled

WHO = ("Smith", "Corbyn", "undecided")


def place(name: str, region: str, roll: int, *counts: int) -> Place:
    return Place(name=name, region=region, roll=roll, counts=dict(zip(WHO, counts, strict=True)))


def done(*places: Place) -> Pooled:
    answer = pooled(places, WHO)
    assert answer is not None
    return answer


def seen(rng: np.random.Generator, around: float) -> list[list[int]]:
    shares = rng.dirichlet(around * np.array([0.4, 0.5, 0.1]), 60)
    return [rng.multinomial(int(rng.integers(5, 60)), it).tolist() for it in shares]


def test_the_concentration_is_the_likeliest_as_scipy_finds_it() -> None:
    shares, counts = [0.4, 0.5, 0.1], seen(np.random.default_rng(5), 25)

    def unlikelihood(by: float) -> float:
        around = float(np.exp(by))
        told = dirichlet_multinomial.logpmf(
            np.array(counts), around * np.array(shares), np.array(counts).sum(axis=1)
        ).sum()
        worth = sum(sum(it) * (around + 1) / (sum(it) + around) for it in counts)
        return float((len(shares) - 1) / 2 * log(1 + worth) - told)

    best = minimize_scalar(unlikelihood, bounds=(0, log(HIGHEST)), method="bounded")
    assert isclose(concentration([(shares, counts)]), np.exp(best.x), rel_tol=1e-3)


def test_the_concentration_of_many_places_comes_near_the_true_one() -> None:
    found = concentration([([0.4, 0.5, 0.1], seen(np.random.default_rng(3), 25)) for _ in range(8)])
    assert 15 < found < 40


def test_places_that_differ_no_more_than_chance_are_drawn_together() -> None:
    alike = done(*(place(str(it), "North", 900, 40, 50, 10) for it in range(20)))
    assert alike.concentration > 1000


def test_a_place_with_few_answers_is_drawn_further_than_one_with_many() -> None:
    rest = [place(f"{it}", "North", 900, 30 + 3 * it, 60 - 3 * it, 10) for it in range(12)]
    found = done(
        *rest, place("few", "North", 900, 6, 2, 2), place("many", "North", 900, 300, 100, 100)
    )
    few, many = found.places["few"]["Smith"].share, found.places["many"]["Smith"].share
    region = found.regions["North"]["Smith"]
    assert region < few < many < 0.6


def test_a_place_where_nobody_answered_is_taken_to_be_as_its_region() -> None:
    found = done(
        *(place(str(it), "North", 500, 10 + it, 20, 5) for it in range(6)),
        place("silent", "North", 400, 0, 0, 0),
    )
    for who in WHO:
        assert isclose(found.places["silent"][who].share, found.regions["North"][who])


def test_a_region_is_drawn_towards_the_country() -> None:
    north = [place(f"n{it}", "North", 900, 20 + it, 70, 10) for it in range(8)]
    south = [place(f"s{it}", "South", 900, 60 + it, 30, 10) for it in range(8)]
    found = done(*north, *south, place("wales", "Wales", 900, 5, 5, 0))
    assert (
        found.regions["North"]["Smith"] < found.country["Smith"] < found.regions["South"]["Smith"]
    )
    assert found.country["Smith"] < found.regions["Wales"]["Smith"] < 0.5
    assert 0 < found.regions["Wales"]["undecided"] < 0.1


def test_without_an_answer_there_is_nothing_to_pool() -> None:
    assert pooled([], WHO) is None
    assert pooled([place("a", "North", 10, 0, 0, 0)], WHO) is None


def test_a_complete_canvass_is_left_exactly_as_it_is() -> None:
    found = done(place("a", "North", 10, 6, 3, 1), place("b", "North", 90, 10, 20, 5))
    assert [found.places["a"][who].share for who in WHO] == [0.6, 0.3, 0.1]
    interval = found.places["a"]["Smith"].interval
    assert interval is not None
    assert interval.low == interval.high == 0.6


def test_a_roll_that_lags_behind_the_answers_counts_as_these() -> None:
    found = done(place("a", "North", 3, 6, 3, 1), place("b", "North", 90, 10, 20, 5))
    assert found.places["a"]["Smith"].share == 0.6


many_places = st.lists(
    st.tuples(
        st.sampled_from(["North", "South", "Wales"]),
        st.lists(st.integers(0, 30), min_size=3, max_size=3),
        st.integers(0, 300),
    ),
    min_size=1,
    max_size=8,
).filter(lambda it: any(sum(counts) for _, counts, _ in it))


def places_of(drawn: list[tuple[str, list[int], int]]) -> list[Place]:
    return [
        place(str(at), region, sum(counts) + unheard, *counts)
        for at, (region, counts, unheard) in enumerate(drawn)
    ]


@given(many_places)
def test_pooled_shares_sum_to_one_and_lie_within_their_intervals_and_the_bounds(
    drawn: list[tuple[str, list[int], int]],
) -> None:
    places = places_of(drawn)
    found = done(*places)
    for it in places:
        shares = found.places[it.name]
        assert isclose(sum(estimate.share for estimate in shares.values()), 1)
        for who, estimate in shares.items():
            assert estimate.interval is not None
            assert estimate.interval.low - 1e-12 <= estimate.share <= estimate.interval.high + 1e-12
            if it.roll:
                others = sum(n for other, n in it.counts.items() if other != who)
                assert estimate.interval.low >= it.counts[who] / it.roll - 1e-12
                assert estimate.interval.high <= (it.roll - others) / it.roll + 1e-12


@given(many_places)
def test_the_order_of_places_changes_nothing(drawn: list[tuple[str, list[int], int]]) -> None:
    places = places_of(drawn)
    one, other = done(*places), done(*reversed(places))
    for it in places:
        for who in WHO:
            a, b = one.places[it.name][who].share, other.places[it.name][who].share
            assert isclose(a, b, abs_tol=1e-3)
