"""The form in which one line of what others say is entered or changed, beside the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.report_entries import ChangedMeanwhile, FieldRefused
from phonebank.gui.pages.reported.entry_field import EntryField
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.scrolled import scrolled
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from phonebank.domain.errors import PhonebankError
    from phonebank.domain.report_entries import Entry, ReportField

# What the next line from the same paper has in common with the one before.
CARRIED = frozenset(
    {"reported_on", "pollster", "client", "from", "to", "published", "declared_on", "source"}
)


class EntryForm(Form):
    """`save_wanted` carries the texts by field; `seen` is the entry that is changed, or None."""

    save_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seen: Entry | None = None
        self.fields: dict[str, EntryField] = {}
        self._shown: Mapping[str, str] = {}
        self.heading = ElidedLabel(role=fonts.title)
        self.fault = SpacedText(tone="warn_text")
        self.fault.hide()
        self.keep = self.save = PrimaryButton("Save", "Ctrl+Enter", height=36)
        self.cancel = QuietButton("Cancel", "Esc", height=36)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.texts()))
        self.cancel.clicked.connect(self.cancelled)
        self._lay_out()

    @property
    def has_unsaved(self) -> bool:
        """Whether anything was typed since it was shown."""
        return bool(self.fields) and self.texts() != self._shown

    def texts(self) -> dict[str, str]:
        """What the fields hold now, by their names."""
        return {name: field.words() for name, field in self.fields.items()}

    def show_new(
        self, heading: str, fields: Sequence[ReportField], before: Mapping[str, str]
    ) -> None:
        """An empty form, but for what the line before it has in common."""
        self.seen = None
        common = {name: text for name, text in before.items() if name in CARRIED}
        self._show(heading, fields, common)

    def show_entry(self, heading: str, fields: Sequence[ReportField], entry: Entry) -> None:
        """The form with what is known of this entry."""
        self.seen = entry
        self._show(heading, fields, entry.cells)

    def refuse(self, error: PhonebankError) -> None:
        """Say what is wrong where it is wrong; what was typed stays."""
        for field in self.fields.values():
            field.tell("")
        if isinstance(error, ChangedMeanwhile):
            self._take_up(error.cells)
        if isinstance(error, FieldRefused) and error.field in self.fields:
            field = self.fields[error.field]
            field.tell(" ".join(filter(None, (error.message, error.next_step))))
            self._area.ensureWidgetVisible(field)
            field.take_keys()
            self.tell("")
        else:
            self.tell(error.sentence)

    def take_keys(self) -> None:
        """What is typed from now on is for the first field."""
        next(iter(self.fields.values())).take_keys()

    def _take_up(self, cells: Mapping[str, str]) -> None:
        """Show what somebody else changed meanwhile, but where something was typed over it."""
        for name, field in self.fields.items():
            if field.words() == self._shown[name]:
                field.show_words(cells[name])
        if self.seen is not None:
            self.seen = self.seen._replace(cells=cells)
        self._shown = dict(cells)

    def _show(self, heading: str, fields: Sequence[ReportField], cells: Mapping[str, str]) -> None:
        self.heading.setText(heading)
        self._make(fields)
        for name, field in self.fields.items():
            field.show_words(cells.get(name, ""))
        self._shown = self.texts()
        self.tell("")
        self._area.verticalScrollBar().setValue(0)

    def _make(self, fields: Sequence[ReportField]) -> None:
        """A field for each, in place of those before."""
        while (item := self._rows.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.fields = {field.name: EntryField(field) for field in fields}
        before: QWidget | None = None
        for field in self.fields.values():
            self._rows.addWidget(field)
            if before is not None:
                QWidget.setTabOrder(before, field.control)
            before = field.control
        if before is not None:
            QWidget.setTabOrder(before, self.cancel)
        self._rows.addStretch(1)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(6)
        self._area = scrolled(inside, "What others say")
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addStretch(1)
        end.addWidget(self.cancel)
        end.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._area, 1)
        column.addWidget(self.fault)
        column.addLayout(end)
