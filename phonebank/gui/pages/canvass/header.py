"""The header of the canvass table: captions over groups of columns, titles under them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from phonebank.domain.sheet import Sheet
from phonebank.gui.pages.canvass.columns import GAP, GROUPS, LAST_CALL, LEAD, VERDICT, ShownColumn
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.row_table import MARGIN
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.table_header import TableHeader
from phonebank.gui.widgets.theme import Theme, theme_now

HEIGHT = 48
_CAPTION = QRectF(0, 4, 0, 19)
_TITLES_TOP = 22
SORTING = "Alt+Left and Alt+Right choose the column, Alt+Up and Alt+Down the order"


class CanvassHeader(TableHeader):
    """Two lines; a click on a title sorts, a second click turns the order round."""

    def __init__(self, colours: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`colours` are the candidates' own, by short name."""
        super().__init__("Columns of the canvass", HEIGHT, parent)
        self._colours = colours
        self._columns: dict[int, ShownColumn] = {}
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)

    def show_columns(self, sheet: Sheet, columns: Sequence[ShownColumn]) -> None:
        """Title these columns of the sheet."""
        self._columns = {sheet.position(column.key): column for column in columns}
        self.viewport().update()

    def title(self, section: int) -> str:
        shown = self._columns.get(section)
        return shown.title if shown else super().title(section)

    def title_colour(self, section: int, theme: Theme) -> QColor:
        shown = self._columns.get(section)
        colour = self._colours.get(shown.key.removeprefix("shares.")) if shown else None
        return (
            answer_colours(colour, theme).text if colour else super().title_colour(section, theme)
        )

    def is_at_right(self, section: int) -> bool:
        shown = self._columns.get(section)
        if shown is not None and shown.key in {LEAD, LAST_CALL}:
            return shown.key == LAST_CALL
        return super().is_at_right(section)

    def title_box(self, section: int, box: QRectF) -> QRectF:
        lower = box.adjusted(0, _TITLES_TOP, 0, -1)
        shown = self._columns.get(section)
        if shown is None or shown.key == VERDICT:
            return lower.adjusted(2, 0, -GAP, 0)
        if shown.key == LEAD:
            return lower.adjusted(GAP, 0, 0, 0)
        return lower.adjusted(0 if shown.group else MARGIN, 0, -GAP, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for group, words in GROUPS.items():
            self._paint_caption(painter, group, words)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            if section >= 0:
                words = f"Sort by {super().title(section)}. {SORTING}."
                QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _paint_caption(self, painter: QPainter, group: str, words: str) -> None:
        """The caption at the right end of its group, with a line from where the group begins."""
        theme = theme_now()
        mine = [
            section
            for section, shown in self._columns.items()
            if shown.group == group and not self.isSectionHidden(section)
        ]
        if not mine:
            return
        left = self.sectionViewportPosition(mine[0]) + GAP
        right = self.sectionViewportPosition(mine[-1]) + self.sectionSize(mine[-1]) - GAP
        box = QRectF(left, _CAPTION.top(), right - left, _CAPTION.height())
        paint_words(painter, box, words, fonts.tick(), theme.text2, RIGHT)
        end = right - fonts.text_width(words, fonts.tick()) - 8
        if end > left:
            painter.fillRect(QRectF(left, round(box.center().y()), end - left, 1), theme.line)
