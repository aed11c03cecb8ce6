"""One elector in detail: what is known, the numbers, and every call, newest first."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from phonebank.domain.electors import ElectorCard, PastCall
from phonebank.gui.pages.electors.words import (
    call_heading,
    call_line,
    facts_of,
    joined,
    number_line,
)
from phonebank.gui.widgets import fonts
from phonebank.gui.widgets.cards import Divider
from phonebank.gui.widgets.fact_row import FactRow
from phonebank.gui.widgets.labels import ElidedLabel
from phonebank.gui.widgets.side_panel import SidePanel
from phonebank.gui.widgets.spaced_text import SpacedText

WIDTH = 300


class ElectorPanel(SidePanel):
    """Facts, numbers with their status, and calls with their notes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Details of the chosen elector", WIDTH, parent)

    def show_card(self, card: ElectorCard) -> None:
        """Show everything known of this elector."""
        self.show_parts(_parts_of(card))


def _parts_of(card: ElectorCard) -> Iterator[QWidget]:
    yield SpacedText(joined(card.title, card.name, by=" "), fonts.title)
    where = joined(card.membership_number, card.constituency, card.region, by=" · ")
    yield SpacedText(where, tone="text2")
    yield Divider()
    for caption, fact in facts_of(card):
        yield FactRow(caption, fact)
    yield Divider()
    yield ElidedLabel("Numbers", fonts.strong)
    for number in card.numbers:
        tone = "text" if number.is_usable else "text3"
        yield SpacedText(number_line(number), tone=tone)
    if not card.numbers:
        yield SpacedText("No number known.", tone="text3")
    yield Divider()
    yield ElidedLabel("Calls, newest first", fonts.strong)
    if not card.history:
        yield SpacedText("Never rung.", tone="text3")
    for call in card.history:
        yield from _call_parts(call)


def _call_parts(call: PastCall) -> Iterator[QWidget]:
    yield SpacedText(call_heading(call), fonts.caption, "text3")
    yield SpacedText(call_line(call), tone="text3" if call.superseded else "text")
    if call.note:
        yield SpacedText(f"“{call.note}”", tone="text2")
