"""A chart on the screen: reached by Tab, walked over by arrows, pointed at, heard in sentences."""

from html import escape
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from phonebank.domain.contest import Contest
from phonebank.domain.insight import Found
from phonebank.domain.insight_sheets import sheet_of
from phonebank.domain.insight_titles import chart_title
from phonebank.gui.charts.look import look_of
from phonebank.gui.charts.painting import chart_height, paint_chart
from phonebank.gui.charts.pointing import WAYS, Pointing
from phonebank.gui.charts.points import Point, said_of
from phonebank.gui.charts.share_bar import FAINT
from phonebank.gui.charts.spoken import spoken
from phonebank.gui.widgets.painted_button import is_ringed_after
from phonebank.gui.widgets.shapes import RING, paint_ring
from phonebank.gui.widgets.theme import theme_now

HINT = "Arrows go from point to point. Ctrl+C copies the picture and its table."
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
        self.pointing = Pointing()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setToolTip(HINT)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_finding(self, found: Found) -> None:
        """Paint another finding, in full."""
        self._found, self._is_pale, self._kept = found, False, None
        self.pointing.expect()
        self.setAccessibleName(f"{chart_title(found)}, chart")
        self._say_all(found)
        self.updateGeometry()
        self.update()

    def said_of(self, point: Point) -> str:
        """What the chart's table says of a point, a line for each cell."""
        return said_of(point, sheet_of(self._found)) if self._found is not None else ""

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
            self.pointing.paint(painter, theme_now().text2, theme_now().focus)
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
            points = paint_chart(found, painter, inner, look_of(self._contest, theme))
            painter.end()
            self.pointing.take(points)
            self._kept = what, picture
        return self._kept[1]

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._is_ringed = is_ringed_after(event.reason(), self._is_ringed)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.pointing.hover(QPointF(event.pos()))
            if self.pointing.hovered is not None:
                self._show(self.pointing.hovered, event.globalPos())
                return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.pointing.hover(event.position()):
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointing.hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_ringed = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in WAYS:
            self._walk(Qt.Key(event.key()))
        elif event.key() == Qt.Key.Key_Escape and self.pointing.walked_to is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _walk(self, key: Qt.Key) -> None:
        """Go to another point and say it, in its tooltip and to screen readers."""
        point = self.pointing.walk(key)
        if point is not None:
            self._is_ringed = True
            self._bring_into_sight(point)
            self._show(point, self.mapToGlobal(point.shape.boundingRect().bottomRight().toPoint()))
            self.setAccessibleDescription(". ".join(self.said_of(point).split("\n")))
            self.update()

    def _bring_into_sight(self, point: Point) -> None:
        around: QWidget | None = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        whole = around.widget() if around is not None else None
        if around is not None and whole is not None:
            middle = self.mapTo(whole, point.middle.toPoint())
            around.ensureVisible(middle.x(), middle.y())

    def _leave(self) -> None:
        self.pointing.leave()
        QToolTip.hideText()
        if self._found is not None:
            self._say_all(self._found)
        self.update()

    def _say_all(self, found: Found) -> None:
        said = spoken(found, look_of(self._contest, theme_now()))
        self.setAccessibleDescription(f"{said} {HINT}")

    def _show(self, point: Point, at: QPoint) -> None:
        """The words as they are: names that somebody imported may look like markup."""
        words = f'<p style="white-space: pre">{escape(self.said_of(point))}</p>'
        near = point.shape.boundingRect().toAlignedRect()
        QToolTip.showText(at, words, self, near)
