"""What a caller sees of a script, filled in for a sample elector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.gui.pages.call.script_card import NO_VALUES, ScriptPanel
from phonebank.gui.pages.call.scrolling import SCROLL_BAR
from phonebank.gui.pages.lists.script_parts import Other, shown_with
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Card
from phonebank.gui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from phonebank.domain.contest import Contest
    from phonebank.domain.scripts import Script, Values
    from phonebank.gui.pages.lists.script_parts import Part
    from phonebank.services.scripts import Sample


class ScriptPreview(Card):
    """The script of the Call page, at the part that is being written."""

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Values = NO_VALUES
        self.panel = ScriptPanel(contest)
        self.whom = ElidedLabel(role=fonts.caption, tone="text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16 - SCROLL_BAR, 12)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.setContentsMargins(0, 0, SCROLL_BAR, 0)
        head.addWidget(ElidedLabel("Preview", role=fonts.question))
        head.addWidget(self.whom)
        column.addLayout(head)
        column.addWidget(self.panel, 1)

    def show_sample(self, sample: Sample) -> None:
        """Whom it is read to."""
        self._values = sample.values
        told = ", ".join(it for it in (sample.name, sample.place) if it)
        self.whom.setText(f"Read to {told}" + (" (made up)" if sample.is_made_up else ""))

    def show_part(self, script: Script, part: Part, key: str) -> None:
        """The script at this part; `key` is the reason or the answer whose tip is written."""
        self.panel.show_script(script, self._values)
        self.panel.show_state(shown_with(part))
        if part is Other.REASONS:
            self.panel.show_tip(key)
        elif part is Other.ANSWERS:
            self.panel.show_answer_tip(key)
