"""How a chart looks: its theme, whose side is ours, a colour and a shape for each answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from PySide6.QtGui import QColor

from phonebank.domain.contest import Contest
from phonebank.domain.insight_rows import answer_word
from phonebank.gui.widgets.answers import UNDECIDED as GREY
from phonebank.gui.widgets.answers import AnswerColours, answer_colours
from phonebank.gui.widgets.theme import LIGHT, Theme

PAPER = replace(
    LIGHT,
    window=QColor("#FFFFFF"),
    line=QColor("#CDD4D9"),
    control=QColor("#6F7D86"),
    text2=QColor("#3A454C"),
    text3=QColor("#47535B"),
)
"""The light theme with lines and small words that a printer holds."""


class Shape(Enum):
    """The mark of an answer, told apart without its colour."""

    ROUND = "round"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


@dataclass(frozen=True)
class Look:
    """`colours` are the candidates' own ("#RRGGBB") by short name; other answers are grey."""

    theme: Theme
    ours: str
    colours: Mapping[str, str] = field(default_factory=dict)

    def answer(self, who: str) -> AnswerColours:
        """The five colours of an answer in the theme."""
        return answer_colours(self.colours.get(who, GREY), self.theme)

    def shape(self, who: str) -> Shape:
        """Ours round, the first rival square, the others triangles, whatever else a diamond."""
        if who == self.ours:
            return Shape.ROUND
        rivals = [short for short in self.colours if short != self.ours]
        if who not in rivals:
            return Shape.DIAMOND
        return Shape.SQUARE if who == rivals[0] else Shape.TRIANGLE

    def word(self, who: str) -> str:
        """An answer, now or last time, as it is written beside its mark."""
        return answer_word(who)


def look_of(contest: Contest, theme: Theme) -> Look:
    """The look of this contest's charts in a theme: `LIGHT`, `DARK`, or `PAPER`."""
    colours = {candidate.short: candidate.colour for candidate in contest.candidates}
    return Look(theme, contest.ours, colours)
