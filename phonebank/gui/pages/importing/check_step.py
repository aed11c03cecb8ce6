"""The third step: what would become of every row, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.domain.intake import Fate
from phonebank.gui.pages.importing import samples, words
from phonebank.gui.pages.importing.check_side import CheckSide
from phonebank.gui.pages.importing.decisions import Decisions
from phonebank.gui.pages.importing.split_card import SplitCard
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, KeyButton
from phonebank.gui.widgets.count_card import CountCards
from phonebank.gui.widgets.icon_label import IconLabel
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.text_table import TextTable
from phonebank.gui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.intake import Accounts, Sample
    from phonebank.gui.desk import Desk

TOLD = {
    Fate.ADDED: "These electors are put on the roll.",
    Fate.CHANGED: "What was corrected by hand, and who is not to be rung, stays as it is.",
    Fate.UNCHANGED: "The campaign knows all of this already.",
    Fate.REJECTED: "Rejected rows change nobody on the roll. They are saved as a file with their "
    "reasons, to mend and import again.",
    Fate.SUPPRESSED: "These stay on the roll and are never rung.",
}
NONE_OF = {
    Fate.ADDED: "No row brings anybody new.",
    Fate.CHANGED: "No row changes anybody.",
    Fate.UNCHANGED: "No row repeats what is known already.",
    Fate.REJECTED: "No row is rejected: every one comes in.",
    Fate.SUPPRESSED: "Nobody in this file is marked as not to be rung.",
}


class CheckStep(QWidget):
    """The counts are the tabs; `decided` tells that a decision made them out of date."""

    decided = Signal()
    save_wanted = Signal()
    take_off_chosen = Signal(bool)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accounts: Accounts | None = None
        fates = [(fate.value, word, will) for fate, (word, will, _) in words.FATES.items()]
        self.cards = CountCards(fates, "What becomes of the rows")
        self.card = SplitCard()
        self.side = CheckSide(self.card)
        self.about = ElidedLabel(role=fonts.strong)
        self.marked = ElidedLabel(tone="text2")
        self.save = ActionButton("Save all rejected rows…", icon="download", height=32)
        self.table = TextTable("Samples of the rows", fits=True)
        self.told = SpacedText(tone="text2")
        self.none = SpacedText(tone="text2")
        self.missing = ElidedLabel(tone="text2")
        self.show_missing = KeyButton("Show them", height=32)
        self.take_off = Tick("Take them off the roll")
        self.decisions = Decisions(desk)
        self._lay_out()
        self._connect()

    def show_accounts(self, accounts: Accounts, *, take_missing_off: bool) -> None:
        """Show what a dry run found; the rejected first, where there are any."""
        self._accounts = accounts
        for fate in words.FATES:
            self.cards.card(fate.value).show_count(accounts.fates[fate], accounts.read)
        self.take_off.setChecked(take_missing_off)
        self._show_missing_line(accounts)
        self.side.show_undecided(accounts)
        first = Fate.REJECTED if accounts.fates[Fate.REJECTED] else Fate.ADDED
        if self.cards.current() == first.value:
            self._show_fate(first.value)
        self.cards.choose(first.value)

    def set_compact(self, is_compact: bool) -> None:
        self.cards.set_compact(is_compact)
        self.card.set_compact(is_compact)
        self.side.set_compact(is_compact)
        self._info.setVisible(not is_compact)

    def focus_first(self) -> None:
        self.cards.card(self.cards.current() or Fate.ADDED.value).setFocus()

    def _show_fate(self, name: str) -> None:
        if self._accounts is None:
            return
        fate = Fate(name)
        self._stack.setCurrentIndex(0)
        self.show_missing.setChecked(False)
        self.save.setVisible(fate is Fate.REJECTED and bool(self._accounts.fates[fate]))
        self.told.setText(TOLD[fate])
        self.side.show_fate(self._accounts, fate)
        self._show_samples("")

    def _show_samples(self, reason: str) -> None:
        assert self._accounts is not None
        fate = Fate(self.cards.current())
        of = self._accounts.reasons[reason] if reason else self._accounts.fates[fate]
        rows = samples.chosen(self._accounts, fate, reason)
        self._show_rows(fate, rows, of)
        is_marked = fate is Fate.REJECTED and bool(rows)
        self.marked.setText("the cell at fault is marked" if is_marked else "")
        self.none.setText(NONE_OF[fate] if not of else "")
        self.none.setVisible(not of)

    def _show_rows(self, fate: Fate, rows: Sequence[Sample], of: int) -> None:
        self.about.setText(f"Samples, {count(len(rows))} of {count(of)}" if rows else "")
        titles = samples.titles(fate, rows)
        strong = (samples.STRONG_NAME, samples.STRONG_WHY)
        self.table.show_rows(titles, samples.sample_rows(fate, rows), (0,), strong)
        self.table.setVisible(bool(rows))

    def _show_missing_line(self, accounts: Accounts) -> None:
        self._missing_row.setVisible(accounts.missing > 0)
        them = "elector" if accounts.missing == 1 else "electors"
        are = "is" if accounts.missing == 1 else "are"
        number = count(accounts.missing)
        self.missing.setText(f"{number} {them} of an earlier file {are} not in this one.")

    def _show_missing(self, is_shown: bool) -> None:
        assert self._accounts is not None
        if not is_shown:
            self._show_samples("")
            return
        self._stack.setCurrentIndex(0)
        rows = self._accounts.missing_samples
        self._show_rows(Fate.UNCHANGED, rows, self._accounts.missing)
        self.marked.setText("not in this file")
        self.none.hide()

    def _open_decisions(self, fields: Sequence[str]) -> None:
        assert self._accounts is not None
        self.decisions.show_values(self._accounts.undecided_values, fields)
        self._stack.setCurrentWidget(self.decisions)
        self.decisions.focus_first()

    def close_decisions(self) -> bool:
        """Back to the samples; False where these are shown already."""
        if self._stack.currentWidget() is not self.decisions:
            return False
        self._stack.setCurrentIndex(0)
        self.focus_first()
        return True

    def _connect(self) -> None:
        self.cards.chosen.connect(self._show_fate)
        self.side.reason_chosen.connect(self._show_reason)
        self.side.decisions_wanted.connect(self._open_decisions)
        self.save.clicked.connect(self.save_wanted)
        self.take_off.toggled.connect(self.take_off_chosen)
        self.show_missing.toggled.connect(self._show_missing)
        self.decisions.left.connect(self.close_decisions)
        self.decisions.decided.connect(self.decided)
        self.decisions.failed.connect(self.failed)

    def _show_reason(self, reason: str) -> None:
        if self.cards.current() == Fate.REJECTED.value:
            self._stack.setCurrentIndex(0)
            self._show_samples(reason)

    def _samples_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._samples_head())
        column.addWidget(self.none)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.none.setContentsMargins(10, 0, 0, 0)
        self._info = IconLabel("info", self.told)
        self._info.setContentsMargins(10, 0, 0, 0)
        column.addWidget(self._info)
        column.addWidget(self._missing_line())
        return view

    def _samples_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self.about)
        head.addWidget(self.marked)
        head.addStretch(1)
        head.addWidget(self.save)
        self.save.setMinimumHeight(32)
        return head

    def _missing_line(self) -> QWidget:
        self._missing_row = QWidget()
        row = QHBoxLayout(self._missing_row)
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.missing, 1)
        row.addWidget(self.show_missing)
        row.addWidget(self.take_off)
        return self._missing_row

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._samples_view())
        self._stack.addWidget(self.decisions)
        self.card.main.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.cards)
        column.addWidget(self.card, 1)
