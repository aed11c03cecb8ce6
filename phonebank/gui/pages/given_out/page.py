"""The page Given out: the numbered copies of all that left the house, opened and written again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from phonebank.domain.changes import Topic
from phonebank.domain.errors import PhonebankError
from phonebank.gui.pages.given_out import words
from phonebank.gui.pages.given_out.finding import count_words, found
from phonebank.gui.pages.given_out.view import GivenOutView
from phonebank.gui.printing.copy_again import write_again
from phonebank.services.freezing import frozen_copies, frozen_copy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from phonebank.domain.frozen import Frozen, FrozenLine
    from phonebank.gui.desk import Desk
    from phonebank.gui.jobs import Job
    from phonebank.services.exporting import Exported


class GivenOutPage(GivenOutView):
    """A copy that somebody altered is not opened; the sentence that says so stands above."""

    left = Signal()

    title = "Given out"
    topics = Topic.COPIES | Topic.CALLERS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: Sequence[FrozenLine] = ()
        self._found: Sequence[FrozenLine] = ()
        self._wanted: int | None = None  # the number of the copy that is being opened
        self._connect()

    @property
    def line(self) -> FrozenLine | None:
        """The chosen one."""
        row = self.table.current_row()
        return self._found[row] if 0 <= row < len(self._found) else None

    def refresh(self) -> None:
        """Read which copies there are; one that is open stays as it is."""
        job = self._new_job()
        job.succeeded.connect(self._show)
        job.read(frozen_copies, self._desk.actor)

    def open_copy(self) -> None:
        """Open the chosen copy."""
        if self.line is None or self.is_open:
            return
        self.tell("")
        self._wanted = self.line.number
        job = self._new_job()
        job.succeeded.connect(self._show_copy)
        job.read(frozen_copy, self._desk.actor, self.line.number)

    def write_again(self) -> None:
        """Ask where to, then write the open copy."""
        copy = self.opened.copy
        if copy is None or not self.is_open:
            return
        self.tell("")
        suggested = self._desk.facts.folder / f"copy {copy.line.number}.xlsx"
        path = self._desk.ask.where_to_save("Write the copy out again", suggested, words.KINDS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        if path.suffix.lower() not in words.ENDINGS:
            self._tell_failure(words.unknown_ending(path))
            return
        job = self._new_job("Export")
        job.succeeded.connect(self._show_written)
        job.read(write_again, self._desk.actor, path, copy.line.number)

    def _show(self, lines: Sequence[FrozenLine]) -> None:
        self._lines = lines
        self._show_found()

    def _show_found(self) -> None:
        before = self.line.number if self.line else None
        self._found = found(self._lines, self.search.text())
        self.found.setText(count_words(len(self._found), len(self._lines)) if self._lines else "")
        self.search.setEnabled(bool(self._lines))
        if self._found:
            self.show_lines(self._found, before)
        else:
            self.show_instead(*(words.NOT_FOUND if self._lines else words.NOTHING))

    def _show_copy(self, copy: Frozen) -> None:
        if copy.line.number == self._wanted:
            self.show_opened()
            self.opened.show_copy(copy)

    def _show_written(self, made: Exported) -> None:
        if self.opened.copy is not None and self.opened.copy.line == made.copy.line:
            self.opened.tell_written(made.path)

    def _new_job(self, title: str = "") -> Job:
        """A job whose refusal is told above the tables."""
        job = self._desk.jobs.new(title)
        job.is_answered_here = True
        job.failed.connect(self._tell_failure)
        return job

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, PhonebankError):
            self.tell(error.sentence)
        else:
            self._desk.jobs.failed.emit(error)

    def _go_back(self) -> None:
        """Out of the copy, then out of the search, then off the page."""
        self.tell("")
        self._wanted = None
        if self.is_open:
            self.show_list()
        elif self.search.text():
            self.search.clear()
        else:
            self.left.emit()

    def _find(self) -> None:
        if not self.is_open:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show_found)
        self.search.returnPressed.connect(self.open_copy)
        self.table.opened.connect(self.open_copy)
        self.table.doubleClicked.connect(self.open_copy)
        self.open_it.clicked.connect(self.open_copy)
        self.opened.again.clicked.connect(self.write_again)
        self.notice.acted.connect(lambda: self.tell(""))
        for back in (self.back, self.opened.back):
            back.clicked.connect(self._go_back)
        keys = {
            "Escape": self._go_back,
            "Ctrl+E": self.write_again,
            "Ctrl+F": self._find,
            "F5": self.refresh,
            "Ctrl+PgDown": partial(self.opened.turn, 1),
            "Ctrl+PgUp": partial(self.opened.turn, -1),
        }
        for key, do in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(do)
