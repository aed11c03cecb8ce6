"""How the cells of the canvass table are painted: two lines, bars, whiskers, words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from phonebank.domain import figures
from phonebank.domain.outcomes import UNDECIDED
from phonebank.gui.charts.lead import LeadMark, paint_lead
from phonebank.gui.charts.share_bar import Part, ShareBar, paint_share_bar
from phonebank.gui.pages.canvass.columns import COVERAGE, GAP, LAST_CALL, NUMBER, STATED
from phonebank.gui.pages.canvass.subjects import Subject
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.answers import UNDECIDED as GREY
from phonebank.gui.widgets.answers import answer_colours
from phonebank.gui.widgets.icons import paint_icon
from phonebank.gui.widgets.row_table import MARGIN
from phonebank.gui.widgets.shapes import RIGHT, paint_words
from phonebank.gui.widgets.theme import Theme

_BAR = 7
_ICON = 12
_WEIGHTY = {STATED, COVERAGE}


@dataclass(frozen=True)
class Look:
    """What every row needs: our short name, the candidates' colours, the scale of the leads."""

    ours: str
    colours: Mapping[str, str]
    low: float = -0.5
    high: float = 0.5

    @property
    def first_rival(self) -> str:
        return next((short for short in self.colours if short != self.ours), self.ours)

    def colour(self, who: str) -> str:
        return GREY if who == UNDECIDED else self.colours.get(who, GREY)


@dataclass(frozen=True)
class Cell:
    """One cell to paint: its box without the row's line, its words, and the words under them."""

    box: QRectF
    key: str
    words: str
    under: str
    subject: Subject
    is_total: bool = False

    def line(self, top: float, left: float = 0.0, right: float = 0.0) -> QRectF:
        """A line of words whose middle is `top` px below the row's upper edge."""
        return QRectF(
            self.box.left() + left, self.box.top() + top - 8, self.box.width() - left - right, 16
        )

    @property
    def upper(self) -> float:
        return self.box.height() / 2 - 6.5

    @property
    def lower(self) -> float:
        return self.box.height() / 2 + 8

    @property
    def middle(self) -> float:
        return self.box.height() / 2 + 0.5


