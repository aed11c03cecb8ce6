"""One function for each role that type plays in the window.

Sizes are set in pixels, not points: Qt scales its pixels with the screen, so letters grow with the
boxes round them; points would shrink on macOS (72 to the inch) and be scaled twice on paper, where
a chart is painted with the same functions through a scaled painter.
"""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from phonebank.locations import resource

_REGULAR = QFont.Weight.Normal
_MEDIUM = QFont.Weight.Medium
_SEMIBOLD = QFont.Weight.DemiBold
_DISPLAY_FROM = 24
LINE_HEIGHT = 1.42


def phone() -> QFont:
    """The number to ring, 37 px."""
    return font(37, _SEMIBOLD)


def name(compact: bool = False) -> QFont:
    """Whom the call is to, 29 px, 27 in a small window."""
    return font(27 if compact else 29, _SEMIBOLD)


def heading() -> QFont:
    """Heading of an empty state and counts on Import, 24 px."""
    return font(24, _SEMIBOLD)


def title() -> QFont:
    """Page title and selected place, 21 px."""
    return font(21, _SEMIBOLD)


def list_name() -> QFont:
    """The call list at the head of Call, 16 px."""
    return font(16, _SEMIBOLD)


def count() -> QFont:
    """Counts that stand out in a line: the ladder, electors due on other lists, 17 px."""
    return font(17, _SEMIBOLD)


def question() -> QFont:
    """Questions and titles of cards, 15 px."""
    return font(15, _SEMIBOLD)


def script() -> QFont:
    """The line to say now, 15 px, to be set with LINE_HEIGHT."""
    return font(15, _REGULAR)


def fact() -> QFont:
    """Facts of an elector, and the campaign at the head of the window, 14 px."""
    return font(14, _SEMIBOLD)


def body() -> QFont:
    """Everything that has no other role, 13 px."""
    return font(13, _REGULAR)


def button() -> QFont:
    """Words on buttons, 13 px."""
    return font(13, _MEDIUM)


def strong() -> QFont:
    """What decides, 13 px."""
    return font(13, _SEMIBOLD)


def caption() -> QFont:
    """Captions, bases, caveats and the status strip, 12 px."""
    return font(12, _REGULAR)


def caption_medium() -> QFont:
    """Words in chips and what was saved, 12 px."""
    return font(12, _MEDIUM)


def caption_strong() -> QFont:
    """What a caption stands out with, 12 px."""
    return font(12, _SEMIBOLD)


def tick() -> QFont:
    """Ticks of an axis and second lines of table rows, 11 px."""
    return font(11, _REGULAR)


def tick_medium() -> QFont:
    """Words in the rail, 11 px."""
    return font(11, _MEDIUM)


def header() -> QFont:
    """Headers of tables and key caps, 11 px."""
    return font(11, _SEMIBOLD)


def font(size: int, weight: QFont.Weight) -> QFont:
    """A font of `size` px with tabular figures; in Inter where there is one, Display from 24 px."""
    return QFont(_made(size, weight))


def copyable(face: QFont) -> QFont:
    """The same without what a PDF would not let anybody copy or find.

    Tabular figures have no letters behind them, nor have signs that are fitted to the figures
    beside them: a lead of −36 would be copied as 36. Where “ff” or “fi” is one sign of the font,
    no search would find the word.
    """
    made = QFont(face)
    made.unsetFeature(QFont.Tag("tnum"))
    for joined in ("calt", "liga"):
        made.setFeature(QFont.Tag(joined), 0)
    return made


@lru_cache(maxsize=4096)
def text_width(words: str, face: QFont) -> float:
    """Width in px of `words` on one line, remembered: layouts and paint ask for the same again."""
    return QFontMetricsF(face).horizontalAdvance(words)


def load_bundled() -> None:
    """Make the fonts that an installed bundle brings known to Qt; a checkout brings none."""
    for file in sorted((resource("icons").parent / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))
    _made.cache_clear()
    text_width.cache_clear()


@lru_cache(maxsize=64)
def _made(size: int, weight: QFont.Weight) -> QFont:
    made = QFont(_family(size))
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _family(size: int) -> str:
    families = QFontDatabase.families()
    wanted = ("Inter Display", "Inter") if size >= _DISPLAY_FROM else ("Inter", "Inter Variable")
    here = next((family for family in wanted if family in families), None)
    return here or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
