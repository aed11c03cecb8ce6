"""Turning from page to page: made bit by bit, read when shown, asked before they are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, QTimer

from phonebank.gui.breath import after_a_breath
from phonebank.gui.leaving import Leavable, leave
from phonebank.gui.pages.kinds import LED_TO
from phonebank.gui.widgets.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.domain.changes import Topic
    from phonebank.gui.jobs import Jobs
    from phonebank.gui.pages.kinds import AnyPage
    from phonebank.gui.pages.made import Pages
    from phonebank.gui.pages.stack import PageStack
    from phonebank.gui.widgets.rail import Rail

BETWEEN_BITS = 40  # ms from making one bit of a page ahead to the next


class Turning(QObject):
    """Hidden pages go stale and reload when shown; `current` is the title turned to, or empty."""

    def __init__(
        self,
        pages: Pages[AnyPage],
        stack: PageStack,
        rail: Rail,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages, self._stack, self._rail, self._jobs = pages, stack, rail, jobs
        self.current = ""
        self._first = next(iter(pages))
        self._fresh: set[str] = set()
        self._ahead = QTimer(self, interval=BETWEEN_BITS)
        self._ahead.timeout.connect(self._make_ahead)
        self._coming, self._is_over = "", False
        rail.chosen.connect(self.come_to)
        current_theme.changed.connect(self._dress_ahead)
        after_a_breath(self, self._make_first)

    @property
    def has_unsaved(self) -> bool:
        """Whether the page that is turned to asks before it is left."""
        page = self._page()
        return isinstance(page, Leavable) and page.has_unsaved

    def leave(self, then: Callable[[], object]) -> None:
        """Go on with `then` unless somebody would rather stay on the page."""
        leave(self._page(), then)

    def turn_to(self, title: str) -> None:
        """This page, once the one before it may be left."""
        if title == self.current:
            self._show(title)
            return
        if self.current:
            self._mark(self.current)
        self.leave(lambda: self._show(title))

    def come_to(self, title: str) -> None:
        """As `turn_to`, with a breath after each bit of a page that is not there yet."""
        self._coming = title
        self._come_nearer(title)

    def turn_back(self, title: str) -> None:
        """A click on the item of the current page leads back from a page behind it."""
        if title == _in_rail(self.current):
            self.turn_to(title)

    def show_first(self) -> None:
        """The page to begin with, unless a key was quicker; then the others while nothing is on."""
        if not self.current:
            self.turn_to(self._coming or self._first)
        self._ahead.start()

    def mark_stale(self, touched: Topic) -> None:
        """Have every page that shows what was touched read it anew, now or when it is shown."""
        for title, page in self._pages.there():
            if page.topics & touched:
                self._fresh.discard(title)
                if self._stack.currentWidget() is page:
                    self._reload(title)

    def stop(self) -> None:
        """Make no more pages, and turn to none."""
        self._is_over = True
        self._ahead.stop()

    def _page(self) -> AnyPage | None:
        return self._pages[self.current] if self.current else None

    def _make_first(self) -> None:
        """A breath between making a page, dressing it and laying it out."""
        if self._is_over:
            return
        if self._coming:
            self._ahead.start()
        elif self._stack.make_a_bit(self._pages, self._first):
            after_a_breath(self, self._make_first)
        else:
            self.show_first()

    def _make_ahead(self) -> None:
        """A bit of a page that nobody turned to yet, so little that a key never waits for it.

        A read has Python's lock half of the time, and what is made meanwhile takes twice as long.
        """
        if self._jobs.is_reading:
            return
        for make in (self._stack.make_a_bit, self._stack.make_more):
            if any(make(self._pages, title) for title in self._pages):
                return
        self._ahead.stop()

    def _dress_ahead(self) -> None:
        """The pages that nobody looks at, one after another in the new theme."""
        if self.current and not self._is_over:
            self._ahead.start()

    def _come_nearer(self, title: str) -> None:
        if self._is_over or title != self._coming:  # or somebody thought better of it
            return
        if self._stack.make_a_bit(self._pages, title):
            after_a_breath(self, lambda: self._come_nearer(title))
        else:
            self.turn_to(title)

    def _show(self, title: str) -> None:
        self._mark(title)
        self.current = self._coming = title
        self._stack.turn_to(self._pages[title])
        self._reload(title)

    def _mark(self, title: str) -> None:
        with QSignalBlocker(self._rail):
            self._rail.choose(_in_rail(title))

    def _reload(self, title: str) -> None:
        if title not in self._fresh:
            self._fresh.add(title)
            self._pages[title].refresh()


def _in_rail(title: str) -> str:
    """The item of the rail that a page stands under."""
    return LED_TO.get(title, title)
