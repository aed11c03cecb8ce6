"""What a base says of a narrowing, and figures that wait to be asked for."""

from collections.abc import Mapping, Sequence

import pytest

from phonebank.domain.canvass import WhenAsked, narrowed_words


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


def test_a_figure_is_worked_out_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def length(name: str) -> int:
        asked.append(name)
        return len(name)

    figures = WhenAsked(["Smith", "undecided"], length)
    assert (len(figures), list(figures), asked) == (2, ["Smith", "undecided"], [])
    assert [figures["Smith"], figures.get("Corbyn")] == [5, None]
    assert asked == ["Smith"]
    assert figures == {"Smith": 5, "undecided": 9}
