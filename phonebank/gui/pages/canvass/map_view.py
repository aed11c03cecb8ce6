"""The map as a control: hovered, clicked, and walked over by arrows."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from phonebank.domain.hex_map import Cell, towards
from phonebank.gui.breath import after_a_breath
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.hexes import Plan, paint_hexes, paint_mark, plan_in
from phonebank.gui.pages.canvass.map_words import said_of, spoken_of
from phonebank.gui.pages.canvass.standings import CanvassMap
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.widgets.painted_button import is_ringed_after
from phonebank.gui.widgets.theme import Theme, theme_now

_MARGIN = 6.0
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
HINT = "Arrows go from seat to seat, Enter chooses, Enter again shows the row in the table."


class MapView(QWidget):
    """`chosen` carries the Subject of a seat, `opened` too when its row is wanted."""

    chosen = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = CanvassMap({}, [])
        self._look = Look("", {})
        self._at: Cell | None = None  # where the keys are
        self._hovered: Cell | None = None
        self._is_ringed = False
        self._painted: object = None
        self._stretched: object = None  # what was last shown in another size than it was painted
        self._kept = QPixmap()
        self.chosen_cell: Cell | None = None
        self.plan = Plan(0.0, QPointF())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Map of the seats")
        self._say()

    def show_map(self, data: CanvassMap, look: Look) -> None:
        """Show how the seats stand now."""
        self._map, self._look, self._painted = data, look, None
        self._say()
        self.update()

    def choose_place(self, place: str | None) -> None:
        """Mark the seat of the place that is chosen elsewhere, or none."""
        self.chosen_cell = self._map.cell_of(place) if place else None
        self._at = self.chosen_cell or self._at
        self._say()
        self.update()

    def subject_at(self, cell: Cell | None) -> Subject | None:
        """What the table says of the seat in a cell."""
        seat = self._map.seats.get(cell) if cell else None
        return seat.subject if seat else None

    def sizeHint(self) -> QSize:
        return QSize(420, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 280)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        self.plan = plan_in(room)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        what = (theme.name, self.size(), self.devicePixelRatioF())
        if self._painted in (None, what, self._stretched):
            painter.drawPixmap(0, 0, self._picture(theme, what))
        else:  # a turn of its own, or pulling at the window's edge would stall it
            self._stretched = self._painted
            painter.drawPixmap(self.rect(), self._kept)
            after_a_breath(self, self.update)
        if self._hovered in self._map.seats and self._hovered is not None:
            paint_mark(painter, self.plan, self._hovered, theme.text2, theme.surface)
        if self.chosen_cell is not None:
            paint_mark(painter, self.plan, self.chosen_cell, theme.text, theme.surface)
        if self._is_ringed and self.hasFocus() and self._at is not None:
            paint_mark(painter, self.plan, self._at, theme.focus, theme.surface)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            seat = self._map.seats.get(self.plan.cell_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), said_of(seat) if seat else HINT, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.plan.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._is_ringed = False
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.plan.cell_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        subject = self.subject_at(self.plan.cell_at(event.position()))
        if subject is not None:
            self.opened.emit(subject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WAYS:
            self._walk(*_WAYS[key])
        elif key in _ENTER and self._at is not None and self._at == self.chosen_cell:
            self.opened.emit(self.subject_at(self._at))
        elif key in _ENTER and self._at is not None:
            self._choose(self._at)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = is_ringed_after(event.reason(), self._is_ringed)
        super().focusInEvent(event)
        if self._at is None:
            self._at = min(self._map.seats, default=None)
        self._say()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _picture(self, theme: Theme, what: object) -> QPixmap:
        """The seats as they were painted last, anew where anything is not as it was then."""
        if self._painted != what:
            self._painted, self._stretched = what, None
            self._kept = QPixmap(self.size() * self.devicePixelRatioF())
            self._kept.setDevicePixelRatio(self.devicePixelRatioF())
            self._kept.fill(theme.surface)
            painter = QPainter(self._kept)
            paint_hexes(painter, self.plan, self._map, self._look, theme)
            painter.end()
        return self._kept

    def _walk(self, across: int, down: int) -> None:
        self._is_ringed = True
        start = self._at or min(self._map.seats, default=None)
        if start is not None:
            self._at = towards(self._map.seats, start, across, down)
        self._say()
        self.update()

    def _choose(self, cell: Cell) -> None:
        subject = self.subject_at(cell)
        if subject is None:
            return
        self._at = self.chosen_cell = cell
        self._say()
        self.update()
        self.chosen.emit(subject)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.setCursor(
                Qt.CursorShape.PointingHandCursor
                if self.subject_at(cell) is not None
                else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def _say(self) -> None:
        """What a screen reader reads: the seat that the keys are at."""
        seat = self._map.seats.get(self._at) if self._at else None
        said = f"{spoken_of(seat)} " if seat else ""
        self.setAccessibleDescription(f"{said}{HINT}")
