"""The head of the insight page: title, filters, its worst news, and the export."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from phonebank.gui.pages.insight.filters import Filters
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.shapes import paint_box, paint_words
from phonebank.gui.widgets.theme import theme_now
from phonebank.services.exporting import Exported

_HEIGHT, _INSET, _GAP = 32, 10, 8
_LEAST = 160
_WIDEST_WRITTEN = 260


class WarningPill(QLabel):
    """One sentence in amber on one line; its tooltip has it whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, words: str, sentence: str) -> None:
        """Show these words, or nothing where there are none; the tooltip has the sentence."""
        self.setText(words)
        self.setToolTip(sentence)
        self.setVisible(bool(words))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = fonts.text_width(self.text(), fonts.button())
        return QSize(round(words) + 2 * _INSET + NORMAL + _GAP + 1, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, box = theme_now(), QPainter(self), QRectF(self.rect())
        paint_box(painter, box, theme.warn_bg, theme.warn_line)
        sign = QRectF(_INSET, (self.height() - NORMAL) // 2, NORMAL, NORMAL)
        paint_icon(painter, sign, "warning", theme.warn_text)
        words = box.adjusted(_INSET + NORMAL + _GAP, 0, -_INSET + 1, 0)
        paint_words(painter, words, self.text(), fonts.button(), theme.warn_text)


class Head(QWidget):
    """On one line where there is room, else the filters stand under the title."""

    one_line = 1100  # px of width from which there is room

    def __init__(self, filters: Filters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("Insight", fonts.title)
        self.filters = filters
        self.pill = WarningPill()
        self.written = ElidedLabel(role=fonts.caption_medium, tone="ok")
        self.written.setMaximumWidth(_WIDEST_WRITTEN)
        self.written.hide()
        self.export = PrimaryButton("Export page", icon="download", height=32)
        self.export.set_hint("Write every chart but that of callers to a PDF (Ctrl+E)")
        self.export.setEnabled(False)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setVerticalSpacing(8)
        self._end = self._ends()
        self._is_one_line = True
        self._place()

    def tell_written(self, made: Exported) -> None:
        """Say which copy was kept, and to which file it was written."""
        self.written.setText(f"Copy {made.copy.line.number} kept. Written: {made.path.name}")
        self.written.setToolTip(str(made.path))
        self.written.show()

    def tell(self, words: str) -> None:
        """Say what was done, such as that a chart is on the clipboard."""
        self.written.setText(words)
        self.written.setToolTip("")
        self.written.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() >= self.one_line) != self._is_one_line:
            self._is_one_line = not self._is_one_line
            self._place()

    def _ends(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for part in (self.pill, self.written, self.export):
            row.addWidget(part)
        return whole

    def _place(self) -> None:
        for part in (self.title, self.filters, self._end):
            self._grid.removeWidget(part)
        self._grid.addWidget(self.title, 0, 0)
        if self._is_one_line:
            self._grid.addWidget(self.filters, 0, 1)
            self._grid.addWidget(self._end, 0, 2)
        else:
            self._grid.addWidget(self._end, 0, 2)
            self._grid.addWidget(self.filters, 1, 0, 1, 3)
        self._grid.setColumnStretch(2, 1)
        self._grid.setHorizontalSpacing(16)
