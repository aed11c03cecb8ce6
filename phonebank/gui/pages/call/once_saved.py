"""Undo and Skip, which may be wished while the last call is still on its way to the file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.gui.pages.call.sentences import UNDO_WAITS, skip_waits

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.gui.pages.call.call_in_hand import CallInHand
    from phonebank.gui.pages.call.entries import Draft
    from phonebank.gui.pages.call.switchboard import Switchboard


class OnceSaved(QObject):
    """Done at once or as soon as the call is saved, unless something else was begun meanwhile.

    A wish outlasts a save that succeeds, and none that fails: that call is in hand again.
    """

    waits = Signal(str)  # the sentence that says so
    skipped = Signal(object, str)  # the Draft of whoever is passed over, and why

    def __init__(
        self,
        board: Switchboard,
        in_hand: CallInHand,
        may_undo: Callable[[], bool],
        parent: QObject,
    ) -> None:
        """`may_undo` is asked when it is wished, and again when the board is at rest."""
        super().__init__(parent)
        self._board, self._in_hand, self._may_undo = board, in_hand, may_undo
        self._wish: Callable[[], None] | None = None
        board.at_rest.connect(self._go_on)
        board.not_done.connect(self._forget)
        board.refused.connect(self._forget)

    def undo(self) -> None:
        """Take the last call back."""
        if self._may_undo():
            self._do(self._take_back, UNDO_WAITS)

    def skip(self, why: str) -> None:
        """Pass over whoever is up."""
        draft = self._in_hand.draft
        if draft is not None and why:
            waiting = skip_waits(draft.served.card.spoken_name)
            self._do(partial(self._pass_over, draft, why), waiting)

    def _do(self, wish: Callable[[], None], waiting: str) -> None:
        if self._board.is_occupied:
            self._wish = wish
            self.waits.emit(waiting)
        else:
            wish()

    def _go_on(self) -> None:
        if self._wish is not None and not self._board.is_occupied:
            wish, self._wish = self._wish, None
            wish()

    def _take_back(self) -> None:
        if self._may_undo():
            self._board.undo()

    def _pass_over(self, wished: Draft, why: str) -> None:
        draft = self._in_hand.draft
        if draft is not None and (draft.served, draft.said) == (wished.served, wished.said):
            self.skipped.emit(draft, why)

    def _forget(self) -> None:
        self._wish = None
