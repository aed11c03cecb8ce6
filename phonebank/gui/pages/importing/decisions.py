"""Values that nobody knows yet, one decision for each: what it means, now and next time."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.gui.pages.call.scrolling import Scrolling
from phonebank.gui.pages.importing.words import field_words, rows, sentence_case, visible
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.shapes import RIGHT
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.services.deciding import choices, decide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.permits import Actor
    from phonebank.gui.desk import Desk
    from phonebank.store.database import Database

PLACES = "constituency"
DECIDABLE = (PLACES, "section", "affiliate", "previous_vote", "eligible", "do_not_call")
OPEN, EMPTY = "not decided", "nothing: leave it empty"
WRITTEN, PICK = 152, 216
MOST = 60  # values of one field on the page; deciding these brings up the next
CLOSE = 0.6


class DecisionRow(QWidget):
    """One value as written, in how many rows, and what it means."""

    chosen = Signal(str, str, str)  # field, value as written, what it means

    def __init__(self, field: str, written: str, number: int) -> None:
        super().__init__()
        self.field, self.written = field, written
        self.pick = Pick("")
        self.pick.setFixedWidth(PICK)
        self.pick.setAccessibleName(f"What {visible(written)} means")
        self.pick.activated.connect(self._tell)
        self.nearest = QuietButton("", height=32)
        self.nearest.clicked.connect(self._take_nearest)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(12)
        words = ElidedLabel(f"“{visible(written)}”", role=fonts.strong)
        words.setFixedWidth(WRITTEN)
        told = ElidedLabel(rows(number), tone="text2", align=RIGHT)
        told.setMinimumWidth(told.sizeHint().width())
        row.addWidget(words)
        row.addWidget(self.pick)
        row.addWidget(self.nearest)
        row.addWidget(told, 1)

    def show_choices(self, model: QStringListModel, nearest: str) -> None:
        """What it may mean; `nearest` is offered as a button, empty for none."""
        self.pick.setModel(model)
        self.pick.setCurrentIndex(0)
        self.nearest.setText(f"{nearest}?" if nearest else "")
        self.nearest.set_hint(f"Take {nearest}" if nearest else "")
        self.nearest.setVisible(bool(nearest))

    def _take_nearest(self) -> None:
        self.pick.setCurrentText(self.nearest.text().removesuffix("?"))
        self._tell()

    def _tell(self) -> None:
        means = self.pick.currentText()
        if means != OPEN:
            self.nearest.hide()
            self.chosen.emit(self.field, self.written, "" if means == EMPTY else means)


class Decisions(QWidget):
    """A heading for each field and its values, those in most rows first."""

    left = Signal()
    decided = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[DecisionRow] = []
        self.back = ActionButton("Back to the samples", icon="chevron-left", height=32)
        self.back.clicked.connect(self.left)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lay_out()

    def show_values(
        self, undecided: Mapping[str, Mapping[str, int]], fields: Sequence[str]
    ) -> None:
        """Show the unknown values of these fields, and ask what they may mean."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = []
        for field in fields:
            values = sorted(undecided[field].items(), key=lambda pair: -pair[1])
            self._add_heading(field, len(values))
            for written, number in values[:MOST]:
                self._add_row(DecisionRow(field, written, number))
            self._ask_choices(field, [written for written, _ in values[:MOST]])
        self._column.addStretch(1)

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].pick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_heading(self, field: str, number: int) -> None:
        words = sentence_case(field_words(field))
        more = f", the first {MOST} of {count(number)}" if number > MOST else ""
        label = ElidedLabel(f"{words}{more}", role=fonts.question)
        label.setContentsMargins(12, 8, 0, 4)
        self._column.addWidget(label)

    def _add_row(self, row: DecisionRow) -> None:
        row.chosen.connect(self._decide)
        self.rows.append(row)
        self._column.addWidget(row)

    def _ask_choices(self, field: str, values: Sequence[str]) -> None:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._show_choices)
        job.failed.connect(self.failed)
        job.read(_choices, self._desk.actor, field, values)

    def _show_choices(self, answer: tuple[str, Sequence[str], Mapping[str, str]]) -> None:
        field, names, nearest = answer
        none = [] if field == PLACES else [EMPTY]
        shared = QStringListModel([OPEN, *none, *names], self)  # one list, whatever rows there are
        for row in self.rows:
            if row.field == field:
                row.show_choices(shared, nearest.get(row.written, ""))

    def _decide(self, field: str, written: str, means: str) -> None:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.failed.connect(self.failed)
        self.decided.emit()  # at once: whoever goes on now must not import what was checked before
        job.write(decide, self._desk.actor, field, written, means, self._desk.clock.now())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 0, 0)
        told = "What is decided here is remembered. Check again when you are done."
        head.addWidget(SpacedText(told, tone="text2"), 1)
        head.addWidget(self.back)
        column.addLayout(head)
        column.addWidget(Scrolling(self._inside), 1)


def _choices(
    db: Database, actor: Actor, field: str, values: Sequence[str]
) -> tuple[str, Sequence[str], Mapping[str, str]]:
    """What a value of the field may mean, and which of it each value is nearest to."""
    names = list(choices(db, actor, field))
    by_key = {name.casefold(): name for name in names}
    nearest = {}
    for written in values:
        close = get_close_matches(written.casefold(), by_key, 1, CLOSE)
        if close:
            nearest[written] = by_key[close[0]]
    return field, names, nearest
