"""A call that a program ended in the middle of: go on with it, or drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.hours import local
from phonebank.gui.pages.call import telling
from phonebank.gui.widgets.buttons import ActionButton, PrimaryButton
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.services.drafts import KeptDraft

KEPT = "All that you had entered is kept. Going on holds the same elector for you again."


class DraftOffer(Card):
    """In the place of a call, until the caller has decided."""

    go_on_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = EmptyState()
        self.notice = Notice(kind=NoticeKind.ERROR)
        self.go_on = PrimaryButton("Go on with it", "Enter")
        self.drop = ActionButton("Drop it", "D", height=40)
        self.go_on.set_hint("Hold the same elector, with all that was entered")
        self.drop.set_hint("Forget what was entered; nobody is logged as rung")
        self.go_on.clicked.connect(self.go_on_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        for button in (self.go_on, self.drop):
            self.state.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.notice)
        column.addWidget(self.state, 1)
        self.tell("")

    def show_draft(self, kept: KeptDraft, now: datetime) -> None:
        at = f"{local(kept.at):%H:%M}"
        today = local(kept.at).date() == local(now).date()
        when = at if today else f"{telling.day(local(kept.at))}, {at}"
        self.state.say(f"You were at a call to {kept.initials}, {when}", KEPT)
        self.tell("")
        self.go_on.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def press(self, key: str) -> None:
        if key == "D":
            self.drop_wanted.emit()

    def tell(self, wrong: str, rest: str = "") -> None:
        self.notice.say(wrong, rest)
        self.notice.setVisible(bool(wrong))
