"""Lines of the contest to be changed where they stand: fields, how often used, taking one away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.domain.figures import count
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, IconButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.shapes import LEFT, RIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GAP = 8
USED_WIDTH = 64
REMOVE_WIDTH = 28
LONGEST = 120
NOT_USED = "Nothing uses it"
FIGURES = {"Used", "Calls"}


class Column(NamedTuple):
    """A title over fields that are `width` px wide, or that share what is left for 0."""

    title: str
    width: int = 0


class TextLine(QLineEdit):
    """A line of text; `words` are its accessible name and tooltip."""

    def __init__(
        self,
        words: str,
        text: str = "",
        hint: str = "",
        longest: int = LONGEST,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._longest = longest
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setPlaceholderText(hint)
        self.setText(text)
        self.setCursorPosition(0)

    def setText(self, text: str | None) -> None:
        """Show it whole, even where it is longer than may be typed."""
        self.setMaxLength(max(self._longest, len(text or "")))
        super().setText(text)


class LineRow(QWidget):
    """One line. `changed` when anything in it is typed, `removed` when it is to go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, was: str | None, used: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.was = was
        self.fields: list[QWidget] = []
        self.used = ElidedLabel(count(used) if used else "", tone="text2", align=RIGHT)
        self.remove = IconButton("close", "Take this line away")
        self.remove.clicked.connect(self.removed)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addLayout(self._row)
        self._used = used

    def lay_out(self, columns: Sequence[Column], *fields: QWidget, counts: bool = True) -> None:
        """The fields under these columns; every one that is typed in tells `changed`."""
        self.fields = list(fields)
        for column, field in zip(columns, fields, strict=True):
            _put(self._row, column, field)
            if isinstance(field, QLineEdit):
                field.textChanged.connect(self.changed)
            elif isinstance(field, QAbstractButton):
                field.toggled.connect(self.changed)
        if counts:
            self.used.setFixedWidth(USED_WIDTH)
            self._row.addWidget(self.used, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)

    def name_it(self, name: str) -> None:
        """Say whose line it is where a button alone would not, and why it cannot go."""
        whose = name or "this line"
        times = "once" if self._used == 1 else f"{count(self._used)} times"
        self.used.setToolTip(f"Used {times}" if self._used else NOT_USED)
        self.remove.setAccessibleName(f"Take {whose} away")
        self.remove.setEnabled(not self._used)
        told = f"Used {times}, so it stays: give it another name instead" if self._used else ""
        self.remove.set_hint(told or f"Take {whose} away")

    def under(self, part: QWidget) -> None:
        """Something that belongs to this line, below its fields."""
        self._column.addWidget(part)

    def typed(self) -> object:
        """What stands in the fields, to be compared."""
        return self.was, *(_state(field) for field in self.fields)

    def focus_first(self) -> None:
        """The keyboard to the first field of text."""
        lines = [field for field in self.fields if isinstance(field, QLineEdit)]
        if lines:
            lines[0].setFocus(Qt.FocusReason.TabFocusReason)


R = TypeVar("R", bound=LineRow)


class LineRows(QWidget, Generic[R]):
    """Lines under their titles, and a button that adds one; `make` makes an empty one."""

    changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        add: str,
        make: Callable[[], R],
        *,
        counts: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self.rows: list[R] = []
        self.add = ActionButton(add, icon="plus", height=28)
        self.add.clicked.connect(self.add_new)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if any(one.title for one in columns):
            column.addWidget(_titles_of_lines(columns, counts=counts))
        column.addLayout(self._lines)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, rows: Sequence[R]) -> None:
        """These in place of what was shown."""
        for row in self.rows:
            self._let_go(row)
        self.rows = []
        for row in rows:
            self._put(row)

    def add_new(self) -> None:
        """An empty line at the end, with the keyboard in it."""
        row = self._make()
        self._put(row)
        row.focus_first()
        self.changed.emit()

    def typed(self) -> object:
        """What stands in all fields, to be compared."""
        return tuple(row.typed() for row in self.rows)

    def _put(self, row: R) -> None:
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._lines.addWidget(row)

    def _remove(self, row: R) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._let_go(row)
        near = [*self.rows[place:], *self.rows[:place][-1:]]
        (near[0].remove if near else self.add).setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _let_go(self, row: R) -> None:
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()


def titles(columns: Sequence[Column], *more: Column) -> QWidget:
    """The titles of these columns, over fields that are laid out by them."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    for column in (*columns, *more):
        align = RIGHT if column.title in FIGURES else LEFT
        _put(row, column, ElidedLabel(column.title, fonts.header, "text2", align))
    return whole


def _titles_of_lines(columns: Sequence[Column], *, counts: bool) -> QWidget:
    used = [Column("Used", USED_WIDTH)] if counts else []
    return titles(columns, *used, Column("", REMOVE_WIDTH))


def _put(row: QHBoxLayout, column: Column, field: QWidget) -> None:
    if column.width:
        field.setFixedWidth(column.width)
    row.addWidget(field, 0 if column.width else 1)


def _state(field: QWidget) -> object:
    if isinstance(field, QLineEdit):
        return field.text()
    return field.isChecked() if isinstance(field, QAbstractButton) else None


def note(words: str) -> ElidedLabel:
    """A caption in the second tone."""
    return ElidedLabel(words, fonts.caption, "text2", LEFT)
