"""The buttons that pages use: answers with their key, actions, the primary, quiet ones, icons."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from phonebank.gui.widgets.faces import Face, Kind
from phonebank.gui.widgets.icons import NORMAL, paint_icon
from phonebank.gui.widgets.painted_button import PaintedButton
from phonebank.gui.widgets.theme import theme_now


class KeyButton(PaintedButton):
    """An answer: the cap of its key, then its words. Chosen, it is ink or its candidate's."""

    is_cap_first = True

    def __init__(
        self,
        words: str,
        key: str = "",
        colour: str = "",
        is_checkable: bool = True,
        height: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, key, height=height, parent=parent)
        self.setCheckable(is_checkable)
        self._colour = colour

    def set_colour(self, colour: str) -> None:
        """The candidate's own colour ("#RRGGBB") to be solid in when chosen; empty for ink."""
        self._colour = colour
        self.update()


class QuietKeyButton(PaintedButton):
    """Skip, Change, More: cap and words with neither fill nor border at rest."""

    is_cap_first = True

    def __init__(
        self, words: str, key: str = "", height: int = 40, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, key, kind=Kind.QUIET, height=height, parent=parent)


class ActionButton(PaintedButton):
    """Copy, Call: outlined; icon, words, and the cap of the shortcut at the end."""

    def __init__(
        self,
        words: str,
        key: str = "",
        icon: str = "",
        height: int = 36,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, key, icon, Kind.NEUTRAL, height, parent)


class QuietButton(PaintedButton):
    """Undo last: as an action, with neither fill nor border at rest."""

    def __init__(
        self,
        words: str,
        key: str = "",
        icon: str = "",
        height: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, key, icon, Kind.QUIET, height, parent)


class PrimaryButton(PaintedButton):
    """Save and next: the one solid ink button of a page."""

    def __init__(
        self,
        words: str,
        key: str = "",
        icon: str = "",
        height: int = 40,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, key, icon, Kind.PRIMARY, height, parent)


class IconButton(PaintedButton):
    """An icon alone, square; `words` are its accessible name and tooltip."""

    def __init__(
        self,
        icon: str,
        words: str,
        key: str = "",
        is_outlined: bool = False,
        size: int = 28,
        parent: QWidget | None = None,
    ) -> None:
        kind = Kind.NEUTRAL if is_outlined else Kind.QUIET
        super().__init__(words, key, icon, kind, size, parent)

    def sizeHint(self) -> QSize:
        return QSize(self._height, self._height)

    def _paint_parts(self, painter: QPainter, shown: Face) -> None:
        left, top = (self.width() - NORMAL) // 2, (self.height() - NORMAL) // 2
        box = QRectF(left, top, NORMAL, NORMAL)
        paint_icon(painter, box, self._icon, self._icon_colour(shown))

    def _icon_colour(self, shown: Face) -> QColor:
        return theme_now().text2 if self.isEnabled() else shown.words


class BackButton(IconButton):
    """The way back from a page that another leads to, before its title: "Back to the lists"."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__("chevron-left", words, "Esc", size=32, parent=parent)
        self.set_hint(f"{words} (Esc)")
