"""Words on a page: one line, cut where it does not fit, in a role of type and a tone."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.shapes import LEFT, Align, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

Role = Callable[[], QFont]
_LEAST_LETTERS = "Mmm…"


class ElidedLabel(QLabel):
    """Plain words on one line. Too long, they end in an ellipsis and the tooltip has them all.

    `role` is a function of `fonts`, `tone` the name of a colour of the theme. It stays a `QLabel`,
    so screen readers read it and `setBuddy` works; give it no accessible name, that would hide its
    text.
    """

    def __init__(
        self,
        words: str = "",
        role: Role = fonts.body,
        tone: str = "text",
        align: Align = LEFT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._align = role, tone, align
        self._colour = ""
        self._tip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(words)

    def set_role(self, role: Role) -> None:
        """Another role of type, such as `fonts.strong`."""
        self._role = role
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Another colour of the theme by its name, such as "text2" or "ok"."""
        self._tone = tone
        self.update()

    def set_answer(self, colour: str) -> None:
        """Write in the words' colour of the candidate with this own colour; empty for the tone."""
        self._colour = colour
        self.update()

    def setText(self, words: str) -> None:
        super().setText(words)
        self._tell_all()

    def setToolTip(self, tip: str) -> None:
        """A tooltip of its own, which stays whether or not the words are cut."""
        self._tip = tip
        self._tell_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_all()

    def sizeHint(self) -> QSize:
        width = ceil(fonts.text_width(self.text(), self._role()))
        return QSize(width, self._line_height())

    def minimumSizeHint(self) -> QSize:
        least = ceil(fonts.text_width(_LEAST_LETTERS, self._role()))
        return QSize(min(least, self.sizeHint().width()), self._line_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, style = theme_now(), self._role()
        painter = QPainter(self)
        colour = theme.text3 if not self.isEnabled() else self._words_colour(theme)
        paint_words(painter, QRectF(self.rect()), self.text(), style, colour, self._align)

    def _tell_all(self) -> None:
        is_cut = fonts.text_width(self.text(), self._role()) > self.width() + 0.5
        super().setToolTip(self._tip or (self.text() if is_cut else ""))

    def _words_colour(self, theme: Theme) -> QColor:
        return answer_colours(self._colour, theme).text if self._colour else theme.tone(self._tone)

    def _line_height(self) -> int:
        return 2 * round(
            self._role().pixelSize() * fonts.LINE_HEIGHT / 2
        )  # even: centres on a pixel
