"""What the fold makes of a case that an organiser settled, and how a list moves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.errors import InputRefused
from phonebank.domain.lists import MAY_BECOME, ListState, check_move
from phonebank.domain.standing import Turn, standing_after
from tests.conftest import record

LANGUAGE = record("language")
OTHERS = st.sampled_from(["no-answer", "busy", "machine", "not-now", "callback"])


@given(st.lists(OTHERS, max_size=4))
def test_a_case_stays_an_organisers_until_it_is_settled(outcomes: list[str]) -> None:
    """Whatever is tried meanwhile, and in whatever order the fold is told of it."""
    later = [record(outcome, minutes=60 * (at + 1)) for at, outcome in enumerate(outcomes)]
    open_case = standing_after([LANGUAGE, *later])
    assert open_case.settled is Turn.ORGANISER
    settled = standing_after([*later, replace(LANGUAGE, settled=True)])
    assert settled.settled is Turn.READY
    assert settled.attempts == open_case.attempts


def test_a_second_case_is_not_settled_with_the_first() -> None:
    again = record("language", minutes=5)
    standing = standing_after([replace(LANGUAGE, settled=True), again])
    assert standing.turn is Turn.ORGANISER


@pytest.mark.parametrize("state", ListState)
@pytest.mark.parametrize("wanted", [it for it in ListState if it is not ListState.DRAFT])
def test_every_move_is_made_or_refused_with_what_to_do_instead(
    state: ListState, wanted: ListState
) -> None:
    if wanted is state or wanted in MAY_BECOME[state]:
        check_move("West", state, wanted)
        return
    with pytest.raises(InputRefused) as refused:
        check_move("West", state, wanted)
    assert refused.value.next_step
