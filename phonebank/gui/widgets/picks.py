"""Choosing one of a few: a caption, the value, a chevron, and the system's own list below."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.faces import ButtonState, Face, Kind, face
from phonebank.gui.widgets.icons import SMALL, paint_icon
from phonebank.gui.widgets.painted_button import is_ringed_after
from phonebank.gui.widgets.shapes import CONTROL_RADIUS, paint_box, paint_ring, paint_words
from phonebank.gui.widgets.theme import theme_now

ALL = "All"
"""The value of a filter that narrows to nothing."""
_HEIGHT = 32
_LEAD = 12
_TAIL = 8
_GAP = 6
_CHEVRON_GAP = 7
_WIDEST = 440  # px; longer values are cut, the list shows them whole


class Pick(QComboBox):
    """A filter such as "Region All". As a heading it has no box and no caption, only its value."""

    def __init__(
        self, caption: str, is_heading: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._caption, self._is_heading = caption, is_heading
        self._is_ringed = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(caption)
        self.currentTextChanged.connect(self._tell_value)
        self._tell_value()

    def sizeHint(self) -> QSize:
        value = fonts.text_width(self.currentText(), self._value_font())
        width = self._value_left() + min(value, _WIDEST) + _CHEVRON_GAP + SMALL + _TAIL
        return QSize(round(width), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + 24))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change a filter under the mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = is_ringed_after(event.reason(), self._is_ringed)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_ringed = False
        super().mousePressEvent(event)

    def state(self) -> ButtonState:
        """What the face is chosen by."""
        return ButtonState(
            is_enabled=self.isEnabled(),
            is_hovered=self.underMouse(),
            is_pressed=self.view().isVisible(),
            is_ringed=self._is_ringed and self.hasFocus(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        kind = Kind.QUIET if self._is_heading else Kind.NEUTRAL
        shown = face(kind, state, None, theme)
        painter = QPainter(self)
        box = QRectF(self.rect())
        if state.is_ringed:
            box = paint_ring(painter, box, theme)
        paint_box(painter, box, shown.fill, shown.border, radius=CONTROL_RADIUS)
        self._paint_words(painter, shown)

    def _paint_words(self, painter: QPainter, shown: Face) -> None:
        theme = theme_now()
        chevron = self.width() - _TAIL - SMALL
        left, height = self._value_left(), self.height()
        if not self._is_heading:
            caption = QRectF(_LEAD, 0, left - _LEAD, height)
            paint_words(painter, caption, self._caption, fonts.body(), theme.text3)
        value = QRectF(left, 0, chevron - _CHEVRON_GAP - left + 1, height)
        paint_words(painter, value, self.currentText(), self._value_font(), shown.words)
        box = QRectF(chevron, (height - SMALL) // 2, SMALL, SMALL)
        paint_icon(painter, box, "chevron-down", theme.text2)

    def _value_font(self) -> QFont:
        return fonts.list_name() if self._is_heading else fonts.button()

    def _value_left(self) -> float:
        if self._is_heading:
            return _TAIL
        return _LEAD + fonts.text_width(self._caption, fonts.body()) + _GAP

    def _tell_value(self) -> None:
        self.setToolTip(f"{self._caption}: {self.currentText()}")
        self.updateGeometry()
        self.update()
