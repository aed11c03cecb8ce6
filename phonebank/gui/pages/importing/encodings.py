"""How the bytes of a text are to be read: each way with the names as they would then stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.files import Question
from phonebank.gui.pages.importing.words import visible
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.ticks import Option

if TYPE_CHECKING:
    from phonebank.domain.files import EncodingSample, FileLook

ASK = "In which are the names right?"
TOLD = "Letters are read as"
MOST_WORDS = 4
INDENT = 30


class EncodingChoice(QWidget):
    """`chosen` carries the codec's name. Where it must be asked, none is chosen at first."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = ElidedLabel(TOLD, role=fonts.strong)
        self.options: dict[str, Option] = {}
        self._ground = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.heading)
        self._column.addWidget(self._ground)

    def show_look(self, look: FileLook) -> None:
        """Show the ways there are; a file that can be read in one way only asks nothing."""
        self.setVisible(len(look.encodings) > 1)
        is_asked = Question.ENCODING in look.questions
        self.heading.setText(ASK if is_asked else TOLD)
        had_focus = self._ground.isAncestorOf(self.focusWidget() or self)
        self._column.removeWidget(self._ground)
        self._ground.hide()
        self._ground.deleteLater()
        self._ground, self.options = QWidget(), {}
        column = QVBoxLayout(self._ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for sample in look.encodings:
            self._add(column, sample)
        self._column.addWidget(self._ground)
        current = self.options.get(look.reading.encoding)
        if current is not None and not is_asked:
            current.setChecked(True)
            if had_focus:
                current.setFocus()

    def _add(self, column: QVBoxLayout, sample: EncodingSample) -> None:
        option = Option(sample.label)
        self.options[sample.encoding] = option
        option.clicked.connect(lambda _=False, name=sample.encoding: self.chosen.emit(name))
        column.addWidget(option)
        told = ", ".join(visible(word) for word in sample.words[:MOST_WORDS])
        option.setAccessibleDescription(told)
        words = SpacedText(told, tone="text2")
        words.setContentsMargins(0, 0, 0, 0)
        row = QVBoxLayout()
        row.setContentsMargins(INDENT, 0, 0, 4)
        row.addWidget(words)
        column.addLayout(row)
