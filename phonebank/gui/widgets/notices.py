"""Sentences that warn: amber about figures, ink about something that could not be done here."""

from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.widgets.faces import Face, Kind
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import paint_box
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.theme import Theme, theme_now

_MARGIN = 12
_TOP = 6
_ABOVE_WORDS = 5  # one line of 13 px makes 40 px in all, and so does a button of 28 px
_ICON_LEFT = 14


class NoticeKind(Enum):
    """What is wrong: the figures, or what the user tried."""

    WARNING = "warning"
    ERROR = "error"


class Notice(QFrame):
    """What is wrong in SemiBold, then the figures that prove it, or the way out."""

    acted = Signal()

    def __init__(
        self,
        wrong: str = "",
        rest: str = "",
        action: str = "",
        kind: NoticeKind = NoticeKind.WARNING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        tone = "warn_text" if kind is NoticeKind.WARNING else "text"
        self._words = SpacedText(tone=tone)
        self._action = NoticeButton(action, tone)
        self._action.clicked.connect(self.acted)
        row = QHBoxLayout(self)
        row.setContentsMargins(_ICON_LEFT + NORMAL + 10, _TOP, _MARGIN, _TOP)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setContentsMargins(0, _ABOVE_WORDS, 0, _ABOVE_WORDS)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(wrong, rest, action)

    def say(self, wrong: str, rest: str = "", action: str = "") -> None:
        """Show another sentence; `action` are the words of its one button, empty for none."""
        self._words.set_parts([(wrong, True), (f"  {rest}" if rest else "", False)])
        self._action.setText(action)
        self._action.setVisible(bool(action))

    def words(self) -> str:
        """All that it says."""
        return self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        fill, border, colour = _colours(self._kind, theme_now())
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), fill, border)
        box = QRectF(_ICON_LEFT, _TOP + _ABOVE_WORDS + 1, NORMAL, NORMAL)
        paint_icon(painter, box, "warning", colour)


class NoticeButton(PaintedButton):
    """The way out of a notice: its words and a chevron, in the notice's own colour."""

    is_strong = True

    def __init__(self, words: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(words, kind=Kind.QUIET, height=28, parent=parent)
        self._tone = tone

    def _paint_parts(self, painter: QPainter, shown: Face) -> None:
        colour = theme_now().tone(self._tone)
        mine = Face(None, None, colour, None, colour, is_strong=True)
        super()._paint_parts(painter, mine)
        right = self.width() - NORMAL - 4
        box = QRectF(right, (self.height() - NORMAL) // 2, NORMAL, NORMAL)
        paint_icon(painter, box, "chevron-right", colour)

    def _tail(self) -> int:
        return 10 + NORMAL + 4


def _colours(kind: NoticeKind, theme: Theme) -> tuple[QColor, QColor, QColor]:
    if kind is NoticeKind.WARNING:
        return theme.warn_bg, theme.warn_line, theme.warn_text
    return theme.ink_soft, theme.ink, theme.text
