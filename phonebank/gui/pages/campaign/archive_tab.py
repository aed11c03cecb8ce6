"""The tab that puts a finished campaign away, and takes it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from phonebank.domain.hours import local
from phonebank.gui.pages.campaign.fields import beside
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.values import day_words
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.notices import Notice
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from phonebank.gui.pages.campaign.tab import CampaignNow

ARCHIVE, AGAIN = "Archive this campaign", "Take up again"
WHAT_IT_DOES = (
    "An archived campaign is read-only: nobody is rung, nothing is imported, corrected or merged, "
    "here or from the command line. Electors, the canvass and what others reported can still be "
    "looked at, and figures exported. Nothing is deleted.\n"
    "Any organiser can take it up again on this page, at any time."
)
IS_AWAY = (
    "It is read-only: nothing in it can be changed. Take it up again to ring, import or correct."
)


class ArchiveTab(Tab):
    """`archive_wanted` after a second press; `again_wanted` at the first, for nothing is lost."""

    archive_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = SpacedText(WHAT_IT_DOES)
        self.archive = ActionButton(f"{ARCHIVE}…")
        self.again = ActionButton(AGAIN, icon="undo")
        self.sure = Notice("Archive this campaign now?", "", "Archive it")
        self.card = TitledCard("Archive")
        self.sure.hide()
        self.archive.clicked.connect(self._ask)
        self.sure.acted.connect(self.archive_wanted)
        self.again.clicked.connect(self.again_wanted)
        for part in (self.what, beside(self.archive, self.again), self.sure):
            self.card.body.addWidget(part)
        self.card.body.setSpacing(12)
        self.add(self.card)

    def fill(self, now: CampaignNow) -> None:
        is_away = now.archived_at is not None
        self.sure.hide()
        self.sure.say(f"Archive “{now.edit.name}” now?", "It becomes read-only.", "Archive it")
        self.archive.setVisible(not is_away)
        self.again.setVisible(is_away)
        day = day_words(local(now.archived_at).date()) if now.archived_at else ""
        self.card.title.setText(f"Archived on {day}" if is_away else "Archive")
        self.what.setText(IS_AWAY if is_away else WHAT_IT_DOES)

    def _ask(self) -> None:
        """Asked in place: the second press is on another button."""
        self.sure.setVisible(not self.sure.isVisible())