def paint_cell(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    """Paint the words and marks of one cell; the bar over several is `paint_shares`."""
    if cell.key.startswith("shares."):
        _paint_share(painter, cell, look, theme)
    else:
        _PAINTERS.get(cell.key, _paint_figure)(painter, cell, look, theme)


def paint_shares(
    painter: QPainter, whole: QRectF, subject: Subject, look: Look, theme: Theme
) -> None:
    """The bar under the shares. `whole` spans their columns; each cell clips it to itself."""
    parts = tuple(
        Part(None if share is None else float(share), look.colour(who))
        for who, share in subject.shares.items()
    )
    if any(part.share is not None for part in parts):
        bar = QRectF(whole.left(), whole.center().y() + 5, whole.width(), _BAR)
        data = ShareBar(parts, is_reported=subject.is_reported, is_faint=subject.is_faint)
        paint_share_bar(painter, bar, data, theme)


def verdict_words(subject: Subject) -> str:
    """The verdict as a sentence begins; words that were said stand in quotes."""
    said = subject.verdict[:1].upper() + subject.verdict[1:]
    return f"“{said}”" if subject.is_quoted and said else said


def verdict_colour(subject: Subject, look: Look, theme: Theme) -> QColor:
    """The leader's colour; ink for neck and neck, pale for too few to say."""
    if subject.is_faint or not subject.verdict:
        return theme.text3
    if not subject.is_one_sided:
        return theme.text
    leader = subject.leader(look.ours) or look.first_rival
    return answer_colours(look.colour(leader), theme).text


def _paint_place(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    if not cell.under:
        line = cell.line(cell.middle, 12, 4)
        paint_words(painter, line, cell.words, fonts.strong(), theme.text)
        return
    is_beneath = cell.subject.is_reported and bool(cell.subject.row.tally.roll)
    face, colour = fonts.strong(), theme.text
    if is_beneath and cell.subject.row.place:  # our own row of the place is right above
        face, colour = fonts.body(), theme.text2
    paint_words(painter, cell.line(cell.upper, 12, 2), cell.words, face, colour)
    indent = 12
    if cell.subject.is_reported and not cell.is_total:
        box = QRectF(cell.box.left() + indent, cell.box.top() + cell.lower - 6, _ICON, _ICON)
        paint_icon(painter, box, "reported", theme.text2)
        indent += _ICON + 4
    line = cell.line(cell.lower, indent, 2)
    paint_words(painter, line, cell.under, fonts.tick(), theme.text2)


def _paint_figure(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    """A count, the coverage, or the time of the last call."""
    is_weighty = cell.key in _WEIGHTY or cell.is_total
    face = fonts.strong() if is_weighty and cell.key != LAST_CALL else fonts.body()
    colour = theme.text if is_weighty else theme.text2
    if cell.words == figures.EM_DASH:
        face, colour = fonts.body(), theme.text3
    paint_words(painter, cell.line(cell.middle, 0, GAP), cell.words, face, colour, RIGHT)


def _paint_share(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    who = cell.key.removeprefix("shares.")
    if cell.words == figures.EM_DASH:
        has_any = any(share is not None for share in cell.subject.shares.values())
        line = cell.line(cell.upper if has_any else cell.middle, 0, GAP)
        paint_words(painter, line, cell.words, fonts.body(), theme.text3, RIGHT)
        return
    colour = theme.text3 if cell.subject.is_faint else answer_colours(look.colour(who), theme).text
    line = cell.line(cell.upper, 0, GAP)
    paint_words(painter, line, cell.words, fonts.strong(), colour, RIGHT)


def _paint_lead(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    number = QRectF(cell.box.left(), cell.box.top(), NUMBER, cell.box.height())
    at = Cell(number, cell.key, cell.words, cell.under, cell.subject)
    has_figure = cell.words != figures.EM_DASH
    colour = theme.text3 if cell.subject.is_faint or not has_figure else theme.text
    face = fonts.strong() if has_figure else fonts.body()
    first = cell.upper if cell.under else cell.middle
    paint_words(painter, at.line(first), cell.words, face, colour, RIGHT)
    paint_words(painter, at.line(cell.lower), cell.under, fonts.tick(), theme.text3, RIGHT)
    subject = cell.subject
    if subject.lead is None:
        return
    ahead = look.ours if subject.lead >= 0 else subject.strongest_rival(look.ours) or look.ours
    mark = LeadMark(
        lead=float(subject.lead),
        margin=subject.margin,
        colour=look.colour(ahead),
        is_reported=subject.is_reported,
        is_faint=subject.is_faint,
        low=look.low,
        high=look.high,
    )
    room = cell.box.adjusted(NUMBER + 4, 0, -GAP, 0)
    paint_lead(painter, room, mark, theme)


def _paint_verdict(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    colour = verdict_colour(cell.subject, look, theme)
    words = verdict_words(cell.subject)
    first = cell.upper if cell.under else cell.middle
    paint_words(painter, cell.line(first, 2, 4), words, fonts.strong(), colour)
    paint_words(painter, cell.line(cell.lower, 2, 4), cell.under, fonts.tick(), theme.text2)


def _paint_name(painter: QPainter, cell: Cell, look: Look, theme: Theme) -> None:
    """Words at the left: a region, a code."""
    paint_words(painter, cell.line(cell.middle, MARGIN, 4), cell.words, fonts.body(), theme.text2)


_PAINTERS: dict[str, Callable[[QPainter, Cell, Look, Theme], None]] = {
    "place": _paint_place,
    "lead": _paint_lead,
    "verdict": _paint_verdict,
    "region": _paint_name,
    "ons_code": _paint_name,
}
