"""A count as a card that can be chosen: how many, of what, what becomes of them, and their part."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from phonebank.domain.figures import count
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.bars import paint_track
from phonebank.gui.widgets.faces import Kind
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.shapes import CARD_RADIUS, paint_box, paint_ring, paint_words
from phonebank.gui.widgets.theme import theme_now

HEIGHT, SMALL = 88, 72
_INSET = 16
_BAR = 4
_GAP = 12


class CountCard(PaintedButton):
    """One of several in a row; the chosen one has the ink border."""

    def __init__(self, word: str, meaning: str, parent: QWidget | None = None) -> None:
        super().__init__(word, kind=Kind.NEUTRAL, height=HEIGHT, parent=parent)
        self._meaning, self._count, self._part = meaning, 0, 0.0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, number: int, whole: int, meaning: str = "") -> None:
        """Show how many of how many, and perhaps another line under it."""
        self._count, self._part = number, number / whole if whole else 0.0
        self._meaning = meaning or self._meaning
        self.setAccessibleName(f"{number} {self._words}, {self._meaning}")
        self.setToolTip(f"{count(number)} {self._words}, {self._meaning}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, state = theme_now(), self.state()
        painter, box = QPainter(self), QRectF(self.rect())
        if state.is_ringed:
            box = paint_ring(painter, box, theme)
        border, width = (theme.ink, 2.0) if state.is_chosen else (theme.line, 1.0)
        is_lit = state.is_hovered and not state.is_chosen
        fill = theme.hover if is_lit else theme.surface
        paint_box(painter, box, fill, border, width, CARD_RADIUS)
        self._paint_figures(painter)

    def _paint_figures(self, painter: QPainter) -> None:
        theme, top = theme_now(), 12 if self._height == HEIGHT else 6
        number = count(self._count)
        width = fonts.text_width(number, fonts.heading())
        figures = QRectF(_INSET, top, width + 1, 32)
        paint_words(painter, figures, number, fonts.heading(), theme.text)
        room = self.width() - _INSET - figures.right() - 10
        word = QRectF(figures.right() + 10, top + 4, room, 28)
        paint_words(painter, word, self._words, fonts.strong(), theme.text)
        across = self.width() - 2 * _INSET
        meaning = QRectF(_INSET, top + 30, across, 20)
        paint_words(painter, meaning, self._meaning, fonts.caption(), theme.text2)
        bar = QRectF(_INSET, self._height - _BAR - top - 3, across, _BAR)
        paint_track(painter, bar, self._part, theme)


class CountCards(QWidget):
    """A row of them, of which one is chosen: they are the tabs of what is below."""

    chosen = Signal(str)

    def __init__(
        self, cards: Sequence[tuple[str, str, str]], words: str, parent: QWidget | None = None
    ) -> None:
        """`cards` are (name, word, meaning); `words` tell a screen reader what they count."""
        super().__init__(parent)
        self.setAccessibleName(words)
        self._group = QButtonGroup(self)
        self._cards: dict[str, CountCard] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for name, word, meaning in cards:
            card = CountCard(word, meaning)
            self._cards[name] = card
            self._group.addButton(card)
            row.addWidget(card, 1)
        self._group.buttonToggled.connect(self._tell)

    def card(self, name: str) -> CountCard:
        return self._cards[name]

    def choose(self, name: str) -> None:
        """Choose this one, as a click would."""
        self._cards[name].setChecked(True)

    def current(self) -> str:
        return next((name for name, card in self._cards.items() if card.isChecked()), "")

    def set_compact(self, is_compact: bool) -> None:
        for card in self._cards.values():
            card.set_height(SMALL if is_compact else HEIGHT)

    def _tell(self, card: CountCard, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit(self.current())
