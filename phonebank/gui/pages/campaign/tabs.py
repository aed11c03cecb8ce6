"""The tabs of the Campaign page: made one by one, and filled when they are turned to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from phonebank.gui.pages.campaign.archive_tab import ArchiveTab
from phonebank.gui.pages.campaign.audit_tab import AuditTab
from phonebank.gui.pages.campaign.callers_tab import CallersTab
from phonebank.gui.pages.campaign.contest_tab import ContestTab
from phonebank.gui.pages.campaign.reasons_tab import ReasonsTab
from phonebank.gui.pages.campaign.rules_tab import RulesTab
from phonebank.gui.pages.campaign.sections_tab import SectionsTab
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.verdicts_tab import VerdictsTab
from phonebank.gui.pages.made import make_one
from phonebank.gui.widgets.palette import wear
from phonebank.gui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from phonebank.gui.desk import Desk
    from phonebank.gui.pages.campaign.tab import CampaignNow

CONTEST, SECTIONS, REASONS, VERDICTS = "contest", "sections", "reasons", "verdicts"
RULES, CALLERS, AUDIT, ARCHIVE = "rules", "callers", "audit", "archive"
TABS = {
    CONTEST: "Contest",
    SECTIONS: "Sections and affiliates",
    REASONS: "Reasons",
    VERDICTS: "Verdicts",
    RULES: "Calling rules",
    CALLERS: "Callers",
    AUDIT: "Audit",
    ARCHIVE: "Archive",
}
WITHOUT_SAVE = {AUDIT, ARCHIVE}

T = TypeVar("T", bound=Tab)


class Tabs(QStackedWidget):
    """Made or filled all at once they would hold the window up; `now` is what is stored."""

    changed = Signal()
    add_wanted = Signal(str, object, bool)
    refused = Signal(object)
    archive_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.now: CampaignNow | None = None
        self._places: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self.shown = CONTEST

    @cached_property
    def contest(self) -> ContestTab:
        return self._placed(CONTEST, ContestTab())

    @cached_property
    def sections(self) -> SectionsTab:
        return self._placed(SECTIONS, SectionsTab())

    @cached_property
    def reasons(self) -> ReasonsTab:
        return self._placed(REASONS, ReasonsTab())

    @cached_property
    def verdicts(self) -> VerdictsTab:
        return self._placed(VERDICTS, VerdictsTab())

    @cached_property
    def rules(self) -> RulesTab:
        return self._placed(RULES, RulesTab(self._desk.facts.outcomes))

    @cached_property
    def callers(self) -> CallersTab:
        tab = self._placed(CALLERS, CallersTab())
        tab.add_wanted.connect(self.add_wanted)
        return tab

    @cached_property
    def audit(self) -> AuditTab:
        tab = self._placed(AUDIT, AuditTab(self._desk))
        tab.refused.connect(self.refused)
        return tab

    @cached_property
    def archive(self) -> ArchiveTab:
        tab = self._placed(ARCHIVE, ArchiveTab())
        tab.archive_wanted.connect(self.archive_wanted)
        tab.again_wanted.connect(self.again_wanted)
        return tab

    def tab(self, name: str) -> Tab:
        """The tab of this name, made if it is not there."""
        tab = getattr(self, name)
        assert isinstance(tab, Tab)
        return tab

    def place(self) -> QWidget:
        """What the tab that is shown scrolls in."""
        return self._places[self.shown]

    def make_more(self) -> bool:
        """Make one of them ahead of its time; whether there was any."""
        return make_one(self, *TABS)

    def turn_to(self, name: str) -> None:
        """Show this tab with what is stored, where nothing else is typed into it."""
        tab = self.tab(name)
        self.shown = name
        self._bring_up_to_date(tab)
        wear(self.place())
        self.setCurrentWidget(self.place())

    def show_now(self, now: CampaignNow) -> None:
        """What is stored: at once on the tab that is shown, on the others when they are."""
        self.now, self._stale = now, set(TABS)
        self._bring_up_to_date(self.tab(self.shown))
        if self.shown == CALLERS and self.callers.has_unsaved:
            self.callers.know(now)

    def _bring_up_to_date(self, tab: Tab) -> None:
        if self.now is not None and self.shown in self._stale and not tab.has_unsaved:
            self._stale.discard(self.shown)
            tab.show_now(self.now)

    def _placed(self, name: str, tab: T) -> T:
        tab.setEnabled(not self._desk.actor.is_archived or name in WITHOUT_SAVE)
        self._places[name] = tab if name == AUDIT else scrolled(tab, TABS[name])
        self.addWidget(self._places[name])
        if self.now is not None:
            self._stale.discard(name)
            tab.show_now(self.now)
        tab.changed.connect(self.changed)  # who hears of it asks for the tab, which is there now
        return tab
