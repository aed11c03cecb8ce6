"""Running text: wrapped plain words with air between lines, some strong, perhaps with a rule."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from phonebank.domain.figures import unbroken
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import Role
from phonebank.gui.widgets.shapes import paint_box, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_RULE_WIDTH = 3
_RULE_GAP = 12
_CAPTION_HEIGHT = 15
_WANTED_WIDTH = 360  # px, where the layout leaves the choice to us
_LEAST_WIDTH = 80
_WIDTHS_KEPT = 8

Part = tuple[str, bool]  # words, and whether they are SemiBold


class SpacedText(QLabel):
    """A paragraph with a line height of 1.42, as high as its width makes it.

    `rule` names the colour of a 3 px line at its left ("ink" for what to say now, "line" for
    later); `caption` stands over the words, inside the rule.
    """

    def __init__(
        self,
        words: str = "",
        role: Role = fonts.body,
        tone: str = "text",
        rule: str = "",
        caption: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._rule = role, tone, rule
        self._parts: list[Part] = []
        self._layouts: dict[int, tuple[QTextLayout, int]] = {}  # by width
        self._caption = caption
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(words)

    def setText(self, words: str) -> None:
        self.set_parts([(words, False)])

    def set_parts(self, parts: list[Part]) -> None:
        """Words, some of them SemiBold: `[("For Corbyn to tie, ", False), ("794", True)]`."""
        self._parts = parts
        self._layouts.clear()
        said = "".join(words for words, _ in parts)
        super().setText(said)
        if self._caption:  # painted beside the words, so a screen reader must be told of it
            self.setAccessibleName(f"{self._caption}. {said}")
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Another colour of the theme by its name."""
        self._tone = tone
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._head() + self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        line = ceil(self._laid_out(1 << 15)[0].maximumWidth()) + self._indent()
        width = min(line, _WANTED_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = min(_LEAST_WIDTH, self.sizeHint().width())
        return QSize(least, self._head() + self._line_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        layout, height = self._laid_out(self.width())
        painter = QPainter(self)
        if self._rule:
            box = QRectF(0, 0, _RULE_WIDTH, min(self._head() + height, self.height()))
            paint_box(painter, box, theme.tone(self._rule), radius=_RULE_WIDTH / 2)
        self._paint_caption(painter, theme)
        painter.setPen(theme.tone(self._tone) if self.isEnabled() else theme.text3)
        layout.draw(painter, QPointF(self._indent(), self._head()))

    def _paint_caption(self, painter: QPainter, theme: Theme) -> None:
        style = fonts.caption_strong() if self._rule == "ink" else fonts.caption_medium()
        box = QRectF(self._indent(), -2, self.width() - self._indent(), _CAPTION_HEIGHT)
        paint_words(painter, box, self._caption, style, theme.text2)

    def _head(self) -> int:
        return _CAPTION_HEIGHT if self._caption else 0

    def _indent(self) -> int:
        return _RULE_WIDTH + _RULE_GAP if self._rule else 0

    def _line_height(self) -> int:
        return round(self._role().pixelSize() * fonts.LINE_HEIGHT)

    def _laid_out(self, width: int) -> tuple[QTextLayout, int]:
        """The lines at this width and their height, broken once: layouts ask dozens of times."""
        if width not in self._layouts:
            if len(self._layouts) == _WIDTHS_KEPT:
                self._layouts.clear()
            self._layouts[width] = self._broken(width)
        return self._layouts[width]

    def _broken(self, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(unbroken(self.text()).replace("\n", "\u2028"), self._role())
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setFormats(self._formats())
        room, step, top = max(1, width - self._indent()), self._line_height(), 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, round(top + (step - line.height()) / 2)))
            top += step
        layout.endLayout()
        return layout, max(top, step)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        formats, start = [], 0
        for words, is_strong in self._parts:
            if is_strong:
                formats.append(self._strong_range(start, len(words)))
            start += len(words)
        return formats

    def _strong_range(self, start: int, length: int) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length = start, length
        style = QTextCharFormat()
        style.setFont(fonts.font(self._role().pixelSize(), fonts.strong().weight()))
        made.format = style
        return made
