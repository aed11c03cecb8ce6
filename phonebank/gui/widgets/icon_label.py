"""A small icon before a sentence or a name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.theme import theme_now


class IconMark(QWidget):
    """The icon alone, in the colour of secondary words; decoration, the words stand beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(NORMAL, NORMAL + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(0, 1, NORMAL, NORMAL), self._name, theme_now().text2)


class IconLabel(QWidget):
    """Put before whatever widgets say the words."""

    def __init__(self, name: str, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconMark(name), 0, Qt.AlignmentFlag.AlignTop)
        for part in parts:
            row.addWidget(part)
        row.setStretch(row.count() - 1, 1)
