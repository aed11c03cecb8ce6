"""Two or three ways to see the same thing, side by side, one of them chosen: Table or Map."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from phonebank.gui.widgets.faces import Face, Kind
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import CONTROL_RADIUS, paint_box, paint_ring
from phonebank.gui.widgets.theme import theme_now

_HEIGHT = 32
_INSET = 2
_SEGMENT_RADIUS = 5.0


class Segment(PaintedButton):
    """One of the ways; chosen, it lies on the surface."""

    icon_gap = 6

    def __init__(self, words: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, icon=icon, kind=Kind.QUIET, height=28, parent=parent)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if state.is_ringed:
            box = paint_ring(painter, box, theme)
        if state.is_chosen:
            paint_box(painter, box, theme.surface, theme.control, radius=_SEGMENT_RADIUS)
        elif state.is_hovered:
            paint_box(painter, box, theme.ink_soft, radius=_SEGMENT_RADIUS)
        self._paint_parts(painter, _face_of(self))


def _face_of(segment: Segment) -> Face:
    theme, state = theme_now(), segment.state()
    words = theme.text if state.is_chosen else theme.text2
    return Face(None, None, words, None, words, is_strong=state.is_chosen)


class Segmented(QWidget):
    """The row of them in a sunken track. `chosen` carries the name of the one that was chosen."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], words: str, parent: QWidget | None = None
    ) -> None:
        """`choices` are (name, words, icon or ""); `words` tell a screen reader what."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._segments: dict[str, Segment] = {}
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(0)
        for name, title, icon in choices:
            self._segments[name] = self._added(Segment(title, icon))
        self.choose(choices[0][0])
        self._group.buttonToggled.connect(self._tell)

    def choose(self, name: str) -> None:
        """Choose the segment with this name, as a click would."""
        self._segments[name].setChecked(True)

    def current(self) -> str:
        """The name of the chosen segment."""
        return next(name for name, button in self._segments.items() if button.isChecked())

    def segment(self, name: str) -> Segment:
        """The button with this name, to change its words or its hint."""
        return self._segments[name]

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()), theme_now().sunken, radius=CONTROL_RADIUS)

    def _added(self, segment: Segment) -> Segment:
        self._group.addButton(segment)
        row = self.layout()
        assert row is not None
        row.addWidget(segment)
        return segment

    def _tell(self, button: Segment, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(self.current())
