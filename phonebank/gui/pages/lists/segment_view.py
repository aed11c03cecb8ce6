"""Putting together whom a list rings: the conditions, in a view of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.domain.segment_words import parse
from phonebank.gui.pages.electors.segment_editor import NESTED, SegmentEditor
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import PrimaryButton, QuietButton
from phonebank.gui.widgets.form import Form
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.spaced_text import SpacedText

if TYPE_CHECKING:
    from phonebank.domain.segments import Tree
    from phonebank.gui.desk import Desk

HOW = (
    "Everybody whom these conditions find is on the list, whoever joins them later too. Save them "
    "under a name for other lists, or use them as they are: then they are saved with the list."
)


class SegmentView(Form):
    """`used` carries the conditions, None for everybody."""

    used = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = SegmentEditor(desk)
        self.fault = self.editor.fault
        self.keep = self.use = PrimaryButton("Use these", "Ctrl+Enter", height=36)
        self.back = QuietButton("Back", "Esc", height=36)
        self.use.set_hint("Ring whom these conditions find (Ctrl+Enter)")
        self.back.set_hint("Back to the list; its segment stays as it was (Esc)")
        self.use.clicked.connect(self._use)
        self.back.clicked.connect(self.cancelled)
        self._lay_out()

    def open(self, tree: Tree | None) -> None:
        """Begin from these conditions."""
        self.editor.set_tree(tree)
        self.editor.refresh()
        self.editor.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _use(self) -> None:
        """What cannot be read is said by the editor, and nothing is used."""
        if self.editor.fault.text() in {"", NESTED}:
            text = self.editor.line.text()  # which the editor keeps equal to its rows
            self.used.emit(parse(text) if text.strip() else None)

    def _lay_out(self) -> None:
        end = QHBoxLayout()
        end.setSpacing(8)
        end.addStretch(1)
        end.addWidget(self.back)
        end.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(ElidedLabel("Whom the list rings", role=fonts.title))
        column.addWidget(SpacedText(HOW, tone="text2"))
        column.addWidget(self.editor)
        column.addStretch(1)
        column.addLayout(end)
