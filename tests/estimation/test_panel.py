"""Change among people asked twice."""

from fractions import Fraction
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from phonebank.estimation.panel import panel_changes

WHO = ("Smith", "Corbyn", "undecided")


def test_the_prime_minister_of_agresti_fell_by_two_to_six_points() -> None:
    """Agresti, Categorical Data Analysis, 2nd ed., 2002, 10.1: 1,600 voters asked twice, approval
    .59, then .55; the interval of the change (-.06, -.02)."""
    asked = {
        ("approve", "approve"): 794,
        ("approve", "disapprove"): 150,
        ("disapprove", "approve"): 86,
        ("disapprove", "disapprove"): 570,
    }
    found = panel_changes(asked, ("approve", "disapprove"))["approve"]
    assert (found.then, found.now, found.change) == (
        Fraction(944, 1600),
        Fraction(880, 1600),
        Fraction(-64, 1600),
    )
    assert found.interval is not None
    assert isclose(found.interval.low, -0.0586, abs_tol=1e-4)
    assert isclose(found.interval.high, -0.0214, abs_tol=3e-4)


def test_only_who_stated_both_times_counts() -> None:
    asked = {("Smith", "Corbyn"): 3, ("Smith", "wont-vote"): 5, ("Smith", "Smith"): 3}
    found = panel_changes(asked, WHO)
    assert found["Smith"].change == Fraction(-1, 2)
    assert found["undecided"].change == 0


def test_nobody_asked_twice_is_no_change_to_speak_of() -> None:
    assert panel_changes({}, WHO) == {}
    assert panel_changes({("Smith", "wont-vote"): 2}, WHO) == {}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(WHO), st.sampled_from(WHO)), st.integers(0, 80), min_size=1
    )
)
def test_changes_sum_to_nought_and_turn_with_time(people: dict[tuple[str, str], int]) -> None:
    found = panel_changes(people, WHO)
    back = panel_changes({(b, a): n for (a, b), n in people.items()}, WHO)
    assert sum(it.change for it in found.values()) == 0
    for who, it in found.items():
        assert it.interval is not None
        assert -1 <= it.interval.low <= it.change <= it.interval.high <= 1
        turned = back[who].interval
        assert turned is not None
        assert isclose(turned.low, -it.interval.high, abs_tol=1e-12)
