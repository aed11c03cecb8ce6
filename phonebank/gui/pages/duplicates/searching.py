"""The search for possible duplicates, a part at a time, so that other pages can read between."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.services.duplicates import AT_ONCE, groups_to_search, in_order, pairs_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from phonebank.domain.duplicates import DuplicatePair, Group
    from phonebank.gui.desk import Desk


class Search(QObject):
    """Tells how far it is, and at the end what was found; a new one ends the one before."""

    progressed = Signal(int, int)
    found = Signal(list)
    failed = Signal(Exception)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._turn = 0
        self._groups: Sequence[Group] = ()
        self._pairs: list[DuplicatePair] = []

    def start(self) -> None:
        """Search the whole roll anew."""
        self._turn += 1
        self._pairs = []
        self.progressed.emit(0, 0)
        self._read(self._begin, groups_to_search)

    def stop(self) -> None:
        """What is still on its way is dropped when it comes."""
        self._turn += 1

    def _begin(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._go_on(0)

    def _go_on(self, start: int) -> None:
        self.progressed.emit(start, len(self._groups))
        part = self._groups[start : start + AT_ONCE]
        if part:
            self._read(partial(self._take, start + len(part)), pairs_in, part)
        else:
            self.found.emit(list(in_order(self._pairs)))

    def _take(self, done: int, pairs: Sequence[DuplicatePair]) -> None:
        self._pairs.extend(pairs)
        self._go_on(done)

    def _read(self, then: Callable[..., None], work: Callable[..., object], *args: object) -> None:
        job = self._desk.jobs.new()
        job.is_answered_here = True
        job.succeeded.connect(partial(self._answer, self._turn, then))
        job.failed.connect(partial(self._answer, self._turn, self.failed.emit))
        job.read(work, self._desk.actor, *args)

    def _answer(self, turn: int, then: Callable[..., None], answer: object) -> None:
        if turn == self._turn:
            then(answer)
