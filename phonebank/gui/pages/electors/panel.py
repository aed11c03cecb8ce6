"""One elector beside the table: what is known, the numbers, and every call, newest first."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.electors import ElectorCard
from phonebank.gui.pages.electors.told_cards import call_parts
from phonebank.gui.pages.electors.words import (
    facts_of,
    follow_up_line,
    joined,
    number_line,
    suppression_line,
)
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.buttons import ActionButton
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.side_panel import SidePanel
from phonebank.gui.widgets.spaced_text import SpacedText

WIDTH = 300


class ElectorPanel(SidePanel):
    """A glance at the chosen elector; `open_wanted` asks for the page where they are changed."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Details of the chosen elector", WIDTH, parent)

    def show_card(self, card: ElectorCard) -> None:
        """Show what is known of this elector."""
        self.show_parts(self._parts_of(card))

    def _parts_of(self, card: ElectorCard) -> Iterator[QWidget]:
        yield SpacedText(joined(card.title, card.name, by=" "), fonts.title)
        where = joined(card.membership_number, card.constituency, card.region, by=" · ")
        yield SpacedText(where, tone="text2")
        yield self._opener()
        yield Divider()
        for caption, fact in facts_of(card):
            yield FactRow(caption, fact)
        yield Divider()
        yield ElidedLabel("Numbers", fonts.strong)
        for number in card.numbers:
            yield SpacedText(number_line(number), tone="text" if number.is_usable else "text3")
        if not card.numbers:
            yield SpacedText("No number known.", tone="text3")
        yield from _work_parts(card)
        yield Divider()
        yield ElidedLabel("Calls, newest first", fonts.strong)
        yield from call_parts(card.history)

    def _opener(self) -> QWidget:
        button = ActionButton("Open and change", "Enter", height=32)
        button.set_hint("Open the elector’s page, to correct, suppress, tag or follow up")
        button.clicked.connect(self.open_wanted)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(button)
        return below


def _work_parts(card: ElectorCard) -> Iterator[QWidget]:
    """What is not to be done, and what is."""
    is_open = [row for row in card.follow_ups if row.done_at is None]
    lines = [suppression_line(row) for row in card.suppressions]
    lines += [follow_up_line(row) for row in is_open]
    lines += [f"Tags: {joined(*card.tags)}"] if card.tags else []
    if lines:
        yield Divider()
    for line in lines:
        yield SpacedText(line)
