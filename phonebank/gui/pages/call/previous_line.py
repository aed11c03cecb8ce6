"""What we know of the previous vote, with the key to change it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.gui.pages.call import choices, telling
from phonebank.gui.pages.call.answer_rows import LOW
from phonebank.gui.pages.call.choices import capitalised
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import QuietKeyButton
from phonebank.gui.widgets.labels import ElidedLabel


class PreviousLine(QWidget):
    """Stands at the end of the ballot's row: a thing known is shown, not asked again."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = ElidedLabel("Last time", tone="text2")
        self.vote = ElidedLabel(role=fonts.button)
        self.change = QuietKeyButton("Change", choices.CHANGE_PREVIOUS, LOW)
        self.change.clicked.connect(self.change_wanted)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for widget in (self.caption, self.vote, self.change):
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._is_compact = False
        self._slug = ""

    def show_vote(self, slug: str, *, is_open: bool) -> None:
        """The previous vote as given or known, or that it is still to be asked."""
        self._slug = slug
        self.vote.setText(capitalised(telling.answer(slug)) if slug else "not asked yet")
        self.change.setText(self._words())
        self.change.set_hint("Whom they voted for last time")
        self.change.setCheckable(True)
        self.change.setChecked(is_open)

    def set_compact(self, is_compact: bool) -> None:
        """In a small window only the key is left; the vote itself is among the facts."""
        self._is_compact = is_compact
        self.caption.setVisible(not is_compact)
        self.vote.setVisible(not is_compact)
        self.change.setText(self._words())

    def _words(self) -> str:
        if self._is_compact:
            return "Last time…"
        return "Change" if self._slug else "Ask"
