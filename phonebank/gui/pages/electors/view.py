"""The rows of the electors' table, painted at once: Qt's own way asks seven times for each cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from phonebank.domain.electors import ElectorColumn
from phonebank.domain.figures import EM_DASH
from phonebank.gui.models.query_model import QueryModel, TextColumn
from phonebank.gui.pages.electors.measures import Face, faces
from phonebank.gui.widgets.answers import UNDECIDED as GREY
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.row_table import MARGIN, ROW
from phonebank.gui.widgets.sorted_table import SortedHeader, SortedTable
from phonebank.gui.widgets.theme import Theme, theme_now

_STRONG = {ElectorColumn.NAME, ElectorColumn.INTENTION}
_MARK = 3
_RING = 2


@dataclass(frozen=True, slots=True)
class _Strip:
    """A column on screen: what it says, in which face, from where, and how much room it has."""

    text: TextColumn[Any]
    face: Face
    left: float
    room: float
    is_strong: bool
    is_answer: bool


class ElectorsView(SortedTable):
    """Paints what is to be painted column by column, with one look at each row.

    `colours` are the candidates' own, by what is said in the column of answers.
    """

    def __init__(
        self,
        header: SortedHeader,
        keys: Sequence[ElectorColumn],
        colours: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Electors, one row for each", header, parent)
        self._keys, self._colours = keys, colours

    def paintEvent(self, event: QPaintEvent) -> None:
        model = self.model()
        if not isinstance(model, QueryModel) or not model.rowCount():
            return
        box, theme = event.rect(), theme_now()
        painter = QPainter(self.viewport())
        first, last = self._rows_in(box, model.rowCount())
        top = self.rowViewportPosition(first)
        for row in range(first, last + 1):
            self._paint_ground(painter, row, top + (row - first) * ROW, theme)
        rows = [model.row_at(row) for row in range(first, last + 1)]
        for strip in self._strips(model, box):
            self._paint_strip(painter, strip, rows, top, theme)

    def _rows_in(self, box: QRect, count: int) -> tuple[int, int]:
        first, last = self.rowAt(box.top()), self.rowAt(box.bottom())
        return max(0, first), count - 1 if last < 0 else last

    def _strips(self, model: QueryModel[Any], box: QRect) -> list[_Strip]:
        """The columns of which something is in the box."""
        strong, body = faces()
        strips = []
        for at, key in enumerate(self._keys):
            left, width = self.columnViewportPosition(at), self.columnWidth(at)
            if not width or left > box.right() or left + width < box.left():
                continue
            is_strong = key in _STRONG
            strips.append(
                _Strip(
                    text=model.columns[at],
                    face=strong if is_strong else body,
                    left=left + MARGIN,
                    room=width - MARGIN - MARGIN // 2,
                    is_strong=is_strong,
                    is_answer=key is ElectorColumn.INTENTION,
                )
            )
        return strips

    def _paint_strip(
        self, painter: QPainter, strip: _Strip, rows: Sequence[Any], top: int, theme: Theme
    ) -> None:
        usual = theme.text if strip.is_strong else theme.text2
        painter.setFont(strip.face.font)
        base = top + (ROW - 1) / 2 + strip.face.capitals
        said, face, room = strip.text.words, strip.face, strip.room
        pen: QColor | None = None
        for place, row in enumerate(rows):
            if row is None:
                continue
            words = said(row)
            colour = self._colour(words, theme) if strip.is_answer else usual
            colour = theme.text3 if words == EM_DASH else colour
            if colour is not pen:
                painter.setPen(colour)
                pen = colour
            shown = face.cut(words, room)
            left = strip.left + room - face.width(shown) if strip.text.is_figure else strip.left
            painter.drawText(QPointF(left, round(base + place * ROW)), shown)

    def _colour(self, words: str, theme: Theme) -> QColor:
        return answer_colours(self._colours.get(words, GREY), theme).text

    def _paint_ground(self, painter: QPainter, row: int, top: int, theme: Theme) -> None:
        """Fill, the line under the row, the mark of the chosen row, and the ring round it."""
        width = self.horizontalHeader().length()
        left = -self.horizontalOffset()
        is_chosen = row == self.current_row()
        if is_chosen or row == self.hovered_row:
            painter.fillRect(left, top, width, ROW, theme.sel if is_chosen else theme.hover)
        painter.fillRect(left, top + ROW - 1, width, 1, theme.line)
        if not is_chosen:
            return
        painter.fillRect(left, top, _MARK, ROW, theme.ink)
        if self.is_ringed and self.hasFocus():
            for part in (
                QRect(left, top, width, _RING),
                QRect(left, top + ROW - _RING, width, _RING),
                QRect(left, top, _RING, ROW),
                QRect(left + width - _RING, top, _RING, ROW),
            ):
                painter.fillRect(part, theme.focus)
