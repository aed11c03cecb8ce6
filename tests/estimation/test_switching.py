"""Who moved from whom to whom."""

from hypothesis import given
from hypothesis import strategies as st

from phonebank.estimation.intervals import wilson
from phonebank.estimation.switching import net_gains, row_intervals

VOTED = ("Corbyn", "Burnham", "Smith")
BEFORE = (*VOTED, "not a member")
NOW = ("Smith", "Corbyn", "undecided")

tables = st.dictionaries(
    st.tuples(st.sampled_from(BEFORE), st.sampled_from(NOW)), st.integers(0, 90)
)


def test_newcomers_are_nobodys_gain() -> None:
    people = {
        ("Burnham", "Corbyn"): 4,
        ("Corbyn", "Corbyn"): 20,
        ("Corbyn", "Smith"): 7,
        ("Corbyn", "undecided"): 2,
        ("not a member", "Corbyn"): 50,
    }
    assert net_gains(people, VOTED[:2], ("Smith", "Corbyn")) == {"Corbyn": 4 - 7 - 2}


@given(tables)
def test_where_all_stood_twice_what_one_gains_another_loses(
    people: dict[tuple[str, str], int],
) -> None:
    both = ("Smith", "Corbyn")
    closed = {(b, n): k for (b, n), k in people.items() if b in both and n in both}
    assert sum(net_gains(closed, both, both).values()) == 0


@given(tables)
def test_each_cell_has_the_interval_of_its_share_of_the_row(
    people: dict[tuple[str, str], int],
) -> None:
    found = row_intervals(people, BEFORE, NOW)
    assert set(found) == {(before, now) for before in BEFORE for now in NOW}
    for (before, now), interval in found.items():
        total = sum(people.get((before, it), 0) for it in NOW)
        assert interval == wilson(people.get((before, now), 0), total, None)
