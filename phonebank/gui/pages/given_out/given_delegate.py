"""Rows of a sheet as files have them: what others reported in italics, the total stronger."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from phonebank.domain.figures import EM_DASH
from phonebank.domain.sheet import Mark
from phonebank.gui.models.sheet_model import MARK, Index
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.row_table import MARGIN, RowDelegate
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words
from phonebank.gui.widgets.theme import theme_now


class GivenDelegate(RowDelegate):
    def paint_cell(self, painter: QPainter, box: QRectF, index: Index) -> None:
        theme, model = theme_now(), index.model()
        words, mark = model.data(index) or "", model.data(index, MARK)
        align = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
        is_figure = bool(align & Qt.AlignmentFlag.AlignRight)
        is_plain = not is_figure and index.column() > 0
        tone = "text3" if words == EM_DASH else "text2" if is_plain else "text"
        room = box.adjusted(MARGIN, 0, -MARGIN / 2, -1)
        side = RIGHT if is_figure else LEFT
        paint_words(painter, room, words, face_of(mark, index.column()), theme.tone(tone), side)


def face_of(mark: Mark, column: int) -> QFont:
    """The letters of a cell by what its row is; the first column names the row."""
    is_strong = mark is Mark.TOTAL or (column == 0 and mark is Mark.OWN)
    face = QFont(fonts.strong() if is_strong else fonts.body())
    face.setItalic(mark is Mark.REPORTED)
    return face
