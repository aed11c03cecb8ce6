"""The head of the page: which list, how long the call lasts, and how far the caller has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from phonebank.gui.pages.call.elapsed import Elapsed
from phonebank.gui.widgets.bars import Ladder
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.services.serving import Ladder as Counts

HEIGHT, HEIGHT_COMPACT = 46, 32
INSET = 8  # px that the heading keeps free for its ring
ANY = "Any list"


class Head(QWidget):
    """Two lines at the left, one in a small window; the ladder at the right.

    `list_chosen` carries the name of a list, empty for any that is open to the caller.
    """

    list_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lists = Pick("Call list", is_heading=True)
        self.note = ElidedLabel(tone="text2")
        self.elapsed = Elapsed()
        self.ladder = Ladder()
        self.offer_lists([], "")
        self.lists.activated.connect(lambda at: self.list_chosen.emit(self.lists.itemData(at)))
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._note = QHBoxLayout()
        self._note.addWidget(self.note)
        self._words.addWidget(self.lists)
        self._words.addLayout(self._note, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(self._words, 1)
        row.addWidget(self.elapsed)
        row.addWidget(self.ladder)
        self.set_compact(False)

    def offer_lists(self, names: Sequence[str], chosen: str) -> None:
        """The lists that may be worked; the chosen one stays, open or not."""
        wanted = ["", *names, *([chosen] if chosen not in {"", *names} else [])]
        if wanted != [self.lists.itemData(at) for at in range(self.lists.count())]:
            self.lists.clear()
            for name in wanted:
                self.lists.addItem(name or ANY, name)
        self.lists.setCurrentIndex(wanted.index(chosen))

    def show_list(self, name: str, note: str) -> None:
        """Under the choice: the list of this elector, where any is worked, and a note."""
        is_any = not self.lists.currentData()
        self.note.setText(f"{name} · {note}" if is_any and name else note)

    def show_ladder(self, counts: Counts) -> None:
        self.ladder.set_counts(*counts)

    def set_compact(self, is_compact: bool) -> None:
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._words.setDirection(sideways if is_compact else down)
        self._words.setSpacing(12 if is_compact else 0)
        self._note.setContentsMargins(0 if is_compact else INSET, 0, 0, 0)
        self.setFixedHeight(HEIGHT_COMPACT if is_compact else HEIGHT)
