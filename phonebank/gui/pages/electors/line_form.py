"""Lines of text that are changed together: an elector's numbers, or their tags."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.spaced_text import SpacedText


class LinesForm(Form):
    """A line for each text and one more; `save_wanted` carries those that are not blank."""

    is_kept_by_enter = True

    save_wanted = Signal(object)

    def __init__(
        self, words: str, texts: Sequence[str], advice: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lines = [QLineEdit(text) for text in (*texts, "")]
        for place, line in enumerate(self.lines, start=1):
            is_last = place == len(self.lines)
            line.setAccessibleName(f"Another {words}" if is_last else f"{words} {place}")
            line.setPlaceholderText(f"Another {words}" if is_last else "")
        self.advice = SpacedText(advice, fonts.caption, "text3")
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        self.keep = self.save = ActionButton("Save", "Enter", height=32)
        self.cancel = QuietButton("Cancel", "Esc", height=32)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.texts()))
        self.cancel.clicked.connect(self.cancelled)
        self._lay_out()

    def texts(self) -> list[str]:
        """What is typed, without blank lines."""
        return [text for line in self.lines if (text := line.text().strip())]

    def focus_last(self) -> None:
        """Put the keys into the empty line."""
        self.lines[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (*self.lines, self.advice, self.fault):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addLayout(row)
