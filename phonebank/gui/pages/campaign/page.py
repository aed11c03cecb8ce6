"""The Campaign page: the contest, how figures are worded, rules, callers, and putting it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.gui.ask import Unsaved
from phonebank.gui.pages.campaign.head import Head
from phonebank.gui.pages.campaign.tab import read_now
from phonebank.gui.pages.campaign.tabs import (
    AUDIT,
    CALLERS,
    CONTEST,
    REASONS,
    SECTIONS,
    TABS,
    VERDICTS,
    WITHOUT_SAVE,
    Tabs,
)
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.services.contest_edits import archive_campaign, take_up_again
from phonebank.services.signing_in import add_caller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.changes import Done
    from phonebank.domain.permits import Role
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.gui.pages.campaign.tab import CampaignNow, Tab

MARGIN = 12
OF_THE_CONTEST = {CONTEST, SECTIONS, REASONS, VERDICTS}


class CampaignPage(QWidget):
    """`renewal_wanted` carries the name of who sits here, once what the window shows is another."""

    renewal_wanted = Signal(str)

    title = "Campaign"
    icon_name = "campaign"
    topics = Topic.CONTEST | Topic.CALLERS | Topic.LISTS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_saving = False
        self.why_not_now: Callable[[], str] = str
        self.head = Head(TABS)
        self.notice = Notice(kind=NoticeKind.ERROR)
        self.tabs = Tabs(desk)
        self._connect()
        self._lay_out()
        self._show_tab(CONTEST)

    @property
    def has_unsaved(self) -> bool:
        return self.tab.has_unsaved

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self.tabs.tab(self.tabs.shown)

    def tab_name(self) -> str:
        return self.tabs.shown

    def make_more(self) -> bool:
        """Make a tab that nobody sees at first; whether there was any."""
        return self.tabs.make_more()

    def pieces(self) -> Sequence[QWidget]:
        """The tab that is shown; over the tabs nothing wears a sheet."""
        return [self.tabs.place()]

    def refresh(self) -> None:
        """Read anew; what is being typed stays."""
        job = self._desk.jobs.new()
        job.succeeded.connect(self._show_now)
        self._answer_here(job)
        job.read(read_now, self._desk.actor)
        if self.tabs.shown == AUDIT:
            self.tabs.audit.load()

    def leave(self, then: Callable[[], object]) -> None:
        """Go on with `then`, after asking about what is not saved; or stay."""
        if not self.has_unsaved:
            then()
            return
        said = f"The changes under “{TABS[self.tabs.shown]}” are not saved."
        answer = self._desk.ask.about_changes("Campaign", said)
        if answer is Unsaved.SAVE:
            self._save(then)
        elif answer is Unsaved.DISCARD:
            self.put_back()
            then()

    def open_tab(self, name: str) -> None:
        """Turn to this tab, once what is typed on the other is saved or dropped."""
        if name != self.tabs.shown:
            self._mark(self.tabs.shown)
            self.leave(lambda: self._show_tab(name))

    def put_back(self) -> None:
        """What is stored, in place of what was typed."""
        if self.tabs.now is not None:
            self.tab.show_now(self.tabs.now)
        self._tell("")

    def save(self) -> None:
        """Keep what was typed on this tab."""
        if self.has_unsaved:
            self._save(lambda: None)

    def _show_now(self, now: CampaignNow) -> None:
        self.tabs.show_now(now)
        self._show_state()

    def _show_tab(self, name: str) -> None:
        self._mark(name)
        self.tabs.turn_to(name)
        self._tell("")
        self._show_state()
        if name == AUDIT:
            self.tabs.audit.load()

    def _mark(self, name: str) -> None:
        with QSignalBlocker(self.head.segments):
            self.head.segments.choose(name)

    def _show_state(self) -> None:
        is_saved_here = self.tabs.shown not in WITHOUT_SAVE and not self._desk.actor.is_archived
        self.head.show_state(is_saved_here=is_saved_here, has_unsaved=self.has_unsaved)

    def _save(self, then: Callable[[], object]) -> None:
        """Write it; the window is made anew where what it shows has changed."""
        if self.tabs.now is None or self._is_saving:
            return
        name = self._name_after()
        if name is not None and not self._may_renew():
            return
        try:
            change = self.tab.wanted(self.tabs.now)
        except PhonebankError as error:
            self._refuse(error)
            return
        typed = self.tab.typed()
        job = self._write(change, self._desk.clock.now())
        job.succeeded.connect(lambda _: self._go_on(typed, then, name))

    def _name_after(self) -> str | None:
        """Who sits here once it is saved, where the window then has to be another; else None."""
        mine = self._desk.actor
        if self.tabs.shown in OF_THE_CONTEST:
            return mine.name
        if self.tabs.shown == CALLERS:
            for row in self.tabs.callers.rows:
                if row.caller.id == mine.caller_id and row.has_unsaved:
                    return row.wanted().name
        return None

    def _may_renew(self) -> bool:
        """Whether nothing half done elsewhere would be lost with the window as it is."""
        why_not = self.why_not_now()
        if why_not:
            self._tell("Not saved yet.", why_not)
        return not why_not

    def _go_on(self, typed: object, then: Callable[[], object], name: str | None) -> None:
        self._tell("")
        self.tab.keep(typed)
        self._show_state()
        then()
        if name is not None:
            self.renewal_wanted.emit(name)

    def _add_caller(self, name: str, role: Role, is_mp: bool) -> None:
        job = self._desk.jobs.new()
        self._answer_here(job)
        job.succeeded.connect(lambda _: self.tabs.callers.clear_new())
        job.write(add_caller, self._desk.actor, name, role, is_mp=is_mp)

    def _archive(self) -> None:
        self._put_away(archive_campaign)

    def _take_up(self) -> None:
        self._put_away(take_up_again)

    def _put_away(self, work: Callable[..., Done[Any]]) -> None:
        if self._may_renew():
            job = self._desk.jobs.new()
            self._answer_here(job)
            job.succeeded.connect(lambda _: self.renewal_wanted.emit(self._desk.actor.name))
            job.write(work, self._desk.actor, self._desk.clock.now())

    def _write(self, work: Callable[..., Done[Any]], *args: object) -> Job:
        job = self._desk.jobs.new()
        self._answer_here(job)
        self._is_saving = True
        job.ended.connect(self._end_saving)
        job.write(work, self._desk.actor, *args)
        return job

    def _end_saving(self) -> None:
        self._is_saving = False

    def _answer_here(self, job: Job) -> None:
        job.is_answered_here = True
        job.failed.connect(self._refuse)

    def _refuse(self, error: Exception) -> None:
        """Say it here; what was typed stays."""
        if isinstance(error, PhonebankError):
            self._tell(error.message, f"{error.kept} {error.next_step}".strip())
        else:
            self._desk.jobs.failed.emit(error)
        if self.tabs.shown == CALLERS:
            self.refresh()

    def _tell(self, wrong: str, rest: str = "") -> None:
        self.notice.say(wrong, rest)
        self.notice.setVisible(bool(wrong))

    def _connect(self) -> None:
        self.head.segments.chosen.connect(self.open_tab)
        self.head.save.clicked.connect(self.save)
        self.head.discard.clicked.connect(self.put_back)
        self.tabs.changed.connect(self._show_state)
        self.tabs.add_wanted.connect(self._add_caller)
        self.tabs.refused.connect(self._refuse)
        self.tabs.archive_wanted.connect(self._archive)
        self.tabs.again_wanted.connect(self._take_up)
        shortcut = QShortcut(QKeySequence.StandardKey.Save, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)

    def _lay_out(self) -> None:
        self.head.segments.segment(CALLERS).setVisible(not self._desk.actor.is_archived)
        self.notice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.tabs, 1)
