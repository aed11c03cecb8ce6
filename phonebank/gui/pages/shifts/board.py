"""The board for the room: in the page, or over the whole screen of a projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from phonebank.domain.hours import local
from phonebank.domain.shifts import hours_of
from phonebank.gui.charts.room_board import RoomBoard, paint_room_board
from phonebank.gui.pages.shifts.words import left_of
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.theme import theme_now
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from phonebank.services.shifts import Board

NOTHING = RoomBoard("", "", (), ())


def room_board(board: Board, now: datetime, *, with_names: bool) -> RoomBoard:
    """What of a board is painted; callers only where the organiser wants them named."""
    shift, ladder = board.shift, board.ladder
    by_calls = sorted(board.callers, key=lambda one: (-one[1].attempts, one[0]))
    left, begun = left_of(shift, now), dict(board.hours)
    return RoomBoard(
        title=f"{shift.venue}, {shift.hours}",
        time_left=left[:1].upper() + left[1:],
        figures=(
            (ladder.attempts, "call" if ladder.attempts == 1 else "calls"),
            (ladder.contacts, "spoke"),
            (ladder.stated, "stated"),
            (board.to_ring, "still to ring"),
        ),
        hours=[(f"{local(hour):%H:%M}", begun.get(hour)) for hour in hours_of(shift)],
        callers=[(name, one.attempts) for name, one in by_calls] if with_names else (),
    )


class BoardFigures(QWidget):
    """Figures and bars, painted to fill whatever there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = NOTHING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_board(self, board: RoomBoard) -> None:
        self.shown = board
        self.setAccessibleName(board.words())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_room_board(QPainter(self), QRectF(self.rect()), self.shown, theme_now())


class WholeScreen(QWidget):
    """The figures alone over a whole screen; Escape or F11 tells `left`."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Board")
        self.figures = BoardFigures()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F11}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class BoardView(QWidget):
    """The board in the page, with what is to be seen on it; `left` leads back to the shifts."""

    left = Signal()
    wanted = Signal()  # other figures are asked for

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board: tuple[Board, datetime] | None = None
        self.figures = BoardFigures()
        self.whole: WholeScreen | None = None
        self.back = QuietButton("Back to the shifts", "Esc", "chevron-left", height=32)
        self.lists = Pick("List")
        self.names = Tick("First names of callers")
        self.fill = ActionButton("Whole screen", "F11", "whole-screen", height=32)
        self.names.setToolTip("Show how many calls each caller made, by first name")
        self.fill.set_hint("Fill the screen; Escape leaves")
        self.back.clicked.connect(self.left)
        self.fill.clicked.connect(self.turn_whole)
        self.names.toggled.connect(self._paint_anew)
        self.lists.currentIndexChanged.connect(self.wanted)
        self._lay_out()

    def show_lists(self, names: Sequence[str]) -> None:
        """Let the figure of whom to ring be of one of these lists; the chosen one stays."""
        if [self.lists.itemText(place) for place in range(self.lists.count())] == list(names):
            return
        chosen, was_blocked = self.lists.currentText(), self.lists.blockSignals(True)
        self.lists.clear()
        self.lists.addItems(list(names))
        if chosen in names:
            self.lists.setCurrentIndex(list(names).index(chosen))
        self.lists.setVisible(len(names) > 1)
        self.lists.blockSignals(was_blocked)
        self.lists.updateGeometry()

    def list_name(self) -> str:
        """The list whose electors are still to be rung."""
        return self.lists.currentText()

    def show_board(self, board: Board, now: datetime) -> None:
        """Show these figures, wherever the board is seen."""
        self.board = board, now
        self._paint_anew()

    def turn_whole(self) -> None:
        """Over the whole screen, or back."""
        if self.whole is None:
            self.whole = WholeScreen(self)
            self.whole.left.connect(self.turn_whole)
            self._paint_anew()
            self.whole.showFullScreen()
        else:
            self.whole.close()
            self.whole.deleteLater()
            self.whole = None
            self.fill.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _paint_anew(self) -> None:
        if self.board is None:
            return
        painted = room_board(*self.board, with_names=self.names.isChecked())
        self.figures.show_board(painted)
        if self.whole is not None:
            self.whole.figures.show_board(painted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addStretch(1)
        for part in (self.lists, self.names, self.fill):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.figures, 1)
