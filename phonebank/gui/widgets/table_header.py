"""The header of our tables: small strong words over their figures, a chevron where it is sorted."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.icons import paint_icon
from phonebank.gui.widgets.row_table import MARGIN
from phonebank.gui.widgets.shapes import LEFT, RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

HEIGHT = 36
CHEVRON = 11


class TableHeader(QHeaderView):
    """One line of titles; figures have theirs at the right."""

    left_margin = MARGIN
    right_margin = MARGIN // 2

    def __init__(self, words: str, height: int = HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._height = height
        self.setAccessibleName(words)
        self.setMinimumSectionSize(24)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = theme_now()
        painter.save()
        painter.fillRect(rect, theme.surface)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.control)
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        self._paint_title(painter, QRectF(rect), section, theme, is_sorted=is_sorted)
        painter.restore()

    def title(self, section: int) -> str:
        """The words over a column."""
        return str(self.model().headerData(section, Qt.Orientation.Horizontal))

    def title_colour(self, section: int, theme: Theme) -> QColor:
        """The colour of the words over a column."""
        return theme.text

    def is_at_right(self, section: int) -> bool:
        """Whether the title stands at the right, over figures."""
        role = Qt.ItemDataRole.TextAlignmentRole
        align = self.model().headerData(section, Qt.Orientation.Horizontal, role)
        return align is not None and bool(align & Qt.AlignmentFlag.AlignRight)

    def title_box(self, section: int, box: QRectF) -> QRectF:
        """Where in the box of its section the title stands."""
        return box.adjusted(self.left_margin, 0, -self.right_margin, -1)

    def _paint_title(
        self, painter: QPainter, box: QRectF, section: int, theme: Theme, *, is_sorted: bool
    ) -> None:
        room, words = self.title_box(section, box), self.title(section)
        colour = self.title_colour(section, theme)
        at_right = self.is_at_right(section)
        paint_words(painter, room, words, fonts.header(), colour, RIGHT if at_right else LEFT)
        if is_sorted:
            width = min(fonts.text_width(words, fonts.header()), room.width())
            left = room.right() - width - CHEVRON if at_right else room.left() + width + 2
            top = round(room.center().y() - CHEVRON / 2)
            is_falling = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            name = "chevron-down" if is_falling else "chevron-up"
            # Over figures it stands in the gap before the words, so that they keep their place.
            paint_icon(painter, QRectF(left, top, CHEVRON, CHEVRON), name, theme.text)
