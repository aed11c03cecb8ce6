"""How the packs page looks: head, notice, a table with the chosen line beside it, and the form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from phonebank.gui.pages.packs.form import PackForm
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, BackButton, PrimaryButton
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.empty_state import EmptyState
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.segmented import Segmented
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.table_edge import Framed
from phonebank.gui.widgets.text_table import TextTable
from phonebank.gui.widgets.titled_card import TitledCard, in_a_row

PACKS, PUT_BY = "packs", "put-by"
SEGMENTS = [(PACKS, "Packs", ""), (PUT_BY, "Put by", "")]
WIDTH = 300
MARGIN, MARGIN_NARROW = 24, 12
NARROW = 1100  # px
_MARGIN = 16


class ToldOnce(Card):
    """A passphrase that is shown this once, to be read or copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = SpacedText()
        self.passphrase = QLineEdit()
        self.passphrase.setReadOnly(True)
        self.passphrase.setFont(fonts.title())
        self.passphrase.setAccessibleName("Passphrase of the pack")
        self.close_it = ActionButton("I have given it on", height=32)
        self.close_it.clicked.connect(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(in_a_row(self.passphrase, self.close_it))
        self.hide()

    def tell(self, words: str, passphrase: str) -> None:
        """Show it until somebody says that they have it."""
        self.words.setText(words)
        self.passphrase.setText(passphrase)
        self.passphrase.selectAll()
        self.show()

    def forget(self) -> None:
        self.passphrase.clear()
        self.hide()


class PacksView(QWidget):
    """The parts of the page and where they stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = Segmented(SEGMENTS, "Packs and what was put by")
        self.back = BackButton("Back to the lists")
        self.take_in = ActionButton("Take a return in…", "Ctrl+R", height=36)
        self.new = PrimaryButton("New pack", "Ctrl+N", "plus", height=36)
        self.told, self.once = SpacedText(), ToldOnce()
        self.table, self.empty, self.form = TextTable("Packs", fits=True), EmptyState(), PackForm()
        self.recall = ActionButton("Recall the pack…", height=32)
        self.undo = ActionButton("Undo the last return…", height=32)
        self.take = ActionButton("Take the call", height=32)
        self.leave = ActionButton("Leave it out", height=32)
        self.panel = TitledCard("")
        self._lay_out()

    def show_instead(self, heading: str, sentence: str) -> None:
        """Words in the place of a table without rows."""
        self.new.show()
        self.empty.say(heading, sentence)
        self.stack.setCurrentWidget(self.empty)
        self.panel.hide()

    def show_table(self) -> None:
        self.new.show()
        self.stack.setCurrentWidget(self._framed)
        self.panel.show()

    def show_form(self) -> None:
        self.new.hide()  # one solid button at a time: the form has its own
        self.stack.setCurrentWidget(self._form_card)
        self.panel.hide()

    def is_form_shown(self) -> bool:
        return self.stack.currentWidget() is self._form_card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = MARGIN_NARROW if self.width() < NARROW else MARGIN
        self._column.setContentsMargins(margin, MARGIN_NARROW, margin, MARGIN_NARROW)

    def say(self, sentence: str) -> None:
        """What has just become of something; empty for nothing."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        self._framed, self.stack = Framed(self.table), QStackedWidget()
        for part in (self._framed, self.empty, self._in_a_card()):
            self.stack.addWidget(part)
        for button in (self.take, self.leave, self.undo, self.recall):
            self.panel.foot.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.panel.foot.addStretch(1)
        self.panel.setFixedWidth(WIDTH)
        self.panel.hide()  # until there is a line to show
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.stack, 1)
        row.addWidget(self.panel)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        self._column.addLayout(self._head())
        self._column.addWidget(self.once)
        self._column.addWidget(self.told)
        self._column.addLayout(row, 1)
        self.say("")

    def _in_a_card(self) -> Card:
        self._form_card = Card()
        inside = QVBoxLayout(self._form_card)
        inside.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        inside.addWidget(self.form)
        return self._form_card

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(ElidedLabel("Packs", fonts.title))
        head.addWidget(self.segments)
        head.addStretch(1)
        head.addWidget(self.take_in)
        head.addWidget(self.new)
        return head
