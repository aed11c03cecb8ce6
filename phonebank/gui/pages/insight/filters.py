"""What the charts are narrowed to: region, section, affiliate, and the days of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from phonebank.domain.hours import local
from phonebank.gui.widgets.days_pick import DaysPick
from phonebank.gui.widgets.picks import ALL, Pick

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from phonebank.domain.contest import Contest

    Where = Mapping[str, Sequence[str]]

FIELDS = {"region": "Region", "section": "Section", "affiliate": "Affiliate"}


class Filters(QWidget):
    """Picks in a row; `changed` when another narrowing is chosen."""

    changed = Signal()

    def __init__(
        self, contest: Contest, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.picks = {field: Pick(caption) for field, caption in FIELDS.items()}
        self.dates = DaysPick(local(contest.ballots_open).date(), today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for pick in self.picks.values():
            pick.addItem(ALL)
            row.addWidget(pick)
            pick.currentTextChanged.connect(self._tell_changed)
        row.addWidget(self.dates)
        row.addStretch(1)
        self.dates.changed.connect(self.changed)
        with QSignalBlocker(self):
            self.picks["section"].addItems([section.name for section in contest.sections])
            self.picks["affiliate"].addItems([affiliate.name for affiliate in contest.affiliates])

    def where(self) -> Where:
        """The narrowing in the fields of the canvass; empty for everybody."""
        chosen = {
            field: [pick.currentText()]
            for field, pick in self.picks.items()
            if pick.currentText() != ALL
        }
        return {**chosen, **self.dates.where()}

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
        if field == "dates":
            self.dates.choose(value)
        else:
            self.picks[field].setCurrentText(value)

    def _tell_changed(self) -> None:
        self.changed.emit()
