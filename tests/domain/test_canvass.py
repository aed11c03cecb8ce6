"""What a base says of a narrowing: the roll first, then which answers of it count."""

from collections.abc import Mapping, Sequence

import pytest

from phonebank.domain.canvass import narrowed_words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({}, ""),
        ({"section": ["a", "b"]}, " Only the roll of section a or b."),
        ({"ballot": ["banked"]}, " Only answers with ballot banked."),
        ({"from": ["2016-09-01"]}, " Only answers given from 2016-09-01."),
        (
            {"to": ["2016-09-03"], "caller": ["Sam"], "from": ["2016-09-01"], "region": ["London"]},
            " Only the roll of region London."
            " Only answers with caller Sam, given from 2016-09-01 up to 2016-09-03.",
        ),
    ],
)
def test_a_narrowing_is_said_after_the_base(where: Mapping[str, Sequence[str]], words: str) -> None:
    assert narrowed_words(where) == words
