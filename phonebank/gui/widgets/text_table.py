"""A table of plain words whose cells at fault stand in an amber box."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from phonebank.gui.models.text_model import MARKED, Index, TextModel, TextRow
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.kept_rows import KeptRows
from phonebank.gui.widgets.row_table import MARGIN, RowDelegate, RowTable
from phonebank.gui.widgets.shapes import CAP_RADIUS, paint_box, paint_words
from phonebank.gui.widgets.table_header import TableHeader
from phonebank.gui.widgets.theme import theme_now

_BOX = 24
_BOX_INSET = 8
_WIDEST = 260
_LEAST = 56
_KEPT = 84  # px of a column that gives way


class MarkedDelegate(RowDelegate):
    """As every table, but for marked cells and for which columns are strong."""

    def __init__(self, view: RowTable) -> None:
        super().__init__(view)
        self.strong_columns: frozenset[int] = frozenset()

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex | Index) -> None:
        model = index.model()
        words = str(model.data(index) or "")
        if model.data(index, MARKED):
            _paint_marked(painter, box, words or "—")
        elif index.column() in self.strong_columns:
            room = box.adjusted(MARGIN, 0, -MARGIN / 2, -1)
            paint_words(painter, room, words, fonts.button(), theme_now().text)
        else:
            self._paint_plain(painter, box, index, words)

    def _paint_plain(self, painter: QPainter, box: QRectF, index: Index, words: str) -> None:
        theme = theme_now()
        align = index.model().data(index, Qt.ItemDataRole.TextAlignmentRole)
        is_figure = align is not None and bool(align & Qt.AlignmentFlag.AlignRight)
        side = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
        room = box.adjusted(MARGIN, 0, -MARGIN / 2, -1)
        both = side | Qt.AlignmentFlag.AlignVCenter
        paint_words(painter, room, words, fonts.body(), theme.text2, both)


def _paint_marked(painter: QPainter, box: QRectF, words: str) -> None:
    theme = theme_now()
    width = min(fonts.text_width(words, fonts.strong()) + 2 * _BOX_INSET, box.width() - 8)
    left = box.left() + MARGIN - _BOX_INSET
    mark = QRectF(left, box.center().y() - _BOX / 2, width, _BOX)
    paint_box(painter, mark, theme.warn_bg, theme.warn_line, radius=CAP_RADIUS)
    inner = mark.adjusted(_BOX_INSET, 0, 1 - _BOX_INSET, 0)
    paint_words(painter, inner, words, fonts.strong(), theme.warn_text)


class TextTable(KeptRows):
    """Columns as wide as their words; the last takes what is left.

    One that `fits` never scrolls sideways: its widest columns give way, and a tooltip has a cell
    whole.
    """

    def __init__(self, words: str, fits: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._fits = fits
        if fits:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text_model = TextModel(self)
        self._delegate = MarkedDelegate(self)
        self.setCornerWidget(QWidget())
        self.setModel(self.text_model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(TableHeader(f"Columns of: {words}"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)

    def show_rows(
        self,
        titles: Sequence[str],
        rows: Sequence[TextRow],
        figures: Sequence[int] = (),
        strong: Sequence[int] = (),
    ) -> None:
        """Show these; `figures` stand at the right, `strong` columns stand out."""
        self._delegate.strong_columns = frozenset(strong)
        self.text_model.show(titles, rows, figures)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._fit()

    def texts(self) -> list[list[str]]:
        return self.text_model.texts()

    def _fit(self) -> None:
        widths = [self._width_of(column) for column in range(self.text_model.columnCount())]
        if self._fits and sum(widths) > self.viewport().width():
            most = _most_each(widths, self.viewport().width())
            widths = [min(width, most) for width in widths]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def _width_of(self, column: int) -> int:
        title = str(self.text_model.headerData(column, Qt.Orientation.Horizontal))
        cells = [row[column] for row in self.texts() if column < len(row)]
        widest = max((fonts.text_width(words, fonts.strong()) for words in cells), default=0)
        wanted = max(widest, fonts.text_width(title, fonts.header())) + 2 * MARGIN
        return round(min(_WIDEST, max(_LEAST, wanted)))


def _most_each(widths: Sequence[int], room: int) -> int:
    """How wide a column may be at most, so that all have room and the narrow ones stay whole."""
    left, others = room, len(widths)
    for width in sorted(widths):
        if width * others > left:
            return max(_KEPT, left // others)
        left, others = left - width, others - 1
    return max(widths, default=_KEPT)
