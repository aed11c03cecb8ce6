"""The frame round every page: bar, rail, pages, status strip, and what went wrong in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.hours import local
from phonebank.domain.permits import Role
from phonebank.gui.dropping import DropTarget
from phonebank.gui.help_page import HelpPage
from phonebank.gui.hooks import sentence_for
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.duplicates.page import DuplicatesPage
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.made import Pages
from phonebank.gui.pages.reported import ReportedPage
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.rail import Rail
from phonebank.gui.widgets.status_strip import StatusStrip
from phonebank.gui.widgets.top_bar import TopBar
from phonebank.gui.words import moment, until_close
from phonebank.services.serving import release_all

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.gui.settings import Settings

RailPage = CallPage | ElectorsPage | CanvassPage | ReportedPage
AnyPage = RailPage | ImportPage | DuplicatesPage
FOR_VOLUNTEERS: Sequence[type[RailPage]] = (CallPage,)
FOR_ORGANISERS: Sequence[type[RailPage]] = (CallPage, ElectorsPage, CanvassPage, ReportedPage)
# Pages without an item of their own in the rail: the one of the electors leads to them.
BEHIND: Sequence[type[ImportPage | DuplicatesPage]] = (ImportPage, DuplicatesPage)
UNDER_ELECTORS = {kind.title for kind in BEHIND}
SMALL = 1100, 700
EVERY_TEN_SECONDS = 10_000
BETWEEN_PAGES = 120  # ms from making one page ahead to the next


class CampaignView(QWidget):
    """One signed-in caller at one campaign.

    The frame comes first, a moment later the page to begin with, the others one after another or
    when first turned to: the window is never long deaf. Hidden pages go stale and reload when
    shown.
    """

    signed_out = Signal()
    appearance_chosen = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._settings = desk, settings
        self.top_bar, self.rail, self.strip = TopBar(), Rail(), StatusStrip()
        self.stack = QStackedWidget()
        self.trouble = Notice(kind=NoticeKind.ERROR, action="Close")
        self.trouble.hide()
        is_organiser = desk.actor.role is Role.ORGANISER
        self._in_rail = FOR_ORGANISERS if is_organiser else FOR_VOLUNTEERS
        kinds = (*self._in_rail, *(BEHIND if is_organiser else ()))
        self.pages = Pages(kinds, self._made)
        self._current, self._held = "", ""
        self._fresh: set[str] = set()
        self._running: list[Job] = []
        self._lay_out()
        self._fill_rail()
        if is_organiser:
            self._take_files()
        self._connect()
        self._show_frame()
        QTimer.singleShot(0, self, self._make_first)

    @cached_property
    def help(self) -> HelpPage:
        """Made when somebody first asks for it."""
        page = HelpPage(self.desk, self._settings)
        page.left.connect(self._leave_help)
        page.appearance_chosen.connect(self.appearance_chosen)
        self.stack.addWidget(page)
        return page

    def close_desk(self) -> None:
        """Give back what is held and wait until every write is through."""
        self._clock_timer.stop()
        self._ahead.stop()
        self.desk.jobs.new().write(release_all, self.desk.actor)
        self.desk.jobs.close()

    def show_import(self, path: Path | None = None) -> None:
        """The import page: with this file, or as far as it has come."""
        page = self.pages[ImportPage.title]
        assert isinstance(page, ImportPage)
        self._turn_to(ImportPage.title)
        if path is not None:
            page.open(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        is_small = self.width() < SMALL[0] or self.height() < SMALL[1]
        self.top_bar.set_compact(is_small)
        self.rail.set_compact(is_small)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle, right = QHBoxLayout(), QVBoxLayout()
        middle.setSpacing(0)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.trouble)
        right.addWidget(self.stack, 1)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)

    def _fill_rail(self) -> None:
        for number, kind in enumerate(self._in_rail, start=1):
            key = f"Ctrl+{number}"
            item = self.rail.add(kind.title, kind.title, kind.icon_name, key)
            # A click on the current item too: it leads back from a page behind it.
            item.clicked.connect(lambda _=False, title=kind.title: self._turn_to(title))
            self._on_key(key, lambda title=kind.title: self._turn_to(title))

    def _take_files(self) -> None:
        """Organisers reach the import by a key too, or by dropping a file."""
        self.drop_target = DropTarget(self)
        self.drop_target.dropped.connect(self.show_import)
        self._on_key("Ctrl+I", self.show_import)

    def _made(self, kind: type[AnyPage]) -> AnyPage:
        """A page of this kind with its ways to others."""
        page = kind(self.desk)
        match page:
            case CallPage():
                page.status.connect(self._show_held)
            case ElectorsPage():
                page.remember_by(self._settings)
                page.import_wanted.connect(self.show_import)
                page.duplicates_wanted.connect(lambda: self._turn_to(DuplicatesPage.title))
            case ImportPage() | DuplicatesPage():
                page.left.connect(lambda: self._turn_to(ElectorsPage.title))
        if self.desk.actor.role is Role.ORGANISER:
            self.drop_target.watch(page)
        return page

    def _connect(self) -> None:
        jobs = self.desk.jobs
        jobs.changed.connect(self._mark_stale)
        jobs.failed.connect(self._tell_trouble)
        jobs.changed.connect(self._show_saved)
        jobs.started.connect(self._watch)
        self.rail.chosen.connect(self._turn_to)
        self.trouble.acted.connect(self.trouble.hide)
        self.strip.cancel_wanted.connect(self._cancel_newest)
        self.top_bar.help_wanted.connect(self._show_help)
        self.top_bar.find_wanted.connect(self._find)
        self.top_bar.leave_wanted.connect(self.signed_out)
        self._on_key("F1", self._show_help)
        self._on_key("Ctrl+L", self.signed_out.emit)
        if self.desk.actor.role is Role.ORGANISER:
            self._on_key("Ctrl+K", self._find)
        self._clock_timer = QTimer(self, interval=EVERY_TEN_SECONDS)
        self._clock_timer.timeout.connect(self._show_frame)
        self._clock_timer.start()
        self._ahead = QTimer(self, interval=BETWEEN_PAGES)
        self._ahead.timeout.connect(self._make_ahead)

    def _on_key(self, key: str, do: object) -> None:
        QShortcut(QKeySequence(key), self).activated.connect(do)

    def _show_frame(self) -> None:
        """What depends on the time: days to the close, and the demonstration's clock."""
        now, contest = self.desk.clock.now(), self.desk.contest
        close = contest.ballots_close
        self.top_bar.show_campaign(contest.name, until_close(close, now), moment(close))
        self.top_bar.set_compact(self.width() < SMALL[0])
        self.top_bar.show_person(self.desk.actor.name, self.desk.actor.role.value)
        self.top_bar.finder.setVisible(self.desk.actor.role is Role.ORGANISER)
        here = local(now)
        told = f"Demonstration clock: {here:%a} {here.day} {here:%b %Y, %H:%M}"
        self.strip.show_ends(*filter(None, (self._held, told if self.desk.clock.is_demo else "")))

    def _show_held(self, words: str) -> None:
        """Until when the elector on the Call page is held."""
        self._held = words
        self._show_frame()

    def _make_first(self) -> None:
        """A breath between making a page and laying it out."""
        if not self._current:
            self.pages.make(CallPage.title)
        QTimer.singleShot(0, self, self._show_first)

    def _show_first(self) -> None:
        """The page to begin with, unless a key was quicker; then the others while nothing is on."""
        if not self._current:
            self._turn_to(CallPage.title)
        self._ahead.start()

    def _make_ahead(self) -> None:
        """A bit of a page that nobody turned to yet, so little that a key never waits for it."""
        for title in self.pages:
            if not self.pages.is_there(title):
                self.pages.make(title)
                return
            if self.stack.indexOf(self.pages[title]) < 0:
                self.stack.addWidget(self.pages[title])
                return
        self._ahead.stop()

    def _turn_to(self, title: str) -> None:
        with QSignalBlocker(self.rail):
            self.rail.choose(ElectorsPage.title if title in UNDER_ELECTORS else title)
        self._current = title
        page = self.pages[title]
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self._reload(title)

    def _reload(self, title: str) -> None:
        if title not in self._fresh:
            self._fresh.add(title)
            self.pages[title].refresh()

    def _mark_stale(self, touched: Topic) -> None:
        for title, page in self.pages.there():
            if page.topics & touched:
                self._fresh.discard(title)
                if self.stack.currentWidget() is page:
                    self._reload(title)

    def _tell_trouble(self, error: Exception) -> None:
        self.trouble.say(sentence_for(error), action="Close")
        self.trouble.show()

    def _show_saved(self, touched: Topic) -> None:
        """Say when something was last kept; holding an elector is not worth a word."""
        if touched & ~Topic.LEASES:
            self.trouble.hide()
            is_call = touched & Topic.CALLS and not self._running  # an import has a title
            what = "Last call saved" if is_call else "Saved"
            self.strip.show_saved(f"{what} {local(self.desk.clock.now()):%H:%M:%S}")

    def _watch(self, job: Job) -> None:
        """Show a job that has a title, with its progress and a way to cancel it."""
        if not job.title:
            return
        self._running.append(job)
        self.strip.show_job(job.title)
        job.progressed.connect(lambda done, total: self.strip.show_job(job.title, done, total))
        job.ended.connect(lambda: self._forget(job))

    def _forget(self, job: Job) -> None:
        self._running.remove(job)
        if self._running:
            self.strip.show_job(self._running[-1].title)
        else:
            self.strip.hide_job()

    def _cancel_newest(self) -> None:
        if self._running:
            self._running[-1].cancel()

    def _find(self) -> None:
        self._turn_to(ElectorsPage.title)
        page = self.pages[ElectorsPage.title]
        assert isinstance(page, ElectorsPage)
        page.focus_search()

    def _show_help(self) -> None:
        self._show_first()
        if self.stack.currentWidget() is self.help:
            self._leave_help()
            return
        self.help.show_for(self._current)
        self.stack.setCurrentWidget(self.help)

    def _leave_help(self) -> None:
        self._turn_to(self.help.about_page)
