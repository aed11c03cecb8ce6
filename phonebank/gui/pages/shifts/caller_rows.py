"""The callers of a shift, a row each: whether they came, their ladder, and taking them off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from phonebank.domain.figures import EM_DASH
from phonebank.gui.pages.shifts.words import HINTS, TITLES, cells, in_words
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import IconButton
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.theme import theme_now
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from phonebank.services.shifts import CallerLine

ROW = 36
_HEADER = 32
_CELLS = range(68, 112)  # px of a figure's place
_PART = 0.095  # of the width, where there is room
_END = 36  # px for the button at the end of a row
_GAP = 8


def places(width: int, height: int) -> Iterator[QRectF]:
    """Where each figure of a row `width` px wide stands."""
    cell = max(_CELLS[0], min(_CELLS[-1], round(width * _PART)))
    left = width - _END - cell * len(TITLES)
    for place in range(len(TITLES)):
        yield QRectF(left + place * cell, 0, cell - _GAP, height - 1)


def names_width(width: int) -> int:
    """What is left for the names."""
    return round(next(places(width, ROW)).left()) - _GAP


class RowsHeader(QWidget):
    """The titles of the columns, each with what it means in its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 0
        self.setFixedHeight(_HEADER)
        told = zip(TITLES, HINTS, strict=True)
        self.setToolTip("\n".join(f"{title}: {hint}" for title, hint in told))
        self.setAccessibleName(", ".join(("Caller, came", *TITLES)))

    def stand_over(self, width: int) -> None:
        """The rows are so wide: less than the header where they scroll."""
        self._width = width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        first = QRectF(6, 0, names_width(self._width), self.height())
        paint_words(painter, first, "Came", fonts.header(), theme.text2)
        for title, box in zip(TITLES, places(self._width, self.height()), strict=True):
            paint_words(painter, box, title, fonts.header(), theme.text2, RIGHT)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.control)


class CallerRow(QWidget):
    """A tick for whether they came, and their figures."""

    def __init__(self, line: CallerLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tick = Tick(line.name, self)
        self.strike = IconButton("close", f"Take {line.name} off this shift", parent=self)
        self.show_line(line)

    def show_line(self, line: CallerLine) -> None:
        """Show how far this caller got; the row stays theirs."""
        self.line = line
        self.tick.setChecked(line.came)
        told = f"{line.name}: {in_words(line.ladder)}"
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.tick.setToolTip(f"Whether {line.name} came")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wanted = min(self.tick.sizeHint().width(), names_width(self.width()))
        self.tick.setGeometry(0, 2, wanted, ROW - 4)
        side = self.strike.sizeHint().width()
        self.strike.setGeometry(self.width() - side - 2, (ROW - side) // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        told = zip(cells(self.line.ladder), places(self.width(), self.height()), strict=True)
        for place, (cell, box) in enumerate(told):
            face = fonts.strong() if place == len(TITLES) - 3 else fonts.body()
            tone = "text3" if cell == EM_DASH else "text"
            paint_words(painter, box, cell, face, theme.tone(tone), RIGHT)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.line)


class CallerRows(QScrollArea):
    """The rows in order of names. `ticked` carries name and truth, `struck` a name."""

    ticked = Signal(str, bool)
    struck = Signal(str)
    widened = Signal(int)  # px that the rows have now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, CallerRow] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Callers of the shift")
        self.setWidget(inside)
        for ground in (inside, self.viewport()):
            ground.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widened.emit(self.viewport().width())

    def show_lines(self, lines: Sequence[CallerLine]) -> None:
        """Show these; whoever stays keeps the row, and so the focus."""
        wanted = [line.name for line in lines]
        for name in [name for name in self._rows if name not in wanted]:
            gone = self._rows.pop(name)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, line in enumerate(lines):
            if line.name in self._rows:
                self._rows[line.name].show_line(line)
            else:
                self._add(place, line)

    def rows(self) -> list[CallerRow]:
        """The rows by name, as they stand."""
        return sorted(self._rows.values(), key=self._column.indexOf)

    def _add(self, place: int, line: CallerLine) -> None:
        row = CallerRow(line)
        name = line.name
        row.tick.clicked.connect(lambda came: self.ticked.emit(name, came))
        row.strike.clicked.connect(lambda: self.struck.emit(name))
        self._rows[name] = row
        self._column.insertWidget(place, row)
