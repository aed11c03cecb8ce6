"""Takes the last call back, which may still be on its way to the file when that is wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.gui.pages.call.switchboard import Switchboard


class Undoing(QObject):
    """A wish outlasts a save that succeeds, and none that fails: that call is in hand again."""

    waits = Signal()

    def __init__(self, board: Switchboard, may_undo: Callable[[], bool], parent: QObject) -> None:
        """`may_undo` is asked when it is wished, and again when the board is at rest."""
        super().__init__(parent)
        self._board, self._may_undo = board, may_undo
        self._is_wished = False
        board.at_rest.connect(self._go_on)
        board.not_done.connect(self._forget)
        board.refused.connect(self._forget)

    def undo(self) -> None:
        """Take the last call back at once, or as soon as it is saved."""
        if not self._may_undo():
            return
        self._is_wished = self._board.is_occupied
        if self._is_wished:
            self.waits.emit()
        else:
            self._board.undo()

    def _go_on(self) -> None:
        if self._is_wished:
            self._is_wished = False
            self.undo()

    def _forget(self) -> None:
        self._is_wished = False
