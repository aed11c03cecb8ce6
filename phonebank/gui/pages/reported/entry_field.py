"""One field of what others say: a line of text, a pick of a few, or a line that completes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from phonebank.domain.report_entries import ReportField
from phonebank.gui.widgets.completions import Completions
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText

FEW = 40  # choices that are a list to open; of more, what is typed finds one
SEVERAL = ";"
_CAPTION = 104
_SHORT = 128
_ROOM, _AT_LEFT = Qt.AlignmentFlag(0), Qt.AlignmentFlag.AlignLeft


class SeveralCompletions(Completions):
    """Completes the last of several words with `;` between."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(SEVERAL)[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        line = self.widget()
        before = line.text().rpartition(SEVERAL)[0] if isinstance(line, QLineEdit) else ""
        chosen = str(index.data())
        return f"{before}{SEVERAL} {chosen}" if before else chosen


class EntryField(QWidget):
    """Its caption, its control, and under it what is wrong with it."""

    def __init__(self, field: ReportField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.caption = ElidedLabel(field.label, tone="text2")
        self.caption.setFixedWidth(_CAPTION)
        self.line: QLineEdit | None = None
        self.pick: Pick | None = None
        is_pick = 0 < len(field.choices) <= FEW and not field.takes_several
        self.control = self._pick() if is_pick else self._line()
        self.caption.setBuddy(self.control)
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        self._lay_out()

    def show_words(self, text: str) -> None:
        """Show this value."""
        if self.pick is not None:
            choices = self.field.choices
            self.pick.setCurrentIndex(choices.index(text) if text in choices else 0)
        elif self.line is not None:
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def words(self) -> str:
        """What the field holds now."""
        if self.pick is not None:
            return self.field.choices[max(0, self.pick.currentIndex())]
        assert self.line is not None
        return self.line.text().strip()

    def tell(self, sentence: str) -> None:
        """Say under the field what is wrong with it; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def take_keys(self) -> None:
        """What is typed from now on is for this field."""
        self.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.line is not None:
            self.line.selectAll()

    def _pick(self) -> Pick:
        self.pick = Pick("", parent=self)
        self.pick.setAccessibleName(self.field.label)
        self.pick.addItems([choice or self.field.example for choice in self.field.choices])
        return self.pick

    def _line(self) -> QLineEdit:
        field, self.line = self.field, QLineEdit()
        self.line.setAccessibleName(field.label)
        self.line.setPlaceholderText(field.example)
        self.line.setToolTip(f"{field.label}: {field.example}" if field.example else field.label)
        if field.is_short:
            self.line.setFixedWidth(_SHORT)
        if field.choices:
            kind = SeveralCompletions if field.takes_several else Completions
            self.line.setCompleter(kind(field.choices, self.line))
            several = f"; several with “{SEVERAL}” between" if field.takes_several else ""
            self.line.setToolTip(f"{field.label}: type a part of the name and choose{several}")
        return self.line

    def _lay_out(self) -> None:
        is_wide = self.line is not None and not self.field.is_short
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.caption, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.control, 0, 1, _ROOM if is_wide else _AT_LEFT)
        grid.addWidget(self.fault, 1, 1)
        grid.setColumnStretch(1, 1)
