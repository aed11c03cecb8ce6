"""Keeping a segment under a name, and forgetting one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from phonebank.gui.widgets.buttons import ActionButton, QuietButton
from phonebank.services.segmenting import LONGEST_NAME, remove_segment, save_segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk

HEIGHT = 32
_WIDTH = 150


class SegmentSaving(QWidget):
    """A name, Save or Replace, Remove; `changed` when what is saved is other than before."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tree: Tree | None = None
        self._names: Sequence[str] = ()
        self.name = QLineEdit()
        self.name.setPlaceholderText("Save as …")
        self.name.setAccessibleName("Name to save the segment as")
        self.name.setToolTip("A name to save the segment as")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setFixedWidth(_WIDTH)
        self.save = ActionButton("Replace", height=HEIGHT)
        self.save.setFixedWidth(self.save.sizeHint().width())
        self.remove = QuietButton("Remove", height=HEIGHT)
        self.remove.set_hint("Forget the saved segment of this name")
        self._lay_out()
        self.name.textChanged.connect(self._show_state)
        self.name.returnPressed.connect(self.save.click)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self._remove)
        self._show_state()

    def offer(self, tree: Tree | None) -> None:
        """What there is to save; None for nothing."""
        self._tree = tree
        self._show_state()

    def know(self, names: Sequence[str]) -> None:
        """The names that are taken."""
        self._names = names
        self._show_state()

    def show_name(self, name: str) -> None:
        """The name of the segment that is shown, empty where it is not saved."""
        if name and not self.name.hasFocus():
            self.name.setText(name)
        self._show_state()

    def _taken(self) -> str:
        typed = " ".join(self.name.text().casefold().split())
        return next((one for one in self._names if one.casefold() == typed), "")

    def _show_state(self) -> None:
        self.save.setText("Replace" if self._taken() else "Save")
        has_both = self._tree is not None and bool(self.name.text().strip())
        self.save.setEnabled(has_both)
        self.save.set_hint("" if has_both else "Needs a condition and a name")
        self.remove.setEnabled(bool(self._taken()))

    def _save(self) -> None:
        if self._tree is None:
            return
        job = self._desk.jobs.new()
        job.succeeded.connect(self._tell_changed)
        name, now = self.name.text(), self._desk.clock.now()
        is_taken = bool(self._taken())
        job.write(save_segment, self._desk.actor, name, self._tree, now, replace=is_taken)

    def _remove(self) -> None:
        job = self._desk.jobs.new()
        job.succeeded.connect(self._forget)
        job.write(remove_segment, self._desk.actor, self._taken())

    def _forget(self) -> None:
        self.name.clear()
        self.changed.emit()

    def _tell_changed(self) -> None:
        self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.name, self.save, self.remove):
            row.addWidget(widget)
