"""Choosing a caller by name, or anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from phonebank.gui.pages.lists.words import ANYBODY
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST = 232


class CallerPick(Pick):
    """Anybody comes first; what is chosen stays while it is offered."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(caption, parent=parent)
        self.setMaximumWidth(WIDEST)
        self.offer(())

    def offer(self, names: Sequence[str]) -> None:
        """Let these be chosen."""
        wanted = [ANYBODY, *names]
        if wanted == [self.itemText(place) for place in range(self.count())]:
            return
        before = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItems(wanted)
            self.setCurrentText(before if before in wanted else ANYBODY)
        self._tell_value()

    def show_caller(self, name: str | None) -> None:
        """Choose this caller, or anybody."""
        self.setCurrentText(name or ANYBODY)

    def caller(self) -> str | None:
        """The name that is chosen, None for anybody."""
        return self.currentText() if self.currentIndex() > 0 else None
