"""The frame round every page: bar, rail, pages, status strip, and what went wrong in place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.hours import local
from phonebank.domain.permits import Role
from phonebank.gui.archived import ArchivedNotice
from phonebank.gui.dropping import DropTarget
from phonebank.gui.floor_notice import FloorNotice
from phonebank.gui.following import FollowNotice
from phonebank.gui.help_page import HelpPage
from phonebank.gui.hooks import sentence_for
from phonebank.gui.jobs_shown import JobsShown
from phonebank.gui.leaving import Rest
from phonebank.gui.pages.call.page import CallPage
from phonebank.gui.pages.campaign.page import CampaignPage
from phonebank.gui.pages.campaign.tabs import ARCHIVE
from phonebank.gui.pages.canvass.page import CanvassPage
from phonebank.gui.pages.duplicates.page import DuplicatesPage
from phonebank.gui.pages.electors.page import ElectorsPage
from phonebank.gui.pages.given_out.page import GivenOutPage
from phonebank.gui.pages.importing.page import ImportPage
from phonebank.gui.pages.insight.page import InsightPage
from phonebank.gui.pages.kinds import BEHIND, in_rail_for, way_back
from phonebank.gui.pages.lists.page import ListsPage
from phonebank.gui.pages.made import BitByBit, Pages
from phonebank.gui.pages.packs.page import PacksPage
from phonebank.gui.pages.paper.page import PaperPage
from phonebank.gui.pages.reported.page import ReportedPage
from phonebank.gui.pages.stack import PageStack
from phonebank.gui.sitting import Sitting
from phonebank.gui.turning import Turning
from phonebank.gui.watching import Watch
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.rail import Rail
from phonebank.gui.widgets.status_strip import StatusStrip
from phonebank.gui.widgets.top_bar import TopBar
from phonebank.gui.words import moment, until_close
from phonebank.services.importing import ImportKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.kinds import AnyPage
    from phonebank.gui.settings import Settings

SMALL = 1100, 700
EVERY_TEN_SECONDS = 10_000
Kind = TypeVar("Kind", bound="AnyPage")


class CampaignView(QWidget):
    """One signed-in caller at one campaign.

    The frame comes first, a moment later the page to begin with, the others one after another or
    when first turned to: the window is never long deaf. Hidden pages go stale and reload when
    shown.
    """

    signed_out = Signal()
    renewal_wanted = Signal(str)  # the name of who sits here then
    appearance_chosen = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self._settings = desk, settings
        self.top_bar, self.rail, self.strip = TopBar(), Rail(), StatusStrip()
        self.stack = PageStack()
        self.trouble = Notice(kind=NoticeKind.ERROR, action="Close")
        self.trouble.hide()
        is_organiser = desk.actor.role is Role.ORGANISER
        self._in_rail = in_rail_for(desk.actor)
        kinds = (*self._in_rail, *(BEHIND if is_organiser else ()))
        self.pages = Pages(kinds, self._made)
        self.turning = Turning(self.pages, self.stack, self.rail, desk.jobs, self)
        self._held = ""
        self._lay_out()
        self._fill_rail()
        if is_organiser:
            self._take_files()
        self._connect()
        self._show_frame()
        self.floor.refresh()

    @cached_property
    def help(self) -> HelpPage:
        """Made when somebody first asks for it."""
        page = HelpPage(self.desk, self._settings)
        page.left.connect(self._leave_help)
        page.appearance_chosen.connect(self.appearance_chosen)
        return page

    def leave_desk(self) -> None:
        """Give back what is held; whoever closes the campaign waits for the jobs."""
        for running in (self._clock_timer, self.turning, self.follow, self._watch_others):
            running.stop()
        self._sitting.leave()
        self.desk.jobs.leave_off()

    def stand_where(self, before: CampaignView) -> None:
        """Turn to what was looked at before the window was made anew."""
        if before.turning.current in self.pages:
            self.turning.turn_to(before.turning.current)
        if CampaignPage.title in self.pages and CampaignPage.title in before.pages:
            page, seen = (it.pages[CampaignPage.title] for it in (self, before))
            assert isinstance(page, CampaignPage)
            assert isinstance(seen, CampaignPage)
            page.open_tab(seen.tab_name())

    def take_down(self) -> None:
        """Be gone, a page at a time."""
        self.stack.emptied.connect(self.deleteLater)
        self.stack.take_down()

    def show_import(self, path: Path | None = None, kind: ImportKind = ImportKind.ROLL) -> None:
        """The import page: with this file, or as far as it has come; the next one holds `kind`."""
        page = self.pages[ImportPage.title]
        assert isinstance(page, ImportPage)
        page.expect(kind)
        self.turning.turn_to(ImportPage.title)
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
        for notice in self._notices():
            right.addWidget(notice)
        right.addWidget(self.stack, 1)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        column.addWidget(self.top_bar)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)

    def _notices(self) -> Iterator[QWidget]:
        """What is said over every page."""
        if self.desk.actor.is_archived:
            may_take_up = CampaignPage.title in self.pages
            self.archived = ArchivedNotice(self.desk.jobs, "Campaign" if may_take_up else "")
            self.archived.acted.connect(self._show_archive)
            yield self.archived
        self.floor = FloorNotice(self.desk)
        self._rest = Rest(self.pages, self.turning, self.desk.jobs)
        self.follow = FollowNotice(self.desk, self._rest.why_not, self._rest.is_free)
        self.follow.wanted.connect(self.renewal_wanted)
        yield from (self.floor, self.follow, self.trouble)

    def _fill_rail(self) -> None:
        for number, kind in enumerate(self._in_rail, start=1):
            key = f"Ctrl+{number}"
            item = self.rail.add(kind.title, kind.title, kind.icon_name, key)
            # A click on the current item too: it leads back from a page behind it.
            item.clicked.connect(lambda _=False, title=kind.title: self.turning.turn_back(title))
            self._on_key(key, lambda title=kind.title: self.turning.come_to(title))

    def _take_files(self) -> None:
        """Organisers reach the import by a key too, or by dropping a file."""
        self.drop_target = DropTarget(self)
        self.drop_target.dropped.connect(self.show_import)
        self._on_key("Ctrl+I", self.show_import)

    def _made(self, kind: type[AnyPage]) -> Iterator[AnyPage | None]:
        """A page of this kind with its ways to others, after the bits that are made before it."""
        bits = kind.bit_by_bit(self.desk) if isinstance(kind, BitByBit) else [kind(self.desk)]
        for page in bits:
            if page is not None:
                self._lead_on(page)
                if self.desk.actor.role is Role.ORGANISER:
                    self.drop_target.watch(page)
            yield page

    def _lead_on(self, page: AnyPage) -> None:
        match page:
            case CallPage():
                page.status.connect(self._show_held)
                page.remember_by(self._settings)
            case ElectorsPage():
                page.remember_by(self._settings)
                page.import_wanted.connect(self.show_import)
                page.duplicates_wanted.connect(lambda: self.turning.turn_to(DuplicatesPage.title))
            case ListsPage():
                page.electors_wanted.connect(lambda tree: self._at(ElectorsPage).filter_by(tree))
                page.packs_wanted.connect(lambda: self.turning.turn_to(PacksPage.title))
                page.paper_wanted.connect(lambda: self.turning.turn_to(PaperPage.title))
            case CanvassPage():
                page.insight_wanted.connect(lambda: self.turning.turn_to(InsightPage.title))
                page.list_wanted.connect(lambda *it: self._at(ListsPage).add_list_of(*it))
            case ReportedPage():
                page.import_wanted.connect(lambda it: self.show_import(kind=ImportKind(it)))
                page.given_out_wanted.connect(lambda: self.turning.turn_to(GivenOutPage.title))
            case ImportPage() | DuplicatesPage() | PacksPage() | PaperPage() | GivenOutPage():
                page.left.connect(lambda: self.turning.turn_to(way_back(page)))
            case CampaignPage():
                page.why_not_now = self._rest.why_not
                page.renewal_wanted.connect(self.renewal_wanted)

    def _connect(self) -> None:
        self._follow_jobs()
        self.trouble.acted.connect(self.trouble.hide)
        self.top_bar.help_wanted.connect(self._show_help)
        self.top_bar.find_wanted.connect(lambda: self._at(ElectorsPage).focus_search())
        self.top_bar.leave_wanted.connect(lambda: self.turning.leave(self.signed_out.emit))
        self._on_key("F1", self._show_help)
        self._on_key("Ctrl+L", lambda: self.turning.leave(self.signed_out.emit))
        if self.desk.actor.role is Role.ORGANISER:
            self._on_key("Ctrl+K", lambda: self._at(ElectorsPage).focus_search())
            self._on_key("Ctrl+Shift+E", lambda: self.turning.turn_to(PaperPage.title))
        self._clock_timer = QTimer(self, interval=EVERY_TEN_SECONDS)
        self._clock_timer.timeout.connect(self._show_frame)
        self._clock_timer.start()

    def _follow_jobs(self) -> None:
        """What was done here and elsewhere is on screen, and that a server is being waited for."""
        jobs = self.desk.jobs
        jobs.changed.connect(self.turning.mark_stale)
        jobs.failed.connect(self._tell_trouble)
        jobs.changed.connect(self._show_saved)
        self._shown = JobsShown(jobs, self.strip)
        jobs.reconnecting.connect(self.strip.show_reconnecting)
        self._sitting = Sitting(self.desk, self)
        self._watch_others = Watch(jobs, self)
        self._watch_others.changed.connect(self.turning.mark_stale)
        self.follow.heed(self._watch_others)

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

    def _tell_trouble(self, error: Exception) -> None:
        self.trouble.say(sentence_for(error), action="Close")
        self.trouble.show()

    def _show_saved(self, touched: Topic) -> None:
        """Say when something was last kept; holding an elector is not worth a word."""
        if touched & ~Topic.LEASES:
            self.trouble.hide()
            is_call = touched & Topic.CALLS and not self._shown.running  # an import has a title
            what = "Last call saved" if is_call else "Saved"
            self.strip.show_saved(f"{what} {local(self.desk.clock.now()):%H:%M:%S}")

    def _at(self, kind: type[Kind]) -> Kind:
        """The page of this kind, turned to."""
        self.turning.turn_to(kind.title)
        page = self.pages[kind.title]
        assert isinstance(page, kind)
        return page

    def _show_help(self) -> None:
        self.turning.show_first()
        if self.stack.currentWidget() is self.help:
            self._leave_help()
            return
        self.help.show_for(self.turning.current)
        self.stack.turn_to(self.help)

    def _show_archive(self) -> None:
        self._at(CampaignPage).open_tab(ARCHIVE)

    def _leave_help(self) -> None:
        self.turning.turn_to(self.help.about_page)
