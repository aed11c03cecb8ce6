"""One condition of a segment as a row: not, what, how compared, with which values."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.domain.segments import Field, kind_of
from phonebank.gui.pages.electors.segment_options import OPTIONS, RowParts
from phonebank.gui.pages.electors.segment_values import ValuesLine
from phonebank.gui.widgets.buttons import IconButton, KeyButton
from phonebank.gui.widgets.picks import Pick

HEIGHT = 32
Known = Mapping[Field, Sequence[str]]


class SegmentRow(QWidget):
    """`changed` after every edit; `removed` when it is to go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self.negated = KeyButton("not", height=HEIGHT)
        self.negated.set_hint("Only those of whom this is not so")
        self.field = _pick("What the condition is about")
        self.field.addItems([field.value for field in Field])
        self.comparison = _pick("How it is compared")
        self.values = ValuesLine("Values")
        self.remove = IconButton("close", "Remove this condition", size=HEIGHT)
        self._lay_out()
        self._show_comparisons()
        self._connect()

    def parts(self) -> RowParts:
        """What stands in the row."""
        field = Field(self.field.currentText())
        option = OPTIONS[kind_of(field)][self.comparison.currentIndex()]
        values = self.values.text() if option.hint else ""
        return RowParts(field, option, values, is_negated=self.negated.isChecked())

    def show_parts(self, parts: RowParts) -> None:
        """Show these without telling of a change; what is being typed is left as it is."""
        if parts == self.parts():
            return
        with QSignalBlocker(self):
            self.field.setCurrentText(parts.field.value)
            self.comparison.setCurrentText(parts.option.words)
            self.values.setText(parts.values)
            self.negated.setChecked(parts.is_negated)

    def offer(self, known: Known) -> None:
        """What can be chosen in this campaign."""
        self._known = known
        self._show_values()

    def _show_comparisons(self) -> None:
        options = OPTIONS[kind_of(Field(self.field.currentText()))]
        with QSignalBlocker(self.comparison):
            self.comparison.clear()
            self.comparison.addItems([option.words for option in options])
        self.comparison.setEnabled(len(options) > 1)
        self.comparison.updateGeometry()
        self._show_values()

    def _show_values(self) -> None:
        parts = self.parts()
        self.values.setVisible(bool(parts.option.hint))
        self.values.setPlaceholderText(parts.option.hint)
        self.values.offer(self._known.get(parts.field, ()))

    def _change_field(self) -> None:
        self.values.clear()
        self._show_comparisons()
        self.changed.emit()

    def _change_comparison(self) -> None:
        self._show_values()
        self.changed.emit()

    def _tell_changed(self) -> None:
        self.changed.emit()

    def _connect(self) -> None:
        self.field.currentTextChanged.connect(self._change_field)
        self.comparison.currentTextChanged.connect(self._change_comparison)
        self.values.textEdited.connect(self._tell_changed)
        self.negated.toggled.connect(self._tell_changed)
        self.remove.clicked.connect(self.removed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.negated, self.field, self.comparison):
            row.addWidget(widget)
        row.addWidget(self.values, 1)
        row.addStretch(0)
        row.addWidget(self.remove)


def _pick(words: str) -> Pick:
    """A pick whose value says enough, so that its words are for screen readers and the tooltip."""
    pick = Pick("")
    pick.setAccessibleName(words)
    pick.setToolTip(words)
    pick.currentTextChanged.connect(lambda: pick.setToolTip(words))
    return pick
