"""The form in which facts of an elector are corrected: a field each, its error beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.completions import Completions
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.corrections import EditField

FEW = 40  # choices that are a list to open; of more, what is typed finds one
NONE = "none"
_CAPTION = 116
_ROOM, _AT_LEFT = Qt.AlignmentFlag(0), Qt.AlignmentFlag.AlignLeft


class FactField(QWidget):
    """One fact to be corrected: a line of text, a pick of a few, or a line that completes."""

    def __init__(self, field: EditField, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = field.name
        self.caption = ElidedLabel(field.label, tone="text2")
        self.caption.setFixedWidth(_CAPTION)
        self._choices = field.choices
        self.line: QLineEdit | None = None
        self.pick: Pick | None = None
        self.control = self._pick(field, words) if self._is_pick() else self._line(field, words)
        self.caption.setBuddy(self.control)
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.caption, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.control, 0, 1, _ROOM if self.line else _AT_LEFT)
        grid.addWidget(self.fault, 1, 1)
        grid.setColumnStretch(1, 1)

    def words(self) -> str:
        """What the field holds now."""
        if self.pick is not None:
            return self._choices[max(0, self.pick.currentIndex())]
        assert self.line is not None
        return self.line.text().strip()

    def tell(self, sentence: str) -> None:
        """Say beside the field what is wrong with it; nothing where all is well."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _is_pick(self) -> bool:
        return 0 < len(self._choices) <= FEW

    def _pick(self, field: EditField, words: str) -> Pick:
        self.pick = Pick("", parent=self)
        self.pick.setAccessibleName(field.label)
        self.pick.addItems([choice or NONE for choice in self._choices])
        if words in self._choices:
            self.pick.setCurrentIndex(self._choices.index(words))
        return self.pick

    def _line(self, field: EditField, words: str) -> QLineEdit:
        self.line = QLineEdit(words)
        self.line.setAccessibleName(field.label)
        if self._choices:
            known = [choice for choice in self._choices if choice]
            self.line.setCompleter(Completions(known, self.line))
            self.line.setToolTip(f"{field.label}: type a part of the name and choose")
        return self.line


class FactsForm(Form):
    """All facts as fields, Save and Cancel under them; `save_wanted` carries what is different."""

    save_wanted = Signal(object)

    def __init__(
        self,
        fields: Sequence[EditField],
        facts: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._before = dict(facts)
        self.fields = {field.name: FactField(field, facts.get(field.name, "")) for field in fields}
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        self.keep = self.save = PrimaryButton("Save", "Ctrl+Enter", height=32)
        self.cancel = QuietButton("Cancel", "Esc", height=32)
        self.save.clicked.connect(self._want_save)
        self.cancel.clicked.connect(self.cancelled)
        self._lay_out()

    def tell(self, sentence: str, name: str = "") -> None:
        """Say what is wrong beside the field with this name, or under all of them."""
        for field in self.fields.values():
            field.tell(sentence if field.name == name else "")
        super().tell("" if name in self.fields else sentence)
        if name in self.fields:
            self.focus_field(name)

    def focus_field(self, name: str = "") -> None:
        """Put the keys into this field, or into the first."""
        field = self.fields.get(name) or next(iter(self.fields.values()))
        field.control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if field.line is not None:
            field.line.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        """While it is being written nothing else can be sent."""
        self.save.setEnabled(not is_busy)

    def _want_save(self) -> None:
        now = {name: field.words() for name, field in self.fields.items()}
        different = {name: words for name, words in now.items() if words != self._before.get(name)}
        if different:
            self.save_wanted.emit(different)
        else:
            self.cancelled.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field in self.fields.values():
            column.addWidget(field)
        column.addWidget(self.fault)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column.addLayout(row)
