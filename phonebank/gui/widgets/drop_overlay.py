"""What lies over the window while a file is held above it: what letting go would do."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.colours import faded
from phonebank.gui.widgets.icons import paint_icon
from phonebank.gui.widgets.shapes import CENTRE, paint_box, paint_words
from phonebank.gui.widgets.theme import theme_now

_CARD = 360, 136
_INSET = 16
_ICON = 28


class DropOverlay(QWidget):
    """Lets the mouse through; whoever shows it keeps it as large as the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._more = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, more: str = "") -> None:
        """What letting go would do, and a second line under it."""
        self._words, self._more = words, more
        self.setAccessibleName(f"{words}. {more}")
        self.update()

    def words(self) -> str:
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        painter.fillRect(self.rect(), faded(theme.window, 0.82))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.ink, 2, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(edge, 8, 8)
        card = QRectF(0, 0, *_CARD)
        card.moveCenter(edge.center())
        paint_box(painter, card, theme.surface, theme.ink, 1.5, 8)
        icon = QRectF(card.center().x() - _ICON / 2, card.top() + 20, _ICON, _ICON)
        paint_icon(painter, icon, "download", theme.text)
        words = QRectF(card.left() + 12, icon.bottom() + 6, card.width() - 24, 32)
        paint_words(painter, words, self._words, fonts.title(), theme.text, CENTRE)
        more = QRectF(words.left(), words.bottom(), words.width(), 24)
        paint_words(painter, more, self._more, fonts.body(), theme.text2, CENTRE)
