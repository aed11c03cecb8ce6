"""How wide words are, letter by letter and remembered, because Qt shapes them anew each time."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from phonebank.gui.widgets import fonts

_KERNING = 2.0  # px that pairs of letters may add to a line


class Face:
    """A font with its measures. `capitals` is half the height of a capital, px."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._measure = QFontMetricsF(font)
        self._letters: dict[str, float] = {}
        self.capitals = self._measure.capHeight() / 2

    def width(self, words: str) -> float:
        """The letters' widths together: right for figures, near enough for words."""
        known = self._letters
        try:
            return sum([known[letter] for letter in words])
        except KeyError:
            for letter in words:
                known[letter] = self._measure.horizontalAdvance(letter)
            return self.width(words)

    def cut(self, words: str, room: float) -> str:
        """What there is room for, with an ellipsis where it was cut."""
        if self.width(words) + _KERNING <= room:
            return words
        return self._cut(words, room)

    def _cut(self, words: str, room: float) -> str:
        return self._measure.elidedText(words, Qt.TextElideMode.ElideRight, room + 0.5)


@lru_cache(maxsize=1)
def faces() -> tuple[Face, Face]:
    """What decides, and everything else."""
    return Face(fonts.strong()), Face(fonts.body())
