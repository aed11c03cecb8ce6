"""Rows of buttons that go on to another line where the window is too narrow for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent, QShowEvent

LINE_GAP = 6
_LAID_OUT = QEvent.Type.LayoutRequest
_MOVING = {_LAID_OUT, QEvent.Type.ShowToParent, QEvent.Type.HideToParent}


class Flow(QWidget):
    """Widgets side by side, `gap` px apart, wrapped; `tail` goes to the right end of a line."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._widgets: list[QWidget] = []
        self._gaps: dict[QWidget, int] = {}  # where it is not the usual one
        self._last: QWidget | None = None
        self._tail: QWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget, gap_before: int | None = None) -> None:
        """Add at the end; `gap_before` sets a group off."""
        self._widgets.append(widget)
        if gap_before is not None:
            self._gaps[widget] = gap_before
        self._adopt(widget)

    def set_tail(self, widget: QWidget | None) -> None:
        self._tail = widget
        if widget is not None:
            self._adopt(widget)

    def add_last(self, widget: QWidget) -> None:
        """Add a widget that stays the last, whatever comes and goes before it."""
        self._last = widget
        self._adopt(widget)

    def set_gap(self, gap: int) -> None:
        """The usual gap, in px."""
        self._gap = gap
        self.lay_out()

    def clear(self) -> None:
        """Take away all that was added with `add`."""
        for widget in self._widgets:
            self._gaps.pop(widget, None)
            widget.hide()
            widget.deleteLater()
        self._widgets = []

    def width_of_row(self) -> int:
        """Width in px that all but the tail would need on one line."""
        return sum(_wanted(it).width() + self._gaps.get(it, self._gap) for it in self._row())

    def sizeHint(self) -> QSize:
        return QSize(self._natural_width(), self._height_at(self.width() or self._natural_width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height_at(self.width() or self._natural_width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A button that changed its words, or came or went, moves those after it."""
        if event.type() in _MOVING:
            self._lay_out_again()
        return False

    def lay_out(self) -> None:
        """Put every widget in its place and take the height that this needs."""
        height = self._place(self.width(), is_moving=True)
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def event(self, event: QEvent) -> bool:
        if event.type() == _LAID_OUT:
            self.lay_out()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.lay_out()

    def _lay_out_again(self) -> None:
        """What nobody sees waits until it is shown: a page of rows is filled in a fraction."""
        if self.isVisible():
            self.lay_out()
        else:
            self.updateGeometry()

    def _adopt(self, widget: QWidget) -> None:
        widget.setParent(self)
        widget.installEventFilter(self)
        widget.setVisible(True)
        self._lay_out_again()

    def _natural_width(self) -> int:
        tail = _wanted(self._tail).width() if self._tail else 0
        return self.width_of_row() + tail

    def _row(self) -> list[QWidget]:
        """What is shown from the left, in order."""
        return [it for it in (*self._widgets, self._last) if it and not it.isHidden()]

    def _height_at(self, width: int) -> int:
        return self._place(width, is_moving=False)

    def _place(self, width: int, *, is_moving: bool) -> int:
        """Walk through the lines; answers the height of all of them."""
        left = top = line = 0
        for widget in self._row():
            size = _wanted(widget)
            start = left + self._gaps.get(widget, self._gap) if left else 0
            if left and start + size.width() > width:
                start, top, line = 0, top + line + LINE_GAP, 0
            line = max(line, size.height())
            if is_moving:
                widget.setGeometry(start, top, size.width(), size.height())
            left = start + size.width()
        return self._place_tail(width, left, top, line, is_moving=is_moving)

    def _place_tail(self, width: int, left: int, top: int, line: int, *, is_moving: bool) -> int:
        if self._tail is None or self._tail.isHidden():
            return top + line
        size = _wanted(self._tail)
        if left and left + self._gap + size.width() > width:
            top, line = top + line + LINE_GAP, 0
        line = max(line, size.height())
        if is_moving:
            at = max(0, width - size.width())
            self._tail.setGeometry(
                at, top + (line - size.height()) // 2, size.width(), size.height()
            )
        return top + line


def _wanted(widget: QWidget) -> QSize:
    """What a widget asks for, within what it was fixed to."""
    return widget.sizeHint().boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())
