"""A chart on the screen: as high as its width makes it, reached by Tab, heard in sentences."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain.contest import Contest
from phonebank.domain.insight import Found
from phonebank.gui.charts.look import look_of
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.charts.share_bar import FAINT
from phonebank.gui.charts.spoken import spoken
from phonebank.gui.charts.titles import title_of
from phonebank.gui.widgets.painted_button import is_ringed_after
from phonebank.gui.widgets.shapes import RING, paint_ring
from phonebank.gui.widgets.theme import theme_now

_INSET = int(RING) + 1
_WANTED, _LEAST = 520, 320


class ChartView(QWidget):
    """Paints one finding; what is being asked anew is pale until the answer comes."""

    copy_wanted = Signal()

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contest = contest
        self._found: Found | None = None
        self._kept: tuple[object, QPixmap] | None = None
        self._is_pale = False
        self._is_ringed = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("Ctrl+C copies the picture and its table")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_finding(self, found: Found) -> None:
        """Paint another finding, in full."""
        self._found, self._is_pale, self._kept = found, False, None
        self.setAccessibleName(f"{title_of(found)}, chart")
        self.setAccessibleDescription(spoken(found, look_of(self._contest, theme_now())))
        self.updateGeometry()
        self.update()

    def set_pale(self, is_pale: bool) -> None:
        """Whether the figures are being asked anew."""
        self._is_pale = is_pale
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._found is None:
            return 0
        return ceil(chart_height(self._found, width - 2 * _INSET)) + 2 * _INSET

    def sizeHint(self) -> QSize:
        return QSize(_WANTED, self.heightForWidth(_WANTED))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 80)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._found is not None:
            painter.setOpacity(FAINT if self._is_pale else 1.0)
            painter.drawPixmap(0, 0, self._painted(self._found))
            painter.setOpacity(1.0)
        if self._is_ringed and self.hasFocus():
            paint_ring(painter, QRectF(self.rect()), theme_now())
        painter.end()

    def _painted(self, found: Found) -> QPixmap:
        """The chart as it was painted last, as long as nothing changed: scrolling is quick."""
        theme, ratio = theme_now(), self.devicePixelRatioF()
        what = theme.name, self.size(), ratio
        if self._kept is None or self._kept[0] != what:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(theme.surface)
            painter = QPainter(picture)
            inner = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
            paint_chart(found, painter, inner, look_of(self._contest, theme))
            painter.end()
            self._kept = what, picture
        return self._kept[1]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = is_ringed_after(event.reason(), self._is_ringed)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_ringed = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
