"""What a line offers while it is typed: any part of a name finds it, in a list like every other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from phonebank.gui.widgets.palette import wear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

_MOST_ROWS = 10


class OfferedList(QListView):
    """A window of its own, which has no page above it to wear a sheet for it."""

    def showEvent(self, event: QShowEvent) -> None:
        wear(self)
        super().showEvent(event)


class Completions(QCompleter):
    """Offers those of `names` that hold what is typed, whether large letters or small."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(list(names), parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(_MOST_ROWS)
        self._list = OfferedList()
        self.setPopup(self._list)
