"""The pages of a desk on the screen: made, dressed and taken down one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from phonebank.gui.breath import after_a_breath
from phonebank.gui.pages.made import InParts, InPieces
from phonebank.gui.widgets.palette import wear
from phonebank.gui.widgets.theme import current_theme

if TYPE_CHECKING:
    from phonebank.gui.pages.made import Pages


class PageStack(QStackedWidget):
    """A bit at a time, because all at once would hold the window up."""

    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        current_theme.changed.connect(self._dress_shown)

    def make_a_bit(self, pages: Pages[Any], title: str) -> bool:
        """Go on making this page, then take it in, then dress it; whether there was any of it."""
        return pages.make_a_bit(title) or self._take_in(pages[title]) or _dress(pages[title])

    def make_more(self, pages: Pages[Any], title: str) -> bool:
        """Make a part of a page that nobody sees at first; whether there was any."""
        page = pages[title]
        return isinstance(page, InParts) and page.make_more()

    def turn_to(self, page: QWidget) -> None:
        """Show this page."""
        self._take_in(page)
        _dress(page)
        self.setCurrentWidget(page)

    def take_down(self) -> None:
        """Let a page go, and the others after it; tells `emptied` at the end."""
        page = self.widget(0)
        if page is None:
            self.emptied.emit()
            return
        self.removeWidget(page)
        page.deleteLater()
        after_a_breath(self, self.take_down)

    def _take_in(self, page: QWidget) -> bool:
        """Whether it was not here."""
        is_new = self.indexOf(page) < 0
        if is_new:
            self.addWidget(page)
        return is_new

    def _dress_shown(self) -> None:
        """Only what is seen, a breath after the frame; the other pages when they are turned to."""
        self.setUpdatesEnabled(False)  # until it is dressed: it would be painted twice
        after_a_breath(self, self._dress_now)

    def _dress_now(self) -> None:
        page = self.currentWidget()
        if page is not None:
            _dress(page)
        after_a_breath(self, lambda: self.setUpdatesEnabled(True))


def _dress(page: QWidget) -> bool:
    """In the sheet of the theme now; whether it wore another."""
    pieces = page.pieces() if isinstance(page, InPieces) else [page]
    return any([wear(piece) for piece in pieces])
