"""Reads back what a chart has drawn: its words with their places, from its SVG."""

import re
from dataclasses import dataclass
from html import unescape

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from phonebank.gui.widgets import fonts

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_ROOM = 0.5  # px that boxes may share; letters have more air than that


@dataclass(frozen=True)
class Word:
    """One line of words, the box of its capitals, and its colour."""

    words: str
    box: QRectF
    colour: QColor


def words_of(svg: str) -> list[Word]:
    return [_word(attributes, unescape(said)) for attributes, said in _TEXT.findall(svg)]


def overlaps(words: list[Word]) -> list[tuple[str, str]]:
    """Every two lines of words that stand upon each other."""
    return [
        (one.words, other.words)
        for place, one in enumerate(words)
        for other in words[place + 1 :]
        if _inner(one.box).intersects(_inner(other.box))
    ]


def _word(attributes: str, said: str) -> Word:
    def number(name: str) -> float:
        found = re.search(rf'(?<![\w-]){name}="(-?[\d.]+)', attributes)
        assert found is not None, (name, attributes)
        return float(found[1])

    face = fonts.font(round(number("font-size")), QFont.Weight(round(number("font-weight"))))
    high = QFontMetricsF(face).capHeight()
    box = QRectF(number("x"), number("y") - high, fonts.text_width(said, face), high)
    fill = re.search(r'fill="(#\w+)"', attributes)
    return Word(said, box, QColor(fill[1] if fill else "#000000"))


def _inner(box: QRectF) -> QRectF:
    return box.adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
