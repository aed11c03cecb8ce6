"""Earlier calls to the elector, newest first, along a line of dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.gui.pages.call import telling
from phonebank.gui.pages.call.choices import capitalised
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.theme import theme_now

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.electors import ElectorCard

DOT, LINE_LEFT, WORDS_LEFT, DOT_MIDDLE = 7.0, 6, 22, 9


class PastLine(QWidget):
    """One moment of the history: a dot (hollow where it is not a call that counts), and words."""

    def __init__(self, when: str, who: str, words: str, *, is_hollow: bool, is_last: bool) -> None:
        super().__init__()
        self._is_hollow, self._is_last = is_hollow, is_last
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(ElidedLabel(when, role=fonts.strong))
        head.addWidget(ElidedLabel(who, tone="text3"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(WORDS_LEFT, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(SpacedText(words, tone="text2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        if not self._is_last:
            top = DOT_MIDDLE + 8
            painter.fillRect(QRectF(LINE_LEFT - 1, top, 2, self.height() - top), theme.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.text2, 1.5))
        painter.setBrush(QBrush(theme.surface if self._is_hollow else theme.text2))
        painter.drawEllipse(QPointF(LINE_LEFT, DOT_MIDDLE), DOT / 2, DOT / 2)


class HistoryPanel(QWidget):
    """The lines, scrolling where they are many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scrolling(inner))

    def show_history(self, card: ElectorCard, now: datetime) -> None:
        """The promise that is open, and every call, those taken back marked so."""
        self.clear()
        lines = [*_promised(card, now), *_past(card, now)]
        for at, (when, who, words, is_hollow) in enumerate(lines):
            is_last = at == len(lines) - 1
            line = PastLine(when, who, words, is_hollow=is_hollow, is_last=is_last)
            self._lines.addWidget(line)
        if not lines:
            self._lines.addWidget(SpacedText("Nobody has rung them before.", tone="text2"))
        self._lines.addStretch(1)

    def clear(self) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


Line = tuple[str, str, str, bool]


def _promised(card: ElectorCard, now: datetime) -> list[Line]:
    if not card.is_promised or card.due_at is None:
        return []
    by = next((past.caller for past in card.history if not past.superseded), "")
    when = capitalised(telling.moment(card.due_at, now))
    return [(when, "callback due", f"Promised by {by}." if by else " ", True)]


def _past(card: ElectorCard, now: datetime) -> list[Line]:
    return [
        (*telling.past_heading(past, now), telling.past_words(past), past.superseded)
        for past in card.history
    ]


def how_many(card: ElectorCard) -> str:
    """ "1 earlier call", counting only those that stand."""
    calls = sum(not past.superseded for past in card.history)
    return f"{calls or 'no'} earlier {'call' if calls == 1 else 'calls'}"
