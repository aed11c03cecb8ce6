"""What a button looks like in each of its states, as one table that paints nothing."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor

from phonebank.gui.widgets.answers import AnswerColours
from phonebank.gui.widgets.colours import mix
from phonebank.gui.widgets.theme import Theme

_LIGHTER = 106  # per cent, as Qt counts: 6% lighter under the mouse
_DARKER = 112
_CAP_TINT = 0.18


class Kind(Enum):
    """How much a button asks for attention."""

    NEUTRAL = "outlined"
    QUIET = "neither fill nor border at rest"
    PRIMARY = "solid ink, one a page"


@dataclass(frozen=True)
class ButtonState:
    """All that decides a button's face. `is_ringed` is focus that came by the keyboard."""

    is_enabled: bool = True
    is_hovered: bool = False
    is_pressed: bool = False
    is_ringed: bool = False
    is_chosen: bool = False
    is_receded: bool = False


@dataclass(frozen=True, eq=False)
class Face:
    """Colours of one button in one state; None is not drawn."""

    fill: QColor | None
    border: QColor | None
    words: QColor
    cap: QColor | None
    cap_words: QColor
    border_width: float = 1.0
    is_strong: bool = False


def face(kind: Kind, state: ButtonState, chosen: AnswerColours | None, theme: Theme) -> Face:
    """The face of a button of `kind`; `chosen` are its answer's colours, None for neutral."""
    if not state.is_enabled:
        return _disabled(kind, state, theme)
    if kind is Kind.PRIMARY:
        return _solid(theme.ink, theme.on_ink, state)
    if state.is_chosen and chosen is not None:
        return _solid(chosen.fill, chosen.on, state)
    if state.is_chosen:
        return Face(
            theme.ink_soft, theme.ink, theme.text, theme.ink, theme.on_ink, 1.5, is_strong=True
        )
    return _neutral(kind, state, theme)


def _disabled(kind: Kind, state: ButtonState, theme: Theme) -> Face:
    is_primary = kind is Kind.PRIMARY
    return Face(
        fill=theme.sunken,
        border=None,
        words=theme.text3,
        cap=None if is_primary else theme.sunken,
        cap_words=theme.text3,
        is_strong=is_primary or state.is_chosen,
    )


def _solid(fill: QColor, on: QColor, state: ButtonState) -> Face:
    shown = fill
    if state.is_pressed:
        shown = fill.darker(_DARKER)
    elif state.is_hovered:
        shown = fill.lighter(_LIGHTER)
    return Face(shown, None, on, mix(shown, on, _CAP_TINT), on, is_strong=True)


def _neutral(kind: Kind, state: ButtonState, theme: Theme) -> Face:
    is_quiet = kind is Kind.QUIET
    fill, border = (None, None) if is_quiet else (theme.surface, theme.control)
    if state.is_pressed:
        fill, border = theme.ink_soft, None if is_quiet else theme.ink
    elif state.is_hovered:
        fill = theme.hover
    words = theme.text2 if state.is_receded else theme.text
    return Face(fill, border, words, theme.sunken, theme.text2)
