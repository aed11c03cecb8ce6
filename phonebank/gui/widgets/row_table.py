"""The table view under all our tables: whole rows, one chosen, the ring for keys only."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from phonebank.domain.figures import EM_DASH
from phonebank.gui.models.sheet_model import Index
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.painted_button import is_ringed_after
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words
from phonebank.gui.widgets.theme import theme_now

ROW = 36
MARGIN = 12  # px before the first column and between columns of words
_MARK = 3
_RING = 2
_LINE = 1  # px of the line round the table


class RowTable(QTableView):
    """Rows 36 px high that are chosen whole; Enter tells `opened`, Escape `left`."""

    opened = Signal()
    left = Signal()
    chosen = Signal()  # another row is current, or none

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.is_ringed = False
        self.setAccessibleName(words)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setAccessibleName(f"Rows of: {words}")
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)

    def room_beside_bar(self, width: int) -> int:
        """What a table `width` px wide leaves for columns when it has a scroll bar."""
        return width - 2 * _LINE - self.verticalScrollBar().sizeHint().width()

    def current_row(self) -> int:
        """The position of the chosen row, -1 for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def choose_row(self, position: int) -> None:
        """Make this row the chosen one and show it."""
        first = self.columnAt(0) if self.model() is not None else 0
        self.setCurrentIndex(self.model().index(position, max(0, first)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for row in {previous.row(), current.row()}:
            self._update_row(row)
        if current.row() != previous.row() or not current.isValid():
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring(True)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_row() >= 0:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring(is_ringed_after(event.reason(), self.is_ringed))
        super().focusInEvent(event)
        if self.current_row() < 0 and self.model() is not None and self.model().rowCount():
            self.choose_row(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring(False)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            before, self.hovered_row = self.hovered_row, row
            for each in (before, row):
                self._update_row(each)

    def _update_row(self, row: int) -> None:
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        self.viewport().update(0, top, self.viewport().width(), height)

    def _ring(self, is_ringed: bool) -> None:
        if is_ringed != self.is_ringed:
            self.is_ringed = is_ringed
            self.viewport().update()


class RowDelegate(QStyledItemDelegate):
    """Paints the ground of a row, its line and its ring, and in each cell its words."""

    def __init__(self, view: RowTable) -> None:
        super().__init__(view)
        self.view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Index
    ) -> None:
        box = QRect(option.rect)
        painter.save()
        self.paint_ground(painter, box, index, bool(option.state & _SELECTED))
        painter.setClipRect(box)
        self.paint_cell(painter, QRectF(box), index)
        painter.restore()

    def paint_ground(self, painter: QPainter, box: QRect, index: Index, is_chosen: bool) -> None:
        """Fill, the line under the row, the mark of the chosen row, and the ring round it."""
        theme, view = theme_now(), self.view
        if is_chosen:
            painter.fillRect(box, theme.sel)
        elif index.row() == view.hovered_row:
            painter.fillRect(box, theme.hover)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.line)
        is_first = box.left() + view.horizontalOffset() <= 0
        if is_chosen and is_first:
            painter.fillRect(QRect(box.left(), box.top(), _MARK, box.height()), theme.ink)
        if is_chosen and view.is_ringed and view.hasFocus():
            self._paint_ring(painter, box, theme.focus, is_first)

    def paint_cell(self, painter: QPainter, box: QRectF, index: Index) -> None:
        """The words of the cell on one line; a page with more in its cells paints its own."""
        theme, model = theme_now(), index.model()
        words = model.data(index) or ""
        align = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
        is_figure = align is not None and bool(align & Qt.AlignmentFlag.AlignRight)
        face = fonts.strong() if index.column() == 0 else fonts.body()
        tone = "text" if index.column() == 0 or is_figure else "text2"
        colour = theme.tone("text3" if words == EM_DASH else tone)
        room = box.adjusted(MARGIN, 0, -MARGIN / 2, -1)
        paint_words(painter, room, words, face, colour, RIGHT if is_figure else LEFT)

    def _paint_ring(self, painter: QPainter, box: QRect, colour: QColor, is_first: bool) -> None:
        across = QRect(box.left(), box.top(), box.width(), _RING)
        painter.fillRect(across, colour)
        painter.fillRect(across.translated(0, box.height() - _RING), colour)
        end = QRect(box.left(), box.top(), _RING, box.height())
        if is_first:
            painter.fillRect(end, colour)
        if box.right() + 1 >= self.view.horizontalHeader().length() - self.view.horizontalOffset():
            painter.fillRect(end.translated(box.width() - _RING, 0), colour)


_SELECTED = QStyle.StateFlag.State_Selected
