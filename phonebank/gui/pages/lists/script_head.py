"""The head of the script editor: which script, its name, and Save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from phonebank.domain.scripts import LONGEST_NAME
from phonebank.domain.usual_script import USUAL_NAME
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_WIDTH = 168
PICK_WIDTH = 232
HEIGHT = 32


class ScriptHead(QWidget):
    """It shows what it is told; `chosen` carries the name of the script that was picked."""

    chosen = Signal(str)
    renamed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.script = Pick("Script", is_heading=True)
        self.name = QLineEdit()
        self.rename = QuietButton("Rename", height=HEIGHT)
        self.remove = QuietButton("Remove", height=HEIGHT)
        self.state = ElidedLabel(role=fonts.caption, tone="text2")
        self.save = PrimaryButton("Save", "Ctrl+S", height=36)
        self._names: Sequence[str] = ()
        self._shown = ""
        self._dress()
        self._lay_out()
        self.script.textActivated.connect(self.chosen)
        self.name.textChanged.connect(lambda _: self.renamed.emit())
        self.offer(())

    def offer(self, names: Sequence[str]) -> None:
        """The scripts there are; the usual one is always the first."""
        self._names = names
        with QSignalBlocker(self.script):
            self.script.clear()
            self.script.addItems([USUAL_NAME, *names])
        self.show_script(self._shown)

    def show_script(self, name: str) -> None:
        """The script that is open; empty for the usual one."""
        self._shown = name
        with QSignalBlocker(self.script):
            self.script.setCurrentText(name or USUAL_NAME)
        self.script.updateGeometry()
        self.script.update()

    def wanted(self) -> str:
        """The name typed, as it would be kept."""
        return " ".join(self.name.text().split())

    @property
    def is_other_name(self) -> bool:
        """Whether the name typed is not that of the script that is open."""
        return self.wanted().casefold() != self._shown.casefold()

    @property
    def is_taken(self) -> bool:
        """Whether the name typed is that of another script."""
        taken = {name.casefold() for name in (USUAL_NAME, *self._names)}
        return self.is_other_name and self.wanted().casefold() in taken

    def _dress(self) -> None:
        self.script.setMaximumWidth(PICK_WIDTH)
        self.name.setFixedWidth(NAME_WIDTH)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText("Save as …")
        self.name.setAccessibleName("Name of the script")
        self.name.setToolTip("Under which name it is saved")
        self.rename.set_hint("Give this script the name typed; its versions stay")
        self.remove.set_hint("Forget this script; not while a list or a call has it")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.script, self.name, self.rename, self.remove):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.state)
        row.addWidget(self.save)
