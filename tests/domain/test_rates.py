"""Rates by person, after AAPOR."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.figures import rounded
from phonebank.domain.outcomes import Disposition
from phonebank.domain.rates import rates

EXAMPLE = {
    Disposition.INTERVIEW: 4,
    Disposition.PARTIAL: 2,
    Disposition.HARD_REFUSAL: 1,
    Disposition.NON_CONTACT: 1,
    Disposition.OTHER: 1,
    Disposition.UNKNOWN_HOUSEHOLD: 1,
    Disposition.UNKNOWN_OTHER: 1,
    Disposition.NOT_ELIGIBLE: 1,
}


def test_the_aapor_example_gives_the_published_rates() -> None:
    found = rates(EXAMPLE)
    figures = (
        found.response,
        found.response_with_partial,
        found.cooperation,
        found.refusal,
        found.contact,
    )
    assert [str(rounded(one, 3)) for one in figures if one is not None] == [
        "0.364",
        "0.545",
        "0.500",
        "0.091",
        "0.727",
    ]


def test_hard_and_soft_refusals_are_refusals_alike() -> None:
    soft = {**EXAMPLE, Disposition.HARD_REFUSAL: 0, Disposition.SOFT_REFUSAL: 1}
    assert rates(soft) == rates(EXAMPLE)


def test_nobody_has_no_rates() -> None:
    assert set(vars_of(rates({Disposition.NOT_ELIGIBLE: 3}))) == {None}


def vars_of(found: object) -> list[object]:
    return [getattr(found, name) for name in found.__slots__]  # type: ignore[attr-defined]


@given(st.dictionaries(st.sampled_from(list(Disposition)), st.integers(0, 50)))
def test_every_rate_is_a_share_and_not_eligible_is_in_none(people: dict[Disposition, int]) -> None:
    found = rates(people)
    assert all(one is None or 0 <= one <= 1 for one in vars_of(found))  # type: ignore[operator]
    assert rates({**people, Disposition.NOT_ELIGIBLE: 99}) == found
    if found.contact is not None and found.response is not None:
        assert found.response <= (found.response_with_partial or Fraction(0)) <= found.contact
