"""Ticking several, or choosing one of several, painted so that the boxes show in the dark."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icons import paint_icon
from phonebank.gui.widgets.painted_button import is_ringed_after
from phonebank.gui.widgets.shapes import CAP_RADIUS, paint_box, paint_ring, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_HEIGHT = 32
_BOX = 16
_LEFT = 6
_WORDS_LEFT = _LEFT + _BOX + 8
_TAIL = 8


class Tick(QAbstractButton):
    """A box to tick, and its words. In a `QButtonGroup` or as `Option` it is one of several."""

    radius = CAP_RADIUS

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._is_ringed = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def text(self) -> str:
        return self._words

    def setText(self, words: str) -> None:
        """Plain words: an ampersand is one, and makes no shortcut."""
        self._words = words
        super().setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = round(fonts.text_width(self._words, fonts.body())) + 1
        return QSize(_WORDS_LEFT + words + _TAIL, _HEIGHT)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = is_ringed_after(event.reason(), self._is_ringed)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_ringed = False
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        painter = QPainter(self)
        if self._is_ringed and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme)
        box = QRectF(_LEFT, (self.height() - _BOX) // 2, _BOX, _BOX)
        self._paint_ground(painter, box, theme)
        if self.isChecked():
            mark = theme.on_ink if self.isEnabled() else theme.text3
            self.paint_mark(painter, box, mark)
        words = QRectF(self.rect()).adjusted(_WORDS_LEFT, 0, 0, 0)
        colour = theme.text if self.isEnabled() else theme.text3
        paint_words(painter, words, self._words, fonts.body(), colour)

    def paint_mark(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        """What stands in the 16 px `box` when it is chosen."""
        paint_icon(painter, box.adjusted(2, 2, -2, -2), "check", colour)

    def _paint_ground(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        if not self.isEnabled():
            paint_box(painter, box, theme.sunken, theme.line, radius=self.radius)
        elif self.isChecked():
            paint_box(painter, box, theme.ink, radius=self.radius)
        else:
            is_pressed, is_hovered = self.isDown(), self.underMouse()
            fill = theme.hover if is_hovered else theme.surface
            fill = theme.ink_soft if is_pressed else fill
            paint_box(painter, box, fill, theme.control, radius=self.radius)


class Option(Tick):
    """One of several under one parent, of which exactly one is chosen."""

    radius = _BOX / 2

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAutoExclusive(True)

    def paint_mark(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        dot = box.adjusted(5, 5, -5, -5)
        paint_box(painter, dot, colour, radius=dot.height() / 2)
