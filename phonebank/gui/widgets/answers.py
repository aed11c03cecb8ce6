"""The five colours of an answer, made from the one colour that the campaign gives its candidate."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor

from phonebank.gui.widgets.colours import contrast, mix
from phonebank.gui.widgets.theme import Theme

OURS = "#0B6E6E"
RIVAL = "#D1495B"
UNDECIDED = "#7B848B"
OKABE_ITO = (
    "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#000000",
)  # fmt: skip

WORDS = 4.5
MARKS = 3.0
_STEP = 0.04
_STEPS = 25
_SOFT = {"light": 0.17, "dark": 0.24}


@dataclass(frozen=True, eq=False)
class AnswerColours:
    """`mark` draws, `text` writes, `fill` and `on` are for the chosen button, `soft` for bands."""

    mark: QColor
    text: QColor
    fill: QColor
    on: QColor
    soft: QColor


@lru_cache(maxsize=64)
def answer_colours(colour: str, theme: Theme) -> AnswerColours:
    """The colours in `theme` of the answer whose own colour is `colour` ("#RRGGBB").

    The defaults OURS, RIVAL and UNDECIDED have tabled values. Any other is moved towards black
    (light theme) or white (dark) in steps of 4% until words have 4.5:1 and marks 3:1 on every
    one of `grounds`.
    """
    prefix = {OURS: "ours", RIVAL: "rival", UNDECIDED: "und"}.get(colour.upper())
    if prefix is not None:
        return AnswerColours(
            mark=theme.tone(prefix),
            text=theme.tone(f"{prefix}_text"),
            fill=theme.tone(f"{prefix}_fill"),
            on=theme.tone(f"on_{prefix}"),
            soft=theme.tone(f"{prefix}_soft"),
        )
    mark, text = _readable(colour, theme, MARKS), _readable(colour, theme, WORDS)
    soft = mix(theme.surface, mark, _SOFT[theme.name])
    return AnswerColours(mark=mark, text=text, fill=text, on=theme.on_ink, soft=soft)


def grounds(theme: Theme) -> tuple[QColor, QColor, QColor]:
    """What answers are written and drawn upon: a card, the selected row, the totals row."""
    return theme.surface, theme.sel, theme.sunken


def _readable(colour: str, theme: Theme, ratio: float) -> QColor:
    end = QColor("#FFFFFF" if theme.is_dark else "#000000")
    for step in range(_STEPS):
        moved = mix(QColor(colour), end, step * _STEP)
        if all(contrast(moved, ground) >= ratio for ground in grounds(theme)):
            return moved
    return end
