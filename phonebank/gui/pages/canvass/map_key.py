"""The key of the map: each colour, what it means, and how many seats have it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from phonebank.domain import figures
from phonebank.domain.verdicts import Thresholds, Verdict
from phonebank.gui.pages.canvass.cells import Look
from phonebank.gui.pages.canvass.hexes import Plan, paint_standing
from phonebank.gui.pages.canvass.map_words import key_words
from phonebank.gui.pages.canvass.standings import NOBODY, CanvassMap, Standing
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme, theme_now

_ROW = 22
_HEAD = 22
_WIDTH = 264
_SWATCH = 15.0
_AHEAD = (Verdict.COMFORTABLY_IN_FRONT, Verdict.IN_FRONT, Verdict.NARROWLY_IN_FRONT)
_BEHIND = (Verdict.NARROWLY_BEHIND, Verdict.BEHIND, Verdict.COMFORTABLY_BEHIND)


@dataclass(frozen=True)
class KeyLine:
    """A line of the key: how such a seat stands, its words, and how many there are."""

    standing: Standing
    words: str
    leads: str
    seats: int


class MapKey(QWidget):
    """Paints the lines; a screen reader gets them in words, with the counts."""

    def __init__(self, look: Look, thresholds: Thresholds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._thresholds = look, thresholds
        self.lines: Sequence[KeyLine] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Key of the map, with how many seats stand each way")
        self.show_counts(CanvassMap({}, []))

    def show_counts(self, data: CanvassMap) -> None:
        """Say how many seats of this map stand each way."""
        counts = dict(data.counts())
        told = {it: n for it, n in counts.items() if it.is_reported}
        led = {it.leader for it in counts if not it.is_reported}
        lines = [self._line(it, counts.get(it, 0)) for it in self._scale(led)]
        lines.append(self._line(Standing(is_reported=True), sum(told.values())))
        self.lines = [*lines, self._line(NOBODY, counts.get(NOBODY, 0))]
        self.setAccessibleDescription("; ".join(_spoken(line) for line in self.lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEAD + _ROW * len(self.lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        self._paint_heads(painter, theme)
        for place, line in enumerate(self.lines):
            box = QRectF(0, _HEAD + place * _ROW, self.width(), _ROW)
            self._paint_line(painter, box, line, theme)

    def _rivals(self) -> list[str]:
        return [short for short in self._look.colours if short != self._look.ours]

    def _scale(self, led: Container[str | None]) -> list[Standing]:
        """Behind the first rival, and whichever other leads somewhere."""
        ours, rival = self._look.ours, self._look.first_rival
        behind_whom = [it for it in self._rivals() if it == rival or it in led]
        ahead = [Standing(verdict, ours) for verdict in _AHEAD]
        behind = [Standing(verdict, it) for it in behind_whom for verdict in _BEHIND]
        level = [Standing(Verdict.NECK_AND_NECK)]
        return [*ahead, *level, *behind, Standing(Verdict.TOO_FEW)]

    def _line(self, standing: Standing, seats: int) -> KeyLine:
        words, leads = key_words(standing, self._thresholds)
        if standing.verdict in _BEHIND and len(self._rivals()) > 1:
            words = f"{words} {standing.leader}"
        return KeyLine(standing, words, leads, seats)

    def _paint_heads(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(0, 0, self.width(), 16)
        colour = answer_colours(self._look.colour(self._look.ours), theme).text
        words = f"Lead of {self._look.ours}"
        paint_words(painter, box, words, fonts.header(), colour)
        paint_words(painter, box, "Seats", fonts.header(), theme.text2, RIGHT)

    def _paint_line(self, painter: QPainter, box: QRectF, line: KeyLine, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plan = Plan(_SWATCH, QPointF(box.left() + _SWATCH / 2 + 1, box.center().y()))
        paint_standing(painter, plan, [(0, 0)], line.standing, self._look, theme)
        words = box.adjusted(_SWATCH + 10, 0, 0, 0)
        is_there = line.seats > 0
        tone = theme.text if is_there else theme.text3
        paint_words(painter, words, line.words, fonts.body(), tone)
        after = fonts.text_width(line.words, fonts.body()) + 8
        room = words.adjusted(after, 0, -34, 0)
        paint_words(painter, room, line.leads, fonts.tick(), theme.text3)
        face = fonts.strong() if is_there else fonts.body()
        paint_words(painter, box, figures.count(line.seats), face, tone, RIGHT)


def _spoken(line: KeyLine) -> str:
    leads = f", {line.leads}" if line.leads else ""
    return f"{line.words}{leads}: {line.seats}"
