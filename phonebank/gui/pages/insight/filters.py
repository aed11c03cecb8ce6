"""What the charts are narrowed to: region, section, affiliate, and the days of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.domain.hours import local
from phonebank.gui.pages.canvass.filters import ALL, SPANS
from phonebank.gui.widgets.picks import Pick

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from phonebank.domain.contest import Contest

    Where = Mapping[str, Sequence[str]]

OPEN = "Since ballots opened"
FIELDS = {"region": "Region", "section": "Section", "affiliate": "Affiliate"}


class Filters(QWidget):
    """Picks in a row; `changed` when another narrowing is chosen."""

    changed = Signal()

    def __init__(self, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = local(contest.ballots_open).date()
        self.picks = {field: Pick(caption) for field, caption in FIELDS.items()}
        self.dates = Pick("Dates")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pick in (*self.picks.values(), self.dates):
            pick.addItem(ALL)
            row.addWidget(pick)
            pick.currentTextChanged.connect(self._tell_changed)
        row.addStretch(1)
        with QSignalBlocker(self):
            self.picks["section"].addItems([section.name for section in contest.sections])
            self.picks["affiliate"].addItems([affiliate.name for affiliate in contest.affiliates])
            self.dates.addItems([*SPANS, OPEN])

    def where(self, now: datetime) -> Where:
        """The narrowing in the fields of the canvass; empty for everybody."""
        chosen = {
            field: [pick.currentText()]
            for field, pick in self.picks.items()
            if pick.currentText() != ALL
        }
        return {**chosen, **self._days(local(now).date())}

    def offer_regions(self, names: Sequence[str]) -> None:
        """Offer these regions; the choice stays."""
        pick = self.picks["region"]
        chosen = pick.currentText()
        with QSignalBlocker(pick):
            pick.clear()
            pick.addItems([ALL, *names])
            pick.setCurrentText(chosen)

    def choose(self, field: str, value: str) -> None:
        """Choose a value, as from the list; what is not on it changes nothing."""
        pick = self.dates if field == "dates" else self.picks[field]
        pick.setCurrentText(value)

    def _days(self, today: date) -> Where:
        chosen = self.dates.currentText()
        if chosen == OPEN:
            return {"from": [self._opened.isoformat()]}
        return SPANS[chosen](today) if chosen in SPANS else {}

    def _tell_changed(self) -> None:
        self.changed.emit()
