"""A card with a title, buttons beside it, and parts under it that are replaced as a whole."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.labels import ElidedLabel

_MARGIN = 16
_TITLE = 28  # px, as high as the buttons beside it


class TitledCard(Card):
    """Lay out in `body`, or show parts in it with `show_parts`."""

    def __init__(self, title: str, *buttons: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(title, fonts.question)
        self._parts: list[QWidget] = []
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        self.foot = QVBoxLayout()  # what stays under the parts
        self.foot.setSpacing(6)
        self.foot.setContentsMargins(0, 4, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for button in buttons:
            head.addWidget(button)
        self.title.setMinimumHeight(_TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN - 6, _MARGIN - 4, _MARGIN)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self.body)
        column.addLayout(self.foot)

    def show_parts(self, parts: Iterable[QWidget]) -> None:
        """Show these under each other in place of what was shown."""
        for before in self._parts:
            self.body.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            self.body.addWidget(part)

    def words(self) -> str:
        """All that the parts say, a line for each."""
        said: list[str] = []
        for part in self._parts:
            inside = [part, *part.findChildren(QLabel)]
            rows = [part] if isinstance(part, FactRow) else inside
            said += [row.text() for row in rows if isinstance(row, QLabel | FactRow)]
        return "\n".join(said)


def in_a_row(*parts: QWidget) -> QWidget:
    """These beside each other in one line; words and lines of text take the room that is left."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        takes_room = isinstance(part, QLabel | QLineEdit)
        row.addWidget(part, int(takes_room), Qt.AlignmentFlag.AlignVCenter)
    if not any(isinstance(part, QLabel | QLineEdit) for part in parts):
        row.addStretch(1)
    return whole
