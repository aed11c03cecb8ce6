"""The tab of the reasons that electors give, with the keys they are noted by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from phonebank.domain.contest import Reason
from phonebank.domain.contest_edits import Edited
from phonebank.domain.contest_rules import KEYS_OF_THE_CALL_PAGE
from phonebank.gui.pages.campaign.contest_rows import REASONS, ReasonRow
from phonebank.gui.pages.campaign.lines import LineRows, note
from phonebank.gui.pages.campaign.tab import Tab
from phonebank.gui.pages.campaign.writing import keeping
from phonebank.gui.widgets.spaced_text import SpacedText
from phonebank.gui.widgets.titled_card import TitledCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from phonebank.gui.pages.campaign.tab import CampaignNow, Change

LETTERS = "".join(chr(letter) for letter in range(ord("A"), ord("Z") + 1))
NONE = "No reasons yet: callers are not asked why. Add the first with the button below."


class ReasonsTab(Tab):
    """Save keeps the list as it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reasons = LineRows(REASONS, "Add a reason", _new)
        self.none, self.free = note(NONE), SpacedText(tone="text2")
        self._of_candidates: set[str] = set()
        card = TitledCard("Reasons")
        for part in (self.none, self.reasons):
            card.body.addWidget(part)
        card.foot.addWidget(self.free)
        self.reasons.changed.connect(self.changed)
        self.changed.connect(self._show_free)
        self.add(card)

    def fill(self, now: CampaignNow) -> None:
        self._of_candidates = {line.wanted.key for line in now.edit.candidates}
        self.reasons.show_rows(
            [
                ReasonRow(one, was, now.used.reasons.get(one.name, 0))
                for was, one in now.edit.reasons
            ]
        )

    def typed(self) -> object:
        return self.reasons.typed()

    def wanted(self, now: CampaignNow) -> Change:
        rows = self.reasons.rows
        return keeping(replace(now.edit, reasons=[Edited(row.was, row.line()) for row in rows]))

    def _show_free(self) -> None:
        """The keys that are left for another reason."""
        mine = {row.key.text() for row in self.reasons.rows}
        taken = KEYS_OF_THE_CALL_PAGE | self._of_candidates | mine
        left = " ".join(letter for letter in LETTERS if letter not in taken)
        self.free.setText(
            f"Keys that are free: {left or 'none'}. The Call page and the candidates have the "
            "others; a reason without a key is chosen with the mouse or Tab."
        )
        self.none.setVisible(not self.reasons.rows)


def _new() -> ReasonRow:
    return ReasonRow(Reason("", ""), None, 0)
