"""Chips: a few words that qualify what they stand beside."""

from enum import Enum
from math import floor

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icons import SMALL, paint_icon
from phonebank.gui.widgets.shapes import paint_box, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_HEIGHT = 24
_MARGIN = 10
_ICON_LEFT = 9
_GAP = 4


class ChipKind(Enum):
    """How a chip is filled."""

    OUTLINED = "a fact"
    FILLED = "a fact that decides"
    WARNING = "a warning about the figures"


class Chip(QLabel):
    """A pill of plain words, 24 px high, perhaps with an icon."""

    def __init__(
        self,
        words: str = "",
        kind: ChipKind = ChipKind.OUTLINED,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon = kind, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setToolTip(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = floor(fonts.text_width(self.text(), fonts.caption_medium()))
        return QSize(self._words_left() + words + _MARGIN + bool(self._icon), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, border, colour = _colours(self._kind, theme_now())
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_box(painter, box, fill, border, radius=_HEIGHT / 2)
        if self._icon:
            top = (self.height() - SMALL) // 2
            paint_icon(painter, QRectF(_ICON_LEFT, top, SMALL, SMALL), self._icon, colour)
        words = box.adjusted(self._words_left(), 0, 1 - _MARGIN, 0)
        paint_words(painter, words, self.text(), fonts.caption_medium(), colour)

    def _words_left(self) -> int:
        return _ICON_LEFT + SMALL + _GAP if self._icon else _MARGIN


def _colours(kind: ChipKind, theme: Theme) -> tuple[QColor, QColor | None, QColor]:
    if kind is ChipKind.FILLED:
        return theme.ink_soft, None, theme.text
    if kind is ChipKind.WARNING:
        return theme.warn_bg, theme.warn_line, theme.warn_text
    return theme.surface, theme.control, theme.text2
