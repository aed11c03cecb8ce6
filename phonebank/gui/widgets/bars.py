"""Small bars that show a count as a part of a whole: the ladder of a shift, the count of a row."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.shapes import paint_box, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_STEP_WIDTH = 80
_STEP_GAP = 12
_STEP_BAR = 4
_LADDER_HEIGHT = 32
_WORDS_HEIGHT = 28


def paint_track(
    painter: QPainter, box: QRectF, part: float, theme: Theme, radius: float | None = None
) -> None:
    """A sunken track filled to `part` (0 to 1); anything above nothing is at least a dot."""
    round_by = box.height() / 2 if radius is None else radius
    paint_box(painter, box, theme.sunken, radius=round_by)
    if part > 0:
        width = max(box.height() * 0.75, box.width() * min(part, 1.0))
        filled = QRectF(box.left(), box.top(), width, box.height())
        paint_box(painter, filled, theme.text2, radius=round_by)


class CountBar(QWidget):
    """The grey track of a row of counts; decoration, the count itself stands beside it in words."""

    def __init__(self, part: float = 0.0, height: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part, self._height = part, height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_part(self, part: float) -> None:
        """How much of the track is filled, 0 to 1."""
        self._part = part
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(104, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_track(QPainter(self), QRectF(self.rect()), self._part, theme_now())


class Ladder(QWidget):
    """Calls, spoke, stated of a shift, each with a bar of its part of the calls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[tuple[int, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_counts(0, 0, 0)

    def set_counts(self, calls: int, spoke: int, stated: int) -> None:
        """The three counts of the shift so far, each a part of the one before."""
        self._steps = [(calls, "call" if calls == 1 else "calls"), (spoke, "spoke")]
        self._steps.append((stated, "stated"))
        said = ", ".join(f"{count} {word}" for count, word in self._steps)
        self.setAccessibleName(f"This shift: {said}")
        self.setToolTip(f"This shift: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        steps = len(self._steps)
        return QSize(steps * _STEP_WIDTH + (steps - 1) * _STEP_GAP, _LADDER_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = self._steps[0][0]
        for place, (count, word) in enumerate(self._steps):
            left = place * (_STEP_WIDTH + _STEP_GAP)
            _paint_step(painter, left, count, word, theme_now())
            bar = QRectF(left, _LADDER_HEIGHT - _STEP_BAR, _STEP_WIDTH, _STEP_BAR)
            paint_track(painter, bar, count / whole if whole else 0.0, theme_now())


def _paint_step(painter: QPainter, left: int, count: int, word: str, theme: Theme) -> None:
    number = f"{count:,}".replace(",", "\u2009")
    width = fonts.text_width(number, fonts.count())
    box = QRectF(left, 0, width + 1, _WORDS_HEIGHT)
    paint_words(painter, box, number, fonts.count(), theme.text)
    rest = QRectF(left + width + 6, 2, _STEP_WIDTH, _WORDS_HEIGHT - 2)
    paint_words(painter, rest, word, fonts.body(), theme.text2)
