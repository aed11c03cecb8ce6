"""What the canvass is narrowed to: places and people in one row, answers in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from phonebank.domain.hours import local
from phonebank.gui.pages.canvass.flow_row import FlowRow
from phonebank.gui.widgets.buttons import KeyButton
from phonebank.gui.widgets.days_pick import DaysPick
from phonebank.gui.widgets.picks import ALL, Pick

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from phonebank.domain.canvass import CanvassTable
    from phonebank.domain.contest import Contest

    Where = Mapping[str, Sequence[str]]

DATES = "dates"
ELECTORS, ATTEMPTS = "Electors", "Attempts"
FIRST = {
    "region": "Region",
    "section": "Section",
    "affiliate": "Affiliate",
}
SEGMENT = {"segment": "Segment"}  # where any is saved
MORE = {
    "ballot": "Ballot",
    "strength": "Strength",
    "caller": "Caller",
    "list": "List",
}
FIXED = {
    "ballot": {"Banked": "banked", "Outstanding": "outstanding"},
    "strength": {"Firm": "firm", "Leaning": "leaning"},
}


class Filters(QWidget):
    """Picks that wrap where they have no room; `changed` when another narrowing is chosen."""

    changed = Signal()
    count_changed = Signal()

    def __init__(
        self,
        contest: Contest,
        today: Callable[[], date],
        *before: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """`before` are widgets that stand in the row before the picks."""
        super().__init__(parent)
        captions = {**FIRST, **SEGMENT, **MORE}
        self.picks = {field: Pick(caption) for field, caption in captions.items()}
        self.dates = DaysPick(local(contest.ballots_open).date(), today)
        self.count = Pick("Count")
        self.count.addItems([ELECTORS, ATTEMPTS])
        self.count.currentTextChanged.connect(self.count_changed)
        self.more = KeyButton("More filters", height=32)
        self.more.set_hint("Narrow by ballot, strength, caller or list")
        self._fill(contest)
        row = FlowRow(self)
        first, segment, rest = (
            [self.picks[field] for field in fields] for fields in (FIRST, SEGMENT, MORE)
        )
        for widget in (*before, *first, self.dates, *segment, self.count, self.more, *rest):
            row.addWidget(widget)
        for pick in self.picks.values():
            pick.currentTextChanged.connect(self._tell_changed)
        self.dates.changed.connect(self.changed)
        self.more.toggled.connect(self._show_more)
        self._show_more(False)

    @property
    def counts_attempts(self) -> bool:
        """Whether calls are shown in place of the electors who were rung."""
        return self.count.currentText() == ATTEMPTS

    def where(self) -> Where:
        """The narrowing in the fields of the canvass; empty for everybody."""
        chosen = {field: pick.currentText() for field, pick in self.picks.items()}
        narrowed = {
            field: [FIXED.get(field, {}).get(value, value)]
            for field, value in chosen.items()
            if value != ALL
        }
        return {**narrowed, **self.dates.where()}

    def offer_regions(self, table: CanvassTable) -> None:
        """Offer the regions of a table that is not narrowed to one; the choice stays."""
        if "region" not in table.where:
            known = {row.region for row in table.rows if row.region}
            pick = self.picks["region"]
            offered = {pick.itemText(place) for place in range(1, pick.count())}
            if not known <= offered:
                _offer(pick, sorted(known | offered))

    def offer_names(self, field: str, names: Sequence[str]) -> None:
        """Offer these segments, lists or callers; one that is chosen and gone gives way to all."""
        pick = self.picks[field]
        chosen = pick.currentText()
        _offer(pick, names)
        self._show_more(self.more.isChecked())
        if pick.currentText() != chosen:
            self.changed.emit()

    def choose(self, field: str, value: str) -> None:
        """Choose a value, as from the list; what is not on it changes nothing."""
        if field == DATES:
            self.dates.choose(value)
        else:
            self.picks[field].setCurrentText(value)

    def _fill(self, contest: Contest) -> None:
        known = {
            "section": [section.name for section in contest.sections],
            "affiliate": [affiliate.name for affiliate in contest.affiliates],
            **{field: list(values) for field, values in FIXED.items()},
        }
        for field, pick in self.picks.items():
            pick.addItems([ALL, *known.get(field, [])])

    def _show_more(self, is_wanted: bool) -> None:
        """What narrows stays in sight; what offers nothing is never seen."""
        for field, pick in self.picks.items():
            is_narrowing = pick.currentText() != ALL
            is_offered = field in FIRST or (field in SEGMENT and pick.count() > 1)
            pick.setVisible(is_narrowing or is_offered or (is_wanted and pick.count() > 1))

    def _tell_changed(self) -> None:
        self._show_more(self.more.isChecked())
        self.changed.emit()


def _offer(pick: Pick, names: Sequence[str]) -> None:
    chosen = pick.currentText()
    if [pick.itemText(place) for place in range(1, pick.count())] != list(names):
        with QSignalBlocker(pick):
            pick.clear()
            pick.addItems([ALL, *names])
            pick.setCurrentText(chosen)
