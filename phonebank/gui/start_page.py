"""Where the program begins: which campaign, then who you are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from phonebank.domain.addresses import address_of
from phonebank.domain.errors import WrongUse
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, PrimaryButton
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.notices import Notice, NoticeKind
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from phonebank.domain.addresses import CampaignAddress
    from phonebank.services.signing_in import CallerRow

WIDTH = 640
NAMES_HEIGHT = 220


class StartPage(QWidget):
    """Recent campaigns, a new one, one from a file, or the demonstration."""

    open_wanted = Signal(object)
    browse_wanted = Signal()
    new_wanted = Signal()
    demo_wanted = Signal()
    painted = Signal()  # once, when it was first seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_painted = False
        self.trouble = Notice(kind=NoticeKind.ERROR)
        self.trouble.hide()
        self.demo = PrimaryButton("Try the demonstration", "Ctrl+D")
        self.browse = ActionButton("Open a campaign…", "Ctrl+O", "folder")
        self.new = ActionButton("New campaign…", "Ctrl+N", "plus")
        self.server = QLineEdit()
        self.connect_to = ActionButton("Open from the server", icon="folder")
        self.busy = ElidedLabel(tone="text2")
        self.recent = QVBoxLayout()
        self.recent.setSpacing(8)
        self._no_recent = SpacedText(
            "None yet. The demonstration is the Labour leadership contest of 2016 with invented "
            "electors: the quickest way to see what this is.",
            tone="text2",
        )
        for button, wanted, key in (
            (self.demo, self.demo_wanted, "Ctrl+D"),
            (self.browse, self.browse_wanted, "Ctrl+O"),
            (self.new, self.new_wanted, "Ctrl+N"),
        ):
            button.clicked.connect(wanted)
            QShortcut(QKeySequence(key), self).activated.connect(button.click)
        self._lay_out()

    def show_recent(self, known: Sequence[CampaignAddress]) -> None:
        """One button per campaign, its folder beneath its name."""
        while (item := self.recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self._no_recent:
                old.deleteLater()
        self._no_recent.setVisible(not known)
        for one in known:
            name, where = (one.stem, one.parent) if isinstance(one, Path) else (one.name, one)
            button = ActionButton(name, icon="file", height=40)
            button.set_hint(str(one))
            button.clicked.connect(lambda _=False, chosen=one: self.open_wanted.emit(chosen))
            self.recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.recent.addWidget(ElidedLabel(str(where), role=fonts.caption, tone="text3"))

    def show_busy(self, words: str) -> None:
        """What is being done; empty when nothing is."""
        self.busy.setText(words)
        for control in (self.demo, self.browse, self.new, self.server, self.connect_to):
            control.setEnabled(not words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def tell(self, sentence: str) -> None:
        self.show_busy("")
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    def _server_row(self) -> QHBoxLayout:
        self.server.setPlaceholderText("postgresql://NAME@SERVER/DATABASE")
        self.server.setAccessibleName("Address of a campaign on a server")
        self.server.returnPressed.connect(self._ask_server)
        self.connect_to.clicked.connect(self._ask_server)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.server, 1)
        row.addWidget(self.connect_to)
        return row

    def _ask_server(self) -> None:
        """Open what was typed; a path is no server's address, and a file is chosen elsewhere."""
        try:
            address = address_of(self.server.text().strip())
        except WrongUse as error:
            self.tell(error.sentence)
            return
        if isinstance(address, Path):
            self.tell("Write the server's address like postgresql://NAME@SERVER/DATABASE.")
            return
        self.tell("")
        self.open_wanted.emit(address)

    def _lay_out(self) -> None:
        column = centred_card(self)
        column.addWidget(ElidedLabel("phonebank", role=fonts.heading))
        about = "Ring members, log what they say, and see how far to believe it."
        column.addWidget(SpacedText(about, tone="text2"))
        column.addWidget(self.trouble)
        column.addSpacing(8)
        column.addWidget(ElidedLabel("Recent campaigns", role=fonts.question))
        column.addLayout(self.recent)
        column.addWidget(self._no_recent)
        column.addSpacing(8)
        column.addLayout(_row(self.browse, self.new))
        column.addLayout(self._server_row())
        column.addLayout(_row(self.demo, self.busy))


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


class NamePage(QWidget):
    """Choose or add your name: no password yet, and it says so."""

    name_given = Signal(str)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel(role=fonts.heading)
        self.trouble = Notice(kind=NoticeKind.ERROR)
        self.trouble.hide()
        self.names = QVBoxLayout()
        self.names.setSpacing(8)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Your name, if it is not there")
        self.name.setAccessibleName("Your name")
        self.name.setMaxLength(80)
        self.go = PrimaryButton("Start", "Enter")
        self.back = ActionButton("Another campaign", "Esc")
        self.name.returnPressed.connect(self._give_typed)
        self.go.clicked.connect(self._give_typed)
        self.back.clicked.connect(self.back_wanted)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.back_wanted)
        self._lay_out()

    def show_callers(self, campaign: str, callers: Sequence[CallerRow]) -> None:
        """A button per caller, organisers first."""
        self.heading.setText(campaign)
        self.name.clear()
        while (item := self.names.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for caller in sorted(callers, key=lambda one: one.role.value):
            words = f"{caller.name}, {'MP, ' if caller.is_mp else ''}{caller.role.value}"
            button = ActionButton(words, icon="electors")
            button.clicked.connect(lambda _=False, name=caller.name: self.name_given.emit(name))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.names.addWidget(button)
        self.name.setFocus()

    def tell(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    def _give_typed(self) -> None:
        self.name_given.emit(self.name.text().strip())

    def _scrolled_names(self) -> QScrollArea:
        ground, inside = QScrollArea(), QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.addLayout(self.names)
        column.addStretch(1)
        ground.setWidget(inside)
        ground.setWidgetResizable(True)
        ground.setFrameShape(QScrollArea.Shape.NoFrame)
        ground.setFixedHeight(NAMES_HEIGHT)
        ground.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for see_through in (ground.viewport(), inside):
            see_through.setAutoFillBackground(False)
        return ground

    def _lay_out(self) -> None:
        column = centred_card(self)
        column.addWidget(self.heading)
        column.addWidget(ElidedLabel("Who are you?", role=fonts.question))
        column.addWidget(self.trouble)
        column.addWidget(self._scrolled_names(), 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        no_password = (
            "There is no password yet: whoever sits here may choose any name, so lock the computer "
            "when you leave it."
        )
        column.addWidget(SpacedText(no_password, role=fonts.caption, tone="text3"))
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)


def centred_card(page: QWidget) -> QVBoxLayout:
    """Put a card in the middle of a page; answers the column to fill."""
    outside = QVBoxLayout(page)
    outside.setContentsMargins(24, 24, 24, 24)
    card = Card()
    card.setFixedWidth(WIDTH)
    outside.addStretch(1)
    outside.addWidget(card, 4, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
    outside.addStretch(1)
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    return column
