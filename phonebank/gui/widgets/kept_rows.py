"""A table that keeps its rows as they were painted, and never paints so many that keys wait."""

from time import thread_time

from PySide6.QtCore import QAbstractItemModel, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from phonebank.gui.breath import after_a_breath
from phonebank.gui.widgets.row_table import ROW, RowTable
from phonebank.gui.widgets.theme import theme_now

_KEPT = 3  # times as many rows as are to be seen


class KeptRows(RowTable):
    """A row is painted once, by its delegate, for as long as it looks alike.

    The first look at a large window takes some turns of the event loop, from the top downwards;
    afterwards choosing and scrolling paint only rows that were not to be seen before. When columns
    move or figures come, a row whose turn has not come stands for a moment as it was.
    """

    at_once = 0.008  # seconds of painting rows, after which the others wait for the next turn

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._kept: dict[object, QPixmap] = {}  # last seen last
        self._earlier: dict[object, QPixmap] = {}  # as they were painted before that
        self._places: object = None

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for told in (model.modelReset, model.layoutChanged, model.dataChanged):
                told.connect(self.forget_rows)

    def forget_rows(self) -> None:
        """The rows are other ones, or say something else."""
        self._earlier, self._kept = self._earlier | self._kept, {}
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._look_at_columns()
        painter, until = QPainter(self.viewport()), thread_time() + self.at_once
        is_behind = False  # one row at least is painted, however slow that is
        for row in self._rows_in(event.rect()):
            picture = self._kept_picture(row)
            if picture is None and is_behind:
                self._paint_later(row)
                picture = self._earlier.get(self._looks(row))
            elif picture is None:
                picture = self._kept[self._looks(row)] = self._painted(row)
                is_behind = thread_time() > until
            if picture is not None:
                painter.drawPixmap(0, self.rowViewportPosition(row), picture)
        painter.end()

    def _rows_in(self, rect: QRect) -> range:
        model = self.model()
        first, last = self.rowAt(rect.top()), self.rowAt(rect.bottom())
        end = last if last >= 0 or model is None else model.rowCount() - 1
        return range(first, end + 1) if first >= 0 else range(0)

    def _paint_later(self, row: int) -> None:
        after_a_breath(self, lambda: self._update_row(row))

    def _look_at_columns(self) -> None:
        """Rows are painted anew where columns stand otherwise; those long out of sight go."""
        header = self.horizontalHeader()
        shown = [at for at in range(header.count()) if not header.isSectionHidden(at)]
        places = tuple(
            (at, header.sectionViewportPosition(at), header.sectionSize(at)) for at in shown
        )
        if (self.viewport().width(), places) != self._places:
            self._earlier, self._kept = self._earlier | self._kept, {}
            self._places = self.viewport().width(), places
        room = _KEPT * (self.viewport().height() // ROW + 2)
        for pictures in (self._kept, self._earlier):
            for looks in list(pictures)[: max(0, len(pictures) - room)]:
                del pictures[looks]

    def _looks(self, row: int) -> object:
        """All that makes a row look as it does, but for its words and the columns."""
        is_chosen = row == self.current_row()
        is_ringed = is_chosen and self.is_ringed and self.hasFocus()
        is_hovered = row == self.hovered_row
        return row, is_chosen, is_ringed, is_hovered, theme_now().name, self.devicePixelRatioF()

    def _kept_picture(self, row: int) -> QPixmap | None:
        looks = self._looks(row)
        if looks in self._kept:
            self._kept[looks] = self._kept.pop(looks)
        return self._kept.get(looks)

    def _painted(self, row: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(self.viewport().width(), ROW) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme_now().surface)
        painter, header = QPainter(picture), self.horizontalHeader()
        for section in range(header.count()):
            left, width = header.sectionViewportPosition(section), header.sectionSize(section)
            if width and left < self.viewport().width() and left + width > 0:
                index = self.model().index(row, section)
                self.itemDelegate().paint(
                    painter, self._cell_in(QRect(left, 0, width, ROW), row), index
                )
        painter.end()
        return picture

    def _cell_in(self, box: QRect, row: int) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        option.rect = box
        if row == self.current_row():
            option.state |= QStyle.StateFlag.State_Selected
        return option
