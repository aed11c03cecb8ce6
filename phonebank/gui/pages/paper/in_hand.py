"""The sheet being entered: which row is next, what is said of it, and what is on its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal, SignalInstance

from phonebank.domain.errors import PhonebankError
from phonebank.gui.pages.call.choices import OTHER_TIME, Question
from phonebank.gui.pages.call.entries import Rung, entry_from, missing
from phonebank.gui.pages.call.key_tree import KeyTree, Said
from phonebank.gui.pages.paper.words import NOTHING_CHANGED, said_of
from phonebank.services.call_sheets import enter_row, sheet_rows

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.calls import CallEntry
    from phonebank.domain.paper import EnteredRow, SheetNow
    from phonebank.gui.desk import Desk

WHOEVER = 0  # the service finds who rang by the name
AN_HOUR = timedelta(hours=1)


class Sent(NamedTuple):
    """What was sent of a row, under which id; the same once more is sent under the same."""

    said: Said
    call_id: UUID


class SheetInHand(QObject):
    """Holds a sheet or none. Rows that fail to be saved come back with everything entered."""

    opened = Signal()
    changed = Signal()  # what is said of the row, or which row it is
    counted = Signal()  # what is entered of the sheet
    refused = Signal(str)
    not_saved = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sheet: SheetNow | None = None
        self.row = 0
        self._said: dict[int, Said] = {}
        self._sent: dict[int, Sent] = {}
        self._saved: set[int] = set()
        self.on_their_way: set[int] = set()

    @property
    def is_half_entered(self) -> bool:
        """Whether something would be lost if the sheet were put away."""
        return bool(self.on_their_way) or any(not said.is_blank for said in self._said.values())

    @property
    def placed(self) -> EnteredRow | None:
        """The row that is being entered."""
        rows = self.sheet.rows if self.sheet else ()
        return next((row for row in rows if row.row == self.row), None)

    @property
    def said(self) -> Said:
        placed = self.placed
        as_entered = said_of(placed.call) if placed and placed.call else Said()
        return self._said.get(self.row, as_entered)

    @property
    def tree(self) -> KeyTree:
        placed, sheet = self.placed, self.sheet
        if placed is None or sheet is None:
            return KeyTree(self._desk.contest)
        is_banked = placed.is_banked and placed.call is None
        questions = sheet.script.words.questions
        return KeyTree(self._desk.contest, is_banked=is_banked, questions=questions)

    def open(self, number: int) -> None:
        """Take up another sheet, from its first open row."""
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(self._take_up)
        job.failed.connect(partial(self._tell, self.refused))
        job.read(sheet_rows, self._desk.actor, number)

    def refresh(self) -> None:
        """Read what is entered by now; what is being entered stays."""
        if self.sheet is not None:
            job = self._desk.jobs.new()
            job.succeeded.connect(self._count)
            job.read(sheet_rows, self._desk.actor, self.sheet.number)

    def put_away(self) -> None:
        """Hold none."""
        self.sheet, self.row = None, 0
        for kept in (self._said, self._sent, self.on_their_way, self._saved):
            kept.clear()

    def go_to(self, row: int) -> None:
        """Another row; what was said of this one waits for its return."""
        if self.sheet and row != self.row and any(one.row == row for one in self.sheet.rows):
            self.row = row
            self.changed.emit()

    def step(self, by: int) -> None:
        """The row before or after; one that is left open stays open."""
        self.go_to(self.row + by)

    def say(self, said: Said, soon: datetime) -> None:
        """Take this as what is said of the row; a time of its own begins an hour after `soon`."""
        if self.placed is None or said == self.said:
            return
        if said.to(Question.CALLBACK) == OTHER_TIME and said.other_time is None:
            said = replace(said, other_time=(soon + AN_HOUR).replace(second=0, microsecond=0))
        self._said[self.row] = said
        self.changed.emit()

    def write(self, said: Said) -> None:
        """The same while it is being typed, which nobody has to be shown."""
        if self.placed is not None:
            self._said[self.row] = said

    def clear_row(self) -> bool:
        """Take back what was said of the row and not saved; whether there was anything."""
        had = self._said.pop(self.row, None)
        if had is not None:
            self.changed.emit()
        return had is not None

    def save(self, caller: str, called_at: datetime) -> str:
        """Send the row and go on to the next open one; or say what is missing."""
        placed, said = self.placed, self.said
        if placed is None or self.sheet is None or self.row in self.on_their_way:
            return ""
        if placed.call is not None and self.row not in self._said:
            return NOTHING_CHANGED
        wanted = missing(self.tree, said, called_at)
        if wanted:
            return wanted
        self._send(self.sheet, placed, said, caller, called_at)
        self._go_on()
        return ""

    def is_open(self, row: EnteredRow) -> bool:
        return row.call is None and row.row not in self.on_their_way

    def _send(
        self, sheet: SheetNow, placed: EnteredRow, said: Said, caller: str, called_at: datetime
    ) -> None:
        row = placed.row
        sent = self._sent.get(row)
        if sent is None or sent.said != said:
            sent = Sent(said, uuid4())
        self._sent[row] = sent
        self.on_their_way.add(row)
        entry = self._entry(sheet, placed, sent, called_at)
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(lambda _: self._note_saved(row, said))
        job.failed.connect(partial(self._come_back, row))
        now = self._desk.clock.now()
        job.write(enter_row, self._desk.actor, sheet.number, row, caller, entry, now)

    def _entry(
        self, sheet: SheetNow, placed: EnteredRow, sent: Sent, called_at: datetime
    ) -> CallEntry:
        number_id = placed.number.id if placed.number else None
        rung = Rung(sent.call_id, placed.elector_id, number_id, sheet.script.id)
        entry = entry_from(self.tree, sent.said, rung, WHOEVER, called_at)
        if placed.call is None:
            return entry
        return replace(entry, supersedes=placed.call.call_id, called_at=None)

    def _go_on(self) -> None:
        """The next open row below, or the first there is, or none."""
        assert self.sheet is not None
        rows = [row.row for row in self.sheet.rows if self.is_open(row)]
        below = [row for row in rows if row > self.row]
        self.row = (below or rows or [0])[0]
        self.changed.emit()

    def _note_saved(self, row: int, said: Said) -> None:
        """The row is entered; that it is shows once the sheet is read again."""
        if self._said.get(row) == said:
            del self._said[row]
        self._saved.add(row)
        self.refresh()

    def _come_back(self, row: int, error: Exception) -> None:
        self.row = row
        self.on_their_way.discard(row)
        self.changed.emit()
        self._tell(self.not_saved, error)

    def _take_up(self, sheet: SheetNow) -> None:
        self.put_away()
        self.sheet = sheet
        self._go_on()
        self.opened.emit()

    def _count(self, sheet: SheetNow) -> None:
        if self.sheet is not None and self.sheet.number == sheet.number:
            self.sheet = sheet
            self.on_their_way -= self._saved
            self._saved.clear()
            self.counted.emit()

    def _tell(self, signal: SignalInstance, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            signal.emit(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)
