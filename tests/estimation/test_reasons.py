"""Reasons counted by person."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from phonebank.estimation.reasons import ranked, together

GIVEN = {
    ("electability", "unity"): 5,
    ("unity", "electability"): 2,
    ("unity",): 3,
    ("Brexit", "electability", "unity"): 1,
    (): 40,
}


def test_reasons_are_ranked_by_people_then_by_first_mentions() -> None:
    found = ranked(GIVEN)
    assert [(it.reason, it.people, it.first) for it in found] == [
        ("unity", 11, 5),
        ("electability", 8, 5),
        ("Brexit", 1, 1),
    ]
    assert found[1].share == Fraction(8, 11)
    assert found[1].interval is not None


def test_pairs_count_people_who_gave_both_in_any_order() -> None:
    assert together(GIVEN) == {
        ("Brexit", "electability"): 1,
        ("Brexit", "unity"): 1,
        ("electability", "unity"): 8,
    }


def test_nobody_with_a_reason_has_no_table() -> None:
    assert ranked({(): 9}) == ()
    assert together({(): 9}) == {}


orders = st.lists(st.sampled_from("abcde"), unique=True, max_size=4).map(tuple)


@given(st.dictionaries(orders, st.integers(1, 20)))
def test_everybody_with_a_reason_gave_one_first_and_pairs_are_no_more_than_either(
    given_reasons: dict[tuple[str, ...], int],
) -> None:
    found = {it.reason: it for it in ranked(given_reasons)}
    gave = sum(n for reasons, n in given_reasons.items() if reasons)
    assert sum(it.first for it in found.values()) == gave
    for (one, other), n in together(given_reasons).items():
        assert n <= min(found[one].people, found[other].people)
    assert [it.people for it in found.values()] == sorted(
        (it.people for it in found.values()), reverse=True
    )
