"""An item of a list of which one is chosen: filled where it is, tinted under the pointer."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.gui.widgets.faces import Kind
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import paint_box, paint_ring
from phonebank.gui.widgets.theme import Theme, theme_now


class ChosenItem(PaintedButton):
    """As wide as the list; what stands on it is painted by `paint_inside`."""

    least = 120  # px of width

    def __init__(self, words: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(words, kind=Kind.QUIET, height=height, parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        painter, box = QPainter(self), QRectF(self.rect())
        if state.is_ringed:
            box = paint_ring(painter, box, theme)
        if state.is_chosen or state.is_hovered:
            paint_box(painter, box, theme.ink_soft if state.is_chosen else theme.hover)
        self.paint_inside(painter, theme)

    def paint_inside(self, painter: QPainter, theme: Theme) -> None:
        """Its words, over the filled box."""
        raise NotImplementedError
