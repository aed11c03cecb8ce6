"""A small table of the panel: a title with heads beside it, and lines of 24 px."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.detail_lines import DetailLine, DetailTable
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_ROW = 24
_HEAD = 26
_GAP = 10  # px between columns of figures


class DetailTableView(QWidget):
    """Paints one `DetailTable`; a screen reader gets it line by line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DetailTable("", (), [])
        self._look = Look("", {})
        self._widths: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_table(self, table: DetailTable, look: Look) -> None:
        """Show these lines."""
        self.table, self._look = table, look
        self._widths = self._measured()
        said = [", ".join([line.name, *filter(None, line.cells)]) for line in table.lines]
        self.setAccessibleName(table.title)
        self.setAccessibleDescription("; ".join([*said, *filter(None, [table.more])]))
        heads = ", ".join(table.heads)
        self.setToolTip(f"{table.title}: {heads}")
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """All that is said, a line for each."""
        return self.accessibleDescription().replace("; ", "\n")

    def sizeHint(self) -> QSize:
        rows = len(self.table.lines) + bool(self.table.more)
        return QSize(240, _HEAD + rows * _ROW)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        head = QRectF(0, 0, self.width(), _HEAD - 4)
        paint_words(painter, head, self.table.title, fonts.strong(), theme.text)
        for box, words in zip(self._columns(head), self.table.heads, strict=False):
            paint_words(painter, box, words, fonts.tick(), theme.text3, RIGHT)
        for place, line in enumerate(self.table.lines):
            box = QRectF(0, _HEAD + place * _ROW, self.width(), _ROW)
            self._paint_line(painter, box, line, theme)
        if self.table.more:
            box = QRectF(0, self.height() - _ROW, self.width(), _ROW)
            paint_words(painter, box, self.table.more, fonts.caption(), theme.text3)

    def _paint_line(self, painter: QPainter, box: QRectF, line: DetailLine, theme: Theme) -> None:
        columns = self._columns(box)
        has_figures = any(line.cells)
        right = columns[0].left() - 4 if has_figures else box.right()
        tone = theme.text3 if line.is_faint else theme.text
        if line.answer:
            tone = answer_colours(self._look.colour(line.answer), theme).text
        room = QRectF(box.left(), box.top(), right - box.left(), box.height())
        face = fonts.strong() if line.answer else fonts.body()
        paint_words(painter, room, line.name, face, tone)
        for place, (cell, words) in enumerate(zip(columns, line.cells, strict=True)):
            is_last = place == len(columns) - 1 and not line.is_faint
            face = fonts.strong() if is_last else fonts.body()
            colour = theme.text if is_last else theme.text3 if line.is_faint else theme.text2
            paint_words(painter, cell, words, face, colour, RIGHT)

    def _columns(self, box: QRectF) -> list[QRectF]:
        """The boxes of the figures in a line, from left to right."""
        left, boxes = box.right() - sum(self._widths), []
        for width in self._widths:
            boxes.append(QRectF(left, box.top(), width, box.height()))
            left += width
        return boxes

    def _measured(self) -> list[float]:
        """Each column as wide as its widest figure or its head."""
        cells = zip(*(line.cells for line in self.table.lines), strict=True)
        return [
            _GAP + max([fonts.text_width(head, fonts.tick()), *(map(_strong_width, column))])
            for head, column in zip(self.table.heads, cells, strict=False)
        ]


def _strong_width(words: str) -> float:
    return fonts.text_width(words, fonts.strong())
